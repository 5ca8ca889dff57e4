import type pg from 'pg'

const CHANNEL = 'angrid_changed'

/**
 * Hears over the pool's own connections that something was changed which processes keep in memory. Every connection
 * listens, and PostgreSQL gives a connection its own notices before it answers the commit: whoever changed something is
 * answered after this process has forgotten what it kept.
 */
export class Changes {
  readonly #listening = new Set<pg.PoolClient>()
  readonly #listeners = new Set<(what: string) => void>()

  constructor(pool: pg.Pool) {
    pool.on('connect', (client) => {
      client.on('notification', ({ channel, payload }) => {
        if (channel === CHANNEL) this.#tell(payload ?? '')
      })
      // A connection that cannot listen is about to be reported as lost anyway.
      client.query(`listen ${CHANNEL}`).then(
        () => this.#heardBy(client),
        () => {},
      )
    })
    pool.on('remove', (client) => this.#listening.delete(client))
  }

  /** Whether a change would be heard; while it would not, nothing kept may be used. */
  get heard(): boolean {
    return this.#listening.size > 0
  }

  /**
   * Calls back with the name of what changed; `*` when changes may have been missed and everything kept is doubtful.
   * @returns ends the listening
   */
  onChanged(listener: (what: string) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #heardBy(client: pg.PoolClient): void {
    const heardBefore = this.heard
    this.#listening.add(client)
    if (!heardBefore) this.#tell('*')
  }

  #tell(what: string): void {
    for (const listener of this.#listeners) listener(what)
  }
}
