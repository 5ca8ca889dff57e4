import { useState } from 'react'
import { useHeld, usePerson } from '#kernel/sync/field/hooks.ts'
import { count, today } from '#kernel/ui/format.ts'
import { MINE } from '#modules/inspection/field/take.ts'
import { ConfirmTake, type Wanted } from './confirm-take.tsx'

interface Line {
  objectId: string | null
}

interface DueLine {
  objectId: string
  kind: string
}

interface PlanLine {
  objectId: string
  month: string
}

interface Plan {
  id: string
  title: string
}

interface Offer {
  key: string
  title: string
  ids: string[]
}

const DUE = '/patrol-due?within=7&limit=500'
const PLANS = '/inspection-plans?open=true&limit=20'

/** The enterprises of what one is to do anyway: visits of the week, own inspections, a month of a plan. */
export function ByPlan({ onTake }: { onTake(wanted: Wanted): void }) {
  const { permissions } = usePerson()
  const may = (permission: string, path: string) => (permissions.includes(permission) ? path : null)
  const due = useHeld<{ items: DueLine[] }>(may('patrol.record', DUE)).held?.body.items ?? []
  const assigned = useHeld<{ items: Line[] }>(may('inspection.arrive', MINE)).held?.body.items ?? []
  const plans = useHeld<{ items: Plan[] }>(may('inspection-plan.read', PLANS)).held?.body.items ?? []
  const [plan, setPlan] = useState<Plan | null>(null)
  const [chosen, setChosen] = useState<Offer | null>(null)
  const lines = useHeld<{ items: PlanLine[] }>(plan && `/inspection-plans/${plan.id}/lines`).held?.body.items
  const offers: Offer[] = [
    {
      ...{ key: 'due', title: '七天内要走访的' },
      ids: due.filter(({ kind }) => kind === 'enterprise').map(({ objectId }) => objectId),
    },
    {
      ...{ key: 'assigned', title: '派给我的执法检查' },
      ids: assigned.flatMap(({ objectId }) => objectId ?? []),
    },
    ...(plan && lines ? monthsOf(plan, lines) : []),
  ].filter(({ ids }) => ids.length > 0)
  return (
    <section aria-label="按计划">
      <ul className="fd-list">
        {offers.map((offer) => (
          <li key={offer.key}>
            <button
              type="button"
              className="fd-open"
              aria-pressed={chosen?.key === offer.key}
              onClick={() => setChosen(offer)}
            >
              <span>{offer.title}</span>
              <small>{count(new Set(offer.ids).size)} 家</small>
            </button>
            {chosen?.key === offer.key && (
              <ConfirmTake title={offer.title} choice={{ ids: [...new Set(offer.ids)] }} onTake={onTake} />
            )}
          </li>
        ))}
        {plans
          .filter(({ id }) => id !== plan?.id)
          .map((one) => (
            <li key={one.id}>
              <button type="button" className="fd-open" onClick={() => setPlan(one)}>
                <span>{one.title}</span>
                <small>看这个计划里有哪些月份</small>
              </button>
            </li>
          ))}
      </ul>
      {offers.length === 0 && plans.length === 0 && (
        <p className="fd-pad fd-pale">现在没有要走访、要检查的，也没有在办的计划。可以按网格带，或逐家选。</p>
      )}
    </section>
  )
}

/** The months of a plan from this one on, each with its enterprises. */
function monthsOf({ id, title }: Plan, lines: readonly PlanLine[]): Offer[] {
  const months = [...new Set(lines.map(({ month }) => month))].toSorted()
  return months
    .filter((month) => month >= today().slice(0, 7))
    .map((month) => ({
      ...{ key: `${id} ${month}`, title: `${title}，${month}` },
      ids: lines.filter((line) => line.month === month).map(({ objectId }) => objectId),
    }))
}
