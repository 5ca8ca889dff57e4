import type { Fragments } from '#protocols/jt808/fragments.ts'
import type { Session } from './session.ts'

/** Which terminal is spoken to through which session. */
export class Sessions {
  readonly #byPhone = new Map<string, Session>()

  get size(): number {
    return this.#byPhone.size
  }

  find(phone: string): Session | undefined {
    return this.#byPhone.get(phone)
  }

  /** The newer connection of a terminal wins: the older one is closed when its messages are through. */
  async enter(phone: string, session: Session): Promise<void> {
    const before = this.#byPhone.get(phone)
    this.#byPhone.set(phone, session)
    if (before && before !== session) await before.end()
  }

  leave(session: Session): void {
    if (session.phone && this.#byPhone.get(session.phone) === session) this.#byPhone.delete(session.phone)
  }

  async endAll(): Promise<void> {
    await Promise.all([...this.#byPhone.values()].map((session) => session.end()))
  }

  /** Asks terminals for the fragments that have been missing for a while. @returns stops asking */
  askForMissing(fragments: Fragments, everyMs: number): () => void {
    const timer = setInterval(() => {
      const now = Date.now()
      fragments.expire(now)
      fragments.takeLost()
      for (const { first, resend } of fragments.missing(now, everyMs))
        this.find(first.phone)?.askAgain(resend.firstSequence, resend.fragments)
    }, everyMs).unref()
    return () => clearInterval(timer)
  }
}
