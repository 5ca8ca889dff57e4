import type pg from 'pg'

const CHANNEL = 'angrid_changed'

/**
 * Hears over the pool's own connections that something was changed which processes keep in memory. Every connection
 * listens, and PostgreSQL gives a connection its own notices before it answers the commit: whoever changed something is
 * answered after this process has forgotten what it kept.
 */
export class Changes {
  readonly #listening = new Set<pg.ClientBase>()
  readonly #listeners = new Set<(what: string) => void>()

  /** Lets a new connection of the pool listen, before anybody else uses it. */
  async listenOn(client: pg.ClientBase): Promise<void> {
    client.on('notification', ({ channel, payload }) => {
      if (channel === CHANNEL) this.#tell(payload ?? '')
    })
    await client.query(`listen ${CHANNEL}`)
    const heardBefore = this.heard
    this.#listening.add(client)
    // Until now nobody may have listened.
    if (!heardBefore) this.#tell('*')
  }

  /** Counts a connection out that the pool let go. */
  forget(client: pg.ClientBase): void {
    this.#listening.delete(client)
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

  #tell(what: string): void {
    for (const listener of this.#listeners) listener(what)
  }
}
