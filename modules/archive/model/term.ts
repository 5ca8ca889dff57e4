import { addDays, type LocalDate } from '#standards/calendar/local-date.ts'
import { type Retention, retentionYears } from './codes.ts'

/**
 * By when files of a kind are bound: some days after closing, as case files are; or by the end of June of the next year, as the rest of
 * an office's files is. official-documents-archives.md §5; neither was confirmed.
 */
export type FilingRule = 'after-closing' | 'by-june'

/** The day by which a case closed on a day is to be filed. @param days setting of the office */
export const fileBy = (rule: FilingRule, closedOn: LocalDate, days: number): LocalDate =>
  rule === 'by-june' ? `${Number(closedOn.slice(0, 4)) + 1}-06-30` : addDays(closedOn, days)

/** The first day of closing on which a case is not late yet: `fileBy` of it is this day or later. */
export function notLateFrom(rule: FilingRule, days: number, on: LocalDate): LocalDate {
  if (rule === 'after-closing') return addDays(on, -days)
  const year = Number(on.slice(0, 4))
  return `${on.slice(5) > '06-30' ? year : year - 1}-01-01`
}

/** A rule as people say it. */
export const ruleWords = (rule: FilingRule, days: number): string =>
  rule === 'by-june' ? '次年六月底前归档' : `结案后 ${days} 天内归档`

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
