import { createHash } from 'node:crypto'
import path from 'node:path'
import { Problem } from '#kernel/http/problem.ts'
import type { SettingsReader } from '#kernel/settings/setting.ts'
import { LocalTiles } from './local-tiles.ts'
import { fetchBytes, TilesAway } from './outbound.ts'
import { baseMapProblems } from './problems.ts'
import { baseMapSettings as own } from './settings.ts'
import { EMPTY_TILE, type Tile, type TilePlace, tileOf } from './tile.ts'
import { TileCache } from './tile-cache.ts'

/** What a map needs to know to draw the base map; never an address outside or a key. */
export interface BaseMapView {
  kind: string
  layers: { name: 'base' | 'label'; path: string }[]
  maxZoom: number
  attribution: string
  approvalNumber: string
  /** Why there is none although one was chosen. */
  why: string | null
}

/** A source outside: where a tile lies there, and whether it may lie in the office's network. */
interface Upstream {
  /** The same for the same source; tiles are kept under it. */
  name: string
  /** Another once key or policy changed: a failure then is no longer the same failure. */
  account: string
  urlOf(place: TilePlace): URL | null
  mayBeInside: boolean
}

const LABELS: Readonly<Record<string, string>> = { vec: 'cva', img: 'cia', ter: 'cta' }

// After a failure nobody waits for the same failure again: a map asks for dozens of tiles at once.
const REST_MS = 10_000

/** Address of a tile at 天地图, Web Mercator, spread over its eight hosts. */
export function tiandituUrl(layer: string, key: string, { z, x, y }: Pick<TilePlace, 'z' | 'x' | 'y'>): URL {
  const url = new URL(`https://t${(x + y) % 8}.tianditu.gov.cn/${layer}_w/wmts`)
  const query = { SERVICE: 'WMTS', REQUEST: 'GetTile', VERSION: '1.0.0', LAYER: layer, STYLE: 'default' }
  const place = { TILEMATRIXSET: 'w', FORMAT: 'tiles', TILEMATRIX: z, TILEROW: y, TILECOL: x, tk: key }
  for (const [name, value] of Object.entries({ ...query, ...place })) url.searchParams.set(name, String(value))
  return url
}

/** Tiles of the base map the administrator chose: fetched by the server, kept on its disk. */
export class Tiles {
  readonly #settings: SettingsReader
  readonly #local: LocalTiles
  readonly #cache: TileCache
  readonly #underway = new Map<string, Promise<Tile>>()
  #resting = new Map<string, { until: number; why: string }>()

  constructor(settings: SettingsReader, dataDir: string) {
    this.#settings = settings
    this.#local = new LocalTiles(path.join(dataDir, 'tiles'))
    this.#cache = new TileCache(path.join(dataDir, 'tile-cache'))
  }

  close(): void {
    this.#local.close()
  }

  /** How the base map is drawn now. */
  async view(): Promise<BaseMapView> {
    const kind = this.#settings.get(own.kind)
    const why = this.#missing(kind)
    const layers = kind === 'tianditu' ? (['base', 'label'] as const) : (['base'] as const)
    // Another source is another address, or browsers would show what they kept of the one before.
    const version = this.#stamp(kind)
    return {
      kind: why ? 'none' : kind,
      layers:
        why || kind === 'none' ? [] : layers.map((name) => ({ name, path: `/tiles/${name}/{z}/{x}/{y}?v=${version}` })),
      maxZoom: await this.#maxZoom(kind),
      attribution: this.#settings.get(own.attribution) || (kind === 'tianditu' ? '天地图' : ''),
      approvalNumber: this.#settings.get(own.approvalNumber),
      why,
    }
  }

