import type { z } from 'zod'
import { type CaseDone, type CaseKind, type CaseWish, seatAbove } from '#kernel/cases/holder.ts'
import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { listActs } from '#kernel/cases/store.ts'
import type { Tx } from '#kernel/db/db.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import { sendMessage } from '#kernel/messages/service.ts'
import { findCheck, isUsable, type LibraryCheck, readChecks } from '#modules/check-item/server/library.ts'
import { answeringSeat } from '#modules/grid/server/duty/service.ts'
import { dropFailure, listControlWords, noteFailures, pointOfControl } from '#modules/risk/server/service/failure.ts'
import { categoryName } from '#standards/hazard/categories.ts'
import { type HazardSource, hazardRanks, hazardSources, listingLevels } from '../model/codes.ts'
import { hazardProblems } from '../model/problems.ts'
import { HazardFacts, HazardFilter, type HazardFilterInput } from '../model/schema.ts'
import { hazardCase } from '../model/states.ts'
import { announceHazard } from './follow.ts'
import * as store from './store.ts'
import { totalAsFigured } from './total.ts'

const SHORT = 60

type Facts = z.output<typeof HazardFacts>

/** Hazards as a kind of case: what the engine must know, and what this module keeps of each act. */
export const hazardKind: CaseKind = {
  type: hazardCase as unknown as CaseType,
  answering: (tx, { gridCode, objectId, on }) => answeringSeat(tx, { gridCode, objectId }, 'hazard', on),
  titleOf: ({ what }) => shortened(String(what)),
  link: (id) => `/hazards/${id}`,
  guard,
  after,
  list: {
    filter: HazardFilter,
    facts: HazardFacts,
    matching: (filter) => store.hazardMatches(filter as HazardFilterInput),
    total: totalAsFigured,
    factsOf: listFacts,
    sheet: [
      { head: '等级', width: 10, cell: ({ rank }: Facts) => (rank ? hazardRanks[rank] : '未定级') },
      {
        head: '类别',
        width: 18,
        cell: ({ category, categoryName }: Facts) => category && `${category} ${categoryName}`,
      },
      { head: '来源', width: 14, cell: ({ sourceName }: Facts) => sourceName },
      { head: '位置', width: 24, cell: ({ place }: Facts) => place },
      { head: '发现日期', width: 12, cell: ({ foundOn }: Facts) => foundOn },
    ],
  },
}

const shortened = (text: string): string => {
  const line = text.split(/[\n。；;]/, 1)[0] as string
  return line.length > SHORT ? `${line.slice(0, SHORT)}…` : line
}

async function listFacts(tx: Tx, ids: readonly string[]) {
  const rows = await store.listHazards(tx, ids)
  const named = rows.flatMap(({ controlId }) => controlId ?? [])
  const controls = named.length > 0 ? await listControlWords(tx, named) : []
  const byId = new Map(controls.map((control) => [control.id, control]))
  const checkOn = await readChecks(
    tx,
    rows.flatMap(({ itemCode }) => itemCode ?? []),
  )
  // A finding says what its check said on the day it was found.
  const itemOf = ({ itemCode, foundOn }: store.HazardRow) => (itemCode ? checkOn(itemCode, foundOn) : undefined)
  return new Map(rows.map((row) => [row.id, factsOf(row, itemOf(row), byId.get(row.controlId ?? ''))]))
}

type ControlWords = Awaited<ReturnType<typeof listControlWords>>[number]

const factsOf = (
  { recursId, controlId: _control, id: _id, itemCode: _item, objectId: _object, ...row }: store.HazardRow,
  item: LibraryCheck | undefined,
  control?: ControlWords,
) => ({
  ...row,
  item: item ? itemWords(item) : null,
  categoryName: row.category ? categoryName(row.category) : '',
  sourceName: hazardSources[row.source as HazardSource] ?? row.source,
  recurring: recursId !== null,
  control: control ?? null,
})

