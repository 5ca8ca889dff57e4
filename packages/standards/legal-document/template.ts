import { z } from 'zod'
import { Block, Field, Signature } from '#standards/document-layout/block.ts'

/** One enforcement document (执法文书) of the catalogue, as its seed says it. */
export const DocumentTemplate = z.strictObject({
  /** Number in the catalogue of 58. */
  no: z.number().int().min(1).max(999),
  key: z.string().regex(/^[a-z][a-z_]{1,59}$/),
  /** Two layouts of one document: for a unit, for an individual. */
  variant: z.enum(['unit', 'person']).optional(),
  name_zh: z.string().min(2, '名称至少两个字。').max(60),
  /** Word between region and year in the number: 应急责改. */
  number_word: z
    .string()
    .regex(/^[\u4e00-\u9fff]{2,12}$/, '字号用字是 2 至 12 个汉字。')
    .nullable(),
  numbered: z.enum(['required', 'optional', 'none']),
  kind: z.enum(['form', 'narrative', 'cover', 'list']),
  page_profile: z.enum(['form', 'narrative']),
  /** `internal` is never served on a party. */
  audience: z.enum(['external', 'internal']),
  copies: z.strictObject({ count: z.number().int().min(1).max(9), holders: z.array(z.string()).min(1) }),
  prerequisites: z.strictObject({ all: z.array(z.string()), any: z.array(z.string()), basis: z.string() }),
  /** Compared with the blank forms of 2016, and no more than that. */
  verified: z.boolean(),
  source: z.string(),
  basis: z.array(z.string()),
  note: z.string().optional(),
  fields: z.array(Field).min(1, '至少要有一个字段。').max(120),
  body: z.array(Block).min(1, '至少要有一个版块。').max(200),
  signatures: z.array(Signature).max(20),
  footer: z.strictObject({ copies_note: z.string().max(200).nullable(), page_no: z.boolean() }),
})
export type DocumentTemplate = z.infer<typeof DocumentTemplate>

/** The word a template is named by in addresses and tables: `penalty_decision.unit`. */
export const templateKey = (template: Pick<DocumentTemplate, 'key' | 'variant'>): string =>
  template.variant ? `${template.key}.${template.variant}` : template.key

/** The name as it prints: with full-width brackets. */
export const printedName = (name: string): string => name.replaceAll('(', '（').replaceAll(')', '）')
