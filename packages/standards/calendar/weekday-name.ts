import { type LocalDate, weekday } from './local-date.ts'

const NAMES = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

/** The Chinese name of a date's weekday, e.g. 周四. */
export function weekdayName(date: LocalDate): string {
  return NAMES[weekday(date)] ?? ''
}
