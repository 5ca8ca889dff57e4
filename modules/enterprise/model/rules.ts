import type { ProblemField } from '#kernel/http/problem.ts'
import { maskName, maskPhone } from '#standards/code/mask.ts'
import { type Field, fieldOf, fields, keyFields } from './fields.ts'
import type { EnterpriseValues } from './schema.ts'
import { type ReadingPlace, readValue } from './values.ts'

/** Reads what was written for some fields; every problem and every remark on how it was read is named by its field. */
export function readFields(
  written: Record<string, unknown>,
  place: ReadingPlace = {},
): { values: EnterpriseValues; problems: ProblemField[]; remarks: ProblemField[] } {
  const values: Record<string, unknown> = {}
  const problems: ProblemField[] = []
  const remarks: ProblemField[] = []
  for (const field of fields as readonly Field[]) {
    if (written[field.key] === undefined) continue
    const reading = readValue(field, written[field.key], place)
    const problem = reading.problem ?? faultOf(field, reading.value)
    if (problem) problems.push({ pointer: `/${field.key}`, message: problem })
    else {
      values[field.key] = reading.value
      if ('remark' in reading && reading.remark) remarks.push({ pointer: `/${field.key}`, message: reading.remark })
    }
  }
  // Half a position is none: the map would put the enterprise on the equator or nowhere.
  if ((values.lng ?? null) === null && typeof values.lat === 'number')
    problems.push({ pointer: '/lng', message: '有纬度没有经度' })
  if ((values.lat ?? null) === null && typeof values.lng === 'number')
    problems.push({ pointer: '/lat', message: '有经度没有纬度' })
  return { values: values as EnterpriseValues, problems, remarks }
}

function faultOf(field: Field, value: unknown): string | null {
  if (field.required && (value === null || value === '')) return `请填写${field.label}`
  if (field.personal && isMasked(value)) return `${field.label}「${value}」是打码后的内容，请填写完整的，或不改这一项`
  if (field.key === 'name' && typeof value === 'string' && /^[=+@]/.test(value))
    return '企业名称不能以 = + @ 开头，请改为文字'
  return null
}

/** Days of fields that tell of the past and lie ahead of a day. */
export function aheadOf(values: EnterpriseValues, today: string): ProblemField[] {
  const { establishedOn } = values
  if (!establishedOn || establishedOn <= today) return []
  const message = `${fieldOf('establishedOn').label} ${establishedOn} 还没有到，不能晚于今天（${today}）`
  return [{ pointer: '/establishedOn', message }]
}

/** Whether a value is what our own masks leave of personal data; writing it back would destroy the real one. */
export function isMasked(value: unknown): boolean {
  return typeof value === 'string' && /[*＊]/.test(value)
}

/** Personal data with the middle hidden (security baseline §3); other values as they are. */
export function maskValues(values: Record<string, unknown>): Record<string, unknown> {
  const masked: Record<string, unknown> = { ...values }
  for (const field of fields as readonly Field[]) {
    const value = masked[field.key]
    if (!field.personal || typeof value !== 'string') continue
    masked[field.key] = field.personal === 'phone' ? maskPhone(value) : maskName(value)
  }
  return masked
}

/** The first day on which one of the confirmed key fields is no longer good; null when one was never confirmed. */
export function staleOn(facts: Record<string, { at: string }>): string | null {
  const days = keyFields.map((field) => {
    const fact = facts[field.key]
    return fact ? goodUntil(field, fact.at) : null
  })
  if (days.some((day) => day === null)) return null
  return (days as string[]).sort()[0] ?? null
}

/** Last day on which a confirmation counts, in China's calendar. */
export function goodUntil(field: Field, confirmedAt: string): string {
  const end = new Date(Date.parse(confirmedAt) + (field.freshDays ?? 0) * 86_400_000 + 8 * 3_600_000)
  return end.toISOString().slice(0, 10)
}

/** Those of the values that differ from the record; an empty list and no list are the same. */
export function changedValues(present: Record<string, unknown>, values: EnterpriseValues): EnterpriseValues {
  const changed = Object.entries(values).filter(([key, value]) => !sameValue(key, present[key], value))
  return Object.fromEntries(changed) as EnterpriseValues
}

/** Whether two stored values of a field mean the same; no list and an empty list do. */
export function sameValue(key: string, a: unknown, b: unknown): boolean {
  const empty = fieldOf(key).type === 'codes' ? [] : null
  return JSON.stringify(a ?? empty) === JSON.stringify(b ?? empty)
}

/** Keys whose value in the record is no longer the one it had in an earlier snapshot (columns in snake_case). */
export function conflictingKeys(
  snapshot: Record<string, unknown>,
  present: Record<string, unknown>,
  keys: string[],
): string[] {
  return keys.filter((key) => !sameValue(key, valueInSnapshot(snapshot, key), present[key]))
}

/** A field's value in a stored snapshot. */
export function valueInSnapshot(snapshot: Record<string, unknown>, key: string): unknown {
  return snapshot[columnOf(key)] ?? null
}

/** Column of a field: the same word in snake_case. */
export function columnOf(key: string): string {
  return key.replace(/[A-Z0-9]+/g, (part) => `_${part.toLowerCase()}`)
}
