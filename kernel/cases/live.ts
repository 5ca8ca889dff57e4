import type { ServerResponse } from 'node:http'
import type { Database } from '#kernel/db/db.ts'
import { Notices } from '#kernel/db/notices.ts'
import { type LineOptions, type LiveLine, LiveLines } from '#kernel/http/live-lines.ts'
import type { CaseDesk } from './desk.ts'
import { type FeedView, readFeed } from './feed.ts'

interface Watcher extends LiveLine {
  view: FeedView
  /** Acts already told: a moment is read twice, because a commit may become visible after a later one. */
  told: Set<string>
}

export interface LiveActOptions extends LineOptions {
  db: Database
  desk: CaseDesk
}

/** Many acts within this time are told together, so that a busy morning costs one reading a second. */
const TOGETHER_MS = 1000
const OVERLAP_MS = 60_000
/** A page comes back after this time, and who may see what is asked anew. */
const LINE_LASTS_MS = 10 * 60_000

/** Live push of what is done on cases, to pages that watch a grid. */
export class LiveActs {
  readonly #options: LiveActOptions
  readonly #lines: LiveLines<Watcher>
  readonly #notices: Notices
  #telling: NodeJS.Timeout | null = null

  constructor(options: LiveActOptions) {
    this.#options = options
    this.#lines = new LiveLines(options)
    this.#notices = new Notices({
      db: options.db,
      name: 'angrid live acts',
      channels: ['angrid_act', 'angrid_session_ended'],
      heard: (channel, payload) => (channel === 'angrid_act' ? this.#soon() : this.#lines.endSession(payload)),
      missed: () => this.#tell(),
    })
  }

  /** Serves one page: the newest acts first, then what is done while it is open. */
  async subscribe(sessionId: string, view: FeedView, stream: ServerResponse): Promise<void> {
    await this.#notices.open()
    const watcher: Watcher = { sessionId, view, stream, told: new Set() }
    this.#lines.add(watcher)
    const end = setTimeout(() => stream.end(), LINE_LASTS_MS)
    stream.on('close', () => clearTimeout(end))
    await this.#tellAll([watcher], null)
  }

  /** Ends all pages and the connection. */
  async close(): Promise<void> {
    if (this.#telling) clearTimeout(this.#telling)
    this.#lines.close()
    await this.#notices.close()
  }

  #soon(): void {
    this.#telling ??= setTimeout(() => {
      this.#telling = null
      // A failed read means the database is away; the connection comes back and tells then.
      void this.#tell().catch(() => {})
    }, TOGETHER_MS)
  }

  /** Tells all pages what came since; those that see the same are read for once. */
  async #tell(): Promise<void> {
    const since = new Date(Date.now() - OVERLAP_MS)
    for (const watchers of Map.groupBy(this.#lines, ({ view }) => JSON.stringify(view)).values())
      await this.#tellAll(watchers, since)
  }

  async #tellAll(watchers: readonly Watcher[], since: Date | null): Promise<void> {
    const { db, desk } = this.#options
    const [{ view } = { view: null }] = watchers
    if (!view) return
    const lines = await db.read(view.scope, (tx) => readFeed(tx, desk, view, since))
    for (const watcher of watchers) {
      const news = lines.filter(({ id }) => !watcher.told.has(id))
      // The newest of a reading are all a page shows, so older names need not be kept.
      watcher.told = new Set([...lines.map(({ id }) => id), ...watcher.told].slice(0, 200))
      if (news.length > 0 || since === null) this.#lines.send(watcher, 'acts', news)
    }
  }
}
