import type { KeyboardEvent } from 'react'
import { count } from '#kernel/ui/format.ts'
import type { Layer, Layers } from '../../model/layers.ts'
import type { Plane, Spot } from './map-plane.ts'

type Place = Layer['places'][number]
type LayerName = Layers['items'][number]

/** Places so close that their signs would lie on each other stand under one. */
const CELL = 34

/** What stands under one sign of the map. */
export interface Sign {
  spot: Spot
  places: Place[]
  /** How many rows. */
  n: number
}

interface LayerSignsProps {
  plane: Plane
  layer: LayerName
  places: readonly Place[]
  /** Where the signs of this layer stand beside those of others at the same place. */
  shift: number
  onOpen(sign: Sign): void
}

/** One layer on the map: a tank for installations, the colour of what is late for what must be dealt with, a square for the rest. */
export function LayerSigns({ plane, layer, places, shift, onOpen }: LayerSignsProps) {
  return signsOf(plane, places).map((sign) => {
    const [x, y] = sign.spot
    const words = `${layer.title}：${sign.places.length === 1 ? sign.places[0]?.name : `${sign.places.length} 处`}，${count(sign.n)} ${layer.unit}`
    return (
      // biome-ignore lint/a11y/useSemanticElements: a button cannot stand inside a drawing
      <g
        key={`${layer.name}-${sign.places[0]?.id}`}
        role="button"
        tabIndex={0}
        aria-label={words}
        className={`ag-cockpit-mark ${layer.urgent ? 'ag-cockpit-mark-urgent' : ''}`}
        transform={`translate(${x + shift} ${y})`}
        onClick={() => onOpen(sign)}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key === 'Enter') onOpen(sign)
        }}
      >
        <title>{words}</title>
        <Shape layer={layer} n={sign.n} />
      </g>
    )
  })
}

function Shape({ layer, n }: { layer: LayerName; n: number }) {
  if (layer.name === 'installation')
    return (
      <>
        <path d="M-5.5 6V-1a5.5 5.5 0 0 1 11 0v7zM-5.5 3h11" className="ag-cockpit-tank" />
        {n > 1 && (
          <text x={8} y={6} className="ag-cockpit-many">
            {count(n)}
          </text>
        )}
      </>
    )
  const digits = count(n)
  const half = 6 + 3.6 * digits.length
  return (
    <>
      <rect x={-half} y={-9} width={half * 2} height={18} rx={layer.urgent ? 2 : 9} />
      <text dy="0.36em">{digits}</text>
    </>
  )
}

/** Places gathered by cells of the drawing, each sign at the middle of its places. */
function signsOf(plane: Plane, places: readonly Place[]): Sign[] {
  const spots = places.map((place) => ({ place, spot: plane.spotOf(place.lng, place.lat) }))
  const cells = Map.groupBy(spots, ({ spot: [x, y] }) => `${Math.floor(x / CELL)},${Math.floor(y / CELL)}`)
  return [...cells.values()].map((inside) => ({
    spot: [middle(inside.map(({ spot }) => spot[0])), middle(inside.map(({ spot }) => spot[1]))],
    places: inside.map(({ place }) => place),
    n: inside.reduce((sum, { place }) => sum + place.rows.length, 0),
  }))
}

const middle = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
