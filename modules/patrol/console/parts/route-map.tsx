import type { Map as MapLibre } from 'maplibre-gl'
import { Marker } from 'maplibre-gl'
import { useEffect, useMemo, useState } from 'react'
import { type Bounds, MapCanvas } from '#kernel/ui/map/map-canvas.tsx'
import { palettes, useTheme } from '#kernel/ui/theme.tsx'
import type { Point } from '../../model/rules.ts'

interface Stop {
  lng: number | null
  lat: number | null
  name: string
}

interface RouteMapProps {
  stops: readonly Stop[]
  from: Point | null
}

/** Margin around the stops, in degrees. */
const MARGIN = 0.01

/** The stops of a round with their numbers, joined as the crow flies. */
export default function RouteMap({ stops, from }: RouteMapProps) {
  const [map, setMap] = useState<MapLibre | null>(null)
  const { appearance } = useTheme()
  const points = useMemo(
    () =>
      stops.flatMap(({ lng, lat, name }, at) =>
        lng === null || lat === null ? [] : [{ lng, lat, name, number: at + 1 }],
      ),
    [stops],
  )
  const bounds = useMemo(() => boundsOf(from ? [from, ...points] : points), [points, from])
  useEffect(() => {
    if (!map) return
    const markers = points.map(({ lng, lat, name, number }) => {
      const element = document.createElement('span')
      element.className = 'ag-patrol-stop'
      element.textContent = String(number)
      element.title = name
      return new Marker({ element }).setLngLat([lng, lat]).addTo(map)
    })
    return () => {
      for (const marker of markers) marker.remove()
    }
  }, [map, points])
  useEffect(() => {
    if (!map) return
    const line = (from ? [from, ...points] : points).map(({ lng, lat }) => [lng, lat])
    const data = {
      type: 'Feature' as const,
      properties: {},
      geometry: { type: 'LineString' as const, coordinates: line },
    }
    map.addSource(ROUTE, { type: 'geojson', data })
    const paint = { 'line-color': palettes[appearance].brand, 'line-width': 2, 'line-dasharray': [2, 2] }
    map.addLayer({ id: ROUTE, type: 'line', source: ROUTE, paint })
    return () => {
      // The canvas takes its layers along when it goes.
      if (!map.style || !map.getLayer(ROUTE)) return
      map.removeLayer(ROUTE)
      map.removeSource(ROUTE)
    }
  }, [map, points, from, appearance])
  return (
    <div className="ag-patrol-map">
      <MapCanvas bounds={bounds} label="待巡查对象的路线" onReady={setMap} />
      <span className="ag-map-note">按直线距离连的，不是道路</span>
    </div>
  )
}

const ROUTE = 'patrol-route'

function boundsOf(points: readonly Point[]): Bounds | null {
  if (points.length === 0) return null
  const lngs = points.map(({ lng }) => lng)
  const lats = points.map(({ lat }) => lat)
  return [
    Math.min(...lngs) - MARGIN,
    Math.min(...lats) - MARGIN,
    Math.max(...lngs) + MARGIN,
    Math.max(...lats) + MARGIN,
  ]
}
