/** Days and times as they stand on paper: Arabic digits, no leading zeros, 24 hours, local time. */

interface Parts {
  year: number
  month: number
  day: number
  hour: number | null
  minute: number
}

/** A value that is not a day or not a time of day. */
export class DayUnreadable extends Error {}

function partsOf(value: string): Parts {
  const found = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2}))?/.exec(value)
  if (!found) throw new DayUnreadable(value)
  const [, year, month, day, hour, minute] = found
  return {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: hour === undefined ? null : Number(hour),
    minute: Number(minute ?? 0),
  }
}

/** 2017年2月15日 @throws DayUnreadable */
export function dateOnPaper(value: string): string {
  const { year, month, day } = partsOf(value)
  return `${year}年${month}月${day}日`
}

/** 2017年2月15日9时5分 @throws DayUnreadable */
export function timeOnPaper(value: string): string {
  const parts = partsOf(value)
  return dateOnPaper(value) + clockOf(parts)
}

const clockOf = ({ hour, minute }: Parts): string => (hour === null ? '' : `${hour}时${minute}分`)

/** What of a time differs from an earlier one: 11时40分, or 2月16日1时5分 on another day. @throws DayUnreadable */
export function shortTimeOnPaper(value: string, since: string | null): string {
  if (since === null) return timeOnPaper(value)
  const [to, from] = [partsOf(value), partsOf(since)]
  if (to.year !== from.year) return timeOnPaper(value)
  if (to.month !== from.month || to.day !== from.day) return `${to.month}月${to.day}日${clockOf(to)}`
  return clockOf(to)
}

const digits = '零壹贰叁肆伍陆柒捌玖'

/**
 * 贰零壹柒年零贰月壹拾伍日. The year digit by digit; months 1, 2, 10 and days 1–10, 20, 30 take a leading 零, so that nothing can be
 * written before them.
 * @throws DayUnreadable
 */
export function dateInCapital(value: string): string {
  const { year, month, day } = partsOf(value)
  const years = [...String(year)].map((digit) => digits[Number(digit)]).join('')
  const leads = (wanted: boolean, number: number) => `${wanted ? '零' : ''}${tensOf(number)}`
  const zeroMonth = month === 1 || month === 2 || month === 10
  const zeroDay = day <= 10 || day === 20 || day === 30
  return `${years}年${leads(zeroMonth, month)}月${leads(zeroDay, day)}日`
}

function tensOf(number: number): string {
  const [tens, ones] = [Math.floor(number / 10), number % 10]
  return `${tens > 0 ? `${digits[tens]}拾` : ''}${ones > 0 ? digits[ones] : ''}`
}