/** What the library says of the check that found a hazard. */
function itemWords({ code, question, category, rank, criterion, basis, rectification, days }: LibraryCheck) {
  return { code, question, category, rank, criterion, basis, rectification, days }
}

/** Digits of the grids whose offices list at each level. */
const LISTING_DIGITS: Readonly<Record<string, number>> = { city: 4, county: 6, town: 9 }

/**
 * @throws notYourLevel: nobody lists for a level above his own, nor takes off what a level above listed
 * @throws controlUnknown: a measure that failed is one of the enterprise
 * @throws lowerRank: a major hazard does not end in an ordinary one; invalid for a check the library does not have, or not any more
 */
async function guard(tx: Tx, { actor, case: about, act, input }: CaseWish): Promise<void> {
  if (typeof input.controlId === 'string') await pointOfControl(tx, actor.scope, input.controlId, about.objectId)
  if (typeof input.itemCode === 'string') await refuseUnknownCheck(tx, input.itemCode, about.gridCode)
  if (act === 'merge') await refuseLowerRank(tx, about.id, String(input.caseId))
  if (act === 'follow') await refuseEarly(tx, about.id, input)
  if (act !== 'list' && act !== 'delist') return
  const level = act === 'list' ? String(input.level) : ((await store.listHazards(tx, [about.id]))[0]?.listedLevel ?? '')
  if (actor.gridCode.length > (LISTING_DIGITS[level] ?? 99))
    throw new Problem(
      hazardProblems.notYourLevel,
      `${listingLevels[level as keyof typeof listingLevels] ?? ''}挂牌由那一级的岗位办。`,
    )
}

async function refuseUnknownCheck(tx: Tx, code: string, gridCode: string): Promise<void> {
  const check = await findCheck(tx, code, today())
  if (check && isUsable(check, gridCode)) return
  const message =
    check?.standing === 'closed'
      ? `检查项 ${code} 已于 ${check.to} 停用，请另选一项`
      : check?.standing === 'in-force'
        ? `检查项 ${code} 是别处的本地检查项，这里不适用`
        : '检查项库里没有这一项'
  throw new Problem(common.invalid, `${message}。`, { errors: [{ pointer: '/input/itemCode', message }] })
}

/** What an office enters of a listing happened after it: nothing is filed before it was listed, nor lifted in public before it was lifted. */
async function refuseEarly(tx: Tx, id: string, { step, on }: Record<string, unknown>): Promise<void> {
  const acts = await listActs(tx, id)
  const listed = acts.findLastIndex(({ act }) => act === 'list')
  const needed = { 'publish-lift': 'delist', refuse: 'ask-time' }[String(step)] ?? 'list'
  const first = acts.slice(listed).find(({ act }) => act === needed)
  const since = first && today(first.at)
  const refuse = (field: string, message: string) =>
    new Problem(common.invalid, `${message}。`, { errors: [{ pointer: `/input/${field}`, message }] })
  if (!since) throw refuse('step', needed === 'delist' ? '还没有摘牌' : '企业没有申请过延期')
  if (String(on) < since) throw refuse('on', `不能早于${hazardCase.acts[needed as 'list'].title}的那一天 ${since}`)
}

async function refuseLowerRank(tx: Tx, id: string, into: string): Promise<void> {
  const ranks = new Map((await store.listHazards(tx, [id, into])).map((row) => [row.id, row.rank]))
  if (ranks.get(id) === 'major' && ranks.get(into) !== 'major')
    throw new Problem(hazardProblems.lowerRank, '这一条是重大隐患，请把另一条并进来，不要反过来。')
}

async function after(tx: Tx, done: CaseDone): Promise<void> {
  await keep(tx, done)
  await announceHazard(tx, done)
}

