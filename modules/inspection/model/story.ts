import type { PlanKind } from './codes.ts'
import type { PlanLineInput } from './plan.ts'

/** One act as far as the substance of a plan depends on it. */
export interface ToldAct {
  act: string
  on: string
  input: Record<string, unknown>
}

/** A plan as its acts say. */
export interface Plan {
  name: string
  kind: PlanKind
  fromMonth: string
  toMonth: string
  officers: number
  otherDays: number
  daysPerVisit: number
  cap: number
  basis: string
  /** Counts every list of enterprises that was laid down. */
  version: number
  lines: readonly PlanLineInput[]
  approvedOn: string | null
}

/** A plan out of the acts of its case; null before it was drafted. */
export function readPlan(acts: readonly ToldAct[]): Plan | null {
  return acts.reduce<Plan | null>((plan, act) => (plan ? continued(plan, act) : opened(act)), null)
}

const opened = ({ input }: ToldAct): Plan => ({
  ...(input as unknown as Plan),
  version: 0,
  lines: [],
  approvedOn: null,
})

function continued(plan: Plan, { act, on, input }: ToldAct): Plan {
  if (act === 'revise') return { ...plan, ...(input as unknown as Partial<Plan>) }
  if (act === 'arrange' || act === 'change')
    return { ...plan, version: plan.version + 1, lines: input.lines as PlanLineInput[], approvedOn: null }
  return act === 'approve' ? { ...plan, approvedOn: on } : plan
}
