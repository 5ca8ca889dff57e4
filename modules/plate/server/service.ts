import { randomBytes } from 'node:crypto'
import type { Tx } from '#kernel/db/db.ts'
import { type Card, wordsOfCards } from '#kernel/documents/cards.ts'
import { GlyphMissing, type Press } from '#kernel/documents/press.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import { type Actor, actingName } from '#kernel/identity/model/actor.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { answeringChain } from '#modules/grid/server/duty/service.ts'
import { listPath } from '#modules/grid/server/store.ts'
import { PLATE_RANDOM, plateAddress, plateCode, plateCodeText } from '../model/code.ts'
import { HOTLINE, type PlateSheet, type VoidReason } from '../model/codes.ts'
import { plateProblems } from '../model/problems.ts'
import type { PlateRow } from './store.ts'
import * as store from './store.ts'

/** Makes plates for enterprises that have none. @returns all plates now in force, and how many are new. @throws notFound */
export async function issuePlates(
  tx: Tx,
  actor: Actor,
  objectIds: readonly string[],
): Promise<{ plates: PlateRow[]; issued: number }> {
  const known = await store.listEnterprises(tx, actor.scope, objectIds)
  if (known.length < objectIds.length) throw new Problem(common.notFound, '有的企业没有登记，或不在您的辖区。')
  const before = new Set((await store.listInForce(tx, actor.scope, objectIds)).map(({ objectId }) => objectId))
  const missing = objectIds.filter((id) => !before.has(id))
  const issued = await insertAnew(tx, actor, missing)
  return { plates: await store.listInForce(tx, actor.scope, objectIds), issued }
}

/** Two random codes that are alike are as likely as a hit in the lottery twice; the second draw is for that. */
const DRAWS = 3

async function insertAnew(tx: Tx, actor: Actor, objectIds: readonly string[]): Promise<number> {
  let left = [...objectIds]
  let issued = 0
  for (let draw = 0; draw < DRAWS && left.length > 0; draw++) {
    const rows = left.map((objectId) => ({ code: plateCode(randomBytes(PLATE_RANDOM)), objectId }))
    const codes = new Set(await store.insertPlates(tx, rows, { name: actingName(actor), accountId: actor.accountId }))
    issued += codes.size
    const having = new Set((await store.listInForce(tx, actor.scope, left)).map(({ objectId }) => objectId))
    left = left.filter((id) => !having.has(id))
  }
  return issued
}

/** A plate inside somebody's scope. @throws notFound for none and for a foreign one alike */
export async function getPlate(tx: Tx, scope: Scope, code: string): Promise<PlateRow> {
  const plate = await store.findPlate(tx, scope, code)
  if (!plate) throw new Problem(common.notFound, '没有这块码牌，或它的企业不在您的辖区。')
  return plate
}

/**
 * Ends a plate, and makes a new one where it is only the plate that is gone.
 * @returns the plate in force now; null for none. @throws notFound; ended
 */
export async function voidPlate(
  tx: Tx,
  actor: Actor,
  code: string,
  why: { reason: VoidReason; note: string; replace: boolean },
): Promise<{ ended: PlateRow; next: PlateRow | null }> {
  const plate = await getPlate(tx, actor.scope, code)
  const done = await store.updateVoid(tx, actor.scope, code, { ...why, by: actingName(actor) })
  if (!done) throw new Problem(plateProblems.ended, '这块码牌已经作废，现在用的是另一块。')
  if (!why.replace) return { ended: plate, next: null }
  const { plates } = await issuePlates(tx, actor, [plate.objectId])
  return { ended: plate, next: plates[0] ?? null }
}

/** What stands on the plates of some enterprises. @throws none when not one of them has a plate */
export async function cardsOf(tx: Tx, scope: Scope, objectIds: readonly string[], site: string): Promise<Card[]> {
  const plates = await store.listInForce(tx, scope, objectIds)
  if (plates.length === 0) throw new Problem(plateProblems.none, '这些企业还没有码牌，先制作再打印。')
  const codes = [...new Set(plates.flatMap(({ gridCode }) => [4, 6, 9, 12, 15].map((n) => gridCode.slice(0, n))))]
  const names = new Map((await listPath(tx, codes)).map(({ code, name }) => [code, name]))
  const answering = new Map<string, string[]>()
  const cards: Card[] = []
  for (const plate of plates) {
    const likeness = `${plate.gridCode} ${[...plate.regulatorClasses].sort().join()}`
    const who = answering.get(likeness) ?? (await whoAnswers(tx, plate))
    answering.set(likeness, who)
    cards.push(cardOf(plate, names, who, site))
  }
  return cards
}

const MOST_ANSWERING = 2

/** Who answers for an enterprise today: seats and names. Numbers of persons are not printed for every passer-by. */
async function whoAnswers(tx: Tx, { gridCode, regulatorClasses }: PlateRow): Promise<string[]> {
  const object = { gridCode, objectClass: 'B' as const, regulatorClasses }
  const { answers } = await answeringChain(tx, object, 'safety', today())
  const seats = new Map(answers.flatMap(({ fault, seats }) => (fault ? [] : seats.map((seat) => [seat.id, seat]))))
  return [...seats.values()]
    .filter(({ holders }) => holders.length > 0)
    .slice(0, MOST_ANSWERING)
    .map(({ holders, title, bodyName }) => `${holders.join('、')}　${title}（${bodyName}）`)
}

function cardOf(plate: PlateRow, names: ReadonlyMap<string, string>, who: readonly string[], site: string): Card {
  const path = [6, 9, 12, 15].flatMap((n) => {
    const name = n <= plate.gridCode.length ? names.get(plate.gridCode.slice(0, n)) : undefined
    return name ? [name] : []
  })
  return {
    head: '企业安全监管码牌',
    title: plate.name,
    facts: [
      ['网格', path.join(' ') || plate.gridName],
      ['责任人', who.length > 0 ? who.join('；') : '按网格公示'],
    ],
    qr: plateAddress(site, plate.code),
    code: plateCodeText(plate.code),
    foot: [
      '执法人员、网格员用「安网现场」扫码或输入码，打开检查和走访。',
      `发现安全隐患或违法行为，拨打 ${HOTLINE} 举报投诉。`,
      `${(names.get(plate.gridCode.slice(0, 4)) ?? '') || '本市'}安全生产监管平台　${plate.issuedAt.toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' })} 制`,
    ],
  }
}

/** Plates as PDF. @throws glyph naming what no font draws */
export async function printCards(press: Press, cards: readonly Card[], sheet: PlateSheet): Promise<Buffer> {
  try {
    return (await press.cards(cards, sheet)).pdf
  } catch (error) {
    if (!(error instanceof GlyphMissing)) throw error
    const { characters } = error
    const whose = cards.filter((card) => characters.some((one) => wordsOfCards([card]).includes(one)))
    const names = whose.map(({ title }) => title).join('、')
    throw new Problem(
      plateProblems.glyph,
      `${names}的码牌上「${characters.join('、')}」没有字体能印，先改档案里的写法，或不印这一家。`,
    )
  }
}
