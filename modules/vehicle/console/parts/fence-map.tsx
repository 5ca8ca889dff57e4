import type { Map as MapLibre, MapMouseEvent } from 'maplibre-gl'
import { useEffect, useMemo, useRef, useState } from 'react'
import { type Area, boundsOf, drawAreas } from '#kernel/ui/map/areas.ts'
import { type Bounds, MapCanvas } from '#kernel/ui/map/map-canvas.tsx'
import { startSketch } from '#kernel/ui/map/sketch.ts'
import { useTheme } from '#kernel/ui/theme.tsx'
import type { FenceShape } from '../../model/schema.ts'
import type { Fence } from '../api.ts'
import { drawFences, ringOf } from './fence-layer.ts'

interface FenceMapProps {
  areas: readonly Area[]
  sketched: boolean
  fences: readonly Pick<Fence, 'id' | 'name' | 'rule' | 'shape'>[]
  chosen: string | null
  /** What is drawn: a circle by pressing its middle, an area by its corners; nothing on a map that is only looked at. */
  task?: 'Circle' | 'Polygon' | null
  onMiddle?(center: [number, number]): void
  onArea?(ring: [number, number][]): void
}

/** Fences above the grids; one may be drawn on it. */
export default function FenceMap({ areas, sketched, fences, chosen, task = null, onMiddle, onArea }: FenceMapProps) {
  const [map, setMap] = useState<MapLibre | null>(null)
  const { appearance } = useTheme()
  const shape = fences.find(({ id }) => id === chosen)?.shape
  const bounds = useMemo(() => (shape ? around(shape) : areas.length > 0 ? boundsOf(areas) : null), [areas, shape])
  const call = useRef({ onMiddle, onArea })
  call.current = { onMiddle, onArea }
  useEffect(() => {
    if (!map) return
    const undo = [areas.length > 0 ? drawAreas(map, areas, { appearance }) : null, drawFences(map, fences, appearance)]
    return () => {
      for (const one of undo.toReversed()) one?.()
    }
  }, [map, areas, fences, appearance])
  useEffect(() => {
    if (!map || task !== 'Polygon') return
    return startSketch(
      map,
      { kind: 'area' },
      {
        appearance,
        corners: [],
        onArea: (ring) => call.current.onArea?.(ring.map(([lng, lat]) => [lng as number, lat as number])),
      },
    )
  }, [map, task, appearance])
  useEffect(() => {
    if (!map || task !== 'Circle') return
    const press = ({ lngLat }: MapMouseEvent) => call.current.onMiddle?.([decimals(lngLat.lng), decimals(lngLat.lat)])
    map.getCanvas().style.cursor = 'crosshair'
    map.on('click', press)
    return () => {
      map.off('click', press)
      map.getCanvas().style.cursor = ''
    }
  }, [map, task])
  return (
    <div className="ag-boundary-map ag-fleet-map">
      <MapCanvas bounds={bounds} label="电子围栏" onReady={setMap} />
      {sketched && <span className="ag-map-note">演示边界，不作勘界依据</span>}
    </div>
  )
}

const decimals = (degrees: number): number => Math.round(degrees * 1e6) / 1e6

function around(shape: FenceShape): Bounds {
  const ring = ringOf(shape)
  const [lngs, lats] = [ring.map(([lng]) => lng), ring.map(([, lat]) => lat)]
  const [west, south, east, north] = [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)]
  return [west - (east - west), south - (north - south), east + (east - west), north + (north - south)]
}
