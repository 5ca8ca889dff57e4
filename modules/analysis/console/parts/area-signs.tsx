import { count } from '#kernel/ui/format.ts'
import type { Cockpit } from '../../model/cockpit.ts'
import type { Plane } from './map-plane.ts'

type AreaFigures = Cockpit['areas'][number]

interface AreaSignsProps {
  plane: Plane
  areas: readonly AreaFigures[]
  onPick(code: string): void
}

/** The grids below, each with a ring of its enterprises by risk and what is late there. */
export function AreaSigns({ plane, areas, onPick }: AreaSignsProps) {
  const figures = new Map(areas.map((area) => [area.code, area]))
  const most = Math.max(1, ...areas.map(({ enterprises }) => enterprises))
  // Where there are many, they lie closer.
  const size = Math.min(1, Math.sqrt(8 / Math.max(1, areas.length)))
  return plane.outlines.map(({ code, name, middle: [x, y] }) => (
    <AreaSign key={code} {...{ name, x, y, most, size }} figures={figures.get(code)} onPick={() => onPick(code)} />
  ))
}

/** The names of the grids below alone, over whatever else stands on the map. */
export function AreaNames({ plane, areas, onPick }: AreaSignsProps) {
  const known = new Set(areas.map(({ code }) => code))
  return plane.outlines.map(({ code, name, middle: [x, y] }) => (
    // biome-ignore lint/a11y/useSemanticElements: a button cannot stand inside a drawing
    <g
      key={code}
      role="button"
      tabIndex={0}
      className="ag-cockpit-sign"
      transform={`translate(${x} ${y})`}
      onClick={() => known.has(code) && onPick(code)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && known.has(code)) onPick(code)
      }}
    >
      <text className="ag-cockpit-name" dy="0.36em">
        {name}
      </text>
    </g>
  ))
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
