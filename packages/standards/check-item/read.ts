import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import type { CheckItem, CheckTemplate } from './check-item.ts'

type Row = Record<string, string>

const read = (file: string): Row[] =>
  parse(readFileSync(new URL(`./seeds/${file}`, import.meta.url)), { columns: true, bom: true })

let items: ReadonlyMap<string, CheckItem> | undefined
let templates: readonly CheckTemplate[] | undefined

/** All checks of the seed, by code. Read once, in Node only. */
export function checkItems(): ReadonlyMap<string, CheckItem> {
  items ??= new Map(read('check-items.csv').map((row) => [row.item_code as string, itemOf(row)]))
  return items
}

/** All templates of the seed. */
export function checkTemplates(): readonly CheckTemplate[] {
  templates ??= read('check-templates.csv').map((row) => ({
    code: row.template_code ?? '',
    name: row.name_zh ?? '',
    industry: row.industry ?? '',
    level: row.level ?? '',
    itemCodes: (row.item_codes ?? '').split(';'),
    minutes: Number(row.minutes_estimate),
  }))
  return templates
}

const itemOf = (row: Row): CheckItem => ({
  code: row.item_code ?? '',
  industry: row.industry ?? '',
  audience: row.audience as CheckItem['audience'],
  category: row.category_code ?? '',
  question: row.item_zh ?? '',
  how: row.how_zh ?? '',
  basis: row.basis_zh ?? '',
  penaltyItem: row.penalty_item || null,
  rank: row.default_rank === 'major' ? 'major' : 'ordinary',
  criterion: row.criterion_code || null,
  plain: row.plain_zh ?? '',
  rectification: row.typical_rectification_zh ?? '',
  days: Number(row.default_days),
  photoRequired: row.photo_required === '1',
  from: row.effective_from ?? '',
  verified: row.verified === '1',
})
