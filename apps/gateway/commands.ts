import type { Database } from '#kernel/db/db.ts'
import { Notices } from '#kernel/db/notices.ts'
import {
  claimCommand,
  listWaiting,
  settleCommand,
  unclaimCommand,
  type WaitingCommand,
} from '#kernel/telemetry/commands.ts'
import type { Counts } from './gate.ts'
import type { Listener, OpenSessions, Told } from './open-sessions.ts'

/** What waits for its guard to hold, or for its device to come, is tried again after this. */
const TRY_AGAIN_MS = 500

export interface CommandDeskOptions {
  db: Database
  open: OpenSessions
  counts: Counts
}

/** Sends commands that wait to the devices that are connected here: each once, and none after it expired. */
export class CommandDesk {
  readonly #options: CommandDeskOptions
  readonly #notices: Notices
  readonly #underWay = new Set<string>()
  #timer: NodeJS.Timeout | null = null
  #isLooking = false
  #isClosed = false

  constructor(options: CommandDeskOptions) {
    this.#options = options
    this.#notices = new Notices({
      db: options.db,
      name: 'angrid commands',
      channels: ['angrid_command'],
      heard: () => void this.#look(),
      missed: () => this.#look(),
    })
  }

  start(): void {
    // Without the line that tells of new ones they are still found by looking.
    void this.#notices.open().catch(() => {})
    this.#timer = setInterval(() => void this.#look(), TRY_AGAIN_MS)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    if (this.#timer) clearInterval(this.#timer)
    await this.#notices.close()
  }

  async #look(): Promise<void> {
    const { db, open } = this.#options
    if (this.#isLooking || this.#isClosed) return
    this.#isLooking = true
    try {
      for (const command of await db.system(listWaiting)) {
        const listener = open.reach(command.code)
        if (listener && !this.#underWay.has(command.id)) await this.#send(command, listener)
      }
    } catch {
      // The database is away: nothing is sent, and what waits expires.
    } finally {
      this.#isLooking = false
    }
  }

  /** Claims one after the other, so that a hundred commands leave the database to those who write; answers are waited for together. */
  async #send({ id, isGuarded }: WaitingCommand, listener: Listener): Promise<void> {
    const { db, counts } = this.#options
    // Counted from before the database is asked: what it takes to answer makes the time shorter and never longer.
    const askedAt = performance.now()
    const claimed = await db.system((tx) => claimCommand(tx, id, listener.hindrance(isGuarded)))
    if (!claimed) return
    const { message, body, leftMs } = claimed
    this.#underWay.add(id)
    void listener
      .tell({ message, body, isGuarded, validUntil: askedAt + leftMs })
      .then((told) => this.#settle(id, told))
      .catch(() => counts.add('commands.unsettled'))
      .finally(() => this.#underWay.delete(id))
  }

  async #settle(id: string, told: Told): Promise<void> {
    const { db, counts } = this.#options
    counts.add(`commands.${told.kind}`)
    if (told.kind === 'held') await db.system((tx) => unclaimCommand(tx, id, told.by))
    else await db.system((tx) => settleCommand(tx, id, told.kind === 'answered' ? told.result : null))
  }
}
