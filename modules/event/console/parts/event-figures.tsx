import type { Search } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { count } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { Figure, Sheet, To } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'

const useCount = (search: Search) =>
  useRead<{ total: number }>(`/events${queryString({ ...search, limit: 1 })}`, { keep: true, staleTime: 60_000 })

/** How the events of a grid stand; every figure opens its rows. */
export function EventFiguresSheet({ grid }: { grid: string }) {
  const open = { grid, open: 'true' }
  const overdue = { grid, result: 'overdue' }
  const waiting = { grid, state: 'handled' }
  const special = { grid, open: 'true', special: 'true' }
  const counts = {
    open: useCount(open).data?.total,
    overdue: useCount(overdue).data?.total,
    waiting: useCount(waiting).data?.total,
    special: useCount(special).data?.total,
  }
  return (
    <Sheet
      title="事件"
      acts={
        <To to="/events/figures" search={{ grid }}>
          统计
        </To>
      }
    >
      <div className="ag-figures">
        <div>
          <span>没有结案的事件</span>
          <Figure value={counts.open} unit="件" to="/events" search={open} />
          {counts.overdue ? (
            <To to="/events" search={overdue}>
              <StatusMark kind="late">过期未结 {count(counts.overdue)}</StatusMark>
            </To>
          ) : (
            <span className="ag-pale">没有过期未结</span>
          )}
        </div>
        <div>
          <span>其中特殊事项</span>
          <Figure value={counts.special} unit="件" to="/events" search={special} />
          <To to="/events" search={waiting}>
            待核查 {count(counts.waiting)}
          </To>
        </div>
      </div>
    </Sheet>
  )
}
