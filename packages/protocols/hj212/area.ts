import { DATA_FLAGS, EXECUTION_RESULTS, own, REQUEST_RESULTS, RUN_STATES } from './codes.ts'
import { FACTORS } from './factors.ts'
import type { Flags } from './flags.ts'

/** All values of one factor; texts as sent, so that no digit is lost. */
export interface FactorRow {
  readonly code: string
  /** null when the dictionary has no such factor. */
  readonly name: string | null
  readonly unit: string | null
  readonly values: Record<string, string>
  readonly flagName?: string
  /** Whether the value may enter averages and limit checks; only where a data flag was sent. */
  readonly usable?: boolean
  readonly stateName?: string
}

/** The data area CP. */
export interface Area {
  /** As sent. */
  readonly text: string
  /** DataTime as `2022-05-13T16:26:00+08:00`; null when absent or no time. */
  readonly dataTime: string | null
  /** Names without a factor, texts as sent. */
  readonly fields: Record<string, string>
  readonly qnRtnName?: string
  readonly exeRtnName?: string
  readonly factors: readonly FactorRow[]
}

/** Reads what stands between the two &&. Items of one factor are merged, wherever they stand; of a repeated name the last holds. */
export function readArea(text: string, flags: Flags): Area {
  const fields = new Map<string, string>()
  const factors = new Map<string, Map<string, string>>()
  for (const item of text.split(/[;,]/)) {
    if (item.trim() === '') continue
    const equals = item.indexOf('=')
    if (equals < 1) {
      flags.add('no-name', 'CP')
      continue
    }
    const [name, value] = [item.slice(0, equals).trim(), item.slice(equals + 1).trim()]
    const dash = name.indexOf('-')
    if (dash < 1) keep(fields, name, value, name, flags)
    else keep(valuesOf(factors, name.slice(0, dash)), name.slice(dash + 1), value, name, flags)
  }
  return {
    text,
    dataTime: readDataTime(fields.get('DataTime'), flags),
    fields: Object.fromEntries(fields),
    ...nameResult('qnRtnName', fields.get('QnRtn'), REQUEST_RESULTS, flags),
    ...nameResult('exeRtnName', fields.get('ExeRtn'), EXECUTION_RESULTS, flags),
    factors: [...factors].map(([code, values]) => inWords(code, values, flags)),
  }
}

function keep(into: Map<string, string>, key: string, value: string, name: string, flags: Flags): void {
  const before = into.get(key)
  if (before !== undefined && before !== value) flags.add('repeated', name)
  into.set(key, value)
}

function valuesOf(factors: Map<string, Map<string, string>>, code: string): Map<string, string> {
  const values = factors.get(code) ?? new Map<string, string>()
  factors.set(code, values)
  return values
}

function nameResult(key: string, code: string | undefined, names: Readonly<Record<string, string>>, flags: Flags) {
  if (code === undefined) return {}
  const name = names[String(Number(code))]
  if (name === undefined) flags.add('unknown-code', key.slice(0, -4))
  return name === undefined ? {} : { [key]: name }
}

function inWords(code: string, values: ReadonlyMap<string, string>, flags: Flags): FactorRow {
  const factor = FACTORS.get(code)
  const flag = values.get('Flag')
  const meaning = flag === undefined ? undefined : own(DATA_FLAGS, flag.toUpperCase())
  const state = values.get('RS')
  if (!factor && state === undefined && !values.has('RT')) flags.add('unknown-factor', code)
  if (flag !== undefined && !meaning) flags.add('unknown-data-flag', flag)
  return {
    code,
    name: factor?.name ?? null,
    unit: factor?.unit ?? null,
    values: Object.fromEntries(values),
    ...(flag === undefined ? {} : { flagName: meaning?.name ?? 'unknown', usable: meaning?.usable ?? false }),
    ...(state === undefined ? {} : { stateName: own(RUN_STATES, state) ?? 'unknown' }),
  }
}

/** Fourteen digits in UTC+8; some devices send three more for milliseconds, which are cut off. */
function readDataTime(digits: string | undefined, flags: Flags): string | null {
  if (digits === undefined) return null
  if (digits.length === 17) flags.add('long-time', 'DataTime')
  const shown = showTime(digits.length === 17 ? digits.slice(0, 14) : digits)
  if (shown === null) flags.add('bad-time', 'DataTime')
  return shown
}

/** `2022-05-13T16:26:00+08:00` for 20220513162600; null when it is no time. */
export function showTime(digits: string): string | null {
  const found = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(digits)
  if (!found) return null
  const [, year, month, day, hour, minute, second] = found
  const shown = `${year}-${month}-${day}T${hour}:${minute}:${second}`
  const at = new Date(`${shown}Z`)
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 19) !== shown ? null : `${shown}+08:00`
}
