import type * as maplibregl from 'maplibre-gl'
import { type Appearance, palettes } from '../palettes.ts'
import { nameAreas } from './area-names.ts'
import type { Bounds } from './open-map.ts'

/** A named polygon; `source` says where its line comes from. */
export interface Area {
  code: string
  name: string
  source: string
  /** Small line under the name. */
  note?: string
  geometry: GeoJSON.Geometry
}

interface AreaOptions {
  appearance: Appearance
  /** Codes of the areas that stand out. */
  marked?: readonly string[]
  /** Areas washed in the colour of a level, by code; null for none. */
  levels?: Readonly<Record<string, 1 | 2 | 3 | 4 | null>>
  /** Areas washed in a colour of the look, by code; null for none. */
  washes?: Readonly<Record<string, Wash | null>>
  /** Areas washed the darker the larger their share of the largest, 0 to 1, by code. */
  shares?: Readonly<Record<string, number>>
  onPick?(code: string): void
}

/** Colours of the look an area may be washed in: what is late, what goes on, what is done. */
export type Wash = 'late' | 'soon' | 'ok' | 'wait'

const SOURCE = 'areas'

/** Draws polygons with their names and returns how to take them off again. */
export function drawAreas(map: maplibregl.Map, areas: readonly Area[], options: AreaOptions): () => void {
  const colour = palettes[options.appearance]
  const features = areas.map(({ geometry, code }) => ({
    type: 'Feature' as const,
    geometry,
    properties: { code },
  }))
  map.addSource(SOURCE, { type: 'geojson', data: { type: 'FeatureCollection', features } })
  const mark = ['in', ['get', 'code'], ['literal', options.marked ?? []]] as maplibregl.ExpressionSpecification
  map.addLayer({
    id: 'area-land',
    type: 'fill',
    source: SOURCE,
    paint: { 'fill-color': ['case', mark, colour.tint, colour.mapLand] },
  })
  if (options.levels || options.washes)
    map.addLayer({
      id: 'area-level',
      type: 'fill',
      source: SOURCE,
      paint: { 'fill-color': areaColour(options, colour), 'fill-opacity': 0.28 },
    })
  if (options.shares)
    map.addLayer({
      id: 'area-share',
      type: 'fill',
      source: SOURCE,
      paint: { 'fill-color': colour.brand, 'fill-opacity': areaShare(options.shares) },
    })
  map.addLayer({
    id: 'area-line',
    type: 'line',
    source: SOURCE,
    paint: { 'line-color': ['case', mark, colour.brand, colour.mapBorder], 'line-width': ['case', mark, 2, 1] },
  })
  const pick = (event: maplibregl.MapLayerMouseEvent) => {
    const code = event.features?.[0]?.properties.code
    if (typeof code === 'string') options.onPick?.(code)
  }
  const hand = () => {
    map.getCanvas().style.cursor = options.onPick ? 'pointer' : ''
  }
  const rest = () => {
    map.getCanvas().style.cursor = ''
  }
  map.on('click', 'area-land', pick)
  map.on('mousemove', 'area-land', hand)
  map.on('mouseleave', 'area-land', rest)
  const unname = nameAreas(map, areas)
  return () => {
    unname()
    map.off('click', 'area-land', pick)
    map.off('mousemove', 'area-land', hand)
    map.off('mouseleave', 'area-land', rest)
    if (!map.getStyle()) return
    for (const layer of ['area-line', 'area-share', 'area-level', 'area-land'])
      if (map.getLayer(layer)) map.removeLayer(layer)
    if (map.getSource(SOURCE)) map.removeSource(SOURCE)
  }
}

/** How dark a share is: the names above it stay readable. */
const DARKEST = 0.45

const areaShare = (shares: Readonly<Record<string, number>>): maplibregl.ExpressionSpecification =>
  [
    'match',
    ['get', 'code'],
    '',
    0,
    ...Object.entries(shares).flatMap(([code, share]) => [code, share * DARKEST]),
    0,
  ] as unknown as maplibregl.ExpressionSpecification

/** The colour of an area by its level or its wash; clear where it has none. */
function areaColour(
  { levels = {}, washes = {} }: Pick<AreaOptions, 'levels' | 'washes'>,
  colour: (typeof palettes)[Appearance],
): maplibregl.ExpressionSpecification {
  const known = [
    ...Object.entries(levels).flatMap(([code, level]) => (level ? [code, colour[`risk${level}`]] : [])),
    ...Object.entries(washes).flatMap(([code, wash]) => (wash ? [code, colour[wash]] : [])),
  ]
  // A match without a single case is no expression.
  return [
    'match',
    ['get', 'code'],
    '',
    'transparent',
    ...known,
    'transparent',
  ] as unknown as maplibregl.ExpressionSpecification
}

/** The box around some areas. */
export function boundsOf(areas: readonly Pick<Area, 'geometry'>[]): Bounds {
  const box: Bounds = [180, 90, -180, -90]
  for (const { geometry } of areas) {
    for (const [lng, lat] of positions(geometry)) {
      box[0] = Math.min(box[0], lng)
      box[1] = Math.min(box[1], lat)
      box[2] = Math.max(box[2], lng)
      box[3] = Math.max(box[3], lat)
    }
  }
  return box
}

function positions(geometry: GeoJSON.Geometry): [number, number][] {
  if (geometry.type === 'Polygon') return geometry.coordinates.flat() as [number, number][]
  if (geometry.type === 'MultiPolygon') return geometry.coordinates.flat(2) as [number, number][]
  return []
}
