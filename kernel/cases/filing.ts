import type { Tx } from '#kernel/db/db.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import type { CaseKind } from './holder.ts'
import { sealByPlatform } from './sealing.ts'
import * as store from './store.ts'

/** The act that says a case was put away or taken out again: the kind's own, or the one all kinds have. */
export interface FilingAct {
  act: string
  input: Record<string, unknown>
}

/** From now on nothing is done on a case; the row is locked by the caller. */
export const holdFiled = (tx: Tx, id: string, number: string): Promise<void> => store.updateFiled(tx, id, number)

/** Lets a case be at hand again whose putting away came to nothing. */
export const letGo = (tx: Tx, id: string): Promise<void> => store.updateFiled(tx, id, null)

/**
 * Seals as the last act of a case under which number it was put away, in the name of whoever did; nothing follows it.
 * @returns hash of the act
 */
export async function sealFiled(
  tx: Tx,
  actor: Actor,
  kind: CaseKind,
  row: store.CaseRow,
  done: FilingAct,
  number: string,
  now: Date,
): Promise<string> {
  await store.updateFiled(tx, row.id, null)
  const hash = await sealIn(tx, actor, kind, row, done, now)
  await store.updateFiled(tx, row.id, number)
  return hash
}

/** Takes a case out again: it is at hand from this act on. @returns hash of the act */
export async function sealTakenOut(
  tx: Tx,
  actor: Actor,
  kind: CaseKind,
  row: store.CaseRow,
  done: FilingAct,
  now: Date,
): Promise<string> {
  await store.updateFiled(tx, row.id, null)
  return sealIn(tx, actor, kind, row, done, now)
}

async function sealIn(
  tx: Tx,
  actor: Actor,
  kind: CaseKind,
  row: store.CaseRow,
  { act, input }: FilingAct,
  now: Date,
): Promise<string> {
  const holderSeatId = row.holderSeatId
  const { sealed, state } = await sealByPlatform(tx, kind, row, { act, input, holderSeatId }, now, actor)
  await kind.after?.(tx, { actor, case: row, act: sealed, state, dueOn: null })
  return sealed.hash
}
