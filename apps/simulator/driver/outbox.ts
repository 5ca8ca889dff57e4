/** What became of all a device had to say. `said` = `acknowledged` + `refused` + `lost` + `waiting`, always. */
export interface Ledger {
  /** Messages it had to say. */
  said: number
  /** Sendings, those of one message a second time included. */
  sent: number
  acknowledged: number
  /** Answered with anything but "kept". */
  refused: number
  /** Given up unanswered because its memory was full. */
  lost: number
  waiting: number
}

export const NOTHING: Ledger = { said: 0, sent: 0, acknowledged: 0, refused: 0, lost: 0, waiting: 0 }

/** Ledgers of several devices as one. */
export const addUp = (ledgers: readonly Ledger[]): Ledger =>
  ledgers.reduce(
    (sum, one) => ({
      said: sum.said + one.said,
      sent: sum.sent + one.sent,
      acknowledged: sum.acknowledged + one.acknowledged,
      refused: sum.refused + one.refused,
      lost: sum.lost + one.lost,
      waiting: sum.waiting + one.waiting,
    }),
    NOTHING,
  )

interface Kept<T> {
  readonly message: T
  /** When it was sent last and not answered yet; null while it waits for its turn. */
  sentAt: number | null
}

/** Messages under way without an answer, and messages kept at all while nobody answers. */
const [WINDOW, MEMORY] = [20, 10_000]

/** The memory of a device: what it said and has not been told is kept stays here, in order, and is sent again. Times come in with every call. */
export class Outbox<T> {
  readonly #kept = new Map<number, Kept<T>>()
  #underWay = 0
  #next = 0
  #sent = 0
  #acknowledged = 0
  #refused = 0
  #lost = 0

  get ledger(): Ledger {
    return {
      ...{ said: this.#next, sent: this.#sent, acknowledged: this.#acknowledged, refused: this.#refused },
      ...{ lost: this.#lost, waiting: this.#kept.size },
    }
  }

  /** Adds a message; numbers begin at 0. The oldest goes when the memory is full. */
  add(message: T): void {
    if (this.#kept.size >= MEMORY) {
      this.#drop(this.#kept.keys().next().value as number)
      this.#lost += 1
    }
    this.#kept.set(this.#next++, { message, sentAt: null })
  }

  /** The next message to be sent, under way from then on; null when there is none or too many are under way. */
  take(now: number): { no: number; message: T } | null {
    if (this.#underWay >= WINDOW) return null
    for (const [no, kept] of this.#kept) {
      if (kept.sentAt !== null) continue
      kept.sentAt = now
      this.#underWay += 1
      this.#sent += 1
      return { no, message: kept.message }
    }
    return null
  }

  acknowledge(no: number): void {
    if (this.#drop(no)) this.#acknowledged += 1
  }

  refuse(no: number): void {
    if (this.#drop(no)) this.#refused += 1
  }

  /** What is under way longer than this is to be sent again: everything after the line broke. */
  again(now: number, olderMs = 0): void {
    for (const kept of this.#kept.values()) {
      if (kept.sentAt === null || now - kept.sentAt < olderMs) continue
      kept.sentAt = null
      this.#underWay -= 1
    }
  }

  /** One that could not be sent waits for its turn again. */
  giveBack(no: number): void {
    const kept = this.#kept.get(no)
    if (!kept || kept.sentAt === null) return
    kept.sentAt = null
    this.#underWay -= 1
  }

  #drop(no: number): boolean {
    const kept = this.#kept.get(no)
    if (!kept) return false
    if (kept.sentAt !== null) this.#underWay -= 1
    return this.#kept.delete(no)
  }
}

/** A device that speaks to a gateway: what it has to say it says, in order, and again whatever was not acknowledged. */
export interface Device<T> {
  readonly ledger: Ledger
  say(message: T): void
  stop(): void
}

/** Where a gateway listens, and who speaks. */
export interface Party {
  host: string
  port: number
  code: string
  secret: string
}
