import type { Database } from '#kernel/db/db.ts'
import { Notices } from '#kernel/db/notices.ts'
import {
  claimCommand,
  type HeldBy,
  listWaiting,
  settleCommand,
  unclaimCommand,
  type WaitingCommand,
} from '#kernel/telemetry/commands.ts'
import type { Counts } from './gate.ts'
import type { Listener, OpenSessions, Told } from './open-sessions.ts'

/** What waits for its guard to hold, or for its device to come, is tried again after this. */
const TRY_AGAIN_MS = 500
/**
 * From the question where a device is to its answer to a guarded command: a lorry that said it stands is no faster than 10 km/h after two seconds. Half of
 * it is for the question; a line slower than that is not sent anything guarded.
 */
const GUARDED_MS = 2_000

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
        if (!listener || this.#underWay.has(command.id)) continue
        if (command.isGuarded) this.#alongside(command.id, () => this.#sendGuarded(command.id, listener))
        else await this.#send(command, listener)
      }
    } catch {
      // The database is away: nothing is sent, and what waits expires.
    } finally {
      this.#isLooking = false
    }
  }

  /** Claims one after the other, so that a hundred commands leave the database to those who write; answers are waited for together. */
  async #send({ id }: WaitingCommand, listener: Listener): Promise<void> {
    const claimed = await this.#claim(id, { hindrance: listener.hindrance(false), tripMs: 0 })
    if (claimed)
      this.#alongside(id, () => listener.tell({ ...claimed, isGuarded: false }).then((told) => this.#settle(id, told)))
  }

  /**
   * Asks the device where it is first: it answers only over a line that is alive, and what is claimed then is judged by a place of this moment. A command
   * that has less time left than the question and its answer took is not sent any more; one that is not answered soon breaks the line.
   */
  async #sendGuarded(id: string, listener: Listener): Promise<void> {
    const startedAt = performance.now()
    const busy = listener.hindrance(true)
    const isHeard = busy === null && (await listener.locate(GUARDED_MS / 2))
    const tripMs = performance.now() - startedAt
    const claimed = await this.#claim(id, {
      hindrance: busy ?? (isHeard ? listener.hindrance(true) : 'silent'),
      tripMs,
    })
    if (!claimed) return
    const validUntil = Math.min(claimed.validUntil, startedAt + GUARDED_MS)
    await this.#settle(id, await listener.tell({ ...claimed, validUntil, isGuarded: true }))
  }

  async #claim(id: string, line: { hindrance: HeldBy | null; tripMs: number }) {
    // Counted from before the database is asked: what it takes to answer makes the time shorter and never longer.
    const askedAt = performance.now()
    const claimed = await this.#options.db.system((tx) => claimCommand(tx, id, line))
    return claimed && { message: claimed.message, body: claimed.body, validUntil: askedAt + claimed.leftMs }
  }

  #alongside(id: string, work: () => Promise<void>): void {
    this.#underWay.add(id)
    void work()
      .catch(() => this.#options.counts.add('commands.unsettled'))
      .finally(() => this.#underWay.delete(id))
  }

  async #settle(id: string, told: Told): Promise<void> {
    const { db, counts } = this.#options
    counts.add(`commands.${told.kind}`)
    if (told.kind === 'held') await db.system((tx) => unclaimCommand(tx, id, told.by))
    else await db.system((tx) => settleCommand(tx, id, told.kind === 'answered' ? told.result : null))
  }
}