  /** One tile; an empty one outside the covered area. @throws off; away with the reason */
  async get(place: TilePlace): Promise<Tile> {
    const kind = this.#settings.get(own.kind)
    const missing = this.#missing(kind)
    if (kind === 'none' || missing) throw new Problem(baseMapProblems.off, missing ?? '现在用的是素图。')
    try {
      if (kind === 'local') return (await this.#local.find(this.#settings.get(own.localName), place)) ?? EMPTY_TILE
      return await this.#fromOutside(this.#upstream(kind), place)
    } catch (error) {
      if (error instanceof TilesAway) throw new Problem(baseMapProblems.away, `${error.message}。`)
      throw error
    }
  }

  #missing(kind: string): string | null {
    if (kind === 'tianditu' && !this.#settings.get(own.tiandituKey)) return '选了天地图，但没有填天地图密钥。'
    if (kind === 'xyz' && !this.#settings.get(own.xyzUrl)) return '选了自有瓦片服务，但没有填网址。'
    if (kind === 'local' && !this.#settings.get(own.localName)) return '选了本机瓦片，但没有填文件名或目录名。'
    return null
  }

  #upstream(kind: string): Upstream {
    if (kind === 'tianditu') {
      const layer = this.#settings.get(own.tiandituLayer)
      const key = this.#settings.get(own.tiandituKey)
      const nameOf = ({ layer: part }: TilePlace) => (part === 'base' ? layer : (LABELS[layer] as string))
      return {
        name: this.#stamp(kind),
        account: key,
        mayBeInside: false,
        urlOf: (place) => tiandituUrl(nameOf(place), key, place),
      }
    }
    const template = this.#settings.get(own.xyzUrl)
    const fill = ({ z, x, y }: TilePlace) =>
      new URL(template.replace('{z}', String(z)).replace('{x}', String(x)).replace('{y}', String(y)))
    return {
      name: this.#stamp(kind),
      account: '',
      mayBeInside: this.#settings.get(own.xyzInside),
      urlOf: (place) => (place.layer === 'base' ? fill(place) : null),
    }
  }

  /** Short name of the source, the same for the same source; without its key. */
  #stamp(kind: string): string {
    const parts = [kind, own.tiandituLayer, own.xyzUrl, own.localName].map((part) =>
      typeof part === 'string' ? part : this.#settings.get(part),
    )
    return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12)
  }

  /** Two who want the same tile wait for the same answer. */
  #fromOutside(upstream: Upstream, place: TilePlace): Promise<Tile> {
    const name = path.join(upstream.name, place.layer, String(place.z), String(place.x), String(place.y))
    const known = this.#underway.get(name)
    if (known) return known
    const tile = this.#keptOrFetched(upstream, place, name).finally(() => this.#underway.delete(name))
    this.#underway.set(name, tile)
    return tile
  }

  async #keptOrFetched(upstream: Upstream, place: TilePlace, name: string): Promise<Tile> {
    const kept = await this.#cache.find(name, this.#settings.get(own.cacheDays))
    const old = kept && tileOf(kept.bytes)
    if (kept?.fresh && old) return old
    try {
      const tile = await this.#fetched(upstream, place)
      await this.#cache.keep(name, tile.bytes, this.#settings.get(own.cacheMegabytes) * 1024 * 1024)
      return tile
    } catch (error) {
      // Yesterday's map is better than none.
      if (error instanceof TilesAway && old) return old
      throw error
    }
  }

  async #fetched(upstream: Upstream, place: TilePlace): Promise<Tile> {
    const who = `${upstream.name} ${upstream.mayBeInside} ${upstream.account}`
    const rest = this.#resting.get(who)
    if (rest && rest.until > Date.now()) throw new TilesAway(rest.why)
    const url = upstream.urlOf(place)
    if (!url) return EMPTY_TILE
    try {
      return drawn(await fetchBytes(url, upstream.mayBeInside))
    } catch (error) {
      if (error instanceof TilesAway)
        this.#resting = new Map([[who, { until: Date.now() + REST_MS, why: error.message }]])
      throw error
    }
  }

  async #maxZoom(kind: string): Promise<number> {
    const chosen = this.#settings.get(own.maxZoom)
    if (kind !== 'local') return chosen
    const told = await this.#local.maxZoom(this.#settings.get(own.localName)).catch(() => null)
    return told ?? chosen
  }
}

function drawn({ status, bytes }: { status: number; bytes: Buffer }): Tile {
  if (status === 404 || status === 204) return EMPTY_TILE
  if (status === 403) throw new TilesAway('底图服务不认这把密钥或这个地址')
  if (status === 418 || status === 429) throw new TilesAway('底图服务说今天的次数用完了')
  if (status !== 200) throw new TilesAway(`底图服务应答 ${status}`)
  const tile = tileOf(bytes)
  if (!tile) throw new TilesAway('底图服务返回的不是图片')
  return tile
}
