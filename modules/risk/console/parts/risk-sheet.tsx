import { count } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { Figure, Sheet, To } from '#kernel/ui/parts.tsx'
import { useRiskSummary } from '../api.ts'

/** How the risks of a grid stand; every figure opens its rows. */
export function RiskSheet({ grid }: { grid: string }) {
  const { data } = useRiskSummary({ grid })
  return (
    <Sheet
      title="风险"
      acts={
        <To to="/risks/map" search={{ grid }}>
          四色图
        </To>
      }
    >
      <div className="ag-figures">
        <div>
          <span>红色风险点</span>
          <Figure value={data?.byLevel[1]} unit="个" to="/risks" search={{ grid, level: '1' }} />
          {data?.reassess ? (
            <To to="/risks" search={{ grid, reassess: 'true' }}>
              <StatusMark kind="late">需重新评估 {count(data.reassess)}</StatusMark>
            </To>
          ) : (
            <span className="ag-pale">没有要重新评估的</span>
          )}
        </div>
        <div>
          <span>橙色风险点</span>
          <Figure value={data?.byLevel[2]} unit="个" to="/risks" search={{ grid, level: '2' }} />
          <To to="/risks" search={{ grid, review: 'overdue' }}>
            评估过期 {count(data?.reviewOverdue)}
          </To>
        </div>
      </div>
    </Sheet>
  )
}
