import Flatbush from 'flatbush'
import type { Tx } from '#kernel/db/db.ts'
import { type Area, contains } from '#kernel/geo/polygon.ts'
import { covers, type Scope } from '#kernel/scope/scope.ts'
import { type GridLevel, gridPrefix } from '../model/codes.ts'
import { listPlaces, listVillageAreas, type PlaceNode } from './store.ts'

/** What a person wrote about where something is. */
export interface WrittenPlace {
  gridCode?: string | undefined
  county?: string | undefined
  town?: string | undefined
  village?: string | undefined
  address?: string | undefined
  lng?: number | undefined
  lat?: number | undefined
}

/** What a person should know about a place although it was found. */
export interface Remark {
  about: 'lng' | 'village'
  text: string
}

/** The grid found, or why none was. */
export type Located =
  | { code: string; remarks?: Remark[] }
  | { problem: string; about: 'gridCode' | 'county' | 'town' | 'lng' | 'place' }

/** Finds the grid of a written place inside a scope: by code, by names, by address, by coordinates. Loaded once per run. */
export class PlaceFinder {
  readonly #scope: Scope
  readonly #nodes: Map<string, PlaceNode>
  readonly #children = new Map<string, PlaceNode[]>()
  readonly #levels = new Map<GridLevel, PlaceNode[]>()
  readonly #bareNames = new Map<PlaceNode, string>()
  readonly #areas: { code: string; area: Area }[]
  readonly #index: Flatbush | null

  private constructor(
    scope: Scope,
    nodes: PlaceNode[],
    areas: { code: string; area: Area; box: [number, number, number, number] }[],
  ) {
    this.#scope = scope
    this.#nodes = new Map(nodes.map((node) => [node.code, node]))
    for (const node of nodes) {
      const parent = parentOf(node.code)
      this.#children.set(parent, [...(this.#children.get(parent) ?? []), node])
    }
    this.#areas = areas
    this.#index = areas.length > 0 ? new Flatbush(areas.length) : null
    for (const { box } of areas) this.#index?.add(...box)
    this.#index?.finish()
  }

  static async load(tx: Tx, scope: Scope): Promise<PlaceFinder> {
    const nodes = await listPlaces(tx)
    const areas = await listVillageAreas(tx)
    const withBox = areas.map(({ code, area, west, south, east, north }) => ({
      code,
      area,
      box: [west, south, east, north] as [number, number, number, number],
    }))
    return new PlaceFinder(scope, nodes, withBox)
  }

  /** Grid of a written place. Coordinates refine names and are checked against them. */
  locate(place: WrittenPlace): Located {
    const named = this.#byCode(place) ?? this.#byNames(place)
    if (named && 'problem' in named) return named
    const point = place.lng !== undefined && place.lat !== undefined ? this.#villageAt(place.lng, place.lat) : undefined
    if (point === null) return { problem: '坐标不在本市任何网格内', about: 'lng' }
    const found = this.#agree(named ?? undefined, point)
    if ('problem' in found) return found
    if (!covers(this.#scope, found.code)) return { problem: `${this.#nameOf(found.code)}不在您的辖区`, about: 'place' }
    return found
  }

  #agree(named: { code: string; remarks?: Remark[] } | undefined, point: string | undefined): Located {
    if (!named)
      return point ? { code: point } : { problem: '不能确定所在网格：没有网格编码、县区镇街名称或坐标', about: 'place' }
    // A point inside the named place says more than the name, also where the village's name was not known.
    if (!point || point.startsWith(named.code)) return point ? { code: point } : named
    const differ = `坐标落在${this.#nameOf(point.slice(0, 6))}，与填写的${this.#nameOf(named.code)}不符`
    if (point.slice(0, 6) !== named.code.slice(0, 6)) return { problem: differ, about: 'lng' }
    const text = `坐标落在${this.#nameOf(point)}，与填写的${this.#nameOf(named.code)}不符，按填写的登记`
    return { code: named.code, remarks: [...(named.remarks ?? []), { about: 'lng', text }] }
  }

  #byCode({ gridCode }: WrittenPlace): Located | null {
    if (!gridCode) return null
    const prefix = gridPrefix(gridCode)
    return prefix && this.#nodes.has(prefix)
      ? { code: prefix }
      : { problem: `网格编码「${gridCode.slice(0, 20)}」不存在`, about: 'gridCode' }
  }

