import { type MouseEvent, useEffect, useMemo, useState } from 'react'
import { queryString } from '#kernel/ui/api.ts'
import { count } from '#kernel/ui/format.ts'
import type { Area } from '#kernel/ui/map/areas.ts'
import { RiskMark } from '#kernel/ui/marks.tsx'
import { useRead, useReads } from '#kernel/ui/query.ts'
import type { Cockpit } from '../../model/cockpit.ts'
import type { Layer, Layers } from '../../model/layers.ts'
import { AreaNames, AreaSigns } from './area-signs.tsx'
import { DotPlane, dotNear, useDots } from './dot-plane.tsx'
import { DOTS, LayerChips } from './layer-chips.tsx'
import { LayerSigns, type Sign } from './layer-signs.tsx'
import { HEIGHT, layOut, type Spot, WIDTH } from './map-plane.ts'
import { type SheetPlace, SignSheet } from './sign-sheet.tsx'
import '../cockpit-map.css'

interface CockpitMapProps {
  data: Cockpit
  boundaries: readonly Area[]
  sketched: boolean
  chosen: readonly string[]
  onLayers(chosen: string[]): void
  onPick(code: string): void
}

const LEVELS = [
  ['1', '红'],
  ['2', '橙'],
  ['3', '黄'],
  ['4', '蓝'],
  [null, '未评级'],
] as const

/** How often a layer that is on is read again. */
const EVERY_MS = 60_000

/** The map of the cockpit: the grids below with their rings, and what is laid over them; every sign opens what stands there. */
export function CockpitMap({ data, boundaries, sketched, chosen, onLayers, onPick }: CockpitMapProps) {
  const plane = useMemo(() => layOut(boundaries), [boundaries])
  const layers = useRead<Layers>(`/cockpit/layers${queryString({ grid: data.grid })}`, { every: () => EVERY_MS })
  const shown = (layers.data?.items ?? []).filter(({ name }) => chosen.includes(name))
  const read = useReads<Layer>(
    shown.map(({ name }) => `/cockpit/layers/${name}${queryString({ grid: data.grid })}`),
    EVERY_MS,
  ).map((one) => one.data)
  const dots = useDots(data.grid, chosen.includes(DOTS))
  const [opened, setOpened] = useState<Opened | null>(null)
  // Another grid has other signs.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the grid is what changed
  useEffect(() => setOpened(null), [data.grid])
  if (!plane) return <p className="ag-cockpit-nomap">这个网格没有画过边界，数见左右两栏。</p>
  const isDotted = chosen.includes(DOTS)
  // Rings and signs would lie on each other.
  const isLaidOver = isDotted || shown.length > 0
  const openDot = (spot: Spot) => {
    const at = dots.data && dotNear(plane, dots.data, spot)
    if (at) setOpened({ kind: 'dot', ...at })
  }
  return (
    <>
      <LayerChips
        layers={layers.data?.items ?? []}
        chosen={chosen}
        enterprises={data.whole.enterprises}
        onChange={onLayers}
      />
      <div className="ag-cockpit-plane">
        <svg className="ag-cockpit-map" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
          {plane.outlines.map(({ code, path }) => (
            <path key={code} d={path} className="ag-cockpit-land" />
          ))}
        </svg>
        {isDotted && dots.data && <DotPlane plane={plane} dots={dots.data} />}
        <svg
          className="ag-cockpit-signs"
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          {...(isDotted ? { onClick: (event: MouseEvent<SVGSVGElement>) => openDot(spotOf(event)) } : {})}
        >
          <title>下级网格的企业、图层和逾期隐患</title>
          {!isLaidOver && <AreaSigns plane={plane} areas={data.areas} onPick={onPick} />}
          {shown.map((layer, at) => (
            <LayerSigns
              key={layer.name}
              plane={plane}
              layer={layer}
              places={read[at]?.places ?? []}
              shift={(at - (shown.length - 1) / 2) * 16}
              onOpen={(sign) => setOpened({ kind: 'sign', layer, sign })}
            />
          ))}
          {isLaidOver && <AreaNames plane={plane} areas={data.areas} onPick={onPick} />}
        </svg>
        {opened?.kind === 'sign' && (
          <SignSheet
            title={`${opened.layer.title} ${count(opened.sign.n)} ${opened.layer.unit}`}
            places={opened.sign.places}
            onClose={() => setOpened(null)}
          />
        )}
        {opened?.kind === 'dot' && <DotSheet at={opened} onClose={() => setOpened(null)} />}
      </div>
      <Legend data={data} />
      {shown.map((layer, at) => (
        <LayerNote key={layer.name} layer={layer} read={read[at]} />
      ))}
      {isDotted && dots.data && dots.data.every > 1 && (
        <p className="ag-meta">企业很多，每 {dots.data.every} 家画一点；放到下级网格逐家可见。</p>
      )}
      {sketched && <p className="ag-meta">边界为示意，不作划界依据。</p>}
    </>
  )
}

type Opened = { kind: 'sign'; layer: Layers['items'][number]; sign: Sign } | { kind: 'dot'; lng: number; lat: number }

/** Where on the drawing a press was. */
function spotOf({ clientX, clientY, currentTarget }: MouseEvent<SVGSVGElement>): Spot {
  const { left, top, width, height } = currentTarget.getBoundingClientRect()
  return [((clientX - left) / width) * WIDTH, ((clientY - top) / height) * HEIGHT]
}

/** Enterprises at one dot; those one may not see are not there. */
function DotSheet({ at: { lng, lat }, onClose }: { at: { lng: number; lat: number }; onClose(): void }) {
  const read = useRead<{ items: { id: string; name: string }[] }>(
    `/enterprises/near${queryString({ lng: lng.toFixed(6), lat: lat.toFixed(6), metres: 20, limit: 20 })}`,
  )
  const places: SheetPlace[] = (read.data?.items ?? []).map(({ id, name }) => ({ id, name, rows: [] }))
  return read.data ? <SignSheet title="这里的企业" places={places} onClose={onClose} /> : null
}

function Legend({ data }: { data: Cockpit }) {
  const sums = LEVELS.map((_, at) => data.areas.reduce((sum, { risks }) => sum + (risks[at] ?? 0), 0))
  return (
    <p className="ag-cockpit-legend">
      {LEVELS.map(([level, word], at) => (
        <span key={word}>
          <RiskMark level={level} size={14} /> {word} {count(sums[at])}
        </span>
      ))}
    </p>
  )
}

/** What of a layer the map cannot show: a figure and its signs never differ unsaid. */
function LayerNote({ layer, read }: { layer: Layers['items'][number]; read: Layer | undefined }) {
  const missing = read ? read.unplaced + read.beyond : 0
  if (!read || missing === 0) return null
  const why = [
    read.unplaced > 0 ? `${count(read.unplaced)} ${layer.unit}没有坐标` : '',
    read.beyond > 0 ? `${count(read.beyond)} ${layer.unit}太多，没有画` : '',
  ]
  return (
    <p className="ag-meta">
      {layer.title}：{why.filter(Boolean).join('，')}。
    </p>
  )
}
