/** A local calendar date 'YYYY-MM-DD' in Asia/Shanghai. It is text: no time zone, no clock. */
export type LocalDate = string

const DAY = 86_400_000

/**
 * The date written in a text, with full-width digits made half-width. Only YYYY-MM-DD of an existing day, years 1900–2199.
 * @throws RangeError with a Chinese sentence otherwise
 */
export function readLocalDate(text: string): LocalDate {
  const normalized = text
    .normalize('NFKC')
    .trim()
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(normalized)
  if (!match) throw new RangeError(`日期「${text}」格式应为 YYYY-MM-DD`)
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const at = new Date(Date.UTC(year, month - 1, day))
  if (at.getUTCFullYear() !== year || at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) {
    throw new RangeError(`日期「${text}」不存在`)
  }
  if (year < 1900 || year > 2199) throw new RangeError(`日期「${text}」超出 1900 至 2199 年`)
  return normalized
}

/** The date of an instant in China, which keeps UTC+8 all year. */
export function localDateOf(instant: Date): LocalDate {
  return new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
}

/** The number of days since 1970-01-01. @throws RangeError when the date does not exist */
export function dayNumber(date: LocalDate): number {
  return Date.parse(`${readLocalDate(date)}T00:00:00Z`) / DAY
}

/** The date with this number of days since 1970-01-01. */
export function dateOfDay(number: number): LocalDate {
  return new Date(number * DAY).toISOString().slice(0, 10)
}

/** The date so many calendar days later; negative goes back. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfDay(dayNumber(date) + days)
}

/** The corresponding day so many months later; the last day of the month when it does not exist. 民法典 art. 202. */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const [year = 0, month = 1, day = 1] = readLocalDate(date).split('-').map(Number)
  const first = new Date(Date.UTC(year, month - 1 + months, 1))
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(day, lastDay))
  return first.toISOString().slice(0, 10)
}

/** The day of the week: 0 Sunday to 6 Saturday. */
export function weekday(date: LocalDate): number {
  return (((dayNumber(date) + 4) % 7) + 7) % 7
}
