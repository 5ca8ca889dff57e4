import type { Position } from 'geojson'
import type * as maplibregl from 'maplibre-gl'
import { TerraDraw, TerraDrawLineStringMode, TerraDrawPolygonMode, TerraDrawSelectMode } from 'terra-draw'
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter'
import { type Appearance, palettes } from '../theme.tsx'

/** What one does on the map: drag the corners of closed rings, draw an area, draw a line. */
export type SketchTask =
  | { kind: 'edit'; rings: readonly Position[][] }
  | { kind: 'area' }
  | { kind: 'line'; drawn?: readonly Position[] | undefined }

interface SketchOptions {
  appearance: Appearance
  /** Corners that a corner close by jumps onto. */
  corners: readonly Position[]
  /** A ring of an `edit` task was changed; closed, at seven decimals. */
  onRing?(index: number, ring: Position[]): void
  onArea?(ring: Position[]): void
  onLine?(line: Position[]): void
}

/** Degrees to seven decimals, about a centimetre: the precision boundaries are kept in. */
const DECIMALS = 7
/** How near, in pixels, a corner must come to jump onto another. */
const REACH = 10

type Hex = `#${string}`

/** Starts drawing on a map and returns how to stop; what was drawn is taken off the map then. */
export function startSketch(map: maplibregl.Map, task: SketchTask, options: SketchOptions): () => void {
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: DECIMALS, prefixId: 'sketch' }),
    modes: modesFor(options),
  })
  draw.start()
  begin(draw, task)
  const tell = (id: string | number) => {
    const geometry = draw.getSnapshotFeature(id)?.geometry
    if (geometry?.type === 'LineString') options.onLine?.(geometry.coordinates)
    if (geometry?.type !== 'Polygon') return
    const ring = geometry.coordinates[0] as Position[]
    if (task.kind === 'area') options.onArea?.(ring)
    if (task.kind === 'edit') options.onRing?.(Number(draw.getSnapshotFeature(id)?.properties.ring), ring)
  }
  const pressing = whilePressed(map)
  draw.on('finish', (id, { action }) => {
    // A corner put in by dragging is told when it is let go, not when it appears: an answer would end the dragging.
    if (action === 'insertMidpoint') pressing.whenReleased(() => tell(id))
    else pressing.tellNow(() => tell(id))
  })
  return () => {
    pressing.stop()
    // A map that was taken away has no style any more, and nothing to clear.
    if (map.getStyle()) draw.stop()
  }
}

/** Holds back what is to be told until the pointer is up, and forgets it when something newer is told. */
function whilePressed(map: maplibregl.Map) {
  let pressed = false
  let held: (() => void) | null = null
  const canvas = map.getCanvas()
  const down = () => {
    pressed = true
  }
  const up = () => {
    pressed = false
    // After the drawing itself has heard of it.
    setTimeout(() => {
      held?.()
      held = null
    })
  }
  canvas.addEventListener('pointerdown', down)
  window.addEventListener('pointerup', up)
  return {
    whenReleased: (tell: () => void) => {
      if (pressed) held = tell
      else tell()
    },
    tellNow: (tell: () => void) => {
      held = null
      tell()
    },
    stop: () => {
      held = null
      canvas.removeEventListener('pointerdown', down)
      window.removeEventListener('pointerup', up)
    },
  }
}

function begin(draw: TerraDraw, task: SketchTask): void {
  if (task.kind === 'area') draw.setMode('polygon')
  if (task.kind === 'line') {
    draw.setMode('linestring')
    if (task.drawn)
      draw.addFeatures([
        {
          type: 'Feature',
          geometry: { type: 'LineString', coordinates: [...task.drawn] },
          properties: { mode: 'linestring' },
        },
      ])
  }
  if (task.kind !== 'edit') return
  draw.setMode('select')
  const added = draw.addFeatures(
    task.rings.map((ring, at) => ({
      type: 'Feature' as const,
      geometry: { type: 'Polygon' as const, coordinates: [ring] },
      properties: { mode: 'polygon', ring: at },
    })),
  )
  const first = added.find(({ valid }) => valid)?.id
  if (first !== undefined) draw.selectFeature(first)
}

function modesFor({ appearance, corners }: SketchOptions) {
  const colour = palettes[appearance]
  const [brand, surface, soon] = [colour.brand as Hex, colour.surface as Hex, colour.soon as Hex]
  const snapping = { toCustom: nearestOf(corners) }
  const point = { closingPointColor: brand, closingPointOutlineColor: surface, closingPointWidth: 6 }
  return [
    new TerraDrawPolygonMode({
      snapping,
      keyEvents: { cancel: 'Escape', finish: 'Enter' },
      styles: { fillColor: brand, fillOpacity: 0.1, outlineColor: brand, outlineWidth: 2, ...point },
    }),
    new TerraDrawLineStringMode({
      snapping,
      keyEvents: { cancel: 'Escape', finish: 'Enter' },
      styles: { lineStringColor: brand, lineStringWidth: 3, ...point },
    }),
    new TerraDrawSelectMode({
      // The library's delete key would take the whole boundary away.
      keyEvents: null,
      allowManualDeselection: false,
      flags: {
        polygon: {
          feature: {
            draggable: false,
            coordinates: { draggable: true, deletable: true, midpoints: { draggable: true }, snappable: snapping },
          },
        },
      },
      styles: {
        selectedPolygonColor: brand,
        selectedPolygonFillOpacity: 0.1,
        selectedPolygonOutlineColor: brand,
        selectedPolygonOutlineWidth: 2,
        selectionPointColor: brand,
        selectionPointOutlineColor: surface,
        selectionPointWidth: 6,
        selectionPointOutlineWidth: 2,
        midPointColor: surface,
        midPointOutlineColor: soon,
        midPointWidth: 4,
        midPointOutlineWidth: 2,
      },
    }),
  ]
}

interface Screen {
  project(lng: number, lat: number): { x: number; y: number }
}

/** Finds the nearest of some corners within reach of the pointer. */
const nearestOf =
  (corners: readonly Position[]) =>
  (event: { containerX: number; containerY: number }, { project }: Screen): Position | undefined => {
    let best: Position | undefined
    let least = REACH
    for (const corner of corners) {
      const { x, y } = project(corner[0] as number, corner[1] as number)
      const away = Math.hypot(x - event.containerX, y - event.containerY)
      if (away < least) [best, least] = [corner, away]
    }
    return best
  }
