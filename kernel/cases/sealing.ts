import type { Tx } from '#kernel/db/db.ts'
import { type Actor, actingName } from '#kernel/identity/model/actor.ts'
import { wholeTree } from '#kernel/scope/scope.ts'
import { type CaseKind, nextHolder } from './holder.ts'
import { clockOf } from './model/case-clock.ts'
import type { CaseType } from './model/case-type.ts'
import { type CaseState, type DoneAct, foldCase } from './model/fold.ts'
import { wordsOfAct } from './model/words.ts'
import { nextNumber } from './number.ts'
import { CHAIN_START, type SealedAct, sealAct } from './seal.ts'
import type { ActInput } from './service.ts'
import * as store from './store.ts'
import { tellHolder } from './tell.ts'

/** An act with its seal; without an actor it is the platform's own. */
export function seal(
  actor: Actor | null,
  given: ActInput,
  link: Pick<SealedAct, 'caseId' | 'seq' | 'act' | 'at' | 'holderSeatId' | 'previousHash'> & {
    files: SealedAct['attachments']
  },
): SealedAct & { hash: string } {
  const { files, ...rest } = link
  const act: SealedAct = {
    ...rest,
    seatId: actor?.seatId ?? null,
    personId: actor?.personId ?? null,
    actor: actor ? { name: actingName(actor), seat: actor.seatTitle, body: actor.bodyName } : { name: '平台' },
    deviceAt: given.deviceAt ? new Date(given.deviceAt).toISOString() : null,
    place: given.place ?? null,
    input: given.input,
    attachments: files,
  }
  return { ...act, hash: sealAct(act) }
}

/** How a case stands after its last act, for the row that lists read. */
export function standOf(type: CaseType, present: CaseState, sealed: SealedAct & { hash: string }): store.CaseStand {
  return {
    at: sealed.at,
    state: present.state,
    stateSince: present.since,
    holderSeatId: present.holderSeatId,
    closedAt: type.states[present.state]?.ends ? present.since : null,
    acts: sealed.seq,
    headHash: sealed.hash,
    clock: clockOf(type, present),
    supervisedSeatId: present.supervisedBy,
  }
}

/** An act as the fold reads it. */
export const doneOf = (row: store.ActRow): DoneAct => ({ ...row, at: row.at.toISOString() })

/** A case about to be entered, and the act that opens it. */
export interface Opening {
  id: string
  title: string
  gridCode: string
  layer: string
  objectId: string | null
}

/** Enters a case with the act that opens it. @returns null when its id is another's */
export async function enterCase(
  tx: Tx,
  kind: CaseKind,
  actor: Actor | null,
  about: Opening,
  given: ActInput,
  link: Pick<SealedAct, 'act' | 'at' | 'holderSeatId'> & { files: SealedAct['attachments'] },
) {
  const sealed = seal(actor, given, { ...link, caseId: about.id, seq: 1, previousHash: CHAIN_START })
  const present = foldCase(kind.type, [sealed]) as CaseState
  const number = await nextNumber(tx, kind.type, about.gridCode, new Date(link.at))
  const opening = {
    ...about,
    ...{ type: kind.type.name, number, openedSeatId: actor?.seatId ?? null, openedAt: link.at },
  }
  if (!(await store.insertCase(tx, opening, standOf(kind.type, present, sealed)))) return null
  await store.insertAct(tx, sealed, wordsOfAct(kind.type, sealed.act, sealed.input))
  return { opening, sealed, present }
}

/**
 * Opens a case because of what no person did, such as a sensor: the act is the platform's own and has no route (`internal`). Whoever's turn it is hears of it.
 * @returns whose turn it is
 */
