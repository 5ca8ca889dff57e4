import { addDays, addMonths, dayNumber, type LocalDate, readLocalDate } from './local-date.ts'
import {
  addWorkdays,
  hasYear,
  isWorkday,
  rollForward,
  SEED_CALENDAR,
  type WorkCalendar,
  workdaysBetween,
} from './work-calendar.ts'

/** H hours, D calendar days, WD working days, M months, Y years. */
export type TermUnit = 'H' | 'D' | 'WD' | 'M' | 'Y'

/** Time taken out of a term (testing, appraisal, hearing): whole days from..to inclusive; instants for unit H. */
export interface Suspension {
  readonly from: string
  readonly to: string
}

/** A term to compute. `from` is the day of the event, or for hours the local moment 'YYYY-MM-DD HH:MM[:SS]'. */
export interface Term {
  readonly from: string
  readonly unit: TermUnit
  readonly amount: number
  /** Approved extensions, in the same unit, added to the term. */
  readonly extensions?: readonly number[]
  readonly suspensions?: readonly Suspension[]
}

/** The last day of a term (or the moment, for hours). Overdue from 00:00 of the next day. */
export interface Due {
  readonly due: string
  /** True when the last day was a rest day and moved to the next working day. */
  readonly rolled: boolean
  /** True when a needed year has no published calendar: weekdays only, to be recomputed after import. */
  readonly provisional: boolean
  /** The rules applied, in Chinese. */
  readonly basis: string
}

const UNIT_NAMES: Readonly<Record<TermUnit, string>> = { H: '小时', D: '日', WD: '个工作日', M: '个月', Y: '年' }
const MAX_AMOUNT: Readonly<Record<TermUnit, number>> = { H: 100_000, D: 36_500, WD: 10_000, M: 1_200, Y: 100 }

/**
 * When a term ends. calendars-and-deadlines.md §4; 民法典 arts. 200–204.
 * The start day is not counted. A last day on a rest day moves to the next working day for D, M and Y; a term in working
 * days ends on one by itself; hours count from the moment and never move. Extensions lengthen the term before any moving;
 * suspended days (working days for WD) inside the term are added to its end.
 * @throws RangeError with a Chinese sentence for impossible dates or amounts
 */
export function due(term: Term, calendar: WorkCalendar = SEED_CALENDAR): Due {
  const total = totalAmount(term)
  if (term.unit === 'H') return dueMoment(term, total)
  const from = readLocalDate(term.from)
  if (term.unit === 'WD') return dueWorkday(term, from, total, calendar)
  const raw = suspend(addTerm(from, term.unit, total), from, term.suspensions ?? [], (end, days) => addDays(end, days))
  const end = rollForward(raw, calendar)
  const basis = ['自次日起算（民法典第二百零一条）']
  if (term.unit !== 'D') basis.push('以对应日届满，无对应日的为当月最后一日（第二百零二条）')
  if (end !== raw) basis.push(`末日 ${raw} 为休息日，顺延至其后第一个工作日（第二百零三条）`)
  return {
    due: end,
    rolled: end !== raw,
    provisional: !hasYear(calendar, raw) || !hasYear(calendar, end),
    basis: describe(term, basis, calendar, [raw, end]),
  }
}

function totalAmount({ unit, amount, extensions = [] }: Term): number {
  for (const part of [amount, ...extensions]) {
    if (!Number.isSafeInteger(part) || part < 0) throw new RangeError(`期限应为不小于 0 的整数，实际为 ${part}`)
  }
  const total = [amount, ...extensions].reduce((sum, part) => sum + part, 0)
  if (total > MAX_AMOUNT[unit]) throw new RangeError(`期限 ${total} ${UNIT_NAMES[unit]}过长，最多 ${MAX_AMOUNT[unit]}`)
  return total
}

function addTerm(from: LocalDate, unit: 'D' | 'M' | 'Y', amount: number): LocalDate {
  if (unit === 'D') return addDays(from, amount)
  return addMonths(from, unit === 'Y' ? amount * 12 : amount)
}

