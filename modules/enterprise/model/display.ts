import { findIndustry } from '#standards/industry/industry.ts'
import { codeName } from './codes.ts'
import type { Field } from './fields.ts'

/** A value as an office reads it: names instead of keys, 是 and 否 instead of flags. */
export function displayValue(field: Field, value: unknown): string | number | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (field.type === 'industry') return `${value} ${findIndustry(String(value))?.name ?? ''}`.trim()
  if (field.list && Array.isArray(value))
    return value.map((key) => codeName(field.list as NonNullable<Field['list']>, key)).join('、')
  if (field.list) return codeName(field.list, String(value))
  return value as string | number
}
