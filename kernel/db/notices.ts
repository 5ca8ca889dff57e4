import pg from 'pg'
import type { Database } from './db.ts'

// A commit may become visible a little after the time written into its row.
const OVERLAP_MS = 60_000

export interface NoticeOptions {
  db: Database
  /** Name of the connection, as the database's own lists show it. */
  name: string
  channels: readonly string[]
  heard(channel: string, payload: string): void
  /** The connection was away and is back: whatever was told since that moment may have been missed. */
  missed(since: Date): Promise<void>
}

/** One connection that listens to what commits tell (`pg_notify`), opened when first wanted; it comes back by itself after the database was away. */
export class Notices {
  readonly #options: NoticeOptions
  #client: pg.Client | null = null
  #connecting: Promise<void> | null = null
  #retry: NodeJS.Timeout | null = null
  #closed = false
  #heardAt = new Date()

  constructor(options: NoticeOptions) {
    this.#options = options
  }

  /** Opens the connection, once for all who ask at the same time. */
  open(): Promise<void> {
    if (this.#client) return Promise.resolve()
    this.#connecting ??= this.#connect().finally(() => {
      this.#connecting = null
    })
    return this.#connecting
  }

  async close(): Promise<void> {
    this.#closed = true
    if (this.#retry) clearTimeout(this.#retry)
    await this.#connecting?.catch(() => {})
    await this.#client?.end().catch(() => {})
    this.#client = null
  }

  async #connect(): Promise<void> {
    const { db, name, channels, heard } = this.#options
    const client = new pg.Client({ ...db.pool.options, application_name: name, keepAlive: true })
    client.on('error', () => this.#lost(client))
    client.on('end', () => this.#lost(client))
    client.on('notification', ({ channel, payload }) => {
      this.#heardAt = new Date()
      heard(channel, payload ?? '')
    })
    try {
      await client.connect()
      await client.query(channels.map((channel) => `listen ${channel}`).join('; '))
    } catch (error) {
      await client.end().catch(() => {})
      throw error
    }
    this.#client = client
  }

  #lost(client: pg.Client): void {
    if (this.#closed || this.#client !== client) return
    this.#client = null
    this.#reconnect(250)
  }

  #reconnect(waitMs: number): void {
    this.#retry = setTimeout(async () => {
      try {
        await this.open()
        await this.#options.missed(new Date(this.#heardAt.getTime() - OVERLAP_MS))
      } catch {
        if (!this.#closed) this.#reconnect(Math.min(waitMs * 2, 10_000))
      }
    }, waitMs)
  }
}
