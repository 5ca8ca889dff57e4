import type * as maplibregl from 'maplibre-gl'
import { type Appearance, palettes } from '../palettes.ts'
import { type RiskLevel, riskLevel, riskShape } from '../risk-mark.tsx'

/** One thing on the map with its level; `tank` marks a major hazard beside it. */
export interface Point {
  id: string
  name: string
  lng: number
  lat: number
  riskLevel: string | null
  hasMajorHazard: boolean
}

const SOURCE = 'points'
const SIZE = 20
const RATIO = 2

/** Draws points as risk shapes with their digit, a ring round the chosen one; returns how to take them off. */
export function drawPoints(
  map: maplibregl.Map,
  points: readonly Point[],
  options: { appearance: Appearance; chosen: string | null; onPick(id: string): void },
): () => void {
  addImages(map, options.appearance)
  const features = points.map((point) => ({
    type: 'Feature' as const,
    geometry: { type: 'Point' as const, coordinates: [point.lng, point.lat] },
    properties: { id: point.id, icon: iconOf(point), rank: Number(riskLevel(point.riskLevel) ?? 5) },
  }))
  map.addSource(SOURCE, { type: 'geojson', data: { type: 'FeatureCollection', features } })
  map.addLayer({
    id: 'point-chosen',
    type: 'circle',
    source: SOURCE,
    filter: ['==', ['get', 'id'], options.chosen ?? ''],
    paint: {
      'circle-radius': 15,
      'circle-color': 'rgba(0,0,0,0)',
      'circle-stroke-color': palettes[options.appearance].brand,
      'circle-stroke-width': 3,
    },
  })
  map.addLayer({
    id: 'point-mark',
    type: 'symbol',
    source: SOURCE,
    layout: {
      'icon-image': ['get', 'icon'],
      'icon-allow-overlap': true,
      'symbol-sort-key': ['-', 10, ['get', 'rank']],
    },
  })
  const pick = (event: maplibregl.MapLayerMouseEvent) => {
    const id = event.features?.[0]?.properties.id
    if (typeof id === 'string') options.onPick(id)
  }
  const hand = () => {
    map.getCanvas().style.cursor = 'pointer'
  }
  const rest = () => {
    map.getCanvas().style.cursor = ''
  }
  map.on('click', 'point-mark', pick)
  map.on('mouseenter', 'point-mark', hand)
  map.on('mouseleave', 'point-mark', rest)
  return () => {
    map.off('click', 'point-mark', pick)
    map.off('mouseenter', 'point-mark', hand)
    map.off('mouseleave', 'point-mark', rest)
    if (!map.getStyle()) return
    for (const layer of ['point-mark', 'point-chosen']) if (map.getLayer(layer)) map.removeLayer(layer)
    if (map.getSource(SOURCE)) map.removeSource(SOURCE)
  }
}

const iconOf = (point: Point) => `risk-${riskLevel(point.riskLevel) ?? 'none'}${point.hasMajorHazard ? '-tank' : ''}`

function addImages(map: maplibregl.Map, appearance: Appearance): void {
  for (const level of ['1', '2', '3', '4', null] as const) {
    for (const tank of [false, true]) {
      const name = `risk-${level ?? 'none'}${tank ? '-tank' : ''}`
      if (!map.hasImage(name)) map.addImage(name, image(level, tank, appearance), { pixelRatio: RATIO })
    }
  }
}

function image(level: RiskLevel | null, tank: boolean, appearance: Appearance): ImageData {
  const colour = palettes[appearance]
  const width = tank ? SIZE * 2 : SIZE
  const canvas = document.createElement('canvas')
  canvas.width = (width + 2) * RATIO
  canvas.height = (SIZE + 2) * RATIO
  const pen = canvas.getContext('2d') as CanvasRenderingContext2D
  pen.scale(RATIO, RATIO)
  pen.translate(1, 1)
  if (level) shape(pen, level, colour[`risk${level}`], colour[`onRisk${level}`])
  else unrated(pen, colour.edge, colour.surface)
  if (tank) {
    pen.translate(SIZE + 1, 2)
    const outline = new Path2D('M2.5 15V8a5.500 5.500 0 0 1 11 0v7zM2.500 11h11')
    pen.fillStyle = colour.surface
    pen.fill(outline)
    pen.strokeStyle = colour.ink
    pen.lineWidth = 1.5
    pen.stroke(outline)
  }
  return pen.getImageData(0, 0, canvas.width, canvas.height)
}

function shape(pen: CanvasRenderingContext2D, level: RiskLevel, fill: string, digit: string): void {
  const { path, digitY } = riskShape(level)
  const outline = new Path2D(path)
  pen.fillStyle = fill
  pen.fill(outline)
  pen.strokeStyle = 'rgba(0,0,0,.45)'
  pen.lineWidth = 1
  pen.stroke(outline)
  pen.fillStyle = digit
  pen.font = '600 11px "AG Plex", sans-serif'
  pen.textAlign = 'center'
  pen.fillText(level, 10, digitY)
}

function unrated(pen: CanvasRenderingContext2D, edge: string, fill: string): void {
  const outline = new Path2D('M10 2a8 8 0 1 1 0 16 8 8 0 0 1 0-16z')
  pen.fillStyle = fill
  pen.fill(outline)
  pen.strokeStyle = edge
  pen.lineWidth = 1.5
  pen.setLineDash([3, 2])
  pen.stroke(outline)
  pen.setLineDash([])
}
