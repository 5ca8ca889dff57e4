/** What one device may send. */
export interface FloodLimits {
  /** Readings and places a second, in the long run. */
  readonly perSecond: number
  /** And at once, after a break. */
  readonly burst: number
}

interface Bucket {
  left: number
  at: number
}

/** Devices remembered; the one that was silent longest goes first, and is full again when it comes back. */
const MOST = 100_000

/** A bucket for each device: one that floods waits by itself, and no other with it. Time comes in with every call, in milliseconds. */
export class Flood {
  readonly #limits: FloodLimits
  readonly #buckets = new Map<string, Bucket>()

  constructor(limits: FloodLimits) {
    this.#limits = limits
  }

  /** Takes so much out of the bucket of a device. @returns how long it must wait before it sends more; 0 when it need not */
  take(device: string, cost: number, now: number): number {
    const { perSecond, burst } = this.#limits
    const before = this.#buckets.get(device)
    const filled = before ? before.left + (Math.max(0, now - before.at) / 1000) * perSecond : burst
    const left = Math.min(burst, filled) - cost
    this.#buckets.delete(device)
    this.#buckets.set(device, { left, at: now })
    if (this.#buckets.size > MOST) this.#buckets.delete(this.#buckets.keys().next().value as string)
    return left >= 0 ? 0 : Math.ceil((-left / perSecond) * 1000)
  }

  /** How long a device must wait before anything is taken from it. */
  waitOf(device: string, now: number): number {
    return this.take(device, 0, now)
  }
}
