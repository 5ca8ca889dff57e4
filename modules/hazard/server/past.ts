import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { foldCase } from '#kernel/cases/model/fold.ts'
import { enterCases, type PastCase } from '#kernel/cases/past.ts'
import type { Tx } from '#kernel/db/db.ts'
import { today } from '#kernel/identity/limits.ts'
import { listControlWords, noteFailures } from '#modules/risk/server/service/failure.ts'
import { hazardCase } from '../model/states.ts'
import { changeOf, openedOf } from './kind.ts'
import { insertPastHazards } from './store.ts'

const type = hazardCase as unknown as CaseType

/** Enters hazards of the time before the platform, with their stories; those of the same check at the same object are recurring. */
export async function enterHazards(tx: Tx, cases: readonly PastCase[], now: Date): Promise<void> {
  await enterCases(tx, type, cases, now)
  const failed = await failedControls(tx, cases)
  await insertPastHazards(
    tx,
    cases.map((past) => ({ ...rowOf(past), ...failed.get(past.id) })),
  )
  const opened = (past: PastCase) => (past.acts[0]?.at ?? now).toISOString()
  await noteFailures(
    tx,
    cases.flatMap((past) => {
      const control = failed.get(past.id)
      return control ? [{ hazardId: past.id, controlId: control.controlId, failedAt: opened(past) }] : []
    }),
  )
}

/** The measure each hazard says failed, by the hazard's id; the last word counts. */
async function failedControls(tx: Tx, cases: readonly PastCase[]) {
  const named = cases.flatMap(({ id, acts }) => {
    const said = acts.findLast(({ input }) => typeof input.controlId === 'string')
    return said ? [{ id, controlId: String(said.input.controlId) }] : []
  })
  const controls = await listControlWords(
    tx,
    named.map(({ controlId }) => controlId),
  )
  const points = new Map(controls.map(({ id, riskPointId }) => [id, riskPointId]))
  return new Map(
    named.flatMap(({ id, controlId }) => {
      const riskPointId = points.get(controlId)
      return riskPointId ? [[id, { controlId, riskPointId }] as const] : []
    }),
  )
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
