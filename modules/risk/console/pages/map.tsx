import { lazy, Suspense, useCallback, useMemo, useState } from 'react'
import { useMe } from '#kernel/identity/console/me.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { FilterChips } from '#kernel/ui/filter-chips.tsx'
import { count, time } from '#kernel/ui/format.ts'
import type { Cluster } from '#kernel/ui/map/clusters.ts'
import type { Bounds } from '#kernel/ui/map/map-canvas.tsx'
import type { Point } from '#kernel/ui/map/points.ts'
import { RiskMark, riskLevel } from '#kernel/ui/marks.tsx'
import { EmptyState, ProblemPanel, To, Waiting } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { useTitle } from '#kernel/ui/title.ts'
import { useBoundaries } from '#modules/grid/console/boundaries.ts'
import { filterKeys, filterOf, LEVELS, markLevel, type Region, useRiskRules } from '../api.ts'
import { riskFilters } from '../filters.ts'
import { RegionTable } from '../parts/region-table.tsx'
import '#modules/enterprise/console/map.css'
import '../risk.css'

const MapView = lazy(() => import('#modules/enterprise/console/parts/map-view.tsx'))

interface MapAnswer {
  clusters: (Omit<Cluster, 'risk'> & { byLevel: Record<'1' | '2' | '3' | '4', number> })[]
  points: { id: string; name: string; objectName: string; lng: number; lat: number; level: number }[]
  total: number
}

interface Window {
  bounds: Bounds
  zoom: number
}

const none: never[] = []
const SHOWN = 100

/** Risk points in four colours over grids in the colour of their regional risk (四色图). */
export function RiskMapPage() {
  const me = useMe()
  const { search, change } = useAddress()
  useTitle('风险四色图')
  const grid = search.grid ?? (me.data?.gridCode || null)
  const boundaries = useBoundaries(grid)
  const regions = useRead<{ items: Region[]; asOf: string }>(grid && `/risk-regions?grid=${grid}`, { keep: true })
  const rules = useRiskRules()
  const [window, setWindow] = useState<Window | null>(null)
  const [goTo, setGoTo] = useState<{ lng: number; lat: number } | null>(null)
  const path =
    window &&
    `/risk-points/map${queryString({
      ...filterOf(search),
      bbox: window.bounds.map((degrees) => degrees.toFixed(6)).join(),
      zoom: window.zoom.toFixed(2),
    })}`
  const seen = useRead<MapAnswer>(path, { keep: true })
  const areas = useMemo(() => boundaries.areas.map(({ note: _, ...area }) => area), [boundaries.areas])
  const levels = useMemo(
    () => Object.fromEntries((regions.data?.items ?? []).map(({ gridCode, level }) => [gridCode, level])),
    [regions.data],
  )
  const clusters = useMemo(() => (seen.data?.clusters ?? none).map(clusterOf), [seen.data])
  const points = useMemo(() => (seen.data?.points ?? none).map(pointOf), [seen.data])
  const choose = useCallback((id: string) => change({ chosen: id }, true), [change])
  const unlocated = useRead<{ total: number }>(
    `/risk-points${queryString({ ...filterOf(search), located: 'false', limit: 1 })}`,
    { keep: true },
  )
  return (
    <div className="ag-map-page">
      <search className="ag-bar" aria-label="筛选">
        <h1 className="ag-spoken">风险四色图</h1>
        <FilterChips
          filters={riskFilters(true)}
          chosen={search}
          onChoose={(key, value) => change({ [key]: value })}
          onClear={() =>
            change(Object.fromEntries(filterKeys.filter((key) => key !== 'grid').map((key) => [key, undefined])))
          }
        />
        <span className="ag-grow" />
        <To to="/risks" search={filterOf(search)}>
          看列表
        </To>
      </search>
      <Suspense fallback={<Waiting />}>
        <MapView
          label="风险点分布"
          unit="个风险点"
          areas={areas}
          areaLevels={levels}
          sketched={boundaries.sketched}
          clusters={clusters}
          points={points}
          chosen={search.chosen ?? null}
          region={null}
          drawing={null}
          goTo={goTo}
          onMove={setWindow}
          onChoose={choose}
          onRegion={() => {}}
        />
      </Suspense>
      <aside className="ag-map-side" aria-label="图上的风险点">
        <header>
          <h2 aria-live="polite">{seen.data ? `图上 ${count(seen.data.total)} 个风险点` : '正在数…'}</h2>
          <div className="ag-row ag-meta">
            截至 {time(new Date(seen.dataUpdatedAt || Date.now()).toISOString())}
            {unlocated.data && unlocated.data.total > 0 && (
              <To to="/risks" search={{ ...filterOf(search), located: 'false' }}>
                另有 {count(unlocated.data.total)} 个没有坐标
              </To>
            )}
          </div>
        </header>
        <RegionTable regions={regions.data?.items} rules={rules.data} onGo={(code) => change({ grid: code })} />
        {seen.error && <ProblemPanel error={seen.error} retry={() => void seen.refetch()} />}
        {!seen.data && !seen.error && <Waiting lines={6} />}
        {seen.data && <Rows answer={seen.data} chosen={search.chosen ?? null} onGo={setGoTo} onChoose={choose} />}
        <div className="ag-legend">
          {LEVELS.map((level) => (
            <RiskMark key={level} level={markLevel(level)} words size={14} />
          ))}
        </div>
      </aside>
    </div>
  )
}

