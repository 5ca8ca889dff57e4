import type { Map as MapLibre } from 'maplibre-gl'
import { useEffect, useMemo, useRef, useState } from 'react'
import { type Area, boundsOf, drawAreas } from '#kernel/ui/map/areas.ts'
import { type Cluster, drawClusters } from '#kernel/ui/map/clusters.ts'
import { MapCanvas } from '#kernel/ui/map/map-canvas.tsx'
import { drawRegion, pickRegion, type Region, regionBounds } from '#kernel/ui/map/pick-region.ts'
import { drawPoints, type Point } from '#kernel/ui/map/points.ts'
import { useTheme } from '#kernel/ui/theme.tsx'
import type { Window } from '../map-api.ts'

interface MapViewProps {
  /** What the map shows, for those who hear it; enterprises unless said. */
  label?: string
  /** Measure word and name of what clusters count: 家 for enterprises. */
  unit?: string
  areas: readonly Area[]
  /** Areas in the colour of a level, by code. */
  areaLevels?: Readonly<Record<string, 1 | 2 | 3 | 4 | null>>
  sketched: boolean
  clusters: readonly Cluster[]
  points: readonly Point[]
  chosen: string | null
  region: Region | null
  /** Which kind of region is being marked out. */
  drawing: Region['kind'] | null
  /** Where a list row asks the map to go. */
  goTo: { lng: number; lat: number } | null
  onMove(window: Window): void
  onChoose(id: string): void
  onRegion(region: Region): void
}

/** Enterprises over the boundaries of the chosen grid. */
export default function MapView(props: MapViewProps) {
  const { areas, areaLevels, unit, clusters, points, chosen, region, drawing, goTo } = props
  const [map, setMap] = useState<MapLibre | null>(null)
  const { appearance } = useTheme()
  const calls = useRef(props)
  calls.current = props
  const bounds = useMemo(
    () => (region ? regionBounds(region) : areas.length > 0 ? boundsOf(areas) : null),
    [areas, region],
  )

  useEffect(() => {
    if (!map) return
    const tell = () => {
      const [[west, south], [east, north]] = map.getBounds().toArray()
      calls.current.onMove({ bounds: [west, south, east, north], zoom: map.getZoom() })
    }
    tell()
    map.on('moveend', tell)
    return () => {
      map.off('moveend', tell)
    }
  }, [map])
  useEffect(() => {
    if (map && areas.length > 0)
      return drawAreas(map, areas, { appearance, ...(areaLevels ? { levels: areaLevels } : {}) })
  }, [map, areas, areaLevels, appearance])
  useEffect(() => {
    if (!map) return
    return drawClusters(
      map,
      clusters,
      ({ lng, lat }) => map.easeTo({ center: [lng, lat], zoom: map.getZoom() + 2, duration: 200 }),
      unit,
    )
  }, [map, clusters, unit])
  // biome-ignore lint/correctness/useExhaustiveDependencies: areas are drawn under the points, so new areas draw the points again
  useEffect(() => {
    if (map && points.length > 0)
      return drawPoints(map, points, { appearance, chosen, onPick: (id) => calls.current.onChoose(id) })
  }, [map, points, chosen, appearance, areas, areaLevels])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same for the region
  useEffect(() => {
    if (map && region) return drawRegion(map, region, appearance)
  }, [map, region, appearance, areas])
  useEffect(() => {
    if (map && drawing) return pickRegion(map, drawing, appearance, (done) => calls.current.onRegion(done))
  }, [map, drawing, appearance])
  useEffect(() => {
    if (map && goTo)
      map.easeTo({ center: [goTo.lng, goTo.lat], zoom: Math.max(map.getZoom() + 1.5, 11), duration: 200 })
  }, [map, goTo])

  return (
    <div style={{ position: 'relative', height: '100%' }}>
      <MapCanvas bounds={bounds} label={props.label ?? '企业分布'} onReady={setMap} />
      {props.sketched && <span className="ag-map-note">演示边界，不作勘界依据</span>}
    </div>
  )
}
