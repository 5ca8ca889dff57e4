import type { BaseMap } from '#kernel/ui/map/base-map.ts'
import type { TileAt, TileSet } from '../model/tiles.ts'
import { alongDb, keyOf } from './db.ts'

export const BASE_MAP = '/base-map'
/** By this word the map asks this device for a tile before it asks the server. */
export const TILE_WORD = 'along'

/** Tiles asked for at the same time. */
const AT_ONCE = 6

/** A tile with nothing on it, for places that did not come along. */
const EMPTY = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR42mNgAAIAAAUAAen63NgAAAAASUVORK5CYII='),
  (letter) => letter.charCodeAt(0),
).buffer

const pathAt = (path: string, { z, x, y }: TileAt): string =>
  path.replace('{z}', String(z)).replace('{x}', String(x)).replace('{y}', String(y))

/**
 * Takes tiles of the base map along; those that are here stay. Where the source does not answer it ends: the plain map is always there.
 * @returns how many are here, and their bytes
 */
export async function takeTiles(
  accountId: string,
  base: Pick<BaseMap, 'layers'>,
  set: TileSet,
  tell: (done: number, all: number) => void,
): Promise<{ count: number; bytes: number }> {
  const paths = base.layers.flatMap(({ path }) => set.tiles.map((tile) => pathAt(path, tile)))
  let [count, bytes, next, isOver] = [0, 0, 0, false]
  const work = async () => {
    while (!isOver && next < paths.length) {
      const path = paths[next++] as string
      const size = await takeTile(accountId, path)
      if (size === null) isOver = true
      else [count, bytes] = [count + 1, bytes + size]
      tell(count, paths.length)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return { count, bytes }
}

/** Bytes of a tile that is here now; null when the server has none to give. */
async function takeTile(accountId: string, path: string): Promise<number | null> {
  const key = keyOf(accountId, path)
  const kept = await alongDb.tiles.get(key)
  if (kept) return kept.bytes.byteLength
  const bytes = await askTile(path).catch(() => null)
  if (!bytes) return null
  await alongDb.tiles.put({ key, accountId, bytes })
  return bytes.byteLength
}

async function askTile(path: string): Promise<ArrayBuffer> {
  const answer = await fetch(`/api/v1${path}`)
  if (!answer.ok) throw new Error(`tile ${answer.status}`)
  return answer.arrayBuffer()
}

/** A tile for the map: from this device, else from the server, else with nothing on it while there is no network. */
export async function tileFor(accountId: string, url: string): Promise<{ data: ArrayBuffer }> {
  const path = url.slice(`${TILE_WORD}:/`.length)
  const kept = await alongDb.tiles.get(keyOf(accountId, path))
  if (kept) return { data: kept.bytes }
  return { data: navigator.onLine ? await askTile(path) : EMPTY.slice(0) }
}
