import { count } from '#kernel/ui/format.ts'
import { Figure, Sheet, To } from '#kernel/ui/parts.tsx'
import { useDue } from '../api.ts'

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
        <div>
          <span>最要紧的</span>
          {due?.items.map(({ objectId, name }) => (
            <span key={objectId} className="ag-ellipsis" title={name}>
              <To to={`/patrols/visit/${objectId}`}>{name}</To>
            </span>
          ))}
          {due && due.items.length === 0 && <span className="ag-pale">没有</span>}
        </div>
      </div>
    </Sheet>
  )
}
