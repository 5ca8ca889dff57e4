import type { Frame } from './frame.ts'

export interface FragmentLimits {
  /** Milliseconds a set may stay incomplete. Default 60,000. */
  readonly age: number
  /** Incomplete sets kept at once over all terminals; the oldest goes first. Default 256. */
  readonly sets: number
  /** Bytes of bodies kept at once over all terminals; the oldest set goes first. Default 16 MiB. */
  readonly bytes: number
}

const LIMITS: FragmentLimits = { age: 60_000, sets: 256, bytes: 16 << 20 }

/** A set given up: too old, or crowded out. What is missing can be asked for with 0x8003 (0x0005 from a terminal). */
export interface LostSet {
  readonly phone: string
  readonly messageId: number
  readonly why: 'age' | 'crowded'
  readonly resend: ResendRequest
}

/** The body of 0x8003 or 0x0005. */
export interface ResendRequest {
  readonly firstSequence: number
  readonly fragments: readonly number[]
}

export type Assembly =
  | { readonly kind: 'complete'; readonly first: Frame; readonly body: Buffer }
  | { readonly kind: 'waiting'; readonly missing: number }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'refused'; readonly reason: 'not-a-fragment' | 'bad-index' | 'too-large' }

interface FragmentSet {
  readonly first: Frame
  readonly firstSequence: number
  readonly total: number
  readonly parts: Map<number, Frame>
  readonly startedAt: number
  bytes: number
}

/**
 * Puts fragments together, in whatever order and however often they come. Time comes in with every call; memory is bounded by
 * `limits`, whatever is sent.
 */
export class Fragments {
  readonly #limits: FragmentLimits
  // In order of arrival of the first fragment: the oldest set is the first of the map.
  readonly #sets = new Map<string, FragmentSet>()
  #bytes = 0
  readonly #lost: LostSet[] = []

  constructor(limits: Partial<FragmentLimits> = {}) {
    this.#limits = { ...LIMITS, ...limits }
  }

  /** Bytes of bodies held now. */
  get bytes(): number {
    return this.#bytes
  }

  /** Sets incomplete now. */
  get sets(): number {
    return this.#sets.size
  }

  /** Takes one fragment that arrived at `now` (milliseconds). */
  add(frame: Frame, now: number): Assembly {
    const { fragment } = frame
    if (!fragment) return { kind: 'refused', reason: 'not-a-fragment' }
    if (fragment.index === 0 || fragment.index > fragment.total) return { kind: 'refused', reason: 'bad-index' }
    if (frame.body.length > this.#limits.bytes) return { kind: 'refused', reason: 'too-large' }
    this.expire(now)
    const firstSequence = (frame.sequence - fragment.index + 1) & 0xffff
    const key = `${frame.phoneBcd}/${frame.messageId}/${firstSequence}/${fragment.total}`
    const set = this.#sets.get(key) ?? this.#open(key, frame, firstSequence, now)
    if (set.parts.has(fragment.index)) return { kind: 'duplicate' }
    // A copy: the frame may lie in a large receive buffer that it would keep alive.
    set.parts.set(fragment.index, { ...frame, body: Buffer.from(frame.body) })
    set.bytes += frame.body.length
    this.#bytes += frame.body.length
    if (set.parts.size < set.total) {
      this.#makeRoom(key)
      return { kind: 'waiting', missing: set.total - set.parts.size }
    }
    this.#drop(key, set)
    const frames = Array.from({ length: set.total }, (_, at) => set.parts.get(at + 1) as Frame)
    return { kind: 'complete', first: frames[0] as Frame, body: Buffer.concat(frames.map(({ body }) => body)) }
  }

  /** Gives up sets older than the limit. */
  expire(now: number): void {
    for (const [key, set] of this.#sets) {
      if (now - set.startedAt <= this.#limits.age) return
      this.#giveUp(key, set, 'age')
    }
  }

  /** What to ask for again of sets that have waited at least `idle` milliseconds; they stay. */
  missing(now: number, idle: number): { readonly first: Frame; readonly resend: ResendRequest }[] {
    return [...this.#sets.values()]
      .filter(({ startedAt }) => now - startedAt >= idle)
      .map((set) => ({ first: set.first, resend: resendOf(set) }))
  }

  /** Sets given up since the last call. */
  takeLost(): readonly LostSet[] {
    return this.#lost.splice(0)
  }

  #open(key: string, first: Frame, firstSequence: number, now: number): FragmentSet {
    const total = first.fragment?.total ?? 0
    const set = { first, firstSequence, total, parts: new Map(), startedAt: now, bytes: 0 }
    this.#sets.set(key, set)
    return set
  }

  #makeRoom(kept: string): void {
    for (const [key, set] of this.#sets) {
      if (this.#sets.size <= this.#limits.sets && this.#bytes <= this.#limits.bytes) return
      if (key !== kept || this.#sets.size === 1) this.#giveUp(key, set, 'crowded')
    }
  }

  #giveUp(key: string, set: FragmentSet, why: LostSet['why']): void {
    this.#drop(key, set)
    if (this.#lost.length >= this.#limits.sets) this.#lost.shift()
    this.#lost.push({ phone: set.first.phone, messageId: set.first.messageId, why, resend: resendOf(set) })
  }

  #drop(key: string, set: FragmentSet): void {
    this.#sets.delete(key)
    this.#bytes -= set.bytes
  }
}

/** One request names at most 255 fragments, the most of the editions before 2019; the next one names the rest. */
const MOST_ASKED = 255

function resendOf({ firstSequence, total, parts }: FragmentSet): ResendRequest {
  const fragments: number[] = []
  for (let index = 1; index <= total && fragments.length < MOST_ASKED; index++) {
    if (!parts.has(index)) fragments.push(index)
  }
  return { firstSequence, fragments }
}
