import type { Position } from 'geojson'
import type { Map as MapLibre } from 'maplibre-gl'
import { useEffect, useMemo, useRef, useState } from 'react'
import { type Area, boundsOf, drawAreas } from '#kernel/ui/map/areas.ts'
import { type Bounds, MapCanvas } from '#kernel/ui/map/map-canvas.tsx'
import { drawOutlines, type Outlines } from '#kernel/ui/map/outlines.ts'
import { type SketchTask, startSketch } from '#kernel/ui/map/sketch.ts'
import { useTheme } from '#kernel/ui/theme.tsx'

interface BoundaryMapProps {
  label: string
  areas: readonly Area[]
  /** What comes into view; all areas when left out. */
  focus?: readonly Pick<Area, 'geometry'>[] | undefined
  /** Codes that stand out. */
  marked?: readonly string[] | undefined
  outlines?: Outlines | undefined
  task?: SketchTask | null | undefined
  corners?: readonly Position[] | undefined
  onRing?(index: number, ring: Position[]): void
  onArea?(ring: Position[]): void
  onLine?(line: Position[]): void
  onPick?(code: string): void
  /** Goes to this box when it changes. */
  goTo?: Bounds | null | undefined
}

const none: readonly Position[] = []

/** The map one draws boundaries on: neighbours below, old and new lines over them, what is being drawn on top. */
export default function BoundaryMap(props: BoundaryMapProps) {
  const { areas, outlines, task, corners = none } = props
  const [map, setMap] = useState<MapLibre | null>(null)
  const { appearance } = useTheme()
  const calls = useRef(props)
  calls.current = props
  const picks = Boolean(props.onPick)
  const marked = props.marked?.join()
  const view = useFirst(props.focus ?? areas)
  useEffect(() => {
    if (!map || areas.length === 0) return
    return drawAreas(map, areas, {
      appearance,
      marked: marked?.split(',') ?? [],
      ...(picks ? { onPick: (code: string) => calls.current.onPick?.(code) } : {}),
    })
  }, [map, areas, appearance, marked, picks])
  // biome-ignore lint/correctness/useExhaustiveDependencies: lines lie over the areas, so new areas draw the lines again
  useEffect(() => {
    if (map && outlines) return drawOutlines(map, outlines, appearance)
  }, [map, outlines, appearance, areas, marked])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same for what is being drawn
  useEffect(() => {
    if (!map || !task) return
    return startSketch(map, task, {
      appearance,
      corners,
      onRing: (index, ring) => calls.current.onRing?.(index, ring),
      onArea: (ring) => calls.current.onArea?.(ring),
      onLine: (line) => calls.current.onLine?.(line),
    })
  }, [map, task, corners, appearance, areas, outlines, marked])
  useEffect(() => {
    if (map && props.goTo) map.fitBounds(props.goTo, { padding: 60, maxZoom: 15, duration: 0 })
  }, [map, props.goTo])
  const sketched = areas.some(({ source }) => source === 'demo')
  return (
    <div className="ag-boundary-map">
      <MapCanvas bounds={view} label={props.label} onReady={setMap} />
      {sketched && <span className="ag-map-note">演示边界，不作勘界依据</span>}
    </div>
  )
}

/** The box of the first shapes there are, and of others only when they name other places: drawing must not move the map. */
function useFirst(shapes: readonly (Pick<Area, 'geometry'> & { code?: string })[]): Bounds | null {
  const key = shapes.map(({ code }) => code ?? '').join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the shapes of the same places change with every corner dragged
  return useMemo(() => (shapes.length > 0 ? boundsOf(shapes) : null), [key])
}
