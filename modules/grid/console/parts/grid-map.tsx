import type { Map as MapLibre } from 'maplibre-gl'
import { useEffect, useMemo, useState } from 'react'
import { type Area, boundsOf, drawAreas, type Wash } from '#kernel/ui/map/areas.ts'
import { MapCanvas } from '#kernel/ui/map/map-canvas.tsx'
import { useTheme } from '#kernel/ui/theme.tsx'

interface GridMapProps {
  label: string
  areas: readonly Area[]
  sketched: boolean
  /** Colours of areas, by code. */
  washes?: Readonly<Record<string, Wash | null>>
  onPick?(code: string): void
}

/** Boundaries of some grids; a press opens one. */
export default function GridMap({ label, areas, sketched, washes, onPick }: GridMapProps) {
  const [map, setMap] = useState<MapLibre | null>(null)
  const { appearance } = useTheme()
  const bounds = useMemo(() => (areas.length > 0 ? boundsOf(areas) : null), [areas])
  useEffect(() => {
    if (map && areas.length > 0)
      return drawAreas(map, areas, { appearance, ...(washes ? { washes } : {}), ...(onPick ? { onPick } : {}) })
  }, [map, areas, appearance, washes, onPick])
  return (
    <div style={{ position: 'relative', height: '100%' }}>
      <MapCanvas bounds={bounds} label={label} onReady={setMap} />
      {sketched && <span className="ag-map-note">演示边界，不作勘界依据</span>}
    </div>
  )
}
