import type { RawBuilder } from 'kysely'
import type { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { Problem } from '#kernel/http/problem.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { findSeatAbove } from '#kernel/identity/seat/store.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import type { Cell } from '#kernel/sheet/sheet.ts'
import type { Column } from '#kernel/sheet/write.ts'
import { type ActSpec, type CaseType, type NextHolder, targetsOf } from './model/case-type.ts'
import { isCommon } from './model/common-acts.ts'
import { beforeJoining, type CaseState, type DoneAct, highestOf, isOpenIn, stateAfter } from './model/fold.ts'
import { caseProblems } from './model/problems.ts'
import type { SealedAct } from './seal.ts'
import * as store from './store.ts'

/** A kind of case with what only the server knows of it. */
export interface CaseKind {
  type: CaseType
  /** The seat that answers for the case's object and place in this kind's business on a day. */
  answering(tx: Tx, about: { gridCode: string; objectId: string | null; on: string }): Promise<string | null>
  /** What the case is called in lists, out of what opens it. */
  titleOf(input: Record<string, unknown>): string
  /** Refuses an act for what the acts of this case alone do not tell, before it is sealed. */
  guard?(tx: Tx, wish: CaseWish): Promise<void>
  /** Writes what the module keeps of an act of its own beside the chain, in the transaction of the act. */
  after?(tx: Tx, done: CaseDone): Promise<void>
  /** A line under a message that it is somebody's turn, such as where and until when. */
  told?(tx: Tx, id: string): Promise<string>
  /** Names of what its acts name by a code of its own, by that code; ids of people are named by the engine. */
  namesIn?(tx: Tx, acts: readonly { input: Record<string, unknown> }[]): Promise<ReadonlyMap<string, string>>
  /** Page of one case. */
  link(id: string): string
  /** What lists of this kind can be narrowed by and say, beside what all kinds have. */
  list?: CaseList
}

/** The module's part of a list of cases. */
export interface CaseList {
  filter: z.ZodObject
  facts: z.ZodType
  /** The filter as conditions on the case `c`; what is somebody's own is the own of whoever asks. */
  matching(filter: Record<string, unknown>, actor: Actor): RawBuilder<boolean>[]
  /** How many cases match, where the module keeps that as a figure; null where they must be counted. */
  total?(tx: Tx, scope: Scope, filter: Record<string, unknown>): Promise<number | null>
  /** What a line says of each case, by id. */
  factsOf(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, unknown>>
  /** What an export says of each case beside what all kinds have. */
  sheet?: readonly FactColumn[]
}

/** A column of an export, out of the facts of a case; those are null where the module knows none. */
export interface FactColumn extends Column {
  cell(facts: never): Cell
}

/** An act about to be done. */
export interface CaseWish {
  actor: Actor
  case: CaseDone['case']
  act: string
  input: Record<string, unknown>
  /** The case a new one comes out of. */
  originId?: string
}

/** An act that was just sealed, for the module whose case it is. */
export interface CaseDone {
  actor: Actor
  case: { id: string; title: string; gridCode: string; objectId: string | null }
  act: SealedAct
  /** The state after it. */
  state: string
  /** Last day of the clock that runs after it; null when none does. */
  dueOn: string | null
}

/** Whose turn it is after an act on a case that stands. @throws seatUnfit for a named seat that cannot hold it */
export async function holderAfter(
  tx: Tx,
  kind: CaseKind,
  spec: ActSpec<string> | undefined,
  act: string,
  present: CaseState,
  about: { gridCode: string; objectId: string | null; layer: string },
  actor: Actor,
  input: Record<string, unknown>,
  at: string,
): Promise<string | null> {
  if (spec) return nextHolder(tx, kind, spec, present, about, actor, input, at)
  if (isCommon(act) && act === 'assign') return seatToGoOn(tx, kind.type, present, input, about, at)
  return act === 'claim' ? actor.seatId : present.holderSeatId
}

/** The seat a case is given to, if it may go on with it: nobody could move a case that lies with a seat without words for it. */
async function seatToGoOn(
  tx: Tx,
  type: CaseType,
  present: CaseState,
  input: Record<string, unknown>,
  about: { gridCode: string; objectId: string | null },
  at: string,
): Promise<string> {
  const seatId = await fitSeat(tx, input, about, at)
  const seat = await store.findSeat(tx, seatId)
  if (seat && onwardFrom(type, present.state).some((act) => mayGoOn(act, seat, present.acts))) return seatId
  throw new Problem(caseProblems.seatUnfit, '这个岗位办不了这一步，请另选一个。', {
    errors: [{ pointer: '/input/seatId', message: '这个岗位办不了这一步' }],
  })
}

/** Acts that lead on from a state. */
const onwardFrom = (type: CaseType, state: string) =>
  Object.values(type.acts).filter((act) => isOpenIn(act, state) && targetsOf(act, state).some((to) => to !== state))

/** Whose turn it is after an act. An end needs nobody; a seat nobody sits on passes the work to the seat above. */
export async function nextHolder(
  tx: Tx,
  kind: CaseKind,
  spec: ActSpec<string>,
  present: CaseState | null,
  about: { gridCode: string; objectId: string | null; layer: string },
  actor: Actor | null,
  input: Record<string, unknown>,
  at: string,
): Promise<string | null> {
  const on = today(new Date(at))
  const to = stateAfter(kind.type, present, { act: nameOf(kind.type, spec), input })
  if (kind.type.states[to]?.ends) return null
  const rule: NextHolder = (typeof spec.holder === 'object' ? spec.holder[to] : spec.holder) ?? 'stay'
  if (rule === 'named') return fitSeat(tx, input, about, at)
  const wished = await wishedSeat(tx, kind, rule, present, about, actor, on)
  const sitting = wished && (await store.findFitSeat(tx, wished, about, on))
  const first = sitting ?? (await seatAbove(tx, { ...about, holderSeatId: wished }, on))
  return ableSeat(tx, kind.type, to, first, present?.acts ?? [], about, on)
}

/**
 * The seat itself or, where its role has none of the words that lead on from the state, the nearest seat of the offices over the
 * place that has: work must not lie where nobody may go on with it.
 */
async function ableSeat(
  tx: Tx,
  type: CaseType,
  state: string,
  first: string | null,
  before: readonly DoneAct[],
  about: { gridCode: string; layer: string },
  on: string,
): Promise<string | null> {
  const onward = onwardFrom(type, state)
  const able = (seat: store.SeatPlace) => onward.some((act) => mayGoOn(act, seat, before))
  const seat = first ? await store.findSeat(tx, first) : undefined
  if (!seat || able(seat)) return first
  const from = seat.objectId ? about.gridCode : seat.gridCode
  return (await store.listSeatsOver(tx, from, about.layer, on)).find(able)?.id ?? first
}

/** The seat work rises to when its own is empty: the nearest above that may go on with it, else the nearest there is. */
export async function seatToRise(tx: Tx, type: CaseType, row: store.CaseRow, before: readonly DoneAct[], on: string) {
  return ableSeat(tx, type, row.state, await seatAbove(tx, row, on), before, row, on)
}

/** Whether a seat's role has the word of an act, and no office above keeps the act to itself. */
const mayGoOn = (act: ActSpec<string>, { role, gridCode, objectId }: store.SeatPlace, before: readonly DoneAct[]) =>
  act.roles.includes(role) && (objectId !== null || gridCode.length <= highestOf(act, before))

const NO_SEAT = '00000000-0000-0000-0000-000000000000'

/**
 * The nearest seat above the one whose turn it is, somebody sitting on it; above an object's seat, or where nobody holds
 * the case, the nearest office of the place.
 */
export async function seatAbove(
  tx: Tx,
  about: { gridCode: string; layer: string; holderSeatId: string | null },
  on: string,
): Promise<string | null> {
  const holder = about.holderSeatId ? await store.findSeat(tx, about.holderSeatId) : undefined
  if (holder && holder.objectId === null) return findSeatAbove(tx, holder, on)
  return findSeatAbove(
    tx,
    { id: holder?.id ?? NO_SEAT, gridCode: about.gridCode, layer: about.layer, role: LOWEST },
    on,
  )
}

/** Every office stands above it. */
const LOWEST = 'grid_officer'

const nameOf = (type: CaseType, spec: ActSpec<string>): string =>
  Object.entries(type.acts).find(([, candidate]) => candidate === spec)?.[0] as string

async function wishedSeat(
  tx: Tx,
  kind: CaseKind,
  rule: Exclude<NextHolder, 'named'>,
  present: CaseState | null,
  about: { gridCode: string; objectId: string | null },
  actor: Actor | null,
  on: string,
): Promise<string | null> {
  const own = actor?.seatId ?? null
  if (rule === 'stay') return present ? present.holderSeatId : own
  if (rule === 'opener') return present ? present.openedBy.seatId : own
  if (rule === 'actor') return own
  if (rule.startsWith('did:')) {
    const did = present?.acts.findLast(({ act }) => act === rule.slice('did:'.length))?.seatId
    if (did) return did
  }
  if (rule === 'as-before') return beforeJoining(kind.type, present?.acts ?? [])?.holderSeatId ?? null
  if (rule === 'object') return about.objectId ? store.findSeatOfObject(tx, about.objectId, on) : null
  if (rule === 'object-other' && about.objectId) {
    const other = await store.findSeatOfObject(tx, about.objectId, on, own)
    if (other) return other
  }
  return kind.answering(tx, { ...about, on })
}

/** The seat whose opinion is asked: an office, and not one's own. @throws seatUnfit */
export async function askedSeat(
  tx: Tx,
  actor: Actor,
  input: Record<string, unknown>,
  about: { gridCode: string; objectId: string | null },
  at: string,
): Promise<string> {
  const seatId = await fitSeat(tx, input, { ...about, objectId: null }, at)
  if (seatId === actor.seatId) throw new Problem(caseProblems.seatUnfit, '不用征求自己的意见，请选别的岗位。')
  return seatId
}

/** The seat an input names, when it may have to do with the place today. @throws seatUnfit */
export async function fitSeat(
  tx: Tx,
  input: Record<string, unknown>,
  about: { gridCode: string; objectId: string | null },
  at: string,
): Promise<string> {
  const fit = await store.findFitSeat(tx, String(input.seatId), about, today(new Date(at)))
  if (!fit) throw new Problem(caseProblems.seatUnfit, '这个岗位不管这里，或今天没有人在岗，请另选一个。')
  return fit
}
