import { addDays, type LocalDate } from '#standards/calendar/local-date.ts'
import { firstOfMonth } from './period.ts'

/** Figures of people are told in steps of so many, so that neither a small one nor the difference of two says who it was. */
export const STEP = 5

/** Length of the code of a town: figures of people are told of no smaller grid. */
const SMALLEST_GRID = 9

/** Whether a grid is a town or larger. */
export const isTown = (grid: string): boolean => grid.length <= SMALLEST_GRID

interface Period {
  grid: string
  from: LocalDate
  to: LocalDate
  knownOn: LocalDate | null
}

/**
 * What of a question about people is answered: whole months that are over, as they were known at the end of a month, of a town or more. Two
 * questions then differ by a month or a town at least, never by a day or a house. Null where nothing of it may be told.
 */
export function disclosed<Asked extends Period>(
  asked: Asked,
  kind: 'flow' | 'stock' | 'ratio',
  today: LocalDate,
): Asked | null {
  if (!isTown(asked.grid)) return null
  const begin = asked.from.endsWith('-01') ? asked.from : firstOfMonth(addDays(firstOfMonth(asked.from), 31))
  const to = endOfLastMonth(asked.to < today ? asked.to : addDays(today, -1))
  const knownOn = endOfLastMonth(asked.knownOn ?? addDays(today, -1))
  // What stands at a day has no beginning: the last month that is over answers for the one that is not.
  const from = kind === 'stock' && begin > to ? firstOfMonth(to) : begin
  return from <= to ? { ...asked, from, to, knownOn } : null
}

/** A figure of people as it is told. */
export const inSteps = (value: number): number => Math.round(value / STEP) * STEP

/** The last end of a month that is not after a day. */
const endOfLastMonth = (day: LocalDate): LocalDate => addDays(firstOfMonth(addDays(day, 1)), -1)
