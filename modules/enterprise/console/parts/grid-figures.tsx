import { useQueries } from '@tanstack/react-query'
import type { Search } from '#kernel/ui/address.ts'
import { read } from '#kernel/ui/api.ts'
import { count, percent } from '#kernel/ui/format.ts'
import { Moon, type RiskLevel, RiskMark } from '#kernel/ui/marks.tsx'
import { Figure, ProblemPanel, To } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { type EnterpriseList, listPath } from '../api.ts'

const useCount = (search: Search) => useRead<EnterpriseList>(listPath(search, 1), { keep: true })

const levels: readonly (RiskLevel | 'none')[] = ['1', '2', '3', '4', 'none']

/** How the register of a grid stands; every figure opens the list it counts. */
export function GridFigures({ grid }: { grid: string }) {
  const all = useCount({ grid })
  const hazard = useCount({ grid, majorHazard: 'true' })
  const stopped = useCount({ grid, operatingState: 'stopped' })
  const fresh = useCount({ grid, freshness: 'fresh' })
  const stale = useCount({ grid, freshness: 'stale' })
  if (all.error) return <ProblemPanel error={all.error} retry={() => void all.refetch()} />
  const open = (search: Search) => ({ to: '/enterprises', search: { ...search, grid } })
  return (
    <>
      <div className="ag-figures">
        <div>
          <span>企业</span>
          <Figure value={all.data?.total} unit="家" {...open({})} />
          <span className="ag-pale">{all.data?.totalIs === 'at-least' ? '至少' : '在册'}</span>
        </div>
        <div>
          <span>涉重大危险源</span>
          <Figure value={hazard.data?.total} unit="家" {...open({ majorHazard: 'true' })} />
          <span className="ag-pale">{hazard.data && all.data ? percent(hazard.data.total, all.data.total) : ''}</span>
        </div>
        <div>
          <span>停产</span>
          <Figure value={stopped.data?.total} unit="家" {...open({ operatingState: 'stopped' })} />
          <span className="ag-pale">{stopped.data && all.data ? percent(stopped.data.total, all.data.total) : ''}</span>
        </div>
        <div>
          <span>档案在有效期内</span>
          <Figure value={fresh.data?.total} unit="家" {...open({ freshness: 'fresh' })} />
          <To to="/enterprises" search={{ grid, freshness: 'stale' }}>
            <Moon phase={stale.data?.total === 0 ? 'full' : 'dark'}>{count(stale.data?.total)} 家待核实</Moon>
          </To>
        </div>
      </div>
      <RiskLine grid={grid} total={all.data?.total} />
    </>
  )
}

function RiskLine({ grid, total }: { grid: string; total: number | undefined }) {
  const counts = useQueries({
    queries: levels.map((riskLevel) => {
      const path = listPath({ grid, riskLevel }, 1)
      return { queryKey: [path], queryFn: () => read<EnterpriseList>(path) }
    }),
  }).map((query) => query.data?.total)
  const sum = counts.every((value) => value !== undefined)
    ? counts.reduce<number>((all, value) => all + (value ?? 0), 0)
    : undefined
  const apart = sum === undefined || total === undefined ? 0 : sum - total
  return (
    <footer className="ag-risk-line">
      {levels.map((level, at) => (
        <To key={level} to="/enterprises" search={{ grid, riskLevel: level }} className="ag-row">
          <RiskMark level={level === 'none' ? null : level} size={14} />
          {count(counts[at])}
        </To>
      ))}
      {sum !== undefined && (
        <span className={apart === 0 ? 'ag-pale' : 'ag-soon'}>
          {apart === 0 ? '与总数相符' : `合计 ${count(sum)}，${apart > 0 ? '多' : '少'} ${count(Math.abs(apart))} 家`}
        </span>
      )}
    </footer>
  )
}
