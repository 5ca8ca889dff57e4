import type { z } from 'zod'
import type { CaseType } from './case-type.ts'
import { type CommonAct, commonSpec, isCommon } from './common-acts.ts'

/** One field of an act's input, as its declaration describes it. */
export interface Field {
  key: string
  title: string
  widget: string
  options: Readonly<Record<string, string>> | undefined
  optional: boolean
}

export interface ActDeclared {
  title: string
  input: z.ZodObject
  /** Least number of attachments. */
  attachments: number
}

/** An act of the kind, or one that every kind has. */
export function actOf(type: CaseType, act: string): ActDeclared | undefined {
  const own = type.acts[act]
  if (own) return { title: own.title, input: own.input, attachments: own.attachments ?? 0 }
  return isCommon(act) ? { ...commonSpec(act as CommonAct), attachments: 0 } : undefined
}

const known = new WeakMap<z.ZodObject, readonly Field[]>()

/** The fields of an input in their order. */
export function fieldsOf(input: z.ZodObject): readonly Field[] {
  const fields = known.get(input) ?? readFields(input)
  known.set(input, fields)
  return fields
}

function readFields(input: z.ZodObject): Field[] {
  return Object.entries(input.shape).map(([key, schema]) => {
    const meta = metaOf(schema as z.ZodType)
    return {
      key,
      title: String(meta.title ?? key),
      widget: String(meta.widget ?? 'line'),
      options: meta.options as Field['options'],
      optional: (schema as z.ZodType).safeParse(undefined).success,
    }
  })
}

/** Whether people are asked for a field at all: what has no words is filled by the platform. */
export const isAsked = ({ title, key }: Field) => title !== key

/** Words stand on a schema, or on what it wraps to be optional. */
function metaOf(schema: z.ZodType): Record<string, unknown> {
  const meta = schema.meta()
  if (meta?.widget) return meta
  const inner = 'unwrap' in schema && typeof schema.unwrap === 'function' ? (schema.unwrap() as z.ZodType) : undefined
  return inner ? metaOf(inner) : (meta ?? {})
}
