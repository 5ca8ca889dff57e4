import { useHeld, usePerson } from '#kernel/sync/field/hooks.ts'
import { Screen } from '#kernel/ui/field/screen.tsx'
import { count, day } from '#kernel/ui/format.ts'
import { FieldInspections } from '#modules/inspection/field/inspections-list.tsx'
import { FieldDue } from '#modules/patrol/field/due-list.tsx'
import { FieldTasks, useOwnTasks } from '#modules/task/field/tasks-list.tsx'
import { go } from '../route.ts'

interface InboxLine {
  id: string
  type: string
  title: string
  stateTitle: string
  gridName: string
  objectName: string | null
  why: string
  clock: { dueOn: string | null } | null
}

const INBOX = '/cases?box=todo&limit=50'
/** The inbox itself is worked at a desk; here one only sees that there is something. */
const INBOX_SHOWN = 10

/**
 * What is to be done today, as the rooms tell it; what waits in the inbox at the end.
 * @param chosen what stands open beside the list
 */
export function TodayPage({ chosen }: { chosen?: string | undefined }) {
  const person = usePerson()
  const may = (permission: string) => person.permissions.includes(permission)
  const inbox = useHeld<{ items: InboxLine[]; total: number }>(INBOX).held?.body
  const tasks = useOwnTasks()
  // Tasks have their place above and are not told twice.
  const rest = inbox?.items.filter(({ type }) => !tasks || type !== 'task') ?? []
  const others = Math.max(rest.length, (inbox?.total ?? 0) - (tasks?.total ?? 0))
  return (
    <Screen title={titleOf(inbox?.total)} meta={person.seatTitle}>
      {may('inspection.arrive') && <FieldInspections chosen={chosen} onOpen={(id) => go(`/inspection/${id}`)} />}
      {tasks && <FieldTasks of={tasks} />}
      {may('patrol.record') && <FieldDue chosen={chosen} onOpen={(objectId) => go(`/visit/${objectId}`)} />}
      {person.objectId && (
        <p className="fd-pad">
          <button type="button" className="fd-main" onClick={() => go('/report')}>
            上报隐患
          </button>
        </p>
      )}
      <h2 className="fd-part">办件箱{person.objectId === null && '，在电脑上办'}</h2>
      <ul className="fd-list">
        {rest.slice(0, INBOX_SHOWN).map((line) => (
          <li key={line.id}>
            <span>{line.title}</span>
            <small>
              {line.stateTitle} · {line.objectName ?? line.gridName} · {line.why}
            </small>
            {line.clock?.dueOn && <small>期限 {day(line.clock.dueOn)}</small>}
          </li>
        ))}
      </ul>
      {others > INBOX_SHOWN && (
        <p className="fd-pale fd-pad">
          列出前 {INBOX_SHOWN} 件，共 {count(others)} 件。
        </p>
      )}
      {inbox && rest.length === 0 && <p className="fd-pale fd-pad">没有要办的。</p>}
    </Screen>
  )
}

const titleOf = (todo: number | undefined): string =>
  todo === undefined ? '今天' : todo > 0 ? `今天，有 ${count(todo)} 件要办` : '今天的事都办完了'
