const ZONE = 'Asia/Shanghai'
const number = new Intl.NumberFormat('zh-CN')
const parts = new Intl.DateTimeFormat('zh-CN', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})

/** 2,359; a dash for what is not known. */
export const count = (value: number | null | undefined) =>
  value === null || value === undefined ? '—' : number.format(value)

/** 1,000+ for what was counted to a bound and is more. */
export const countTo = (value: number, bound: number) =>
  value > bound ? `${number.format(bound)}+` : number.format(value)

/** One decimal, no space: 94.1%. All but all is 99.9%, never 100.0%; a dash when there is nothing to share. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return '—'
  const tenths = Math.round((part / whole) * 1000)
  const honest = part < whole ? Math.min(tenths, 999) : tenths
  return `${((part > 0 ? Math.max(honest, 1) : honest) / 10).toFixed(1)}%`
}

/** Today's date in China as 2017-02-15. */
export const today = () => isoDate(new Date())

/** The date of an instant in China's calendar. */
export function isoDate(instant: Date): string {
  const at = pieces(instant)
  return `${at.year}-${at.month}-${at.day}`
}

/** 02-15, with the year when it is not this one. Takes a date or an instant as ISO text. */
export function day(text: string | null | undefined): string {
  if (!text) return '—'
  const date = text.length === 10 ? text : isoDate(new Date(text))
  return date.startsWith(today().slice(0, 5)) ? date.slice(5) : date
}

/** 2017-02-15 周三. */
export function dayOfWeek(instant: Date): string {
  return `${isoDate(instant)} ${pieces(instant).weekday}`
}

/** 02-15 08:42, with the year when it is not this one. */
export function time(text: string | null | undefined): string {
  if (!text) return '—'
  const at = pieces(new Date(text))
  return `${day(text)} ${at.hour}:${at.minute}`
}

/** 2026-02-15 08:42:05, for paper that is read years later. */
export function moment(text: string): string {
  const at = pieces(new Date(text))
  return `${isoDate(new Date(text))} ${at.hour}:${at.minute}:${String(new Date(text).getUTCSeconds()).padStart(2, '0')}`
}

/** 12 KB or 3.4 MB. */
export function fileSize(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

/** Whole days from today in China until a date; negative when it has passed. */
export function daysUntil(date: string): number {
  return Math.round((Date.parse(date) - Date.parse(today())) / 86_400_000)
}

function pieces(instant: Date): Record<string, string> {
  return Object.fromEntries(parts.formatToParts(instant).map(({ type, value }) => [type, value]))
}