async function keep(tx: Tx, done: CaseDone): Promise<void> {
  const { act, case: about, state } = done
  const { input } = act
  const on = today(new Date(act.at))
  const failed = await noteFailed(tx, done)
  if (act.act === 'report' || act.act === 'register')
    return store.insertHazard(tx, { ...openedOf(about, act.act, input, on), ...failed, state })
  if (act.act === 'withdraw' || act.act === 'merge') await dropFailure(tx, about.id)
  const term = state === 'rectifying' && done.dueOn ? { dueOn: done.dueOn } : {}
  await store.updateHazard(tx, about.id, { state, ...changeOf(act.act, input, state, on), ...failed, ...term })
  if (act.act === 'ask-time') await tellOfRequest(tx, done)
  if (act.act === 'part') await noteFailedAgain(tx, about.id)
}

/** The measure an act says failed, noted against it; nothing when it names none. */
async function noteFailed(tx: Tx, { actor, case: about, act: { input, at } }: CaseDone) {
  if (typeof input.controlId !== 'string') return {}
  const riskPointId = await pointOfControl(tx, actor.scope, input.controlId, about.objectId)
  await noteFailures(tx, [{ hazardId: about.id, controlId: input.controlId, failedAt: at }])
  return { controlId: input.controlId, riskPointId }
}

/** A hazard that comes out of another one counts against its measure again, from the day it was named. */
async function noteFailedAgain(tx: Tx, hazardId: string): Promise<void> {
  const naming = (await listActs(tx, hazardId)).findLast(({ input }) => typeof input.controlId === 'string')
  if (!naming) return
  await noteFailures(tx, [{ hazardId, controlId: String(naming.input.controlId), failedAt: naming.at.toISOString() }])
}

/** A hazard as the act that opens it tells. */
export function openedOf(
  { id, gridCode, objectId }: CaseDone['case'],
  act: string,
  input: Record<string, unknown>,
  foundOn: string,
): Omit<store.NewHazard, 'state'> {
  return {
    id,
    gridCode,
    objectId,
    what: String(input.what),
    place: String(input.where),
    source: String(input.source),
    selfFound: act === 'report',
    itemCode: typeof input.itemCode === 'string' ? input.itemCode : null,
    foundOn,
  }
}

/** What an act changes of a hazard. */
export function changeOf(
  act: string,
  input: Record<string, unknown>,
  state: string,
  on: string,
): Partial<store.HazardChange> {
  if (act === 'arrange' || act === 'order')
    return {
      rank: String(input.rank),
      category: String(input.category),
      criterion: (input.criterion as string | null | undefined) ?? null,
      dueOn: String(input.dueOn),
      ...(act === 'order' ? { ordered: true } : { money: Number(input.money) }),
    }
  if (act === 'list') return { listedLevel: String(input.level), listedUntil: String(input.until) }
  if (act === 'delist') return { listedLevel: null, listedUntil: null }
  if (act === 'submit') return { rectifiedOn: on }
  if (act === 'reopen') return { closedOn: null, rectifiedOn: null, ordered: false }
  if (act === 'accept' || act === 'reinspect') return afterLook(state, input, on)
  return typeof input.dueOn === 'string' ? { dueOn: input.dueOn } : {}
}

/** What a second look changes: it is closed, waits for the office, or is sent back with a new term. */
function afterLook(state: string, input: Record<string, unknown>, on: string): Partial<store.HazardChange> {
  if (state === 'closed') return { closedOn: on }
  const term = typeof input.dueOn === 'string' ? { dueOn: input.dueOn } : {}
  return state === 'rectifying' ? { ...term, rectifiedOn: null } : term
}

/** A request for more time goes to the seat that answers for the object, or to the nearest office: it may lengthen the term. */
async function tellOfRequest(tx: Tx, { case: about, act }: CaseDone): Promise<void> {
  const on = today(new Date(act.at))
  const answering = await hazardKind.answering(tx, { ...about, on })
  const seatId = answering ?? (await seatAbove(tx, { ...about, layer: 'safety', holderSeatId: null }, on))
  if (!seatId) return
  await sendMessage(tx, {
    to: { seatId },
    kind: 'hazard.time-asked',
    ref: about.id,
    title: `企业申请隐患整改延期到 ${act.input.until}`,
    text: String(act.input.reason),
    link: hazardKind.link(about.id),
  })
}
