import { addDays, type LocalDate } from '#standards/calendar/local-date.ts'
import { type Retention, retentionYears } from './codes.ts'

/** The day by which a case closed on a day is to be filed. @param days setting of the office, not confirmed */
export const fileBy = (closedOn: LocalDate, days: number): LocalDate => addDays(closedOn, days)

/** Last day of a retention period: it counts from the year after the one of the archive number. null for ever. */
export function retainUntil(year: number, retention: Retention): LocalDate | null {
  const years = retentionYears[retention]
  return years === null ? null : `${year + years}-12-31`
}

/** The last day after some years more. */
export const longerBy = (until: LocalDate, years: number): LocalDate =>
  `${Number(until.slice(0, 4)) + years}${until.slice(4)}`

/** Last day of a loan granted on a day. */
export const loanEnds = (grantedOn: LocalDate, days: number): LocalDate => addDays(grantedOn, days)
