import type { Database } from '#kernel/db/db.ts'
import { findSession, type SessionRow } from './store.ts'

// Notices come within a millisecond; the bound is for a network that swallowed them.
const KEPT_MS = 10_000
const MOST = 20_000

interface Kept {
  row: SessionRow
  on: string
  readAt: number
}

/**
 * Who is behind a token, kept until something that answer rests on changes (the triggers of
 * `202611220010-tell-who-changed.sql` say so) and never longer than ten seconds. Saves a query on every request.
 */
export class SessionKeeper {
  readonly #db: Database
  readonly #kept = new Map<string, Kept>()
  #changes = 0

  constructor(db: Database) {
    this.#db = db
    db.changes.onChanged((what) => {
      if (what !== 'identity' && what !== '*') return
      this.#changes++
      this.#kept.clear()
    })
  }

  /** The session of a token on a day; as kept, or read now. */
  async find(tokenHash: string, on: string): Promise<SessionRow | undefined> {
    const kept = this.#kept.get(tokenHash)
    if (kept && kept.on === on && performance.now() - kept.readAt < KEPT_MS && this.#db.changes.heard) return kept.row
    return this.read(tokenHash, on)
  }

  /** The session as the database has it this moment. */
  async read(tokenHash: string, on: string): Promise<SessionRow | undefined> {
    const before = this.#changes
    const readAt = performance.now()
    const row = await this.#db.unscoped((tx) => findSession(tx, tokenHash, on))
    // A change told while the answer was under way may or may not be in it.
    if (row && this.#changes === before) this.#keep(tokenHash, { row, on, readAt })
    return row
  }

  #keep(tokenHash: string, kept: Kept): void {
    if (this.#kept.size >= MOST) this.#kept.clear()
    this.#kept.set(tokenHash, kept)
  }
}
