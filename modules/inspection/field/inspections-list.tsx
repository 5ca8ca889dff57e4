import { useState } from 'react'
import { fieldDb } from '#kernel/sync/field/db.ts'
import { useHeld, useLive, usePerson } from '#kernel/sync/field/hooks.ts'
import { TakeAlong } from '#kernel/sync/field/parts/take-along.tsx'
import { held } from '#kernel/sync/field/taken.ts'
import { count, day, time, today } from '#kernel/ui/format.ts'
import { mayIssue, takeKit } from '#modules/legal-document/field/kit.ts'
import { NumbersLine } from '#modules/legal-document/field/parts/numbers-line.tsx'
import { MINE, needsOf, OTHERS, TO_REINSPECT } from './take.ts'
import { type Inspection, type Step, stepNames, type Visit } from './visit-draft.ts'

interface FieldInspectionsProps {
  /** The one that stands open beside the list. */
  chosen?: string | undefined
  onOpen(id: string): void
}

/**
 * Inspections under way on this device, those one is sent to, the next first, those to be looked at again, and the last ones made here;
 * what others of the same place are sent to lies behind a switch.
 */
export function FieldInspections({ chosen, onOpen }: FieldInspectionsProps) {
  const person = usePerson()
  const mine = useHeld<Listed>(MINE).held?.body.items ?? []
  const again = useHeld<Listed>(TO_REINSPECT).held?.body.items ?? []
  const begun = useLive(() => begunVisits(person.accountId), [person.accountId]) ?? []
  const under = begun.filter(({ step }) => step !== 'done')
  const over = begun.filter(({ step }) => step === 'done').slice(0, SHOWN)
  const planned = mine.filter(({ id }) => !begun.some((one) => one.id === id))
  return (
    <>
      <Begun title="正在办的检查" visits={under} chosen={chosen} onOpen={onOpen} />
      {planned.length > 0 && <Planned items={planned} chosen={chosen} onOpen={onOpen} />}
      {again.length > 0 && <Again items={again} />}
      <Begun title="办完的检查，可以再看文书" visits={over} chosen={chosen} onOpen={onOpen} />
      <Others chosen={chosen} onOpen={onOpen} />
    </>
  )
}

interface Listed {
  items: Inspection[]
  total: number
}

/** How many visits that are over stay in the list. */
const SHOWN = 3

interface BegunVisit {
  id: string
  name: string
  step: Step
  changedAt: string
}

/** Visits begun on this device, the latest first: what was sent is on site at the server and no longer among those to be made. */
async function begunVisits(accountId: string): Promise<BegunVisit[]> {
  const prefix = `${accountId} inspection.`
  const drafts = await fieldDb.drafts.where('key').startsWith(prefix).toArray()
  const visits = drafts.flatMap(({ key, values, changedAt }) => {
    const { acts = [], step } = values as unknown as Visit
    return acts.length > 0 ? [{ id: key.slice(prefix.length), step, changedAt }] : []
  })
  const named = await Promise.all(
    visits.map(async (one) => {
      const taken = await held<Inspection>(accountId, `/inspections/${one.id}`)
      return { ...one, name: taken?.body.objectName ?? '执法检查' }
    }),
  )
  return named.toSorted((a, b) => b.changedAt.localeCompare(a.changedAt))
}

interface BegunProps {
  title: string
  visits: readonly BegunVisit[]
  chosen: string | undefined
  onOpen(id: string): void
}

function Begun({ title, visits, chosen, onOpen }: BegunProps) {
  if (visits.length === 0) return null
  return (
    <section aria-label={title}>
      <h2 className="fd-part">{title}</h2>
      <ul className="fd-list">
        {visits.map(({ id, name, step, changedAt }) => (
          <li key={id}>
            <button
              type="button"
              className="fd-open"
              aria-current={id === chosen ? 'true' : undefined}
              onClick={() => onOpen(id)}
            >
              <span>{name}</span>
              <small>
                {stepNames[step]} · {time(changedAt)}
              </small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Inspections one is sent to and nobody began yet; taken along with one tap. */
function Planned({ items, chosen, onOpen }: FieldInspectionsProps & { items: readonly Inspection[] }) {
  const person = usePerson()
  const issues = mayIssue(person)
  return (
    <section aria-label="我的执法检查">
      <h2 className="fd-part">我的执法检查 {items.length} 次</h2>
      <TakeAlong
        needs={items.map((one) => needsOf(person, one))}
        unit="次检查"
        {...(issues ? { also: () => takeKit(person, 'inspection') } : {})}
      />
      {issues && <NumbersLine />}
      <ul className="fd-list">
        {items.map((one) => (
          <Line key={one.id} one={one} isOpen={one.id === chosen} onOpen={onOpen} />
        ))}
      </ul>
    </section>
  )
}

interface LineProps {
  one: Inspection
  isOpen: boolean
  onOpen(id: string): void
}

const Line = ({ one, isOpen, onOpen }: LineProps) => (
  <li>
    <button type="button" className="fd-open" aria-current={isOpen ? 'true' : undefined} onClick={() => onOpen(one.id)}>
      <span>{one.objectName}</span>
      <small>
        {one.facts?.plannedOn && `${day(one.facts.plannedOn)} · `}
        {one.facts?.team.map(({ name }) => name).join('、')}
      </small>
    </button>
  </li>
)

/** What was ordered and is to be looked at again; that is written down at a desk. */
const Again = ({ items }: { items: readonly Inspection[] }) => (
  <section aria-label="我的复查">
    <h2 className="fd-part">我的复查 {items.length} 次，在电脑上登记</h2>
    <ul className="fd-list">
      {items.map(({ id, objectName, clock }) => (
        <li key={id}>
          <span>{objectName}</span>
          {clock && (
            <small className={clock.dueOn < today() ? 'fd-warn' : undefined}>
              复查期限 {day(clock.dueOn)}
              {clock.dueOn < today() && '，已经过了'}
            </small>
          )}
        </li>
      ))}
    </ul>
  </section>
)

/** What others of the same place are sent to: to be looked at, not to be done. */
function Others({ chosen, onOpen }: FieldInspectionsProps) {
  const [open, setOpen] = useState(false)
  const others = useHeld<Listed>(OTHERS).held?.body
  if (!others || others.total === 0) return null
  const { items, total } = others
  return (
    <section aria-label="本网格其他检查">
      <button type="button" className="fd-link fd-leave" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? '收起' : `本网格其他 ${count(total)} 次检查`}
      </button>
      {open && (
        <>
          <ul className="fd-list">
            {items.map((one) => (
              <Line key={one.id} one={one} isOpen={one.id === chosen} onOpen={onOpen} />
            ))}
          </ul>
          {total > items.length && (
            <p className="fd-pale fd-pad">
              列出期限最近的 {items.length} 次，共 {count(total)} 次。
            </p>
          )}
        </>
      )}
    </section>
  )
}