function dueWorkday(term: Term, from: LocalDate, total: number, calendar: WorkCalendar): Due {
  const extend = (end: LocalDate, days: number) => (days === 0 ? end : addWorkdays(end, days, calendar))
  const count = (start: LocalDate, to: LocalDate) => workdaysBetween(addDays(start, -1), to, calendar)
  const end = suspend(addWorkdays(from, total, calendar), from, term.suspensions ?? [], extend, count)
  const basis = ['自次日起算，只计工作日，调休上班日计入（民法典第二百零一条；行政处罚法第八十五条等）']
  const years = yearsBetween(from, end)
  return {
    due: end,
    rolled: total === 0 && !isWorkday(from, calendar),
    provisional: years.some((year) => !calendar.years.has(year)),
    basis: describe(
      term,
      basis,
      calendar,
      years.map((year) => `${year}-01-01`),
    ),
  }
}

/**
 * The end of a term after its suspended intervals: each day of an interval that lies after the start day and not after
 * the end as it stands so far is added at the end. Overlapping intervals count once.
 */
function suspend(
  end: LocalDate,
  from: LocalDate,
  suspensions: readonly Suspension[],
  extend: (end: LocalDate, days: number) => LocalDate,
  count: (from: LocalDate, to: LocalDate) => number = (start, to) => dayNumber(to) - dayNumber(start) + 1,
): LocalDate {
  const intervals = suspensions
    .map((interval) => ({ from: readLocalDate(interval.from), to: readLocalDate(interval.to) }))
    .sort((a, b) => (a.from < b.from ? -1 : 1))
  let covered = from
  let result = end
  for (const interval of intervals) {
    if (interval.to < interval.from) throw new RangeError(`中止期间 ${interval.from} 至 ${interval.to} 起止颠倒`)
    const start = interval.from > covered ? interval.from : addDays(covered, 1)
    if (start > result || interval.to < start) continue
    result = extend(result, count(start, interval.to))
    covered = interval.to
  }
  return result
}

function dueMoment(term: Term, hours: number): Due {
  const start = readMoment(term.from)
  let end = start + hours * 3_600_000
  let covered = start
  const intervals = (term.suspensions ?? [])
    .map((interval) => ({ from: readMoment(interval.from), to: readMoment(interval.to) }))
    .sort((a, b) => a.from - b.from)
  for (const interval of intervals) {
    if (interval.to < interval.from) throw new RangeError('中止期间起止颠倒')
    const from = Math.max(interval.from, covered)
    if (from >= end || interval.to <= from) continue
    end += interval.to - from
    covered = interval.to
  }
  const text = new Date(end).toISOString()
  const due = `${text.slice(0, 10)} ${text.slice(11, term.from.trim().length > 16 ? 19 : 16)}`
  const basis = describe(term, ['自事件发生时起算，不因休息日顺延（民法典第二百零一条）'], null, [])
  return { due, rolled: false, provisional: false, basis }
}

// The local moment is treated as if it were UTC: China has one zone and no daylight saving, so the difference is exact.
function readMoment(text: string): number {
  const match = /^(\S+)[T ](\d{2}):(\d{2})(?::(\d{2}))?$/.exec(text.normalize('NFKC').trim())
  const [hour, minute, second] = [Number(match?.[2]), Number(match?.[3]), Number(match?.[4] ?? 0)]
  if (!match || hour > 23 || minute > 59 || second > 59)
    throw new RangeError(`时刻「${text}」格式应为 YYYY-MM-DD HH:MM`)
  return dayNumber(match[1] ?? '') * 86_400_000 + ((hour * 60 + minute) * 60 + second) * 1000
}

function yearsBetween(from: LocalDate, to: LocalDate): number[] {
  const [first, last] = [Number(addDays(from, 1).slice(0, 4)), Number(to.slice(0, 4))]
  return Array.from({ length: Math.max(last - first + 1, 1) }, (_, index) => first + index)
}

function describe(term: Term, rules: string[], calendar: WorkCalendar | null, dates: readonly LocalDate[]): string {
  const lines = [`${term.amount} ${UNIT_NAMES[term.unit]}`, ...rules]
  const extended = (term.extensions ?? []).reduce((sum, part) => sum + part, 0)
  if (extended > 0) lines.splice(1, 0, `延长 ${extended} ${UNIT_NAMES[term.unit]}`)
  if ((term.suspensions ?? []).length > 0) lines.push('中止期间不计入期限')
  const missing = [
    ...new Set(dates.filter((date) => calendar && !hasYear(calendar, date)).map((date) => date.slice(0, 4))),
  ]
  if (missing.length > 0) lines.push(`${missing.join('、')} 年放假安排尚未导入，暂按周末推算`)
  return lines.join('；')
}
