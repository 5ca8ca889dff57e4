import { useHeld, usePerson } from '#kernel/sync/field/hooks.ts'
import { TakeAlong } from '#kernel/sync/field/parts/take-along.tsx'
import { factsPath, mayIssue, takeKit } from '#modules/legal-document/field/kit.ts'
import { NumbersLine } from '#modules/legal-document/field/parts/numbers-line.tsx'
import type { Inspection } from './visit-draft.ts'

const ASSIGNED = '/inspections?state=assigned&sort=due&limit=50'

/** Inspections that are to be made, the next first; taken along with one tap. */
export function FieldInspections({ onOpen }: { onOpen(id: string): void }) {
  const person = usePerson()
  const issues = mayIssue(person)
  const list = useHeld<{ items: Inspection[] }>(ASSIGNED)
  const items = list.held?.body.items ?? []
  if (items.length === 0) return null
  return (
    <section aria-label="执法检查">
      <h2 className="fd-part">执法检查 {items.length} 次</h2>
      <TakeAlong
        needs={items.map(({ id }) => [
          `/inspections/${id}`,
          `/inspections/${id}/site`,
          ...(issues ? [factsPath(id)] : []),
        ])}
        unit="次检查"
        {...(issues ? { also: () => takeKit(person, 'inspection') } : {})}
      />
      {issues && <NumbersLine />}
      <ul className="fd-list">
        {items.map((one) => (
          <li key={one.id}>
            <button type="button" className="fd-open" onClick={() => onOpen(one.id)}>
              <span>{one.objectName}</span>
              <small>
                {one.facts?.plannedOn} · {one.facts?.team.map(({ name }) => name).join('、')}
              </small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
