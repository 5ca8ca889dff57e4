import { useMemo } from 'react'
import { count } from '#kernel/ui/format.ts'
import type { Area } from '#kernel/ui/map/areas.ts'
import { boundsOf } from '#kernel/ui/map/areas.ts'
import type { Cockpit } from '../../model/cockpit.ts'

type AreaFigures = Cockpit['areas'][number]

interface AreaMapProps {
  boundaries: readonly Area[]
  areas: readonly AreaFigures[]
  onPick(code: string): void
}

const WIDTH = 560
const HEIGHT = 680
const EDGE = 36

/** The grids below as outlines, each with a ring of its enterprises by risk and a flag where something is late. */
export function AreaMap({ boundaries, areas, onPick }: AreaMapProps) {
  const drawn = useMemo(() => project(boundaries), [boundaries])
  const figures = new Map(areas.map((area) => [area.code, area]))
  const most = Math.max(1, ...areas.map(({ enterprises }) => enterprises))
  // Where there are many, they lie closer.
  const size = Math.min(1, Math.sqrt(8 / Math.max(1, areas.length)))
  return (
    <svg className="ag-cockpit-map" viewBox={`0 0 ${WIDTH} ${HEIGHT}`}>
      <title>下级网格的企业和逾期隐患</title>
      {drawn.map(({ code, path }) => (
        <path key={code} d={path} className="ag-cockpit-land" />
      ))}
      {drawn.map(({ code, name, at: [x, y] }) => (
        <AreaSign key={code} {...{ name, x, y, most, size }} figures={figures.get(code)} onPick={() => onPick(code)} />
      ))}
    </svg>
  )
}

interface AreaSignProps {
  name: string
  x: number
  y: number
  most: number
  size: number
  figures: AreaFigures | undefined
  onPick(): void
}

function AreaSign({ name, x, y, most, size, figures, onPick }: AreaSignProps) {
  if (!figures) return null
  const radius = 17 + (24 * size - 2) * Math.sqrt(figures.enterprises / most) * size
  const words = `${name}：${count(figures.enterprises)} 家企业，${count(figures.late)} 条隐患逾期未改`
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button cannot stand inside a drawing
    <g
      role="button"
      tabIndex={0}
      className="ag-cockpit-sign"
      transform={`translate(${x} ${y})`}
      onClick={onPick}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onPick()
      }}
    >
      <title>{words}</title>
      <circle r={radius} className="ag-cockpit-disc" />
      <Ring radius={radius - 2.5} shares={figures.risks} />
      <text className="ag-cockpit-count" dy="0.36em">
        {count(figures.enterprises)}
      </text>
      <text className="ag-cockpit-name" y={-radius - 8}>
        {name}
      </text>
      {figures.late > 0 && (
        <text className="ag-cockpit-late" y={radius + 16}>
          逾期 {count(figures.late)}
        </text>
      )}
    </g>
  )
}

/** Shares of the levels 1 to 4 and of what is not rated, clockwise from the top. */
function Ring({ radius, shares }: { radius: number; shares: readonly number[] }) {
  const whole = shares.reduce((sum, share) => sum + share, 0)
  if (whole === 0) return null
  const round = 2 * Math.PI * radius
  let before = 0
  return shares.map((share, level) => {
    const length = (share / whole) * round
    const offset = round / 4 - before
    before += length
    return (
      <circle
        // biome-ignore lint/suspicious/noArrayIndexKey: the levels are the places
        key={level}
        r={radius}
        className={`ag-cockpit-ring ag-cockpit-ring-${level + 1}`}
        strokeDasharray={`${length} ${round - length}`}
        strokeDashoffset={offset}
      />
    )
  })
}

interface Drawn {
  code: string
  name: string
  path: string
  at: [number, number]
}

/** Outlines laid into the drawing, north up, a degree of longitude as wide as it is at that latitude. */
function project(boundaries: readonly Area[]): Drawn[] {
  if (boundaries.length === 0) return []
  const [west, south, east, north] = boundsOf(boundaries)
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = Math.min((WIDTH - 2 * EDGE) / ((east - west) * shrink), (HEIGHT - 2 * EDGE) / (north - south))
  const [left, top] = [(WIDTH - (east - west) * shrink * scale) / 2, (HEIGHT - (north - south) * scale) / 2]
  const place = ([lng = 0, lat = 0]: readonly number[]): [number, number] => [
    left + (lng - west) * shrink * scale,
    top + (north - lat) * scale,
  ]
  return boundaries.map(({ code, name, geometry }) => {
    const rings = ringsOf(geometry).map((ring) => ring.map(place))
    return { code, name, path: rings.map(pathOf).join(''), at: middleOf(largest(rings)) }
  })
}

const ringsOf = (geometry: GeoJSON.Geometry): number[][][] => {
  if (geometry.type === 'Polygon') return geometry.coordinates
  return geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : []
}

const pathOf = (ring: readonly [number, number][]) =>
  `M${ring.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}Z`

const areaOf = (ring: readonly [number, number][]) =>
  ring.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length] as [number, number]
    return sum + (x * nextY - nextX * y) / 2
  }, 0)

const largest = (rings: readonly [number, number][][]) =>
  rings.reduce<[number, number][]>((most, ring) => (Math.abs(areaOf(ring)) > Math.abs(areaOf(most)) ? ring : most), [])

/** The centre of gravity of a ring. */
function middleOf(ring: readonly [number, number][]): [number, number] {
  const area = areaOf(ring)
  if (area === 0) return ring[0] ?? [0, 0]
  const sum = ring.reduce(
    ([sumX, sumY], [x, y], at) => {
      const [nextX, nextY] = ring[(at + 1) % ring.length] as [number, number]
      const cross = x * nextY - nextX * y
      return [sumX + (x + nextX) * cross, sumY + (y + nextY) * cross] as [number, number]
    },
    [0, 0] as [number, number],
  )
  return [sum[0] / (6 * area), sum[1] / (6 * area)]
}
