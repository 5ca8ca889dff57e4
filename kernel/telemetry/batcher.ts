import { isConnectionLoss } from '#kernel/db/db.ts'
import type { Message, Outcome } from './model/message.ts'

/** How much is committed at once and how much is held in memory. */
export interface BatchLimits {
  /** Readings and places of one page; a message without any counts as one. */
  readonly page: number
  /** Milliseconds a message waits for others. */
  readonly ageMs: number
  /** Messages, and bytes of them, held at once, those being written included. Beyond that `take` waits. */
  readonly messages: number
  readonly bytes: number
  /** Pages written at the same time; a device is always in the same one, so what it says stays in order. */
  readonly lanes: number
  /** Milliseconds before the first try again when the database is away; doubled up to a hundred times that. */
  readonly retryMs: number
}

const LIMITS: BatchLimits = { page: 4_000, ageMs: 5, messages: 50_000, bytes: 64 << 20, lanes: 2, retryMs: 50 }

interface Held {
  readonly message: Message
  readonly bytes: number
  readonly resolve: (outcome: Outcome) => void
}

/** Writes messages durably, as `takeIn` does. */
export type Store = (messages: readonly Message[]) => Promise<Outcome[]>

/**
 * Many sessions hand over messages; pages of them are committed together. Each caller hears what became of his message after the commit and never
 * before. Memory is bounded: when it is full `take` waits, and whoever reads a socket waits with it. While the database is away pages are tried
 * again; nothing is acknowledged and nothing lost.
 */
export class Batcher {
  readonly #store: Store
  readonly #limits: BatchLimits
  readonly #lanes: Held[][]
  readonly #busy: boolean[]
  readonly #waiting: (() => void)[] = []
  #messages = 0
  #bytes = 0
  #idle: (() => void)[] = []
  /** Since when nothing could be written; null while all goes well. */
  awaySince: Date | null = null
  /** Why, as the database said it last. */
  trouble = ''

  constructor(store: Store, limits: Partial<BatchLimits> = {}) {
    this.#store = store
    this.#limits = { ...LIMITS, ...limits }
    this.#lanes = Array.from({ length: this.#limits.lanes }, () => [])
    this.#busy = this.#lanes.map(() => false)
  }

  get held(): { messages: number; bytes: number; waiting: number } {
    return { messages: this.#messages, bytes: this.#bytes, waiting: this.#waiting.length }
  }

  get isFull(): boolean {
    return this.#messages >= this.#limits.messages || this.#bytes >= this.#limits.bytes
  }

  /** Hands over a message. @returns what became of it, once it is durable */
  async take(message: Message): Promise<Outcome> {
    // One at a time is let in, so that those who waited longest come first.
    while (this.isFull) await new Promise<void>((resolve) => this.#waiting.push(resolve))
    return new Promise((resolve) => {
      const held = { message, bytes: weightOf(message), resolve }
      this.#messages += 1
      this.#bytes += held.bytes
      const lane = laneOf(message.device, this.#lanes.length)
      this.#lanes[lane]?.push(held)
      this.#wake(lane)
    })
  }

  /** Waits until everything handed over is durable. */
  async drain(): Promise<void> {
    while (this.#messages > 0 || this.#waiting.length > 0)
      await new Promise<void>((resolve) => this.#idle.push(resolve))
  }

  #wake(lane: number): void {
    if (this.#busy[lane]) return
    this.#busy[lane] = true
    setTimeout(() => void this.#work(lane), this.#limits.ageMs)
  }

  async #work(lane: number): Promise<void> {
    const queue = this.#lanes[lane] as Held[]
    while (queue.length > 0) {
      const page = this.#nextPage(queue)
      await this.#write(page)
      this.#release(page)
    }
    this.#busy[lane] = false
  }

  #nextPage(queue: Held[]): Held[] {
    let readings = 0
    let length = 0
    while (length < queue.length && readings < this.#limits.page) {
      const { message } = queue[length] as Held
      readings += Math.max(1, message.readings.length + (message.positions?.length ?? 0))
      length += 1
    }
    return queue.splice(0, length)
  }

  #release(page: readonly Held[]): void {
    this.#messages -= page.length
    for (const { bytes } of page) this.#bytes -= bytes
    const room = Math.min(this.#waiting.length, Math.max(1, this.#limits.messages - this.#messages))
    for (const wake of this.#waiting.splice(0, room)) wake()
    if (this.#messages === 0) for (const wake of this.#idle.splice(0)) wake()
  }

  /** Writes a page, however long the database is away. */
  async #write(page: readonly Held[]): Promise<void> {
    for (let wait = this.#limits.retryMs; ; wait = Math.min(wait * 2, this.#limits.retryMs * 100)) {
      try {
        const outcomes = await this.#store(page.map(({ message }) => message))
        this.awaySince = null
        for (const [at, { resolve }] of page.entries()) resolve(outcomes[at] as Outcome)
        return
      } catch (error) {
        this.trouble = (error as Error).message
        if (!isPassing(error)) return this.#sift(page)
        this.awaySince ??= new Date()
        await new Promise((resolve) => setTimeout(resolve, wait))
      }
    }
  }

  /** One message the database will never take must not hold up the others: it is found by halves and kept as refused. */
  async #sift(page: readonly Held[]): Promise<void> {
    const [only, ...others] = page as [Held, ...Held[]]
    if (others.length > 0) {
      const middle = page.length >> 1
      await this.#write(page.slice(0, middle))
      await this.#write(page.slice(middle))
    } else if (only.message.fault) {
      // Not even its text can be kept.
      only.resolve({ kept: 'refused', reason: 'unreadable' })
    } else {
      const { device, wrapsAfter, raw } = only.message
      const bare: Message = { device, sequence: null, wrapsAfter, at: null, readings: [], fault: 'unreadable', raw }
      await this.#write([{ ...only, message: bare }])
    }
  }
}

/** Roughly what a message takes in memory. */
const weightOf = ({ raw, readings, positions = [], notices = [] }: Message): number =>
  300 + raw.length + readings.length * 120 + positions.length * 600 + notices.length * 400

function laneOf(device: string, lanes: number): number {
  let hash = 0
  for (let at = 0; at < device.length; at++) hash = (hash * 31 + device.charCodeAt(at)) | 0
  return Math.abs(hash) % lanes
}

/**
 * Whether a failure passes by itself: the connection, a server going down or coming up, a disk that is full, a lock, two writers in each other's way. What
 * is no failure of the database at all (a mistake of ours) counts too: better unacknowledged for ever than acknowledged and lost.
 */
function isPassing(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown }
  if (isConnectionLoss(error) || typeof code !== 'string') return true
  return !/^(22|23|54)/.test(code)
}
