import { EncodeError } from './bytes.ts'
import { type Part, rawBytes } from './layout.ts'

type Form = 'instant' | 'utc' | 'pattern' | 'date' | 'timeOfDay'

/** How each form of packed time is shown, and read back. Years are 2000 to 2099. */
const FORMS: Readonly<Record<Form, { size: number; show: (digits: string) => string | null; match: RegExp }>> = {
  instant: { size: 6, show: (digits) => instant(digits, '+08:00'), match: /^20(..)-(..)-(..)T(..):(..):(..)\+08:00$/ },
  utc: { size: 6, show: (digits) => instant(digits, 'Z'), match: /^20(..)-(..)-(..)T(..):(..):(..)Z$/ },
  pattern: { size: 6, show: pattern, match: /^(?:20|00)(..)-(..)-(..)T(..):(..):(..)\+08:00$/ },
  date: {
    size: 4,
    show: (digits) => day(digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)),
    match: /^(\d{4})-(..)-(..)$/,
  },
  timeOfDay: { size: 5, show: millis, match: /^(..):(..):(..)\.(\d{3})$/ },
}

function moment(name: string, form: Form): Part {
  const { size, show, match } = FORMS[form]
  const raw = `${name}Raw`
  return {
    shape: { kind: 'moment', name, form },
    read(reader, into) {
      const digits = reader.take(size).toString('hex')
      if (reader.short) return
      const shown = show(digits)
      into[name] = shown
      if (shown !== null) return
      into[raw] = digits
      reader.flags.add('bad-time', name)
    },
    write(writer, from) {
      const kept = rawBytes(from, raw)
      if (kept?.length === size) return writer.put(kept)
      const found = match.exec(String(from[name] ?? ''))
      if (!found) throw new EncodeError(`${name} 应写作 ${EXAMPLES[form]} 的样子，实际为「${String(from[name])}」`)
      const digits = form === 'timeOfDay' ? `${found.slice(1, 4).join('')}0${found[4]}` : found.slice(1).join('')
      if (show(digits) === null) throw new EncodeError(`${name}「${String(from[name])}」不是一个时间`)
      writer.put(Buffer.from(digits, 'hex'))
    },
  }
}

const EXAMPLES: Readonly<Record<Form, string>> = {
  instant: '2024-10-01T23:59:59+08:00',
  utc: '2024-10-01T15:59:59Z',
  pattern: '0000-00-00T08:00:00+08:00（00 表示每年、每月、每日）',
  date: '2024-10-01',
  timeOfDay: '23:59:59.000',
}

/** A time in UTC+8, `2024-10-01T23:59:59+08:00`; null and `…Raw` when the digits are no time. */
export const time = (name: string): Part => moment(name, 'instant')
/** The one time of the standard that is in UTC (0x8004). */
export const utcTime = (name: string): Part => moment(name, 'utc')
/** A time of which year, month, day may be 00 for every one: `0000-00-00T08:00:00+08:00`. */
export const timePattern = (name: string): Part => moment(name, 'pattern')
/** A calendar day, `2024-10-01`. */
export const date = (name: string): Part => moment(name, 'date')
/** A time of the day with milliseconds, `23:59:59.000`. */
export const timeOfDay = (name: string): Part => moment(name, 'timeOfDay')

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function day(year: string, month: string, dayOfMonth: string): string | null {
  if (!/^\d+$/.test(year + month + dayOfMonth)) return null
  const last = DAYS[Number(month) - 1]
  if (last === undefined || dayOfMonth === '00' || Number(dayOfMonth) > last) return null
  const isLeap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0)
  if (month === '02' && dayOfMonth === '29' && !isLeap) return null
  return `${year}-${month}-${dayOfMonth}`
}

function clock(digits: string): string | null {
  const [hour, minute, second] = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6)]
  return /^\d{6}$/.test(digits) && hour < '24' && minute < '60' && second < '60' ? `${hour}:${minute}:${second}` : null
}

function instant(digits: string, zone: string): string | null {
  const date = day(`20${digits.slice(0, 2)}`, digits.slice(2, 4), digits.slice(4, 6))
  const at = clock(digits.slice(6))
  return date && at ? `${date}T${at}${zone}` : null
}

function pattern(digits: string): string | null {
  const [year, month, dayOfMonth] = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6)]
  const at = clock(digits.slice(6))
  const possible = day('2024', month === '00' ? '01' : month, dayOfMonth === '00' ? '01' : dayOfMonth)
  if (!at || !possible || !/^\d\d$/.test(year)) return null
  return `${year === '00' ? '0000' : `20${year}`}-${month}-${dayOfMonth}T${at}+08:00`
}

function millis(digits: string): string | null {
  const at = clock(digits.slice(0, 6))
  return at && /^0\d{3}$/.test(digits.slice(6)) ? `${at}.${digits.slice(7)}` : null
}
