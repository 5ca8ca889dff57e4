import { addDays, addMonths, type LocalDate, weekday } from '#standards/calendar/local-date.ts'
import type { CheckState, Rhythm } from './codes.ts'

/** A period in which a check is due once; both days belong to it. */
export interface Period {
  from: LocalDate
  dueOn: LocalDate
}

/** The period of a rhythm a day lies in: the day, its week from Monday, its month, its quarter. */
export function periodOf(rhythm: Rhythm, on: LocalDate): Period {
  if (rhythm === 'daily') return { from: on, dueOn: on }
  if (rhythm === 'weekly') {
    const from = addDays(on, -((weekday(on) + 6) % 7))
    return { from, dueOn: addDays(from, 6) }
  }
  const months = rhythm === 'monthly' ? 1 : 3
  const month = Number(on.slice(5, 7)) - 1
  const first = String(month - (month % months) + 1).padStart(2, '0')
  const from = `${on.slice(0, 5)}${first}-01`
  return { from, dueOn: addDays(addMonths(from, months), -1) }
}

/** Days before the last one on which the enterprise is reminded; a daily check is told of on its day only. */
export const remindAhead: Readonly<Record<Rhythm, number>> = { daily: 0, weekly: 2, monthly: 5, quarterly: 10 }

/** How a check stands on a day. What is missed stays missed: a check is not filled in afterwards. */
export function stateOf(check: { finishedAt: unknown; answered: number; dueOn: LocalDate }, on: LocalDate): CheckState {
  if (check.finishedAt) return 'done'
  if (check.dueOn < on) return 'missed'
  return check.answered > 0 ? 'doing' : 'due'
}
