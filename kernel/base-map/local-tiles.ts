import { statSync } from 'node:fs'
import { readFile, realpath } from 'node:fs/promises'
import path from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { TilesAway } from './outbound.ts'
import { type Tile, type TilePlace, tileOf } from './tile.ts'

const ENDINGS = ['png', 'jpg', 'jpeg', 'webp']

/** Tiles that lie under a folder of the server: an MBTiles file or z/x/y pictures. */
export class LocalTiles {
  readonly #folder: string
  #open: { file: string; readAt: number; database: DatabaseSync; tile: StatementSync } | null = null

  /** @param folder where files and directories of tiles lie; nothing outside is read */
  constructor(folder: string) {
    this.#folder = folder
  }

  /** The tile as it lies there; null where there is none. @throws TilesAway when the source is not there or no raster */
  async find(name: string, { layer, z, x, y }: TilePlace): Promise<Tile | null> {
    if (layer !== 'base') return null
    const at = await this.#within(name)
    return name.endsWith('.mbtiles') ? this.#fromFile(at, z, x, y) : fromFolder(at, z, x, y)
  }

  /** Deepest level an MBTiles file says it has; null for a directory. @throws TilesAway */
  async maxZoom(name: string): Promise<number | null> {
    if (!name.endsWith('.mbtiles')) return null
    const { database } = this.#opened(await this.#within(name))
    const row = database.prepare(`select value from metadata where name = 'maxzoom'`).get()
    return row ? Number(row.value) : null
  }

  close(): void {
    this.#open?.database.close()
    this.#open = null
  }

  /** A name inside the folder; a link that leads out of it is not followed. */
  async #within(name: string): Promise<string> {
    const root = await realpath(this.#folder).catch(() => null)
    const at = root && (await realpath(path.join(root, name)).catch(() => null))
    if (!root || !at || path.dirname(at) !== root) throw new TilesAway(`服务器的 tiles 目录里没有「${name}」`)
    return at
  }

  #fromFile(file: string, z: number, x: number, y: number): Tile | null {
    // MBTiles counts rows from the bottom (TMS).
    const row = this.#opened(file).tile.get(z, x, 2 ** z - 1 - y)
    return row ? drawable(Buffer.from(row.tile_data as Uint8Array), file) : null
  }

  /** Opened once; again when the file was replaced. */
  #opened(file: string) {
    const readAt = statSync(file).mtimeMs
    if (this.#open?.file === file && this.#open.readAt === readAt) return this.#open
    this.close()
    try {
      const database = new DatabaseSync(file, { readOnly: true })
      const tile = database.prepare(
        'select tile_data from tiles where zoom_level = ? and tile_column = ? and tile_row = ?',
      )
      this.#open = { file, readAt, database, tile }
      return this.#open
    } catch {
      throw new TilesAway(`「${path.basename(file)}」不是能读的 MBTiles 文件`)
    }
  }
}

async function fromFolder(folder: string, z: number, x: number, y: number): Promise<Tile | null> {
  for (const ending of ENDINGS) {
    const at = path.join(folder, String(z), String(x), `${y}.${ending}`)
    const bytes = await readFile(at).catch(() => null)
    if (bytes) return drawable(bytes, at)
  }
  return null
}

function drawable(bytes: Buffer, at: string): Tile {
  const tile = tileOf(bytes)
  if (!tile) throw new TilesAway(`「${path.basename(at)}」里不是图片瓦片；矢量瓦片还不能用`)
  return tile
}
