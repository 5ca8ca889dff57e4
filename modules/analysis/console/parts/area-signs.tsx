import type { KeyboardEvent } from 'react'
import { count } from '#kernel/ui/format.ts'
import type { Cockpit } from '../../model/cockpit.ts'
import type { Plane } from './map-plane.ts'
import { lateWords, placeNames, placeSigns, type SignOf, type SignPlace } from './sign-places.ts'

type AreaFigures = Cockpit['areas'][number]

interface AreaSignsProps {
  plane: Plane
  areas: readonly AreaFigures[]
  onPick(code: string): void
}

/** The grids below, each with a ring of its enterprises by risk and what is late there. */
export function AreaSigns({ plane, areas, onPick }: AreaSignsProps) {
  const known = new Map(areas.map((area) => [area.code, area]))
  const signs = signsOf(plane, (code) => known.get(code))
  const places = placeSigns(signs)
  return signs.map((sign, at) => {
    const [area, place] = [known.get(sign.code), places[at]]
    return area && place && <AreaSign key={sign.code} sign={sign} place={place} area={area} onPick={onPick} />
  })
}

/** The names of the grids below alone, over whatever else stands on the map. */
export function AreaNames({ plane, areas, onPick }: AreaSignsProps) {
  const known = new Map(areas.map((area) => [area.code, area]))
  const signs = signsOf(plane, (code) => known.get(code))
  const shown = new Set(placeNames(signs))
  return signs.map(({ code, name, middle: [x, y] }) => (
    <g key={code} {...pressed(() => onPick(code))} transform={`translate(${x} ${y})`}>
      <title>{name}</title>
      {shown.has(code) ? (
        <text className="ag-cockpit-name" dy="0.36em">
          {name}
        </text>
      ) : (
        <circle r={3} className="ag-cockpit-speck" />
      )}
    </g>
  ))
}

function signsOf(plane: Plane, figuresOf: (code: string) => AreaFigures | undefined): SignOf[] {
  return plane.outlines.flatMap(({ code, name, middle }) => {
    const figures = figuresOf(code)
    return figures
      ? [{ code, name: nameOnMap(name), middle, enterprises: figures.enterprises, late: figures.late }]
      : []
  })
}

/** What a village is called where the map says that it is one: 大码头一村 for 大码头一村委会. */
const nameOnMap = (name: string): string =>
  name.replace(/村(民委员|委)会$/, '村').replace(/(社区)?居(民委员|委)会$/, '社区')

interface AreaSignProps {
  sign: SignOf
  place: SignPlace
  area: AreaFigures
  onPick(code: string): void
}

function AreaSign({ sign, place, area, onPick }: AreaSignProps) {
  const { spot, radius, isCounted, name, late } = place
  const words = `${sign.name}：${count(area.enterprises)} 家企业，${count(area.late)} 条隐患逾期未改`
  return (
    <g {...pressed(() => onPick(sign.code))} transform={`translate(${spot[0]} ${spot[1]})`}>
      <title>{words}</title>
      <circle r={radius} className="ag-cockpit-disc" />
      <Ring radius={radius} shares={area.risks} />
      {isCounted && (
        <text className="ag-cockpit-count" dy="0.36em">
          {count(area.enterprises)}
        </text>
      )}
      {name !== null && (
        <text className="ag-cockpit-name" y={name} dy="0.36em">
          {sign.name}
        </text>
      )}
      {late !== null && (
        <text className="ag-cockpit-late" y={late} dy="0.36em">
          {lateWords(area.late)}
        </text>
      )}
    </g>
  )
}

/** What makes a part of a drawing be pressed as a button, which cannot stand in one. */
const pressed = (press: () => void) => ({
  role: 'button',
  tabIndex: 0,
  className: 'ag-cockpit-sign',
  onClick: press,
  onKeyDown: (event: KeyboardEvent) => {
    if (event.key === 'Enter') press()
  },
})

/** Shares of the levels 1 to 4 and of what is not rated, clockwise from the top. */
function Ring({ radius, shares }: { radius: number; shares: readonly number[] }) {
  const whole = shares.reduce((sum, share) => sum + share, 0)
  if (whole === 0) return null
  const thick = Math.min(5, radius / 3)
  const middle = radius - thick / 2
  const round = 2 * Math.PI * middle
  let before = 0
  return shares.map((share, level) => {
    const length = (share / whole) * round
    const offset = round / 4 - before
    before += length
    return (
      <circle
        // biome-ignore lint/suspicious/noArrayIndexKey: the levels are the places
        key={level}
        r={middle}
        strokeWidth={thick}
        className={`ag-cockpit-ring ag-cockpit-ring-${level + 1}`}
        strokeDasharray={`${length} ${round - length}`}
        strokeDashoffset={offset}
      />
    )
  })
}
