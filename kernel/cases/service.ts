import { canonical } from '#kernel/audit/canonical.ts'
import type { Tx } from '#kernel/db/db.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { type Actor, may } from '#kernel/identity/model/actor.ts'
import { evidenceOf, keepInside } from './evidence.ts'
import { askedSeat, type CaseKind, fitSeat, holderAfter, nextHolder } from './holder.ts'
import { joinInto, noteOrigin, partFrom, sameMatter } from './joining.ts'
import { clockOf } from './model/case-clock.ts'
import { type CaseType, clockChange } from './model/case-type.ts'
import { isCommon } from './model/common-acts.ts'
import { type CaseState, foldCase, openActs, type Standing, whyNot } from './model/fold.ts'
import { titleOfAct } from './model/title-of-act.ts'
import { wordsOfAct } from './model/words.ts'
import { closed, idTaken, noCase, refuseFaults, refuseFiled, refuseShortening } from './refusals.ts'
import type { SealedAct } from './seal.ts'
import { doneOf, enterCase, seal, standOf } from './sealing.ts'
import * as store from './store.ts'
import { tellHolder, tellOfCommon } from './tell.ts'

/** What an act brings with it. */
export interface ActInput {
  input: Record<string, unknown>
  attachments?: readonly string[] | undefined
  place?: { lng: number; lat: number; accuracyM: number | null } | undefined
  /** Clock of the device, ISO 8601; kept as it was sent, never trusted. */
  deviceAt?: string | undefined
}

/** A case to open; the id is made by whoever opens it, so that sending twice opens one. */
export interface NewCase extends ActInput {
  id: string
  act: string
  title: string
  gridCode: string
  layer?: string
  objectId: string | null
  /** The case it came out of: an event that turned out to be a hazard, one of two matters in one report. */
  origin?: { kind: CaseKind; id: string } | undefined
}

/** How a case stands after an act, for the answer. */
export interface CaseAnswer {
  id: string
  number: string | null
  state: string
  acts: number
  holderSeatId: string | null
  openActs: string[]
}

/** Opens a case. @throws actClosed, evidenceMissing, fileUnknown, seatUnfit; idTaken when the id is another case's */
export async function openCase(
  tx: Tx,
  actor: Actor,
  kind: CaseKind,
  wish: NewCase,
  now = new Date(),
): Promise<CaseAnswer> {
  const spec = kind.type.acts[wish.act]
  if (spec?.from !== 'nothing' || !mayOpen(spec.who, actor)) throw closed(kind.type, [], null)
  const known = await store.findCase(tx, actor.scope, wish.id)
  if (known) return sameCase(tx, actor, kind, known, wish)
  refuseFaults(kind.type, wish.act, wish.input, now)
  const from = wish.origin ? { originId: wish.origin.id } : {}
  await kind.guard?.(tx, { actor, case: wish, act: wish.act, input: wish.input, ...from })
  const at = now.toISOString()
  const about = { gridCode: wish.gridCode, objectId: wish.objectId, layer: wish.layer ?? 'safety' }
  const holderSeatId = await nextHolder(tx, kind, spec, null, about, actor, wish.input, at)
  const files = await evidenceOf(tx, actor.scope, spec.attachments ?? 0, wish.attachments, about)
  await keepInside(tx, kind.type, actor, files)
  const link = { act: wish.act, at, holderSeatId, files }
  const entered = await enterCase(tx, kind, actor, { id: wish.id, title: wish.title, ...about }, wish, link)
  if (!entered) {
    const twin = await store.findCase(tx, actor.scope, wish.id)
    if (twin) return sameCase(tx, actor, kind, twin, wish)
    throw idTaken()
  }
  const { opening, sealed, present } = entered
  const dueOn = clockOf(kind.type, present)?.dueOn ?? null
  await kind.after?.(tx, { actor, case: opening, act: sealed, state: present.state, dueOn })
  if (wish.origin) await noteOrigin(tx, actor, kind, opening, wish.origin, now)
  await tellHolder(tx, kind, { ...opening, holderSeatId, state: present.state })
  return answerOf(tx, actor, kind, wish.id)
}

const mayOpen = (who: readonly string[], { scope }: Actor): boolean =>
  who.includes(scope.objectId ? 'object' : 'office')

/** The same opening sent twice opens one case; another opening under its id is refused. */
async function sameCase(
  tx: Tx,
  actor: Actor,
  kind: CaseKind,
  known: store.CaseRow,
  wish: NewCase,
): Promise<CaseAnswer> {
  const [first] = await store.listActs(tx, known.id)
  if (known.type !== kind.type.name || first?.personId !== actor.personId || first.act !== wish.act) throw idTaken()
  if (JSON.stringify(canonical(first.input)) !== JSON.stringify(canonical(wish.input))) throw idTaken()
  return answerOf(tx, actor, kind, known.id)
}

/**
 * Does an act on a case.
 * @param version number of acts the actor has read; null takes the case as it stands, for acts that change no state
 * @throws notFound outside one's scope; filed; versionMovedOn; actClosed with the acts that are open; evidenceMissing; fileUnknown; seatUnfit
 */
