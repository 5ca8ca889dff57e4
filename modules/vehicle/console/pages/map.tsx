import { lazy, Suspense, useMemo } from 'react'
import { useMe } from '#kernel/identity/console/me.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { FilterChips } from '#kernel/ui/filter-chips.tsx'
import { count, time } from '#kernel/ui/format.ts'
import { EmptyState, ProblemPanel, To, Waiting } from '#kernel/ui/parts.tsx'
import { SearchBox } from '#kernel/ui/search-box.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { useBoundaries } from '#modules/grid/console/boundaries.ts'
import { filterKeys, filterOf, useAlerts, useFences, useVehicleSummary, useVehiclesOnMap } from '../api.ts'
import { vehicleFilters } from '../filters.ts'
import { AlertList } from '../parts/alert-list.tsx'
import { VehicleFigures } from '../parts/vehicle-figures.tsx'
import { motionWords } from '../words.ts'
import '#modules/enterprise/console/map.css'
import '../vehicle.css'

const FleetMap = lazy(() => import('../parts/fleet-map.tsx'))

const none: never[] = []
/** How often open alerts are read again. */
const ALERTS_MS = 5_000
const SHOWN = 20

/** Vehicles of hazardous goods where they are now, and what must be looked at. */
export function VehicleMapPage() {
  const me = useMe()
  const { search, change } = useAddress()
  useTitle('危险货物车辆')
  const grid = search.grid ?? (me.data?.gridCode || null)
  const boundaries = useBoundaries(grid)
  const fences = useFences(undefined)
  const vehicles = useVehiclesOnMap(search)
  const summary = useVehicleSummary(search)
  const alerts = useAlerts({ grid: search.grid, open: 'true', limit: String(SHOWN) }, ALERTS_MS)
  const areas = useMemo(() => boundaries.areas.map(({ note: _, ...area }) => area), [boundaries.areas])
  const chosen = vehicles.data?.items.find(({ id }) => id === search.chosen)
  const clear = () =>
    change(Object.fromEntries(filterKeys.filter((key) => key !== 'grid').map((key) => [key, undefined])))
  return (
    <div className="ag-map-page">
      <search className="ag-bar" aria-label="筛选">
        <h1 className="ag-spoken">危险货物车辆地图</h1>
        <SearchBox
          label="找车辆"
          placeholder="车牌、终端号、企业"
          width={180}
          key={search.q ?? ''}
          text={search.q ?? ''}
          onSearch={(q) => change({ q })}
        />
        <FilterChips
          filters={vehicleFilters}
          chosen={search}
          onChoose={(key, value) => change({ [key]: value })}
          onClear={clear}
        />
        <span className="ag-grow" />
        <To to="/fences">电子围栏</To>
        <To to="/vehicles" search={filterOf(search)}>
          看列表
        </To>
      </search>
      <Suspense fallback={<Waiting />}>
        <FleetMap
          areas={areas}
          sketched={boundaries.sketched}
          fences={fences.data?.items ?? none}
          vehicles={vehicles.data?.items ?? none}
          chosen={search.chosen ?? null}
          onChoose={(id) => change({ chosen: id }, true)}
        />
      </Suspense>
      <aside className="ag-map-side" aria-label="车辆和报警">
        <header>
          <h2 aria-live="polite">
            {alerts.data
              ? alerts.data.total > 0
                ? `${count(alerts.data.total)} 条报警没有处理`
                : '没有未处理的报警'
              : '正在数…'}
          </h2>
          <div className="ag-meta">
            图上 {count(vehicles.data?.items.length)} 辆，截至 {time(vehicles.data?.at)}
            {vehicles.data?.isCut && '，只画最近的一万辆'}
          </div>
        </header>
        <VehicleFigures summary={summary.data} to="/vehicles/map" of={{ grid: search.grid }} />
        {chosen && (
          <p className="ag-vehicle-chosen">
            <To to={`/vehicles/${chosen.id}`}>{chosen.plate}</To>
            <span>
              {motionWords[chosen.motion]}
              {chosen.speedKmh !== null && chosen.motion === 'moving' && ` ${Math.round(chosen.speedKmh)} km/h`}
              {chosen.isLoaded && '，载货'}
            </span>
            <span className="ag-meta">{time(chosen.at)}</span>
          </p>
        )}
        {vehicles.error && <ProblemPanel error={vehicles.error} retry={() => void vehicles.refetch()} />}
        {alerts.error && <ProblemPanel error={alerts.error} retry={() => void alerts.refetch()} />}
        {!alerts.data && !alerts.error && <Waiting lines={6} />}
        {alerts.data && alerts.data.total === 0 && (
          <EmptyState icon="tick" title="没有要处理的报警">
            车辆超速、偏离路线、进入禁行区、载货离线时会出现在这里。
          </EmptyState>
        )}
        {alerts.data && <AlertList alerts={alerts.data.items} withPlate />}
        {alerts.data && alerts.data.total > alerts.data.items.length && (
          <p className="ag-pad ag-meta">还有 {count(alerts.data.total - alerts.data.items.length)} 条更早的</p>
        )}
        <div className="ag-legend">
          <span>▲ 行驶</span>
          <span>■ 停车</span>
          <span>○ 离线</span>
          <span>实心为载货</span>
        </div>
      </aside>
    </div>
  )
}
