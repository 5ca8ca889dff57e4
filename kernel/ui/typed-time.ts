import { readLocalDate } from '#standards/calendar/local-date.ts'

const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六']

/** 周日, of a date. */
export const weekdayOf = (date: string): string => `周${WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()]}`

const DAY = /^(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?(?:周.)?$/
const EIGHT = /^(\d{4})(\d{2})(\d{2})$/

/**
 * The date somebody typed, as 2026-11-22: with dashes, slashes, dots or 年月日, as eight digits, or without its year.
 * @param thisYear the year of a date typed without one
 * @returns null for what is no date
 */
export function typedDate(text: string, thisYear: string): string | null {
  const plain = text
    .normalize('NFKC')
    .replace(/\s/gu, '')
    .replace(/[‐-―−]/gu, '-')
  const [, year = thisYear, month = '', day = ''] = DAY.exec(plain) ?? EIGHT.exec(plain) ?? []
  try {
    return readLocalDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
  } catch {
    return null
  }
}

/** The time of day somebody typed, as 09:30: 9:30, 0930, 9点30分, 9点. @returns null for what is none */
export function typedTime(text: string): string | null {
  const plain = text.normalize('NFKC').replace(/\s/gu, '')
  const [, hour, minute = '0'] = /^(\d{1,2})[:.点时](\d{1,2})?分?$/.exec(plain) ?? /^(\d{2})(\d{2})$/.exec(plain) ?? []
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return null
  return `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`
}
