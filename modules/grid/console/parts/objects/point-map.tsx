import type { Map as MapLibre, MapMouseEvent } from 'maplibre-gl'
import { Marker } from 'maplibre-gl'
import { useEffect, useMemo, useRef, useState } from 'react'
import { type Area, boundsOf, drawAreas } from '#kernel/ui/map/areas.ts'
import { type Bounds, MapCanvas } from '#kernel/ui/map/map-canvas.tsx'
import { palettes, useTheme } from '#kernel/ui/theme.tsx'

interface PointMapProps {
  label: string
  areas: readonly Area[]
  /** Where the map opens when there are no areas. */
  around?: { lng: number; lat: number } | null
  point: { lng: number; lat: number } | null
  onPoint(point: { lng: number; lat: number }): void
}

/** A map one presses to say where something is. */
export default function PointMap({ label, areas, around = null, point, onPoint }: PointMapProps) {
  const [map, setMap] = useState<MapLibre | null>(null)
  const { appearance } = useTheme()
  const bounds = useMemo(
    () => (areas.length > 0 ? boundsOf(areas) : around ? boxAround(around) : null),
    [areas, around],
  )
  const call = useRef(onPoint)
  call.current = onPoint
  useEffect(() => {
    if (map && areas.length > 0) return drawAreas(map, areas, { appearance })
  }, [map, areas, appearance])
  useEffect(() => {
    if (!map) return
    const press = ({ lngLat }: MapMouseEvent) => call.current({ lng: decimals(lngLat.lng), lat: decimals(lngLat.lat) })
    map.getCanvas().style.cursor = 'crosshair'
    map.on('click', press)
    return () => {
      map.off('click', press)
    }
  }, [map])
  useEffect(() => {
    if (!map || !point) return
    const marker = new Marker({ color: palettes[appearance].brand }).setLngLat(point).addTo(map)
    marker.getElement().setAttribute('aria-label', '选的位置')
    return () => {
      marker.remove()
    }
  }, [map, point, appearance])
  const sketched = areas.some(({ source }) => source === 'demo')
  return (
    <div className="ag-boundary-map">
      <MapCanvas bounds={bounds} label={label} onReady={setMap} />
      {sketched && <span className="ag-map-note">演示边界，不作勘界依据</span>}
    </div>
  )
}

/** Some hundred metres each way. */
const boxAround = ({ lng, lat }: { lng: number; lat: number }): Bounds => [
  lng - 0.008,
  lat - 0.006,
  lng + 0.008,
  lat + 0.006,
]

/** A hand on a map is not surer than six decimals, a tenth of a metre. */
const decimals = (degrees: number): number => Math.round(degrees * 1e6) / 1e6
