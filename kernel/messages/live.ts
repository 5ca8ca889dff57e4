import type { ServerResponse } from 'node:http'
import pg from 'pg'
import type { Database } from '#kernel/db/db.ts'
import { wholeTree } from '#kernel/scope/scope.ts'
import { messageView } from './schema.ts'
import { type Addressee, findMessage, listSince, type MessageRow } from './store.ts'

interface Listener extends Addressee {
  sessionId: string
  stream: ServerResponse
  /** Ids already sent, so that catching up after a gap repeats nothing. */
  sent: Set<string>
}

export interface LiveOptions {
  db: Database
  /** Which of these sessions still open the door. */
  aliveSessions(ids: string[]): Promise<ReadonlySet<string>>
  heartbeatMs?: number
}

// A commit may become visible a little after the time written into its row.
const OVERLAP_MS = 60_000
const MAX_BUFFERED = 1024 * 1024

/**
 * Live push of one process: one connection that listens, any number of open pages. The connection comes back by itself
 * after the database was away, and every page then gets what it missed. Opened by the first page.
 */
export class LiveMessages {
  readonly #options: LiveOptions
  readonly #listeners = new Set<Listener>()
  #client: pg.Client | null = null
  #connecting: Promise<void> | null = null
  #retry: NodeJS.Timeout | null = null
  #beat: NodeJS.Timeout | null = null
  #closed = false
  #heardAt = new Date()

  constructor(options: LiveOptions) {
    this.#options = options
  }

  /** Number of open pages. */
  get size(): number {
    return this.#listeners.size
  }

  /**
   * Serves one page until it goes, its session ends or the process stops.
   * @param since moment of the last message the page has; null for none
   */
  async subscribe(who: Addressee & { sessionId: string }, stream: ServerResponse, since: Date | null): Promise<void> {
    await this.#listen()
    const listener: Listener = { ...who, stream, sent: new Set() }
    this.#listeners.add(listener)
    stream.on('close', () => this.#listeners.delete(listener))
    stream.on('error', () => this.#drop(listener))
    stream.write('retry: 3000\nevent: ready\ndata: {}\n\n')
    this.#beat ??= setInterval(() => void this.#heartbeat(), this.#options.heartbeatMs ?? 20_000)
    if (since) await this.#catchUp(listener, since)
  }

  /** Ends all pages and the connection. */
  async close(): Promise<void> {
    this.#closed = true
    if (this.#beat) clearInterval(this.#beat)
    if (this.#retry) clearTimeout(this.#retry)
    for (const listener of this.#listeners) this.#drop(listener)
    await this.#connecting?.catch(() => {})
    await this.#client?.end().catch(() => {})
    this.#client = null
  }

  /** Opens the listening connection, once for all who ask at the same time. */
  #listen(): Promise<void> {
    if (this.#client) return Promise.resolve()
    this.#connecting ??= this.#connect().finally(() => {
      this.#connecting = null
    })
    return this.#connecting
  }

  async #connect(): Promise<void> {
    const client = new pg.Client({ ...this.#options.db.pool.options, application_name: 'angrid live', keepAlive: true })
    client.on('error', () => this.#lost(client))
    client.on('end', () => this.#lost(client))
    client.on('notification', ({ channel, payload }) => void this.#notified(channel, payload ?? ''))
    try {
      await client.connect()
      await client.query('listen angrid_message; listen angrid_session_ended')
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
        await this.#listen()
        const missedSince = new Date(this.#heardAt.getTime() - OVERLAP_MS)
        for (const listener of this.#listeners) await this.#catchUp(listener, missedSince)
        await this.#heartbeat()
      } catch {
        if (!this.#closed) this.#reconnect(Math.min(waitMs * 2, 10_000))
      }
    }, waitMs)
  }

  async #notified(channel: string, payload: string): Promise<void> {
    this.#heardAt = new Date()
    if (channel === 'angrid_session_ended') {
      for (const listener of this.#listeners) if (listener.sessionId === payload) this.#drop(listener)
      return
    }
    const told = JSON.parse(payload) as { id: string; seatId: string | null; personId: string | null }
    const concerned = [...this.#listeners].filter(
      ({ seatId, personId }) => (seatId !== null && seatId === told.seatId) || personId === told.personId,
    )
    if (concerned.length === 0) return
    // A failed read means the database is away; the reconnect catches up.
    const row = await this.#options.db.read(wholeTree, (tx) => findMessage(tx, told.id)).catch(() => undefined)
    if (row) for (const listener of concerned) this.#send(listener, row)
  }

  async #catchUp(listener: Listener, since: Date): Promise<void> {
    const missed = await this.#options.db.read(wholeTree, (tx) => listSince(tx, listener, since))
    for (const row of missed) this.#send(listener, row)
  }

  #send(listener: Listener, row: MessageRow): void {
    if (listener.sent.has(row.id) || listener.stream.writableEnded) return
    if (listener.stream.writableLength > MAX_BUFFERED) {
      this.#drop(listener)
      return
    }
    listener.sent.add(row.id)
    if (listener.sent.size > 1000) listener.sent.delete(listener.sent.values().next().value as string)
    listener.stream.write(`id: ${row.id}\nevent: message\ndata: ${JSON.stringify(messageView(row))}\n\n`)
  }

  /** Keeps proxies from closing silent lines, and ends those whose session ran out quietly. */
  async #heartbeat(): Promise<void> {
    if (this.#client) this.#heardAt = new Date()
    const ids = [...new Set([...this.#listeners].map((listener) => listener.sessionId))]
    if (ids.length === 0) return
    const alive = await this.#options.aliveSessions(ids).catch(() => null)
    for (const listener of this.#listeners) {
      if (alive && !alive.has(listener.sessionId)) this.#drop(listener)
      else listener.stream.write(': beat\n\n')
    }
  }

  #drop(listener: Listener): void {
    this.#listeners.delete(listener)
    if (!listener.stream.writableEnded) listener.stream.end('event: end\ndata: {}\n\n')
  }
}
