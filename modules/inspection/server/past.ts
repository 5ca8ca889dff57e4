import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { enterCases, type PastCase } from '#kernel/cases/past.ts'
import type { Tx } from '#kernel/db/db.ts'
import { today } from '#kernel/identity/limits.ts'
import { planCase } from '../model/plan.ts'
import { readPlan } from '../model/story.ts'
import { writeLines, writePlans } from './store.ts'

/** Enters plans of the time before the platform, with their stories. */
export async function enterPlans(tx: Tx, cases: readonly PastCase[], now: Date): Promise<void> {
  const entered = await enterCases(tx, planCase as unknown as CaseType, cases, now)
  const rows = cases.flatMap(({ id, gridCode, acts }, at) => {
    const plan = readPlan(acts.map(({ act, at: when, input }) => ({ act, on: today(when), input })))
    return plan ? [{ ...plan, id, gridCode, state: entered[at]?.state ?? '' }] : []
  })
  await writePlans(tx, rows)
  await writeLines(tx, rows)
}
