import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { foldCase } from '#kernel/cases/model/fold.ts'
import { enterCases, type PastCase } from '#kernel/cases/past.ts'
import type { Tx } from '#kernel/db/db.ts'
import { today } from '#kernel/identity/limits.ts'
import { eventCase } from '../model/states.ts'
import { changeOf, openedOf } from './kind.ts'
import { type EventChange, insertEvents, type NewEvent } from './store.ts'

const type = eventCase as unknown as CaseType

/** Enters events of the time before the platform, with their stories. */
export async function enterEvents(tx: Tx, cases: readonly PastCase[], now: Date): Promise<void> {
  await enterCases(tx, type, cases, now)
  await insertEvents(tx, cases.map(rowOf))
}

/** The row as the acts one after another would have left it. */
function rowOf(past: PastCase): NewEvent & EventChange {
  const [first, ...rest] = past.acts
  if (!first) throw new Error(`event ${past.number} has no acts`)
  const done = past.acts.map(({ by, at, ...act }) => ({
    ...act,
    seatId: by.seatId,
    personId: by.personId,
    at: at.toISOString(),
  }))
  const state = foldCase(type, done)?.state ?? ''
  const opened = openedOf(past, { seatId: first.by.seatId, input: first.input }, today(first.at))
  return Object.assign({ ...opened, state }, ...rest.map(({ act, input, at }) => changeOf(act, input, today(at))))
}
