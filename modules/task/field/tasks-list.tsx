import { useHeld, usePerson } from '#kernel/sync/field/hooks.ts'
import { count, day, today } from '#kernel/ui/format.ts'

interface TaskLine {
  id: string
  title: string
  stateTitle: string
  gridName: string
  clock: { dueOn: string | null } | null
}

interface TaskBox {
  items: TaskLine[]
  total: number
}

/** Tasks whose turn is one's own seat's, the most urgent first. */
const TASKS = '/cases?box=todo&type=task&limit=20'

/** The tasks of one's own seat as the device has them; null until something is known. */
export function useOwnTasks(): TaskBox | null {
  const mayRead = usePerson().permissions.includes('task.read')
  return useHeld<TaskBox>(mayRead ? TASKS : null).held?.body ?? null
}

/** The tasks of one's own seat; they are carried out by visits and inspections and written up at a desk. */
export function FieldTasks({ of: { items, total } }: { of: TaskBox }) {
  if (items.length === 0) return null
  return (
    <section aria-label="我的任务">
      <h2 className="fd-part">我的任务 {count(total)} 件，在电脑上登记</h2>
      <ul className="fd-list">
        {items.map(({ id, title, stateTitle, gridName, clock }) => (
          <li key={id}>
            <span>{title}</span>
            <small>
              {stateTitle} · {gridName}
            </small>
            {clock?.dueOn && (
              <small className={clock.dueOn < today() ? 'fd-warn' : undefined}>
                期限 {day(clock.dueOn)}
                {clock.dueOn < today() && '，已经过了'}
              </small>
            )}
          </li>
        ))}
      </ul>
      {total > items.length && (
        <p className="fd-pale fd-pad">
          列出前 {items.length} 件，共 {count(total)} 件。
        </p>
      )}
    </section>
  )
}
