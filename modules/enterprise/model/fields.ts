import type { Field } from './fields/field.ts'
import { identityFields } from './fields/identity.ts'
import { peopleFields } from './fields/people.ts'
import { tradeFields } from './fields/trade.ts'

export type { Field }

/**
 * The fields of the enterprise register, declared once: label, kind, bounds, how offices head the column, whether the
 * value is personal, and for key fields how long a confirmation stays good. Form, import, export, history, masking and
 * freshness all read this table. Names follow T01 of the exchange catalogue and the glossary.
 */
export const fields = [...identityFields, ...peopleFields, ...tradeFields] as const satisfies readonly Field[]

export type FieldKey = (typeof fields)[number]['key']

const byKey = new Map<string, Field>(fields.map((field) => [field.key, field]))

/** Declaration of a field; throws for a name the register does not have. */
export function fieldOf(key: string): Field {
  const field = byKey.get(key)
  if (!field) throw new Error(`no such field: ${key}`)
  return field
}

/** Key fields (关键字段): those whose confirmation ages. */
export const keyFields = (fields as readonly Field[]).filter((field) => field.freshDays !== undefined)
