import { addDays, addMonths, type LocalDate } from '#standards/calendar/local-date.ts'

/** The first day of the month a day lies in. */
export const firstOfMonth = (day: LocalDate): LocalDate => `${day.slice(0, 7)}-01`

/** The last day of the month a day lies in. */
export const lastOfMonth = (day: LocalDate): LocalDate => addDays(addMonths(firstOfMonth(day), 1), -1)

/** A period as whole months and the days that are left at its ends. */
export interface Cover {
  /** First day of the first whole month (null: from the beginning) and of the month after the last; null when no month is whole. */
  whole: { from: LocalDate | null; until: LocalDate } | null
  /** First and last day of what is left. */
  edges: [LocalDate, LocalDate][]
}

/**
 * Parts a period so that most of it can be read by the month.
 * @param from first day; null from the beginning
 * @param to last day
 */
export function coverOf(from: LocalDate | null, to: LocalDate): Cover {
  if (from !== null && from > to) return { whole: null, edges: [] }
  const first = from === null || from.endsWith('-01') ? from : addMonths(firstOfMonth(from), 1)
  const until = firstOfMonth(addDays(to, 1))
  if (first !== null && first >= until) return { whole: null, edges: [[from as LocalDate, to]] }
  return {
    whole: { from: first, until },
    edges: [
      ...(from !== null && first !== null && from < first
        ? ([[from, addDays(first, -1)]] as [LocalDate, LocalDate][])
        : []),
      ...(until <= to ? ([[until, to]] as [LocalDate, LocalDate][]) : []),
    ],
  }
}

/** The months of a period, each by its first day. */
export function monthsOf(from: LocalDate, to: LocalDate): LocalDate[] {
  const months: LocalDate[] = []
  for (let month = firstOfMonth(from); month <= to; month = addMonths(month, 1)) months.push(month)
  return months
}

/** The period just before, as long: whole months before whole months, otherwise as many days. */
export function periodBefore(from: LocalDate, to: LocalDate): { from: LocalDate; to: LocalDate } {
  const isWhole = from.endsWith('-01') && lastOfMonth(to) === to
  if (isWhole) return { from: addMonths(from, -monthsOf(from, to).length), to: addDays(from, -1) }
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1
  return { from: addDays(from, -days), to: addDays(from, -1) }
}

/** The same days a year earlier. */
export const yearBefore = (from: LocalDate, to: LocalDate): { from: LocalDate; to: LocalDate } => ({
  from: addMonths(from, -12),
  to: lastOfMonth(to) === to ? lastOfMonth(addMonths(firstOfMonth(to), -12)) : addMonths(to, -12),
})

/** Periods one asks for by name; each ends on the day the data end. */
export const PERIODS = {
  months: '近 12 个月',
  month: '本月',
  before: '上月',
  quarter: '本季度',
  year: '今年',
} as const

export type PeriodName = keyof typeof PERIODS

/** First and last day of a named period, seen from a day. */
export function periodNamed(name: PeriodName, day: LocalDate): { from: LocalDate; to: LocalDate } {
  const month = firstOfMonth(day)
  const quarter = addMonths(month, -((Number(day.slice(5, 7)) - 1) % 3))
  return {
    months: { from: addMonths(month, -11), to: day },
    month: { from: month, to: day },
    before: { from: addMonths(month, -1), to: addDays(month, -1) },
    quarter: { from: quarter, to: day },
    year: { from: `${day.slice(0, 4)}-01-01`, to: day },
  }[name]
}
