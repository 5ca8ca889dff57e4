import { Button } from 'antd'
import { lazy, Suspense, useMemo, useState } from 'react'
import { distanceWords } from '#kernel/geo/distance-words.ts'
import { useMay, useMe } from '#kernel/identity/console/me.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { FilterChips } from '#kernel/ui/filter-chips.tsx'
import { count } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { useAskPosition } from '#kernel/ui/position.ts'
import { type PatrolLevel, patrolLevels } from '../../model/codes.ts'
import { levelOf, type Point, routeOf } from '../../model/rules.ts'
import { type DueList, useDue } from '../api.ts'
import { DueCards } from '../parts/due-list.tsx'
import '../patrol.css'

const RouteMap = lazy(() => import('../parts/route-map.tsx'))

const HORIZONS = { 0: '到期和逾期', 7: '7 天内', 30: '30 天内' } as const
/** More than this nobody visits on one round. */
const ON_THE_WAY = 12

/** What this seat has to visit, by how pressing it is, or as a way round. */
export function DuePage() {
  const { search, change } = useAddress()
  const may = useMay()
  const me = useMe()
  const within = search.within ?? '7'
  const read = useDue({ grid: search.grid, within, level: search.level, limit: '200' })
  const data = read.data
  const byRoute = search.order === 'route'
  // A visit serves the cycle of one's own level: the list of another is for looking.
  const mayVisit = may('patrol.record') && !search.level
  const lower = me.data ? levelsBelow(levelOf(me.data.gridCode)) : []
  return (
    <div className="ag-page">
      <PageHead
        meta={
          <>
            {data && <span>{patrolLevels[data.level]}一级的周期，未经核实，可以在设置里改</span>}
            <span>巡查不是执法检查，不计入检查次数</span>
          </>
        }
        acts={
          <>
            <To to="/patrols/records">
              <Button size="small" icon={<Icon name="table" />}>
                巡查记录
              </Button>
            </To>
            <To to="/patrols/coverage">
              <Button size="small" icon={<Icon name="grid" />}>
                覆盖
              </Button>
            </To>
          </>
        }
      >
        {data ? headWords(data, within) : '待巡查'}
      </PageHead>
      <div className="ag-bar">
        <nav className="ag-views" aria-label="多少天内到期">
          {Object.entries(HORIZONS).map(([days, words]) => (
            <button
              key={days}
              type="button"
              className="ag-view"
              aria-current={days === within}
              onClick={() => change({ within: days === '7' ? undefined : days })}
            >
              {words}
            </button>
          ))}
        </nav>
        {lower.length > 0 && (
          <FilterChips
            filters={[{ key: 'level', label: '下级', options: lower }]}
            chosen={search}
            onChoose={(key, value) => change({ [key]: value })}
            onClear={() => change({ level: undefined })}
          />
        )}
        <span className="ag-grow" />
        <nav className="ag-views" aria-label="怎么排">
          <button
            type="button"
            className="ag-view"
            aria-current={!byRoute}
            onClick={() => change({ order: undefined })}
          >
            按轻重
          </button>
          <button type="button" className="ag-view" aria-current={byRoute} onClick={() => change({ order: 'route' })}>
            按路线
          </button>
        </nav>
      </div>
      {read.error && !data && <ProblemPanel error={read.error} retry={() => void read.refetch()} />}
      {!data && !read.error && <Waiting lines={8} />}
      {data && data.items.length === 0 && <NothingDue objects={data.objects} />}
      {data && data.items.length > 0 && byRoute && <Round data={data} mayVisit={mayVisit} />}
      {data && data.items.length > 0 && !byRoute && (
        <Sheet>
          <DueCards items={data.items} mayVisit={mayVisit} numbered={false} />
          {data.nextCursor && <p className="ag-pad ag-pale">只列出最要紧的 {count(data.items.length)} 家。</p>}
        </Sheet>
      )}
    </div>
  )
}

/** Levels below one's own: whoever answers for them looks whether they go round. */
function levelsBelow(own: PatrolLevel): { value: string; label: string }[] {
  const order: readonly PatrolLevel[] = ['county', 'town', 'grid']
  return order.slice(order.indexOf(own) + 1).map((level) => ({ value: level, label: `${patrolLevels[level]}要走访的` }))
}

function headWords({ total, overdue }: DueList, within: string): string {
  if (total === 0) return within === '0' ? '没有到期的走访' : `${within} 天内没有要走访的`
  return `要走访 ${count(total)} 家${overdue > 0 ? `，其中 ${count(overdue)} 家逾期或没去过` : ''}`
}

function NothingDue({ objects }: { objects: number }) {
  return (
    <Sheet>
      <EmptyState title="现在没有要走访的" acts={<To to="/patrols/records">看巡查记录</To>}>
        {objects > 0 ? `辖区里 ${count(objects)} 个对象都还没有到期。` : '辖区里还没有监管对象。'}
      </EmptyState>
    </Sheet>
  )
}

/** The most pressing ones as a way round, from where one stands if the device says so. */
function Round({ data, mayVisit }: { data: DueList; mayVisit: boolean }) {
  const position = useAskPosition()
  const [from, setFrom] = useState<Point | null>(null)
  const { stops, metres } = useMemo(() => routeOf(data.items.slice(0, ON_THE_WAY), from), [data.items, from])
  return (
    <div className="ag-patrol-round">
      <Sheet
        title={`最要紧的 ${stops.length} 家，直线共 ${distanceWords(metres)}`}
        acts={
          <Button
            size="small"
            icon={<Icon name="pin" />}
            disabled={position.asking}
            onClick={async () => setFrom((await position.ask()) ?? from)}
          >
            {position.asking ? '正在定位…' : from ? '重新从这里排' : '从我这里排'}
          </Button>
        }
      >
        {position.fault && <p className="ag-pad ag-warn">{position.fault}</p>}
        <DueCards items={stops} mayVisit={mayVisit} numbered />
      </Sheet>
      <Suspense fallback={<Waiting />}>
        <RouteMap stops={stops} from={from} />
      </Suspense>
    </div>
  )
}
