/** West, south, east, north in degrees. */
export type Box = readonly [number, number, number, number]

/** One tile, numbered from the top left. */
export interface TileAt {
  z: number
  x: number
  y: number
}

/** Tiles of a base map that come along: which levels, and each of them. */
export interface TileSet {
  from: number
  to: number
  tiles: TileAt[]
}

/** Tiles that come along with one area at most: with some 15 KB each, 6 MB. */
export const MOST_TILES = 400
/** Bytes of a tile as a guess, to say beforehand how large they are. */
export const TILE_BYTES = 15_000
/** A county on the screen of a phone. */
const FIRST_ZOOM = 9
/** Closer than this roads of a works are drawn anyway. */
const LAST_ZOOM = 17
/** Beyond it Web Mercator has no tiles. */
const TOP_LAT = 85

const columnOf = (lng: number, z: number): number => bounded(Math.floor(((lng + 180) / 360) * 2 ** z), z)

function rowOf(lat: number, z: number): number {
  const angle = (Math.max(-TOP_LAT, Math.min(TOP_LAT, lat)) * Math.PI) / 180
  const share = (1 - Math.log(Math.tan(angle) + 1 / Math.cos(angle)) / Math.PI) / 2
  return bounded(Math.floor(share * 2 ** z), z)
}

const bounded = (index: number, z: number): number => Math.max(0, Math.min(2 ** z - 1, index))

/** The tiles of one level that cover a box. */
function tilesAt([west, south, east, north]: Box, z: number): TileAt[] {
  const tiles: TileAt[] = []
  for (let x = columnOf(west, z); x <= columnOf(east, z); x++)
    for (let y = rowOf(north, z); y <= rowOf(south, z); y++) tiles.push({ z, x, y })
  return tiles
}

/**
 * The tiles that cover a box, from far away to as near as the number of tiles allows: a town comes with its streets, a county with its roads.
 * @param maxZoom the last level the base map has
 */
export function tileSetOf(box: Box, maxZoom: number, most = MOST_TILES): TileSet {
  const from = Math.min(FIRST_ZOOM, maxZoom)
  const set: TileSet = { from, to: from, tiles: tilesAt(box, from) }
  for (let z = from + 1; z <= Math.min(maxZoom, LAST_ZOOM); z++) {
    const more = tilesAt(box, z)
    if (set.tiles.length + more.length > most) break
    set.tiles.push(...more)
    set.to = z
  }
  return set
}
