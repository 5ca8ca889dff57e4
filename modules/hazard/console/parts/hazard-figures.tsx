import type { Search } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { count } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { Figure, Sheet, To } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'

const useCount = (search: Search) =>
  useRead<{ total: number }>(`/hazards${queryString({ ...search, limit: 1 })}`, { keep: true, staleTime: 60_000 })

/** How the hazards of a grid stand; every figure opens its rows. */
export function HazardFiguresSheet({ grid }: { grid: string }) {
  const open = { grid, open: 'true' }
  const late = { grid, open: 'true', term: 'overdue' }
  const waiting = { grid, state: 'reinspection' }
  const major = { grid, open: 'true', rank: 'major' }
  const counts = {
    open: useCount(open).data?.total,
    late: useCount(late).data?.total,
    waiting: useCount(waiting).data?.total,
    major: useCount(major).data?.total,
  }
  return (
    <Sheet
      title="隐患"
      acts={
        <To to="/hazards/figures" search={{ grid }}>
          统计
        </To>
      }
    >
      <div className="ag-figures">
        <div>
          <span>未销号隐患</span>
          <Figure value={counts.open} unit="条" to="/hazards" search={open} />
          {counts.late ? (
            <To to="/hazards" search={late}>
              <StatusMark kind="late">逾期未改 {count(counts.late)}</StatusMark>
            </To>
          ) : (
            <span className="ag-pale">没有逾期未改</span>
          )}
        </div>
        <div>
          <span>其中重大隐患</span>
          <Figure value={counts.major} unit="条" to="/hazards" search={major} />
          <To to="/hazards" search={waiting}>
            待复查 {count(counts.waiting)}
          </To>
        </div>
      </div>
    </Sheet>
  )
}
