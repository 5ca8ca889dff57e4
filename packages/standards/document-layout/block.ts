import { z } from 'zod'

/**
 * The block language a printed form is written in: what stands on the paper, in printing order. It knows no page sizes
 * and no fonts; `kernel/documents` sets it as PDF and as Word.
 */

const text = z.string().max(4000, '一段最多 4000 字。')
const word = z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,39}$/, '字段名用英文字母和数字，字母开头。')
const when = word.optional()

/** A column of a table: `head|text|width in mm`. */
const column = z.string().regex(/^[^|]+\|.+\|\d{1,3}$/, '表格的列写成“表头|内容|宽度（毫米）”。')

const opinionRow = z.strictObject({ opinion: text, text, sign: text, height: z.number().min(8).max(200) })
const tallRow = z.strictObject({ cells: z.array(text).min(2).max(4), height: z.number().min(8).max(200) })

export const Block = z.discriminatedUnion(
  'block',
  [
    z.strictObject({ block: z.literal('head'), title: text, number: text.optional(), series: z.boolean().optional() }),
    z.strictObject({ block: z.literal('addressee'), text }),
    z.strictObject({ block: z.literal('row'), cells: z.array(text).min(2).max(9) }),
    z.strictObject({
      block: z.literal('para'),
      text,
      std: z.string().optional(),
      when,
      level: z.number().int().min(1).max(2).optional(),
    }),
    z.strictObject({
      block: z.literal('list'),
      of: word,
      item: text,
      end: z.string().max(2).optional(),
      inline: z.boolean().optional(),
      sep: z.string().max(2).optional(),
      when,
    }),
    z.strictObject({
      block: z.literal('table'),
      of: word,
      columns: z.array(column).min(1).max(12),
      rest: z.string().max(20).optional(),
    }),
    z.strictObject({
      block: z.literal('grid'),
      rows: z
        .array(z.union([z.array(text).min(2).max(4), tallRow, opinionRow]))
        .min(1)
        .max(60),
    }),
    z.strictObject({ block: z.literal('check'), field: word, options: z.array(text).min(1).max(20), when }),
    z.strictObject({ block: z.literal('attachments'), of: word, label: text }),
    z.strictObject({ block: z.literal('rest') }),
    z.strictObject({ block: z.literal('sign'), lines: z.array(text).min(1).max(10) }),
    z.strictObject({ block: z.literal('seal'), agency: text, seal: text, date: text }),
    z.strictObject({ block: z.literal('page_break') }),
    z.strictObject({ block: z.literal('subtitle'), text }),
    z.strictObject({ block: z.literal('cover_line'), text, size: z.number().min(8).max(48) }),
  ],
  {
    error:
      '没有这种版块。可用：head addressee row para list table grid check attachments rest sign seal page_break subtitle cover_line。',
  },
)
export type Block = z.infer<typeof Block>

export const fieldTypes = [
  'text',
  'longtext',
  'date',
  'datetime',
  'money',
  'enum',
  'table',
  'party',
  'officer',
  'law_articles',
  'attachment_list',
  'signature',
  'seal',
] as const
export type FieldType = (typeof fieldTypes)[number]

export const Field = z.strictObject({
  key: word,
  label_zh: z.string().min(1).max(40),
  type: z.enum(fieldTypes),
  required: z.boolean(),
  /** Data path the value comes from by itself; `hand` is written on paper or pad by the signer. */
  source: z.string().min(1).max(80),
  max_length: z.number().int().min(1).max(4000).optional(),
  help_zh: z.string().max(200).optional(),
  options: z.array(z.string().min(1).max(80)).optional(),
  columns: z
    .array(
      z.strictObject({
        key: word,
        label_zh: z.string().min(1).max(40),
        type: z.string(),
        options: z.array(z.string()).optional(),
      }),
    )
    .optional(),
})
export type Field = z.infer<typeof Field>

export const Signature = z.strictObject({
  role: z.string().min(1).max(40),
  field: word,
  label_zh: z.string().min(1).max(40),
  required: z.boolean(),
  refusal_allowed: z.boolean(),
  count: z.number().int().min(1).max(20).optional(),
})
export type Signature = z.infer<typeof Signature>

/** What setting a form needs of its template. */
export interface Layout {
  name: string
  profile: 'narrative' | 'form'
  fields: readonly Field[]
  body: readonly Block[]
  signatures: readonly Signature[]
  footer: { copies_note: string | null; page_no: boolean }
  /** Words at the beginning of a paragraph that are set bold before a colon. */
  leads: readonly string[]
}
