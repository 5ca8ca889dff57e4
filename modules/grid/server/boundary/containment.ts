import Flatbush from 'flatbush'
import type { Tx } from '#kernel/db/db.ts'
import { type Area, boxOf, contains } from '#kernel/geo/polygon.ts'
import { gridPath } from '../../model/codes.ts'
import type { Effect } from './draft.ts'
import type { FamilyAfter } from './families.ts'
import * as store from './store.ts'

/** Where an object goes, and why. */
export interface Move extends store.Located {
  to: string
  because: 'located' | 'merged' | 'not_located'
}

interface Shaped {
  code: string
  geometry: Area | null
}

/** The lowest code whose boundary holds a point: a point on a shared border has one answer, the same every time. */
export class Lookup {
  readonly #shapes: { code: string; geometry: Area }[]
  readonly #index: Flatbush | null

  constructor(shapes: readonly Shaped[]) {
    this.#shapes = shapes
      .flatMap(({ code, geometry }) => (geometry ? [{ code, geometry }] : []))
      .sort((a, b) => (a.code < b.code ? -1 : 1))
    this.#index = this.#shapes.length > 0 ? new Flatbush(this.#shapes.length) : null
    for (const { geometry } of this.#shapes) this.#index?.add(...boxOf(geometry))
    this.#index?.finish()
  }

  at(lng: number, lat: number): string | null {
    const hits = this.#index?.search(lng, lat, lng, lat).sort((a, b) => a - b) ?? []
    const hit = hits.find((at) => contains((this.#shapes[at] as { geometry: Area }).geometry, lng, lat))
    return hit === undefined ? null : (this.#shapes[hit] as { code: string }).code
  }
}

/** Says where objects would be after a plan. */
export class Mover {
  readonly #effect: Effect
  readonly #families: readonly { after: FamilyAfter; lookup: Lookup; digits: number }[]
  readonly #retired: ReadonlyMap<string, readonly string[]>
  readonly #below = new Map<string, Promise<Lookup>>()
  readonly #tx: Tx

  constructor(tx: Tx, effect: Effect, families: readonly FamilyAfter[]) {
    this.#tx = tx
    this.#effect = effect
    this.#retired = new Map(effect.retired.map(({ node, into }) => [node.code, into]))
    this.#families = families
      .filter(
        ({ touched, parentCode }) =>
          touched.size > 0 || effect.retired.some(({ node }) => node.parentCode === parentCode),
      )
      .map((after) => ({
        after,
        lookup: new Lookup(after.children),
        digits: (after.children[0]?.code ?? '').length,
      }))
  }

  /** Prefixes below which objects may move. */
  get prefixes(): string[] {
    return this.#families.map(({ after }) => after.parentCode)
  }

  /** The objects that move; all others stay. */
  async movesOf(objects: readonly store.Located[]): Promise<Move[]> {
    const moves: Move[] = []
    for (const object of objects) {
      const move = await this.#move(object)
      if (move) moves.push(move)
    }
    return moves
  }

  async #move(object: store.Located): Promise<Move | null> {
    let [to, because]: [string, Move['because']] = [object.gridCode, 'located']
    for (const family of this.#families) {
      if (!to.startsWith(family.after.parentCode)) continue
      const next = await this.#step(object, to, family)
      if (next) [to, because] = next
    }
    return to === object.gridCode ? null : { ...object, to, because }
  }

  /** One family: the child that holds the point takes the object over, if either child is part of the plan. */
  async #step(
    { lng, lat }: store.Located,
    code: string,
    { after, lookup, digits }: { after: FamilyAfter; lookup: Lookup; digits: number },
  ): Promise<[string, Move['because']] | null> {
    const own = code.length >= digits && digits > 0 ? code.slice(0, digits) : null
    const gone = own !== null && this.#retired.has(own)
    const inside = lng !== null && lat !== null ? lookup.at(lng, lat) : null
    if (inside && inside === own) return null
    if (inside && (gone || after.touched.has(inside) || (own && after.touched.has(own)))) {
      const deepest = await this.#descend(inside, lng as number, lat as number)
      return [deepest, gone && this.#retired.get(own)?.length === 1 ? 'merged' : 'located']
    }
    return gone ? this.#inherit(code, after.parentCode) : null
  }

  /** Without a point the only heir takes an object over; among several nobody can say which, so it goes to the parent. */
  #inherit(code: string, parentCode: string): [string, Move['because']] {
    for (const prefix of gridPath(code).reverse()) {
      const into = this.#retired.get(prefix)
      if (into?.length === 1) return [into[0] as string, 'merged']
    }
    return [parentCode, 'not_located']
  }

  async #descend(code: string, lng: number, lat: number): Promise<string> {
    const known = this.#below.get(code) ?? this.#childrenAfter(code)
    this.#below.set(code, known)
    const child = (await known).at(lng, lat)
    return child ? this.#descend(child, lng, lat) : code
  }

  async #childrenAfter(code: string): Promise<Lookup> {
    const changed = new Map(this.#effect.changed.map(({ node, geometry }) => [node.code, geometry]))
    const standing = (await store.listChildNodes(this.#tx, [code])).filter((node) => !this.#retired.has(node.code))
    const created = this.#effect.created.filter(({ parentCode }) => parentCode === code)
    return new Lookup([
      ...standing.map((node) => ({ code: node.code, geometry: changed.get(node.code) ?? node.geometry })),
      ...created,
    ])
  }
}
