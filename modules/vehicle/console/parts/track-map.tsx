import type { Map as MapLibre } from 'maplibre-gl'
import { Marker } from 'maplibre-gl'
import { useEffect, useMemo, useState } from 'react'
import { type Bounds, MapCanvas } from '#kernel/ui/map/map-canvas.tsx'
import { palettes } from '#kernel/ui/palettes.ts'
import { useTheme } from '#kernel/ui/theme.tsx'
import type { Fence, Track } from '../api.ts'
import { drawFences } from './fence-layer.ts'

interface TrackMapProps {
  track: Track
  fences: readonly Fence[]
  route: readonly [number, number][] | null
  speedLimitKmh: number
  /** Which point the replay stands at. */
  at: number
}

const SOURCE = 'track'
/** Margin round a track, in degrees. */
const MARGIN = 0.005

/** A track in parts that keep the limit and parts that do not, its stops, the planned way, and where the replay stands. */
export default function TrackMap({ track, fences, route, speedLimitKmh, at }: TrackMapProps) {
  const [map, setMap] = useState<MapLibre | null>(null)
  const { appearance } = useTheme()
  const fixed = useMemo(() => track.points.filter((point) => point.isFixed && point.lng !== null), [track])
  const bounds = useMemo(() => boundsAround(fixed), [fixed])
  useEffect(() => {
    if (map) return drawFences(map, fences, appearance)
  }, [map, fences, appearance])
  useEffect(() => {
    if (!map) return
    const colour = palettes[appearance]
    const legs = fixed.slice(1).map((to, index) => ({
      type: 'Feature' as const,
      geometry: {
        type: 'LineString' as const,
        coordinates: [fixed[index], to].map((point) => [point?.lng as number, point?.lat as number]),
      },
      properties: { isFast: (to.speedKmh ?? 0) > speedLimitKmh },
    }))
    const planned = { type: 'LineString' as const, coordinates: (route ?? []).map((spot) => [...spot]) }
    map.addSource('planned', { type: 'geojson', data: { type: 'Feature', properties: {}, geometry: planned } })
    map.addSource(SOURCE, { type: 'geojson', data: { type: 'FeatureCollection', features: legs } })
    map.addLayer({
      id: 'planned',
      type: 'line',
      source: 'planned',
      paint: { 'line-color': colour.wait, 'line-width': 6, 'line-opacity': 0.25 },
    })
    map.addLayer({
      id: SOURCE,
      type: 'line',
      source: SOURCE,
      paint: { 'line-color': ['case', ['get', 'isFast'], colour.late, colour.brand], 'line-width': 3 },
    })
    return () => {
      if (!map.getStyle()) return
      for (const id of [SOURCE, 'planned']) {
        if (map.getLayer(id)) map.removeLayer(id)
        if (map.getSource(id)) map.removeSource(id)
      }
    }
  }, [map, fixed, route, speedLimitKmh, appearance])
  useEffect(() => {
    if (!map) return
    const markers = track.stops.map(({ lng, lat, minutes }) => {
      const element = document.createElement('span')
      element.className = 'ag-vehicle-stop'
      element.textContent = `停 ${minutes} 分`
      return new Marker({ element }).setLngLat([lng, lat]).addTo(map)
    })
    return () => {
      for (const marker of markers) marker.remove()
    }
  }, [map, track.stops])
  useEffect(() => {
    const point = fixed[Math.min(at, fixed.length - 1)]
    if (!map || !point) return
    const element = document.createElement('span')
    element.className = 'ag-vehicle-here'
    const marker = new Marker({ element, rotation: point.direction ?? 0 }).setLngLat([
      point.lng as number,
      point.lat as number,
    ])
    marker.addTo(map)
    return () => {
      marker.remove()
    }
  }, [map, fixed, at])
  return (
    <div className="ag-vehicle-track">
      <MapCanvas bounds={bounds} label="车辆轨迹" onReady={setMap} />
    </div>
  )
}

function boundsAround(points: readonly { lng: number | null; lat: number | null }[]): Bounds | null {
  if (points.length === 0) return null
  const [lngs, lats] = [points.map(({ lng }) => lng as number), points.map(({ lat }) => lat as number)]
  return [
    Math.min(...lngs) - MARGIN,
    Math.min(...lats) - MARGIN,
    Math.max(...lngs) + MARGIN,
    Math.max(...lats) + MARGIN,
  ]
}
