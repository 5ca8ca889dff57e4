import type { Map as MapLibre } from 'maplibre-gl'
import { useEffect, useRef, useState } from 'react'
import { type Area, boundsOf, drawAreas } from '#kernel/ui/map/areas.ts'
import { type Bounds, MapCanvas } from '#kernel/ui/map/map-canvas.tsx'
import { useTheme } from '#kernel/ui/theme.tsx'
import type { Fence, VehicleOnMap } from '../api.ts'
import { drawFences } from './fence-layer.ts'
import { drawFleet, type FleetLayer } from './fleet-layer.ts'

interface FleetMapProps {
  areas: readonly Area[]
  sketched: boolean
  fences: readonly Fence[]
  vehicles: readonly VehicleOnMap[]
  chosen: string | null
  onChoose(id: string): void
}

/** Vehicles where they are now, above grids and fences; what is drawn below stays while they move. */
export default function FleetMap({ areas, sketched, fences, vehicles, chosen, onChoose }: FleetMapProps) {
  const [map, setMap] = useState<MapLibre | null>(null)
  const [bounds, setBounds] = useState<Bounds | null>(null)
  const { appearance } = useTheme()
  const layer = useRef<FleetLayer | null>(null)
  const choose = useRef(onChoose)
  choose.current = onChoose
  const latest = useRef({ vehicles, chosen })
  latest.current = { vehicles, chosen }
  useEffect(() => {
    if (areas.length > 0) setBounds(boundsOf(areas))
  }, [areas])
  useEffect(() => {
    if (!map) return
    const undo = [areas.length > 0 ? drawAreas(map, areas, { appearance }) : null, drawFences(map, fences, appearance)]
    const fleet = drawFleet(map, appearance, (id) => choose.current(id))
    layer.current = fleet
    fleet.show(latest.current.vehicles)
    fleet.choose(latest.current.chosen)
    return () => {
      layer.current = null
      fleet.remove()
      for (const one of undo.toReversed()) one?.()
    }
  }, [map, areas, fences, appearance])
  useEffect(() => layer.current?.show(vehicles), [vehicles])
  useEffect(() => layer.current?.choose(chosen), [chosen])
  return (
    <div className="ag-boundary-map ag-fleet-map">
      <MapCanvas bounds={bounds} label="危险货物车辆现在的位置" onReady={setMap} />
      {sketched && <span className="ag-map-note">演示边界，不作勘界依据</span>}
    </div>
  )
}
