import { type Area, readArea } from './area.ts'
import type { Decoded } from './decode.ts'
import { Flags } from './flags.ts'

export interface PacketLimits {
  /** Milliseconds a set may stay incomplete. Default 60,000. */
  readonly age: number
  /** Incomplete sets kept at once; the oldest goes first. Default 256. */
  readonly sets: number
  /** Packets of one set; more are refused. Default 999. */
  readonly packets: number
}

const LIMITS: PacketLimits = { age: 60_000, sets: 256, packets: 999 }

export type Assembly =
  | { readonly kind: 'complete'; readonly cp: Area; readonly flags: readonly string[] }
  | { readonly kind: 'waiting'; readonly missing: readonly number[] }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'refused'; readonly reason: 'not-split' | 'bad-number' }

interface PacketSet {
  readonly startedAt: number
  readonly total: number
  readonly texts: Map<number, string>
}

/** Puts the areas of split messages together. Each packet is a valid frame by itself; this says when the set is complete. */
export class Packets {
  readonly #limits: PacketLimits
  readonly #sets = new Map<string, PacketSet>()
  /** Sets given up incomplete. */
  lost = 0

  constructor(limits: Partial<PacketLimits> = {}) {
    this.#limits = { ...LIMITS, ...limits }
  }

  get sets(): number {
    return this.#sets.size
  }

  /** Takes one packet that arrived at `now` (milliseconds). */
  add(message: Decoded, now: number): Assembly {
    const { mn, cn, qn, pnum, pno, cp } = message
    if (pnum === null || pno === null) return { kind: 'refused', reason: 'not-split' }
    if (pno === 0 || pno > pnum || pnum > this.#limits.packets) return { kind: 'refused', reason: 'bad-number' }
    this.expire(now)
    const key = [mn, cn, qn ?? cp.fields.DataTime, pnum].join('/')
    const set = this.#sets.get(key) ?? { startedAt: now, total: pnum, texts: new Map<number, string>() }
    this.#sets.set(key, set)
    if (set.texts.has(pno)) return { kind: 'duplicate' }
    set.texts.set(pno, cp.text)
    if (set.texts.size < set.total) {
      this.#makeRoom()
      return { kind: 'waiting', missing: numbers(set.total).filter((number) => !set.texts.has(number)) }
    }
    this.#sets.delete(key)
    const flags = new Flags()
    const area = readArea(
      numbers(set.total)
        .map((number) => set.texts.get(number))
        .join(';'),
      flags,
    )
    return { kind: 'complete', cp: area, flags: flags.list() }
  }

  /** Gives up sets older than the limit. */
  expire(now: number): void {
    for (const [key, { startedAt }] of this.#sets) {
      if (now - startedAt <= this.#limits.age) return
      this.#giveUp(key)
    }
  }

  #makeRoom(): void {
    const oldest = this.#sets.keys().next().value
    if (this.#sets.size > this.#limits.sets && oldest !== undefined) this.#giveUp(oldest)
  }

  #giveUp(key: string): void {
    this.#sets.delete(key)
    this.lost++
  }
}

const numbers = (total: number): number[] => Array.from({ length: total }, (_, at) => at + 1)
