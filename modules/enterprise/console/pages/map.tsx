import { Button } from 'antd'
import { lazy, Suspense, useCallback, useState } from 'react'
import { type Search, useAddress } from '#kernel/ui/address.ts'
import { FilterChips } from '#kernel/ui/filter-chips.tsx'
import { count, time } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import type { Area } from '#kernel/ui/map/areas.ts'
import type { Region } from '#kernel/ui/map/pick-region.ts'
import { type RiskLevel, RiskMark } from '#kernel/ui/marks.tsx'
import { ProblemPanel, To, Waiting } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { type EnterpriseList, filterKeys, filterOf, unlocatedPath } from '../api.ts'
import {
  type MapAnswer,
  type NearPoint,
  readRegion,
  regionPath,
  type Window,
  windowPath,
  writeRegion,
} from '../map-api.ts'
import { mapFilters } from '../parts/filters.ts'
import { MapList } from '../parts/map-list.tsx'
import '../map.css'

const MapView = lazy(() => import('../parts/map-view.tsx'))

interface EnterpriseMapProps {
  /** Boundaries to draw underneath. */
  areas: readonly Area[]
  sketched: boolean
}

type RegionAnswer = Partial<MapAnswer> & { items?: NearPoint[]; total: number }

const none: never[] = []

/** All enterprises on one map (一张图): clusters far off, risk shapes near by, the same rows as a list. */
export function EnterpriseMap({ areas, sketched }: EnterpriseMapProps) {
  const { search, change } = useAddress()
  const [window, setWindow] = useState<Window | null>(null)
  const [drawing, setDrawing] = useState<Region['kind'] | null>(null)
  const [goTo, setGoTo] = useState<{ lng: number; lat: number } | null>(null)
  const region = useRegion(search.region)
  const seen = useRead<MapAnswer>(window && windowPath(search, window), { keep: true })
  const inside = useRead<RegionAnswer>(region && regionPath(search, region), { keep: true })
  const clear = () =>
    change(Object.fromEntries(filterKeys.filter((key) => key !== 'grid').map((key) => [key, undefined])))
  const choose = useCallback((id: string) => change({ chosen: id }, true), [change])
  const mark = useCallback(
    (done: Region) => {
      setDrawing(null)
      change({ region: writeRegion(done) })
    },
    [change],
  )
  const answer = region ? inside : seen
  const points = region ? (inside.data?.items ?? inside.data?.points ?? none) : (seen.data?.points ?? none)
  const clusters = region ? (inside.data?.clusters ?? none) : (seen.data?.clusters ?? none)

  return (
    <div className="ag-map-page">
      <search className="ag-bar" aria-label="筛选">
        <h1 className="ag-spoken">一张图</h1>
        <FilterChips
          filters={mapFilters}
          chosen={search}
          onChoose={(key, value) => change({ [key]: value })}
          onClear={clear}
        />
        <span className="ag-grow" />
        <DrawButton kind="box" label="框选" drawing={drawing} onDraw={setDrawing} />
        <DrawButton kind="circle" label="圆选" drawing={drawing} onDraw={setDrawing} />
      </search>
      <Suspense fallback={<Waiting />}>
        <MapView
          areas={areas}
          sketched={sketched}
          clusters={seen.data?.clusters ?? none}
          points={seen.data?.points ?? none}
          chosen={search.chosen ?? null}
          region={region}
          drawing={drawing}
          goTo={goTo}
          onMove={setWindow}
          onChoose={choose}
          onRegion={mark}
        />
      </Suspense>
      <aside className="ag-map-side" aria-label="图上的企业">
        <header>
          <h2 aria-live="polite">{headline(region, answer.data?.total)}</h2>
          <div className="ag-row ag-meta">
            截至 {time(new Date(answer.dataUpdatedAt || Date.now()).toISOString())}
            <To to="/enterprises" search={filterOf(search)}>
              看列表
            </To>
            {region && (
              <button type="button" className="ag-link" onClick={() => change({ region: undefined })}>
                取消圈选
              </button>
            )}
          </div>
          <Unlocated search={search} />
        </header>
        {answer.error && <ProblemPanel error={answer.error} retry={() => void answer.refetch()} />}
        {answer.data ? (
          <MapList
            clusters={clusters}
            points={points}
            chosen={search.chosen ?? null}
            onChoose={choose}
            onGo={setGoTo}
          />
        ) : (
          !answer.error && <Waiting lines={8} />
        )}
        <Legend />
      </aside>
    </div>
  )
}

/** Those a map cannot show are told of beside it, so that nobody takes the map for all there is. */
function Unlocated({ search }: { search: Search }) {
  const without = useRead<EnterpriseList>(unlocatedPath(search), { keep: true })
  if (!without.data || without.data.total === 0) return null
  return (
    <p className="ag-meta">
      另有{' '}
      <To to="/enterprises" search={{ ...filterOf(search), located: 'false' }}>
        {count(without.data.total)} 家没有坐标
      </To>
      ，不在图上
    </p>
  )
}

function useRegion(text: string | undefined): Region | null {
  const [kept, setKept] = useState({ text, region: readRegion(text) })
  if (kept.text === text) return kept.region
  const next = { text, region: readRegion(text) }
  setKept(next)
  return next.region
}

function headline(region: Region | null, total: number | undefined): string {
  if (total === undefined) return '正在数…'
  if (!region) return `图上 ${count(total)} 家企业`
  return region.kind === 'box' ? `框内 ${count(total)} 家企业` : `${count(region.metres)} 米内 ${count(total)} 家企业`
}

interface DrawButtonProps {
  kind: Region['kind']
  label: string
  drawing: Region['kind'] | null
  onDraw(kind: Region['kind'] | null): void
}

function DrawButton({ kind, label, drawing, onDraw }: DrawButtonProps) {
  const on = drawing === kind
  return (
    <Button
      size="small"
      aria-pressed={on}
      type={on ? 'primary' : 'default'}
      icon={<Icon name={kind === 'box' ? 'box' : 'ring'} size={14} />}
      onClick={() => onDraw(on ? null : kind)}
    >
      {on ? '在图上拖一下' : label}
    </Button>
  )
}

function Legend() {
  return (
    <div className="ag-legend">
      {(['1', '2', '3', '4', null] as (RiskLevel | null)[]).map((level) => (
        <RiskMark key={level} level={level} words size={14} />
      ))}
    </div>
  )
}
