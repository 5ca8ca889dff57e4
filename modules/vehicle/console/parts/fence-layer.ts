import type * as maplibregl from 'maplibre-gl'
import { type Appearance, palettes } from '#kernel/ui/palettes.ts'
import type { FenceShape } from '../../model/schema.ts'
import type { Fence } from '../api.ts'

const SOURCE = 'fences'
const STEPS = 64
const METRES_PER_DEGREE = 111_320

/** A fence as a ring to draw. */
export function ringOf(shape: FenceShape): [number, number][] {
  if (shape.type === 'Polygon') return shape.coordinates[0] ?? []
  const [lng, lat] = shape.center
  const north = shape.metres / METRES_PER_DEGREE
  const east = north / Math.cos((lat * Math.PI) / 180)
  return Array.from({ length: STEPS + 1 }, (_, step) => {
    const angle = (step / STEPS) * 2 * Math.PI
    return [lng + east * Math.cos(angle), lat + north * Math.sin(angle)]
  })
}

/** Draws fences: what is forbidden in the colour of lateness, limits in that of soon, the rest in ours. @returns takes them off */
export function drawFences(
  map: maplibregl.Map,
  fences: readonly Pick<Fence, 'id' | 'name' | 'rule' | 'shape'>[],
  appearance: Appearance,
): () => void {
  const colour = palettes[appearance]
  const tone = (rule: Fence['rule']) =>
    rule === 'no-entry' ? colour.late : rule === 'speed' || rule === 'no-stop' ? colour.soon : colour.brand
  const features = fences.map(({ id, name, rule, shape }) => ({
    type: 'Feature' as const,
    geometry: { type: 'Polygon' as const, coordinates: [ringOf(shape)] },
    properties: { id, name, tone: tone(rule) },
  }))
  map.addSource(SOURCE, { type: 'geojson', data: { type: 'FeatureCollection', features } })
  map.addLayer({
    id: 'fence-fill',
    type: 'fill',
    source: SOURCE,
    paint: { 'fill-color': ['get', 'tone'], 'fill-opacity': 0.1 },
  })
  map.addLayer({
    id: 'fence-line',
    type: 'line',
    source: SOURCE,
    paint: { 'line-color': ['get', 'tone'], 'line-width': 1.5, 'line-dasharray': [3, 2] },
  })
  return () => {
    if (!map.getStyle()) return
    for (const layer of ['fence-line', 'fence-fill']) if (map.getLayer(layer)) map.removeLayer(layer)
    if (map.getSource(SOURCE)) map.removeSource(SOURCE)
  }
}
