import type { Position } from 'geojson'
import type * as maplibregl from 'maplibre-gl'
import { type Appearance, palettes } from '../palettes.ts'

/** What was and what would be, drawn over each other. */
export interface Outlines {
  before: readonly GeoJSON.Geometry[]
  after: readonly GeoJSON.Geometry[]
  /** New lines of lesser weight. */
  minor?: readonly GeoJSON.Geometry[]
  points: readonly [number, number][]
}

/** Old lines dashed below new ones solid, moved things as dots; returns how to take them off. */
export function drawOutlines(map: maplibregl.Map, outlines: Outlines, appearance: Appearance): () => void {
  const colour = palettes[appearance]
  const features = [
    ...outlines.after.map((geometry) => feature('after', geometry)),
    ...(outlines.minor ?? []).map((geometry) => feature('minor', geometry)),
    feature('before', { type: 'MultiLineString', coordinates: edgesOf(outlines.before) }),
    ...outlines.points.map((coordinates) => feature('point', { type: 'Point', coordinates })),
  ]
  map.addSource('outlines', { type: 'geojson', data: { type: 'FeatureCollection', features } })
  const only = (kind: string): maplibregl.ExpressionSpecification => ['==', ['get', 'kind'], kind]
  map.addLayer({
    id: 'outline-fill',
    type: 'fill',
    source: 'outlines',
    filter: only('after'),
    paint: { 'fill-color': colour.brand, 'fill-opacity': 0.1 },
  })
  map.addLayer({
    id: 'outline-before',
    type: 'line',
    source: 'outlines',
    filter: only('before'),
    paint: { 'line-color': colour.late, 'line-width': 2, 'line-dasharray': [3, 2] },
  })
  map.addLayer({
    id: 'outline-minor',
    type: 'line',
    source: 'outlines',
    filter: only('minor'),
    paint: { 'line-color': colour.brand, 'line-width': 1, 'line-opacity': 0.6 },
  })
  map.addLayer({
    id: 'outline-after',
    type: 'line',
    source: 'outlines',
    filter: only('after'),
    paint: { 'line-color': colour.brand, 'line-width': 2.5 },
  })
  map.addLayer({
    id: 'outline-point',
    type: 'circle',
    source: 'outlines',
    filter: only('point'),
    paint: {
      'circle-radius': 5,
      'circle-color': colour.soon,
      'circle-stroke-color': colour.surface,
      'circle-stroke-width': 1.5,
    },
  })
  return () => {
    if (!map.getStyle()) return
    for (const layer of ['outline-point', 'outline-after', 'outline-minor', 'outline-before', 'outline-fill'])
      if (map.getLayer(layer)) map.removeLayer(layer)
    if (map.getSource('outlines')) map.removeSource('outlines')
  }
}

/** Edges of some outlines, each once: the dashes of two that share a border would fill each other's gaps. */
function edgesOf(geometries: readonly GeoJSON.Geometry[]): Position[][] {
  const edges = new Map<string, Position[]>()
  for (const ring of geometries.flatMap(ringsOf)) {
    for (let at = 1; at < ring.length; at++) {
      const edge = [ring[at - 1], ring[at]] as Position[]
      edges.set(edge.map(String).sort().join(';'), edge)
    }
  }
  return [...edges.values()]
}

const ringsOf = (geometry: GeoJSON.Geometry): Position[][] => {
  if (geometry.type === 'Polygon') return geometry.coordinates
  return geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : []
}

const feature = (kind: string, geometry: GeoJSON.Geometry) => ({
  type: 'Feature' as const,
  geometry,
  properties: { kind },
})
