import type { Tx } from '#kernel/db/db.ts'
import { type Actor, actingName } from '#kernel/identity/model/actor.ts'
import type { CaseKind } from './holder.ts'
import { clockOf } from './model/case-clock.ts'
import type { CaseType } from './model/case-type.ts'
import { type CaseState, type DoneAct, foldCase } from './model/fold.ts'
import { wordsOfAct } from './model/words.ts'
import { type SealedAct, sealAct } from './seal.ts'
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
