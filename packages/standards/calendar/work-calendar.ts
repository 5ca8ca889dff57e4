import { HOLIDAY_NOTICES } from './holidays.ts'
import { addDays, dateOfDay, dayNumber, type LocalDate, readLocalDate } from './local-date.ts'

/** One holiday of a notice: continuous days off, and the weekend days worked in exchange (调休). */
export interface Holiday {
  readonly name: string
  readonly from: LocalDate
  readonly to: LocalDate
  readonly work: readonly LocalDate[]
}

/** The yearly notice of the General Office of the State Council (节假日安排通知). */
export interface HolidayNotice {
  readonly year: number
  readonly source: string
  readonly holidays: readonly Holiday[]
}

export type DayKind = 'workday' | 'weekend' | 'holiday' | 'makeup_workday'

/** Days that differ from their weekday, and the years whose notice is known. */
export interface WorkCalendar {
  readonly years: ReadonlySet<number>
  readonly days: ReadonlyMap<LocalDate, { readonly kind: 'holiday' | 'makeup_workday'; readonly name: string }>
}

/**
 * The calendar made of yearly notices. 全国年节及纪念日放假办法. A later notice for the same year replaces the earlier one.
 * @throws RangeError when a date does not exist or a holiday ends before it begins
 */
export function buildCalendar(notices: readonly HolidayNotice[]): WorkCalendar {
  const byYear = new Map(notices.map((notice) => [notice.year, notice]))
  const days = new Map<LocalDate, { kind: 'holiday' | 'makeup_workday'; name: string }>()
  for (const { holidays } of byYear.values()) {
    for (const { name, from, to, work } of holidays) {
      if (dayNumber(to) < dayNumber(from)) throw new RangeError(`${name}的结束日期早于开始日期`)
      for (let day = readLocalDate(from); day <= to; day = addDays(day, 1)) days.set(day, { kind: 'holiday', name })
      for (const day of work) days.set(readLocalDate(day), { kind: 'makeup_workday', name })
    }
  }
  return { years: new Set(byYear.keys()), days }
}

/** The national calendar of 2023–2026 that ships with the platform; an imported calendar takes its place. */
export const SEED_CALENDAR: WorkCalendar = buildCalendar(HOLIDAY_NOTICES)

/** What kind of day a date is. calendars-and-deadlines.md §3; days not listed follow the weekday. */
export function dayKind(date: LocalDate, calendar: WorkCalendar = SEED_CALENDAR): DayKind {
  return kindOfDay(dayNumber(date), calendar)
}

// Loops run on day numbers: reading and checking a date text each day would cost most of the time.
function kindOfDay(day: number, calendar: WorkCalendar): DayKind {
  const listed = calendar.days.get(dateOfDay(day))
  if (listed) return listed.kind
  // Day 0 was a Thursday; 2 and 3 modulo 7 are Saturday and Sunday.
  const phase = ((day % 7) + 7) % 7
  return phase === 2 || phase === 3 ? 'weekend' : 'workday'
}

function isWorkdayNumber(day: number, calendar: WorkCalendar): boolean {
  const kind = kindOfDay(day, calendar)
  return kind === 'workday' || kind === 'makeup_workday'
}

/** Whether a date is a working day, make-up workdays included. 民法典 art. 203 read with the yearly notice. */
export function isWorkday(date: LocalDate, calendar: WorkCalendar = SEED_CALENDAR): boolean {
  return isWorkdayNumber(dayNumber(date), calendar)
}

/** The date itself when it is a working day, otherwise the next working day. 民法典 art. 203. */
export function rollForward(date: LocalDate, calendar: WorkCalendar = SEED_CALENDAR): LocalDate {
  let day = dayNumber(date)
  while (!isWorkdayNumber(day, calendar)) day += 1
  return dateOfDay(day)
}

/**
 * The working day so many working days after a date, which itself is not counted; negative goes back.
 * Zero gives the date when it is a working day, otherwise the next working day. calendars-and-deadlines.md §8 test 3.
 * @throws RangeError when the amount is not whole
 */
export function addWorkdays(date: LocalDate, amount: number, calendar: WorkCalendar = SEED_CALENDAR): LocalDate {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`工作日数应为整数，实际为 ${amount}`)
  if (amount === 0) return rollForward(date, calendar)
  const step = amount > 0 ? 1 : -1
  let day = dayNumber(date)
  for (let left = Math.abs(amount); left > 0; ) {
    day += step
    if (isWorkdayNumber(day, calendar)) left -= 1
  }
  return dateOfDay(day)
}

/**
 * The number of working days after `from` up to and including `to`; negative when `to` is earlier.
 * workdaysBetween(d, addWorkdays(d, n)) = n for n ≥ 1. calendars-and-deadlines.md §8 test 4.
 */
export function workdaysBetween(from: LocalDate, to: LocalDate, calendar: WorkCalendar = SEED_CALENDAR): number {
  const [first, last] = [dayNumber(from), dayNumber(to)]
  if (last < first) {
    const count = workdaysBetween(to, from, calendar)
    return count === 0 ? 0 : -count
  }
  let count = 0
  for (let day = first + 1; day <= last; day += 1) if (isWorkdayNumber(day, calendar)) count += 1
  return count
}

/** Whether the holidays of the year of a date are published; else only weekdays are known. */
export function hasYear(calendar: WorkCalendar, date: LocalDate): boolean {
  return calendar.years.has(Number(date.slice(0, 4)))
}

/** Blocks of at least `minDays` consecutive days off between two dates, for pre-holiday duties. calendars… §7. */
export function listRestBlocks(
  from: LocalDate,
  to: LocalDate,
  minDays = 3,
  calendar: WorkCalendar = SEED_CALENDAR,
): { from: LocalDate; to: LocalDate; days: number; name: string }[] {
  const blocks: { from: LocalDate; to: LocalDate; days: number; name: string }[] = []
  let day = readLocalDate(from)
  while (day <= to) {
    const start = day
    let name = ''
    while (!isWorkday(day, calendar)) {
      name ||= calendar.days.get(day)?.name ?? ''
      day = addDays(day, 1)
    }
    const days = dayNumber(day) - dayNumber(start)
    if (days >= minDays) blocks.push({ from: start, to: addDays(day, -1), days, name })
    if (days === 0) day = addDays(day, 1)
  }
  return blocks
}
