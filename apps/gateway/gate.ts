import type { Batcher } from '#kernel/telemetry/batcher.ts'
import type { Flood } from '#kernel/telemetry/flood.ts'
import type { GatewayConfig } from './config.ts'
import type { DeviceBook } from './device-book.ts'
import type { OpenSessions } from './open-sessions.ts'

/** What has happened since the start, by name: connections, frames that were refused, devices that were turned away. */
export class Counts {
  readonly #counts = new Map<string, number>()

  add(name: string, by = 1): void {
    if (by !== 0) this.#counts.set(name, (this.#counts.get(name) ?? 0) + by)
  }

  of(name: string): number {
    return this.#counts.get(name) ?? 0
  }

  list(): [string, number][] {
    return [...this.#counts].toSorted(([a], [b]) => (a < b ? -1 : 1))
  }
}

/** What all doors share. */
export interface Gate {
  readonly config: GatewayConfig
  readonly writer: Batcher
  readonly book: DeviceBook
  readonly open: OpenSessions
  readonly flood: Flood
  readonly counts: Counts
}

/** A door that is open. */
export interface Door {
  readonly port: number
  /** Lets nobody in any more; what was handed over already is still written. */
  close(): Promise<void>
}
