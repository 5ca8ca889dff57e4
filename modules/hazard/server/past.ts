import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { foldCase } from '#kernel/cases/model/fold.ts'
import { enterCases, type PastCase } from '#kernel/cases/past.ts'
import type { Tx } from '#kernel/db/db.ts'
import { today } from '#kernel/identity/limits.ts'
import { hazardCase } from '../model/states.ts'
import { changeOf, openedOf } from './kind.ts'
import { insertPastHazards } from './store.ts'

const type = hazardCase as unknown as CaseType

/** Enters hazards of the time before the platform, with their stories; those of the same check at the same object are recurring. */
export async function enterHazards(tx: Tx, cases: readonly PastCase[], now: Date): Promise<void> {
  await enterCases(tx, type, cases, now)
  await insertPastHazards(tx, cases.map(rowOf))
}

/** The row as the acts one after another would have left it. */
function rowOf(past: PastCase) {
  const [first, ...rest] = past.acts
  if (!first) throw new Error(`hazard ${past.number} has no acts`)
  const about = { id: past.id, title: past.title, gridCode: past.gridCode, objectId: past.objectId }
  let row = { ...openedOf(about, first.act, first.input, today(first.at)), state: stateAfterAll(past, 1) }
  for (const [at, act] of rest.entries()) {
    const state = stateAfterAll(past, at + 2)
    row = { ...row, state, ...changeOf(act.act, act.input, state, today(act.at)) }
  }
  return row
}

function stateAfterAll({ acts }: PastCase, count: number): string {
  const done = acts
    .slice(0, count)
    .map(({ by, at, ...act }) => ({ ...act, seatId: by.seatId, personId: by.personId, at: at.toISOString() }))
  return foldCase(type, done)?.state ?? ''
}