export async function openByPlatform(
  tx: Tx,
  kind: CaseKind,
  about: Opening & { act: string; input: Record<string, unknown> },
  now: Date,
): Promise<string | null> {
  const { act, input, ...wish } = about
  const spec = kind.type.acts[act]
  if (spec?.from !== 'nothing' || !spec.internal) throw new Error(`${kind.type.name}: ${act} opens no case by itself`)
  const at = now.toISOString()
  const holderSeatId = await nextHolder(tx, kind, spec, null, wish, null, input, at)
  const entered = await enterCase(tx, kind, null, wish, { input }, { act, at, holderSeatId, files: [] })
  if (!entered) throw new Error(`${kind.type.name}: the id ${wish.id} is taken`)
  await tellHolder(tx, kind, { ...wish, holderSeatId, state: entered.present.state })
  return holderSeatId
}

/**
 * Does an act that no person does on a case that stands: a reading came back to normal, nobody looked for five minutes. Like an opening it is `internal`;
 * where it is not open in the state of the case nothing is done.
 * @returns the state after it; null when it was not open
 */
export async function followByPlatform(
  tx: Tx,
  kind: CaseKind,
  id: string,
  act: string,
  input: Record<string, unknown>,
  now: Date,
): Promise<string | null> {
  const row = await store.findCaseForUpdate(tx, wholeTree, id)
  const spec = kind.type.acts[act]
  if (!row || !spec?.internal || spec.from === 'nothing' || !spec.from.includes(row.state)) return null
  const present = foldCase(kind.type, (await store.listActs(tx, id)).map(doneOf)) as CaseState
  const holderSeatId = await nextHolder(tx, kind, spec, present, row, null, input, now.toISOString())
  const { state } = await sealByPlatform(tx, kind, row, { act, input, holderSeatId }, now)
  if (state !== row.state || holderSeatId !== row.holderSeatId)
    await tellHolder(tx, kind, { id, title: row.title, holderSeatId, state })
  return state
}

/** An act of the platform itself: whose turn it is changes, never the state. The row is locked by the caller. */
export async function actByPlatform(
  tx: Tx,
  kind: CaseKind,
  row: store.CaseRow,
  act: string,
  input: Record<string, unknown>,
  holderSeatId: string,
  now: Date,
): Promise<void> {
  await sealByPlatform(tx, kind, row, { act, input, holderSeatId }, now)
  await tellHolder(tx, kind, { id: row.id, title: row.title, holderSeatId, state: row.state })
}

/**
 * Ends a case because of an act on another one, as that act's consequence: whoever did that need not have anything to do with
 * this case.
 * @param cause whoever did the other act
 */
export async function endByPlatform(
  tx: Tx,
  cause: Actor,
  kind: CaseKind,
  id: string,
  act: string,
  input: Record<string, unknown>,
  now: Date,
): Promise<void> {
  const row = await store.findCaseForUpdate(tx, cause.scope, id)
  if (!row || row.closedAt) return
  const { sealed, state } = await sealByPlatform(tx, kind, row, { act, input, holderSeatId: null }, now)
  await kind.after?.(tx, { actor: cause, case: row, act: sealed, state, dueOn: null })
  await tellHolder(tx, kind, { id: row.id, title: row.title, holderSeatId: null, state })
}

/** Seals an act that no route offers. @param actor in whose name; null for the platform's own */
export async function sealByPlatform(
  tx: Tx,
  kind: CaseKind,
  row: store.CaseRow,
  done: Pick<SealedAct, 'act' | 'input' | 'holderSeatId'>,
  now: Date,
  actor: Actor | null = null,
): Promise<{ sealed: SealedAct & { hash: string }; state: string }> {
  const link = { caseId: row.id, seq: row.acts + 1, at: now.toISOString(), previousHash: row.headHash, files: [] }
  const sealed = seal(actor, { input: done.input }, { ...link, act: done.act, holderSeatId: done.holderSeatId })
  const present = foldCase(kind.type, [...(await store.listActs(tx, row.id)).map(doneOf), sealed]) as CaseState
  await store.insertAct(tx, sealed, wordsOfAct(kind.type, sealed.act, sealed.input))
  await store.updateCase(tx, row, standOf(kind.type, present, sealed))
  return { sealed, state: present.state }
}
