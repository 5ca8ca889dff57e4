import type { Database } from '#kernel/db/db.ts'
import type { HeldBy } from '#kernel/telemetry/commands.ts'
import { findCredentials, isSecretOf } from '#kernel/telemetry/devices.ts'

/** A session that proved itself when it began, and not with each message. */
interface Proved {
  readonly code: string
  readonly secret: string
  end(): void
  /** The device as somebody who can be told something; missing where its protocol has no way to. */
  readonly listener?: Listener
}

/** What is told to a device. */
export interface Order {
  /** Message of its protocol, and its fields. */
  readonly message: string
  readonly body: object
  /** Until when it may be sent and its answer counts, by `performance.now()`. */
  readonly validUntil: number
  /** Whether it must never arrive later, not even out of the buffers of a line that stalls. */
  readonly isGuarded: boolean
}

/** What became of an order: `held` when not one byte of it was sent. */
export type Told = { kind: 'answered'; result: number } | { kind: 'unanswered' } | { kind: 'held'; by: HeldBy }

/** A device that can be told something. */
export interface Listener {
  /** Why nothing can be sent to it at once; null when something can. */
  hindrance(isGuarded: boolean): HeldBy | null
  /** Asks the device where it is. @returns whether it answered in time, and its answer is durable */
  locate(withinMs: number): Promise<boolean>
  /** Sends an order once and waits for its answer. */
  tell(order: Order): Promise<Told>
}

/** Sessions that are open: one whose secret was taken away, or whose device was stopped, is ended soon after and not when it pleases. */
export class OpenSessions {
  readonly #db: Database
  readonly #open = new Set<Proved>()
  readonly #listeners = new Map<string, Listener>()

  constructor(db: Database) {
    this.#db = db
  }

  /** @returns what is called when the session is over */
  enter(session: Proved): () => void {
    const { code, listener } = session
    this.#open.add(session)
    if (listener) this.#listeners.set(code, listener)
    return () => {
      this.#open.delete(session)
      // A newer session of the device may have taken its place.
      if (this.#listeners.get(code) === listener) this.#listeners.delete(code)
    }
  }

  /** The device of this code, when it is connected here and can be told something. */
  reach(code: string): Listener | null {
    return this.#listeners.get(code) ?? null
  }

  /** Ends those that would not be let in any more. @returns how many @throws when the database is away */
  async check(): Promise<number> {
    const open = [...this.#open]
    if (open.length === 0) return 0
    const codes = [...new Set(open.map(({ code }) => code))]
    const credentials = await this.#db.system((tx) => findCredentials(tx, codes))
    const stale = open.filter(({ code, secret }) => !isSecretOf(credentials.get(code) ?? null, secret))
    for (const session of stale) {
      this.#open.delete(session)
      session.end()
    }
    return stale.length
  }
}
