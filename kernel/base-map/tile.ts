/** One tile of one layer, numbered from the top left. */
export interface TilePlace {
  layer: 'base' | 'label'
  z: number
  x: number
  y: number
}

/** A picture, or nothing where a source has none. */
export interface Tile {
  bytes: Buffer
  mediaType: string
}

const MAGIC: readonly [string, (bytes: Buffer) => boolean][] = [
  ['image/png', (bytes) => bytes.subarray(0, 4).toString('hex') === '89504e47'],
  ['image/jpeg', (bytes) => bytes.subarray(0, 3).toString('hex') === 'ffd8ff'],
  [
    'image/webp',
    (bytes) =>
      bytes.subarray(0, 4).toString('latin1') === 'RIFF' && bytes.subarray(8, 12).toString('latin1') === 'WEBP',
  ],
]

/** The picture bytes are, whatever they are said to be; null when they are none a map can draw. */
export function tileOf(bytes: Buffer): Tile | null {
  const found = MAGIC.find(([, looks]) => looks(bytes))
  return found ? { bytes, mediaType: found[0] } : null
}

/** Shown outside the covered area: a map must not take a hole for a fault. */
export const EMPTY_TILE: Tile = {
  mediaType: 'image/png',
  bytes: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR42mNgAAIAAAUAAen63NgAAAAASUVORK5CYII=',
    'base64',
  ),
}
