import type { PastAct, PastCase } from '#kernel/cases/past.ts'
import type { Doer } from './hazards/staff.ts'

/** Acts in the order of their moments, none later than now. */
export class PastStory {
  readonly acts: PastAct[] = []
  readonly #now: Date
  #over = false

  constructor(now: Date) {
    this.#now = now
  }

  /** Tells an act, and says whether it had happened by now. */
  add(at: Date, act: string, by: Doer, input: Record<string, unknown>, holder: Doer | null): boolean {
    const last = this.acts.at(-1)?.at.getTime() ?? 0
    const moment = new Date(Math.max(at.getTime(), last + 60_000))
    if (moment > this.#now) this.#over = true
    if (this.#over) return false
    this.acts.push({ act, at: moment, by, input, holderSeatId: holder?.seatId ?? null })
    return true
  }
}

/** Numbers run in the order in which the cases were opened, county by county and year by year. */
export function numbered(prefix: string, cases: readonly Omit<PastCase, 'number'>[]): PastCase[] {
  const running = new Map<string, number>()
  return cases
    .filter(({ acts }) => acts.length > 0)
    .toSorted((a, b) => (a.acts[0]?.at.getTime() ?? 0) - (b.acts[0]?.at.getTime() ?? 0))
    .map((one) => {
      const year = new Date((one.acts[0]?.at.getTime() ?? 0) + 8 * 3_600_000).getUTCFullYear()
      const key = `${one.gridCode.slice(0, 6)}-${year}`
      const number = (running.get(key) ?? 0) + 1
      running.set(key, number)
      return { ...one, number: `${prefix}-${key}-${String(number).padStart(5, '0')}` }
    })
}
