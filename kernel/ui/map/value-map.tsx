import type { Map as MapLibre } from 'maplibre-gl'
import { useEffect, useMemo, useState } from 'react'
import { useTheme } from '../theme.tsx'
import { type Area, boundsOf, drawAreas } from './areas.ts'
import { MapCanvas } from './map-canvas.tsx'

/** What stands on one area. */
export interface AreaValue {
  code: string
  value: number | null
  words: string
}

interface ValueMapProps {
  label: string
  areas: readonly Area[]
  sketched: boolean
  values: readonly AreaValue[]
  onPick?: ((code: string) => void) | undefined
}

/** Areas with their figures: the more, the darker, from zero; a press opens one. */
export default function ValueMap({ label, areas, sketched, values, onPick }: ValueMapProps) {
  const [map, setMap] = useState<MapLibre | null>(null)
  const { appearance } = useTheme()
  const bounds = useMemo(() => (areas.length > 0 ? boundsOf(areas) : null), [areas])
  useEffect(() => {
    if (!map || areas.length === 0) return
    const most = Math.max(...values.map(({ value }) => value ?? 0), 1)
    const of = new Map(values.map((one) => [one.code, one]))
    return drawAreas(
      map,
      areas.map((area) => ({ ...area, note: of.get(area.code)?.words ?? '—' })),
      {
        appearance,
        shares: Object.fromEntries(values.map(({ code, value }) => [code, Math.max(0, value ?? 0) / most])),
        ...(onPick ? { onPick } : {}),
      },
    )
  }, [map, areas, values, appearance, onPick])
  return (
    <div style={{ position: 'relative', height: '100%' }}>
      <MapCanvas bounds={bounds} label={label} onReady={setMap} />
      {sketched && <span className="ag-map-note">演示边界，不作勘界依据</span>}
    </div>
  )
}
