import { count } from '#kernel/ui/format.ts'
import { Figure, Sheet, To } from '#kernel/ui/parts.tsx'
import { useDue } from '../api.ts'
import { GradeMark } from './grade-mark.tsx'

/** What is to be visited in the coming week, and the most pressing of it. */
export function DueSheet({ grid }: { grid: string }) {
  const due = useDue({ grid, limit: '3' }).data
  return (
    <Sheet
      title="巡查"
      acts={
        <To to="/patrols/coverage" search={{ grid }}>
          覆盖
        </To>
      }
    >
      <div className="ag-figures">
        <div>
          <span>7 天内要走访</span>
          <Figure value={due?.total} unit="家" to="/patrols" search={{ grid }} />
          <span className="ag-pale">逾期或没去过 {count(due?.overdue)} 家</span>
        </div>
      </div>
      {due && due.items.length > 0 && (
        <ul className="ag-queue">
          {due.items.map(({ objectId, name, grade }) => (
            <li key={objectId}>
              <GradeMark grade={grade} />
              <span className="ag-grow ag-ellipsis" title={name}>
                {name}
              </span>
              <To to={`/patrols/visit/${objectId}`}>走访</To>
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  )
}
