import { count } from '#kernel/ui/format.ts'
import { To } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { monthWords } from '../../model/words.ts'

interface Month {
  month: string
  planned: number
  done: number
  begun: number
  late: number
}

/** How far a plan is, month by month; the figures of a month open its inspections. */
export function PlanProgress({ id }: { id: string }) {
  const read = useRead<{ items: Month[] }>(`/inspection-plans/${id}/progress`, { staleTime: 0 })
  const months = read.data?.items ?? []
  if (months.length === 0 || months.every(({ done, begun }) => done + begun === 0)) return null
  const sum = (key: 'planned' | 'done' | 'late') => months.reduce((all, one) => all + one[key], 0)
  return (
    <details className="ag-plan-progress">
      <summary>
        安排 {count(sum('planned'))} 家次，已检查 {count(sum('done'))} 家次
        {sum('late') > 0 && <span className="ag-warn">，没有按月检查的 {count(sum('late'))} 家次</span>}
      </summary>
      <ul className="ag-site-lines">
        {months.map(({ month, planned, done, begun, late }) => (
          <li key={month}>
            <span>{monthWords(month)}</span>
            <span className="ag-row ag-wrap">
              <span>安排 {count(planned)}</span>
              <To to="/inspections" search={{ planId: id, planMonth: month, result: 'visited', open: 'false' }}>
                已检查 {count(done)}
              </To>
              <span>已拟定 {count(begun)}</span>
              {late > 0 && <span className="ag-warn">逾期 {count(late)}</span>}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
