import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { enterCases, type PastCase } from '#kernel/cases/past.ts'
import type { Tx } from '#kernel/db/db.ts'
import { today } from '#kernel/identity/limits.ts'
import { oversightCase } from '../model/states.ts'
import { readInspection } from '../model/story.ts'
import { writeInspections } from './store.ts'

/** Enters inspections of the time before the platform, with their stories. */
export async function enterInspections(tx: Tx, cases: readonly PastCase[], now: Date): Promise<void> {
  const entered = await enterCases(tx, oversightCase as unknown as CaseType, cases, now)
  const rows = cases.flatMap(({ id, gridCode, acts }, at) => {
    const told = readInspection(acts.map(({ act, at: when, input }) => ({ act, on: today(when), input })))
    return told ? [{ ...told, id, gridCode, state: entered[at]?.state ?? '' }] : []
  })
  await writeInspections(tx, rows)
}