const clusterOf = ({ byLevel, ...cluster }: MapAnswer['clusters'][number]): Cluster => ({
  ...cluster,
  risk: { ...byLevel, none: 0 },
})

const pointOf = ({ level, ...point }: MapAnswer['points'][number]): Point => ({
  ...point,
  riskLevel: String(level),
  hasMajorHazard: false,
})

interface RowsProps {
  answer: MapAnswer
  chosen: string | null
  onGo(place: { lng: number; lat: number }): void
  onChoose(id: string): void
}

/** The same things as on the map, for the keyboard and for print. */
function Rows({ answer, chosen, onGo, onChoose }: RowsProps) {
  if (answer.total === 0)
    return (
      <EmptyState icon="pin" title="这一块没有风险点">
        移动或缩小地图再看，或换一个筛选。
      </EmptyState>
    )
  if (answer.points.length === 0)
    return (
      <ul>
        {answer.clusters.slice(0, SHOWN).map((cluster) => (
          <li key={`${cluster.lng},${cluster.lat}`} className="ag-map-row ag-map-cluster">
            <span className="ag-map-place ag-grow">
              <b>{count(cluster.count)}</b> 个
              {cluster.place && <span className="ag-soft ag-ellipsis">多在{cluster.place}</span>}
            </span>
            <button type="button" className="ag-link" onClick={() => onGo(cluster)}>
              放大
            </button>
            <span className="ag-row ag-nowrap">
              {LEVELS.map(
                (level) =>
                  cluster.byLevel[level] > 0 && (
                    <span key={level} className="ag-row" style={{ gap: 3 }}>
                      <RiskMark level={markLevel(level)} size={14} />
                      {count(cluster.byLevel[level])}
                    </span>
                  ),
              )}
            </span>
          </li>
        ))}
      </ul>
    )
  return (
    <ul>
      {answer.points.slice(0, SHOWN).map((point) => (
        <li key={point.id} className="ag-map-row" data-on={point.id === chosen ? '' : undefined}>
          <RiskMark level={riskLevel(point.level)} />
          <span className="ag-grow ag-risk-on-map">
            <To to={`/risks/${point.id}`}>{point.name}</To>
            <small className="ag-ellipsis">{point.objectName}</small>
          </span>
          <button
            type="button"
            className="ag-link"
            aria-label={`在图上看${point.name}`}
            onClick={() => onChoose(point.id)}
          >
            图上
          </button>
        </li>
      ))}
      {answer.points.length > SHOWN && (
        <li className="ag-map-row ag-meta">另有 {count(answer.points.length - SHOWN)} 个，放大或筛选后列出</li>
      )}
    </ul>
  )
}
