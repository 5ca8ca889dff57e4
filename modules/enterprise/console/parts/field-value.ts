import { count } from '#kernel/ui/format.ts'
import { findIndustry } from '#standards/industry/industry.ts'
import { type CodeListName, codeName } from '../../model/codes.ts'
import type { Field } from '../../model/fields.ts'
import type { LedgerField } from '../../model/ledger-field.ts'

/** A stored value in words, with its unit; null when there is none. */
export function valueWords(field: Field | LedgerField, value: unknown): string | null {
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return null
  switch (field.type) {
    case 'code':
      return codeName((field as Field).list as CodeListName, String(value))
    case 'codes':
      return (value as string[]).map((key) => codeName((field as Field).list as CodeListName, key)).join('、')
    case 'option':
      return (field as LedgerField).options?.find((option) => option.code === String(value))?.name ?? String(value)
    case 'boolean':
      return value ? '是' : '否'
    case 'industry':
      return `${value} ${findIndustry(String(value))?.name ?? ''}`.trim()
    case 'number':
    case 'integer':
      return `${typeof value === 'number' && field.key !== 'year' ? count(value) : value}${field.unit ? ` ${field.unit}` : ''}`
    default:
      return String(value)
  }
}
