import type * as maplibregl from 'maplibre-gl'
import { type Appearance, palettes } from '../theme.tsx'
import type { Bounds } from './map-canvas.tsx'

/** A part of the map somebody marked out: a box, or a circle of metres round a place. */
export type Region = { kind: 'box'; bounds: Bounds } | { kind: 'circle'; lng: number; lat: number; metres: number }

const METRES_PER_DEGREE = 111_320

/** Lets one drag a box or a circle once; returns how to stop. */
export function pickRegion(
  map: maplibregl.Map,
  kind: Region['kind'],
  appearance: Appearance,
  onDone: (region: Region) => void,
): () => void {
  let start: maplibregl.LngLat | null = null
  let erase: (() => void) | null = null
  map.getCanvas().style.cursor = 'crosshair'
  map.dragPan.disable()
  const regionTo = (end: maplibregl.LngLat): Region => {
    const from = start as maplibregl.LngLat
    if (kind === 'circle')
      return { kind, lng: from.lng, lat: from.lat, metres: Math.max(100, Math.round(from.distanceTo(end))) }
    const bounds: Bounds = [
      Math.min(from.lng, end.lng),
      Math.min(from.lat, end.lat),
      Math.max(from.lng, end.lng),
      Math.max(from.lat, end.lat),
    ]
    return { kind, bounds }
  }
  const down = (event: maplibregl.MapMouseEvent | maplibregl.MapTouchEvent) => {
    event.preventDefault()
    start = event.lngLat
  }
  const move = (event: maplibregl.MapMouseEvent | maplibregl.MapTouchEvent) => {
    if (!start) return
    erase?.()
    erase = drawRegion(map, regionTo(event.lngLat), appearance)
  }
  const up = (event: maplibregl.MapMouseEvent | maplibregl.MapTouchEvent) => {
    if (!start) return
    const region = regionTo(event.lngLat)
    stop()
    onDone(region)
  }
  const listeners = [
    ['mousedown', down],
    ['mousemove', move],
    ['mouseup', up],
    ['touchstart', down],
    ['touchmove', move],
    ['touchend', up],
  ] as const
  const stop = () => {
    erase?.()
    erase = null
    map.getCanvas().style.cursor = ''
    map.dragPan.enable()
    for (const [name, listen] of listeners) map.off(name, listen)
  }
  for (const [name, listen] of listeners) map.on(name, listen)
  return stop
}

/** Draws a marked-out region; returns how to take it off. */
export function drawRegion(map: maplibregl.Map, region: Region, appearance: Appearance): () => void {
  const { brand } = palettes[appearance]
  // The one marked out before gives way: the map shows one region.
  takeOff(map)
  map.addSource('region', {
    type: 'geojson',
    data: { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring(region)] } },
  })
  map.addLayer({
    id: 'region-fill',
    type: 'fill',
    source: 'region',
    paint: { 'fill-color': brand, 'fill-opacity': 0.08 },
  })
  map.addLayer({
    id: 'region-line',
    type: 'line',
    source: 'region',
    paint: { 'line-color': brand, 'line-width': 2, 'line-dasharray': [3, 2] },
  })
  return () => takeOff(map)
}

function takeOff(map: maplibregl.Map): void {
  if (!map.getStyle()) return
  for (const layer of ['region-line', 'region-fill']) if (map.getLayer(layer)) map.removeLayer(layer)
  if (map.getSource('region')) map.removeSource('region')
}

/** The box that holds a region. */
export function regionBounds(region: Region): Bounds {
  if (region.kind === 'box') return region.bounds
  const north = region.metres / METRES_PER_DEGREE
  const east = north / Math.cos((region.lat * Math.PI) / 180)
  return [region.lng - east, region.lat - north, region.lng + east, region.lat + north]
}

function ring(region: Region): [number, number][] {
  const [west, south, east, north] = regionBounds(region)
  if (region.kind === 'box')
    return [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ]
  return Array.from({ length: 65 }, (_, step) => {
    const angle = (step / 64) * 2 * Math.PI
    return [region.lng + ((east - west) / 2) * Math.cos(angle), region.lat + ((north - south) / 2) * Math.sin(angle)]
  })
}
