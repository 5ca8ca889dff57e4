import type { Database } from '#kernel/db/db.ts'
import { findCredentials, isSecretOf } from '#kernel/telemetry/devices.ts'

/** A session that proved itself when it began, and not with each message. */
interface Proved {
  readonly code: string
  readonly secret: string
  end(): void
}

/** Sessions that are open: one whose secret was taken away, or whose device was stopped, is ended soon after and not when it pleases. */
export class OpenSessions {
  readonly #db: Database
  readonly #open = new Set<Proved>()

  constructor(db: Database) {
    this.#db = db
  }

  /** @returns what is called when the session is over */
  enter(session: Proved): () => void {
    this.#open.add(session)
    return () => void this.#open.delete(session)
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
