import type { ServerResponse } from 'node:http'
import type { Database } from '#kernel/db/db.ts'
import { Notices } from '#kernel/db/notices.ts'
import { type LineOptions, type LiveLine, LiveLines } from '#kernel/http/live-lines.ts'
import { wholeTree } from '#kernel/scope/scope.ts'
import { messageView } from './schema.ts'
import { type Addressee, findMessage, listSince, type MessageRow } from './store.ts'

interface Listener extends Addressee, LiveLine {
  /** Ids already sent, so that catching up after a gap repeats nothing. */
  sent: Set<string>
}

export interface LiveOptions extends LineOptions {
  db: Database
}

/** Live push of messages to the open pages of one process; a page gets what it missed, whether it or the database was away. */
export class LiveMessages {
  readonly #db: Database
  readonly #lines: LiveLines<Listener>
  readonly #notices: Notices

  constructor(options: LiveOptions) {
    this.#db = options.db
    this.#lines = new LiveLines(options)
    this.#notices = new Notices({
      db: options.db,
      name: 'angrid live',
      channels: ['angrid_message', 'angrid_session_ended'],
      heard: (channel, payload) => void this.#heard(channel, payload),
      missed: async (since) => {
        for (const listener of this.#lines) await this.#catchUp(listener, since)
        await this.#lines.beat()
      },
    })
  }

  /** Number of open pages. */
  get size(): number {
    return this.#lines.size
  }

  /**
   * Serves one page until it goes, its session ends or the process stops.
   * @param since moment of the last message the page has; null for none
   */
  async subscribe(who: Addressee & { sessionId: string }, stream: ServerResponse, since: Date | null): Promise<void> {
    await this.#notices.open()
    const listener: Listener = { ...who, stream, sent: new Set() }
    this.#lines.add(listener)
    if (since) await this.#catchUp(listener, since)
  }

  /** Ends all pages and the connection. */
  async close(): Promise<void> {
    this.#lines.close()
    await this.#notices.close()
  }

  async #heard(channel: string, payload: string): Promise<void> {
    if (channel === 'angrid_session_ended') {
      this.#lines.endSession(payload)
      return
    }
    const told = JSON.parse(payload) as { id: string; seatId: string | null; personId: string | null }
    const concerned = [...this.#lines].filter(
      ({ seatId, personId }) => (seatId !== null && seatId === told.seatId) || personId === told.personId,
    )
    if (concerned.length === 0) return
    // A failed read means the database is away; the reconnect catches up.
    const row = await this.#db.read(wholeTree, (tx) => findMessage(tx, told.id)).catch(() => undefined)
    if (row) for (const listener of concerned) this.#send(listener, row)
  }

  async #catchUp(listener: Listener, since: Date): Promise<void> {
    const missed = await this.#db.read(wholeTree, (tx) => listSince(tx, listener, since))
    for (const row of missed) this.#send(listener, row)
  }

  #send(listener: Listener, row: MessageRow): void {
    if (listener.sent.has(row.id)) return
    listener.sent.add(row.id)
    if (listener.sent.size > 1000) listener.sent.delete(listener.sent.values().next().value as string)
    this.#lines.send(listener, 'message', messageView(row), row.id)
  }
}
