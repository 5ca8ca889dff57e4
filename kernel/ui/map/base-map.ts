import type * as maplibregl from 'maplibre-gl'
import type { Appearance } from '../palettes.ts'

/** What the server says lies under our layers. */
export interface BaseMap {
  kind: string
  layers: { name: string; path: string }[]
  maxZoom: number
  attribution: string
  approvalNumber: string
  /** Why there is none although one was chosen. */
  why: string | null
}

/** Where the tiles come from and the number of the approved map, as the law wants it beside the picture. */
export const sourceLine = (base: BaseMap): string =>
  [base.attribution, base.approvalNumber && `审图号：${base.approvalNumber}`].filter(Boolean).join(' · ')

// So many tiles in a row that do not come are a source that is away; a single one is a hole.
const TOO_MANY = 4

/**
 * Draws the base map under everything that is there or comes later; fills of areas let it shine through.
 * @param onAway tiles do not come; the base map has been taken off
 * @param addressOf where a tile of a path of the server is asked for, where that is not the server
 * @returns takes it off
 */
export function drawBaseMap(
  map: maplibregl.Map,
  base: BaseMap,
  appearance: Appearance,
  onAway: () => void,
  addressOf: (path: string) => string = (path) => `${location.origin}/api/v1${path}`,
): () => void {
  const ids = base.layers.map(({ name }) => `base-map-${name}`)
  let missed = 0
  const onError = (event: { sourceId?: string }) => {
    if (!event.sourceId || !ids.includes(event.sourceId)) return
    missed++
    if (missed < TOO_MANY) return
    takeOff()
    onAway()
  }
  const onData = (event: maplibregl.MapSourceDataEvent) => {
    if (ids.includes(event.sourceId) && event.tile) missed = 0
  }
  const takeOff = () => {
    map.off('error', onError as never)
    map.off('sourcedata', onData)
    map.off('styledata', thinFills)
    if (!map.getStyle()) return
    for (const id of ids) if (map.getLayer(id)) map.removeLayer(id)
    for (const id of ids) if (map.getSource(id)) map.removeSource(id)
    setFills(map, 1)
  }
  const thinFills = () => setFills(map, 0.25)
  const above = map.getStyle().layers[1]?.id
  base.layers.forEach(({ path }, at) => {
    const id = ids[at] as string
    map.addSource(id, {
      type: 'raster',
      tiles: [addressOf(path)],
      tileSize: 256,
      maxzoom: base.maxZoom,
    })
    map.addLayer({ id, type: 'raster', source: id, paint: paintFor(appearance) }, above)
  })
  thinFills()
  map.on('error', onError as never)
  map.on('sourcedata', onData)
  map.on('styledata', thinFills)
  return takeOff
}

/** A map drawn for paper is too bright for a dark room. */
function paintFor(appearance: Appearance): maplibregl.RasterLayerSpecification['paint'] {
  const still = { 'raster-fade-duration': 0 }
  return appearance === 'dark' ? { ...still, 'raster-brightness-max': 0.6, 'raster-saturation': -0.3 } : still
}

function setFills(map: maplibregl.Map, opacity: number): void {
  if (!map.getLayer('area-land') || (map.getPaintProperty('area-land', 'fill-opacity') ?? 1) === opacity) return
  map.setPaintProperty('area-land', 'fill-opacity', opacity)
}
