import type { Block, Field, Signature } from './block.ts'

export const filters = [
  'date',
  'datetime',
  'datetime_short',
  'capital',
  'figures',
  'date_capital',
  'names',
  'certs',
  'names_certs',
] as const
export type FilterName = (typeof filters)[number]

/** A place a value goes to: `{{officers|certs}}`, `{{party.name}}`, `{{item.fact}}`. */
export interface Placeholder {
  /** First word of the path. */
  key: string
  /** What follows the dot; null for the value itself. */
  part: string | null
  filter: string | null
}

const pattern = /\{\{([a-zA-Z][a-zA-Z0-9]*)(?:\.([a-zA-Z][a-zA-Z0-9]*))?(?:\|([a-z_]+))?\}\}/g

/** The placeholders of a text, in order. */
export const placeholdersOf = (text: string): Placeholder[] =>
  [...text.matchAll(pattern)].map(([, key, part, filter]) => ({
    key: key as string,
    part: part ?? null,
    filter: filter ?? null,
  }))

/** Puts words in the place of every placeholder. */
export const replacePlaceholders = (text: string, say: (place: Placeholder) => string): string =>
  text.replace(pattern, (_all, key: string, part?: string, filter?: string) =>
    say({ key, part: part ?? null, filter: filter ?? null }),
  )

/** All texts of a block that may hold placeholders. */
export function textsOf(block: Block): string[] {
  switch (block.block) {
    case 'head':
      return [block.title, block.number ?? '']
    case 'addressee':
    case 'para':
    case 'subtitle':
    case 'cover_line':
      return [block.text]
    case 'row':
      return block.cells
    case 'list':
      return [block.item]
    case 'table':
      return block.columns
    case 'grid':
      return block.rows.flatMap((row) =>
        Array.isArray(row) ? row : 'cells' in row ? row.cells : [row.opinion, row.text, row.sign],
      )
    case 'check':
      return block.options
    case 'sign':
      return block.lines
    case 'seal':
      return [block.agency, block.seal, block.date]
    default:
      return []
  }
}

/** A fault of a layout and the block it stands in, counted from 1; 0 for the template as a whole. */
export interface LayoutFault {
  block: number
  message: string
}

const itemWords = new Set(['item', 'n'])

/** What is wrong between the blocks and the fields of a layout, in words for whoever edits it; empty when nothing is. */
export function layoutFaults(layout: {
  fields: readonly Field[]
  body: readonly Block[]
  signatures: readonly Signature[]
}): LayoutFault[] {
  const fields = new Map(layout.fields.map((field) => [field.key, field]))
  const faults: LayoutFault[] = []
  if (fields.size < layout.fields.length) faults.push({ block: 0, message: '有两个字段同名。' })
  for (const [at, block] of layout.body.entries()) {
    const say = (message: string) => faults.push({ block: at + 1, message })
    for (const text of textsOf(block)) sayFaultsOfText(text, fields, say)
    for (const key of namedFields(block))
      if (!fields.has(key)) say(`没有字段“${key}”。请先在字段表里加上，或改用已有的字段。`)
  }
  for (const signature of layout.signatures)
    if (fields.get(signature.field)?.type !== 'signature')
      faults.push({ block: 0, message: `签名“${signature.label_zh}”没有对应的签名字段 ${signature.field}。` })
  if (layout.body.filter((block) => block.block === 'head').length !== 1)
    faults.push({ block: 0, message: '要有且只有一个 head（文书标题）。' })
  return faults
}

function sayFaultsOfText(text: string, fields: ReadonlyMap<string, Field>, say: (message: string) => void): void {
  const left = replacePlaceholders(text, () => '')
  if (left.includes('{{') || left.includes('}}')) say(`占位符没有写对：${text.slice(0, 40)}`)
  for (const { key, filter } of placeholdersOf(text)) {
    if (!itemWords.has(key) && !fields.has(key)) say(`没有字段“${key}”。请先在字段表里加上，或改用已有的字段。`)
    if (filter && !(filters as readonly string[]).includes(filter)) say(`没有“${filter}”这种写法。`)
  }
}

/** Fields a block names outside its texts. */
function namedFields(block: Block): string[] {
  if (block.block === 'list') return [block.of, ...(block.when ? [block.when] : [])]
  if (block.block === 'table' || block.block === 'attachments') return [block.of]
  if (block.block === 'check') return [block.field, ...(block.when ? [block.when] : [])]
  return block.block === 'para' && block.when ? [block.when] : []
}

/** Every field a layout uses, by its key. */
export const usedFields = (body: readonly Block[]): Set<string> =>
  new Set(
    body.flatMap((block) => [
      ...namedFields(block),
      ...textsOf(block).flatMap((text) => placeholdersOf(text).map(({ key }) => key)),
    ]),
  )