export async function actOnCase(
  tx: Tx,
  actor: Actor,
  kind: CaseKind,
  id: string,
  act: string,
  given: ActInput,
  version: number | null,
  now = new Date(),
): Promise<CaseAnswer> {
  if (kind.type.acts[act]?.joins) await store.lockCases(tx, actor.scope, [id, String(given.input.caseId)])
  const row = await store.findCaseForUpdate(tx, actor.scope, id)
  if (!row || row.type !== kind.type.name) throw noCase(kind.type)
  refuseFiled(row)
  const rows = await store.listActs(tx, id)
  const acts = rows.map(doneOf)
  const before = foldCase(kind.type, acts) as CaseState
  const open = openActs(kind.type, before, row, standingOf(actor))
  if (version !== null && version !== row.acts)
    throw new Problem(common.versionMovedOn, '您打开之后别人办理过这件事，请刷新后再办。', {
      currentVersion: row.acts,
      openActs: open,
      since: rows.filter(({ seq }) => seq > version).map((one) => toldOf(kind.type, one)),
    })
  if (!open.includes(act)) throw closed(kind.type, open, whyNot(kind.type, act, before, row, standingOf(actor)))
  refuseFaults(kind.type, act, given.input, now)
  if (clockChange(kind.type, act) === 'extend') refuseShortening(row, given.input)
  await kind.guard?.(tx, { actor, case: row, act, input: given.input })
  const at = now.toISOString()
  const spec = kind.type.acts[act]
  const into = spec?.joins ? await sameMatter(tx, actor, kind.type, spec, row, String(given.input.caseId)) : null
  const holderSeatId = await holderAfter(tx, kind, spec, act, before, row, actor, given.input, at)
  const files = await evidenceOf(tx, actor.scope, spec?.attachments ?? 0, given.attachments, row)
  await keepInside(tx, kind.type, actor, files)
  const sealed = seal(actor, given, {
    caseId: id,
    seq: row.acts + 1,
    act,
    at,
    holderSeatId,
    previousHash: row.headHash,
    files,
  })
  const present = foldCase(kind.type, [...acts, sealed]) as CaseState
  await store.insertAct(tx, sealed, wordsOfAct(kind.type, sealed.act, sealed.input))
  await store.updateCase(tx, row, standOf(kind.type, present, sealed))
  if (isCommon(act)) await carryOut(tx, actor, kind, row, sealed)
  if (into) await joinInto(tx, kind, row, into, now)
  if (spec?.parts) await partFrom(tx, actor, kind, row, acts, now)
  const dueOn = clockOf(kind.type, present)?.dueOn ?? null
  await kind.after?.(tx, { actor, case: row, act: sealed, state: present.state, dueOn })
  const told = { id, title: row.title, holderSeatId, state: present.state }
  if (present.state !== before.state || holderSeatId !== row.holderSeatId) await tellHolder(tx, kind, told)
  await tellOfCommon(tx, kind, told, { act, input: given.input, from: actor.seatTitle })
  return answerOf(tx, actor, kind, id)
}

/** Acts beside the matter: they say or link something, and what was prepared before them still fits. */
const BESIDE: readonly string[] = ['comment', 'copy', 'relate']

/** An act as whoever was slower hears of it. */
const toldOf = (type: CaseType, { act, actor, at }: store.ActRow) => ({
  ...{ title: titleOfAct(type, act), by: actor.name ?? '平台', at: at.toISOString() },
  beside: BESIDE.includes(act),
})

/** What an act all kinds have writes beside the chain. @throws seatUnfit, notFound for a case to relate that is not there */
async function carryOut(tx: Tx, actor: Actor, kind: CaseKind, row: store.CaseRow, act: SealedAct): Promise<void> {
  const { caseId, seq, at, input } = act
  if (act.act === 'consult' || act.act === 'countersign')
    await store.insertAsk(tx, { caseId, seq, kind: act.act, seatId: await askedSeat(tx, actor, input, row, at), at })
  if (act.act === 'copy') await store.insertCopy(tx, caseId, await fitSeat(tx, input, row, at), at)
  if (act.act === 'unask') await store.closeAsks(tx, caseId, at)
  if (act.act === 'answer' && actor.seatId) await store.markAnswered(tx, caseId, actor.seatId, at)
  if (act.act !== 'relate') return
  const other = await store.findCase(tx, actor.scope, String(input.caseId))
  if (!other || other.id === caseId) throw noCase(kind.type)
  await store.insertLink(tx, caseId, other.id, at)
}

/** A case with its acts, how they add up, and what is open to this person; undefined outside the scope. */
export async function readCase(tx: Tx, actor: Actor, kind: CaseKind, id: string) {
  const row = await store.findCase(tx, actor.scope, id)
  if (!row || row.type !== kind.type.name) return undefined
  const acts = await store.listActs(tx, id)
  const present = foldCase(kind.type, acts.map(doneOf)) as CaseState
  return { row, acts, present, openActs: openActs(kind.type, present, row, standingOf(actor)) }
}

async function answerOf(tx: Tx, actor: Actor, kind: CaseKind, id: string): Promise<CaseAnswer> {
  const found = await readCase(tx, actor, kind, id)
  if (!found) throw noCase(kind.type)
  const { row, openActs: open } = found
  return { id, number: row.number, state: row.state, acts: row.acts, holderSeatId: row.holderSeatId, openActs: open }
}

/** What somebody is to cases. */
export function standingOf(actor: Actor): Standing {
  return {
    seatId: actor.seatId,
    personId: actor.personId,
    standsInFor: actor.standsInFor?.personId ?? null,
    objectId: actor.scope.objectId,
    gridCode: actor.gridCode,
    may: (permission) => may(actor, permission),
  }
}