  #byNames(place: WrittenPlace): Located | null {
    const city = this.#scope.gridFrom.slice(0, 4)
    const county = place.county ? this.#child([...(this.#children.get(city) ?? [])], place.county) : null
    if (place.county && !county) return { problem: `没有叫「${place.county.slice(0, 20)}」的县区`, about: 'county' }
    const towns = county ? (this.#children.get(county.code) ?? []) : this.#level('town')
    const town = place.town ? this.#child(towns, place.town) : this.#inAddress(towns, place.address)
    if (place.town && !town)
      return { problem: `${county?.name ?? '本辖区'}没有叫「${place.town.slice(0, 20)}」的镇街`, about: 'town' }
    const villages = town ? (this.#children.get(town.code) ?? []) : []
    const named = place.village ? this.#child(villages, place.village) : null
    // 大王镇工业路 names no 王镇村: what the names above stand for is taken out first.
    const below = [county, town].reduce((text, node) => text?.replaceAll(node?.name ?? ' ', ''), place.address)
    const found = named ?? this.#inAddress(villages, below) ?? town ?? county
    if (!found) return null
    if (named || !place.village) return { code: found.code }
    const text = `${found.name}没有叫「${place.village.slice(0, 20)}」的村居，先登记在${found.name}`
    return { code: found.code, remarks: [{ about: 'village', text }] }
  }

  /** Nodes of a level inside the scope; asked for by every row that names no county. */
  #level(level: GridLevel): PlaceNode[] {
    const known = this.#levels.get(level)
    if (known) return known
    const found = [...this.#nodes.values()].filter((node) => node.level === level && covers(this.#scope, node.code))
    this.#levels.set(level, found)
    return found
  }

  #bareName(node: PlaceNode): string {
    const known = this.#bareNames.get(node)
    if (known !== undefined) return known
    const name = bareName(node.name)
    this.#bareNames.set(node, name)
    return name
  }

  #child(nodes: PlaceNode[], written: string): PlaceNode | null {
    const text = written.normalize('NFKC').replace(/\s+/g, '')
    const exact = nodes.find((node) => node.name === text || node.code === text || node.code.padEnd(12, '0') === text)
    if (exact) return exact
    const bare = bareName(text)
    return only(nodes.filter((node) => this.#bareName(node) === bare))
  }

  /** The one place whose name stands in an address; names of one character say nothing. */
  #inAddress(nodes: PlaceNode[], address: string | undefined): PlaceNode | null {
    if (!address) return null
    return only(
      nodes.filter(
        (node) =>
          this.#bareName(node).length > 1 && address.includes(node.level === 'town' ? node.name : this.#bareName(node)),
      ),
    )
  }

  /** Village at a point; null outside all; undefined when no boundaries are drawn. */
  #villageAt(lng: number, lat: number): string | null | undefined {
    if (!this.#index) return undefined
    const hits = this.#index.search(lng, lat, lng, lat).sort((a, b) => a - b)
    const hit = hits.find((at) => contains((this.#areas[at] as { area: Area }).area, lng, lat))
    return hit === undefined ? null : (this.#areas[hit] as { code: string }).code
  }

  #nameOf(code: string): string {
    return this.#nodes.get(code)?.name ?? code
  }
}

const only = (nodes: PlaceNode[]): PlaceNode | null => (nodes.length === 1 ? (nodes[0] as PlaceNode) : null)

const parentOf = (code: string): string =>
  ({ 6: code.slice(0, 4), 9: code.slice(0, 6), 12: code.slice(0, 9), 15: code.slice(0, 12) })[code.length] ?? ''

/** A name without the word for its kind, so that 大王 finds 大王镇 and 东营经开区 does not. */
const bareName = (name: string): string =>
  name.replace(
    /(社区居民委员会|村民委员会|居民委员会|社区居委会|村委会|居委会|社区|街道办事处|街道|新村|镇|乡|村|县|区|市)$/,
    '',
  )
