import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'

/** One check (检查项) with its basis, the way to look, and what follows from a finding. check-items.md §1. */
export interface CheckItem {
  /** Stable key; never reused. */
  readonly code: string
  readonly industry: string
  readonly audience: 'government' | 'enterprise' | 'both'
  /** Category of a hazard found by it (hazards.md §5). */
  readonly category: string
  /** The question; 合格 always means that the requirement is met. */
  readonly question: string
  /** What to look at or test on site. */
  readonly how: string
  readonly basis: string
  /** Item of the penalty list; null when no fine of this law follows. */
  readonly penaltyItem: string | null
  readonly rank: 'ordinary' | 'major'
  /** National criterion for major hazards; null for ordinary ones. */
  readonly criterion: string | null
  /** The question in words for the staff of an enterprise. */
  readonly plain: string
  readonly rectification: string
  /** Days to rectify; 1 is at once. */
  readonly days: number
  readonly photoRequired: boolean
  readonly from: string
  /** Whether every cited article exists and carries this duty; else to be confirmed before production use. */
  readonly verified: boolean
}

/** A list of checks for one industry and occasion (检查模板). check-items.md §4. */
export interface CheckTemplate {
  readonly code: string
  readonly name: string
  readonly industry: string
  readonly level: string
  readonly itemCodes: readonly string[]
  readonly minutes: number
}

/** Industries of the checks (check-items.md §2). */
export const checkIndustries: Readonly<Record<string, string>> = {
  general: '通用',
  metallurgy: '冶金',
  nonferrous: '有色',
  building_materials: '建材',
  machinery: '机械',
  light_industry: '轻工',
  textile: '纺织',
  tobacco: '烟草',
  commerce: '商贸',
  hazchem_production: '危化生产',
  hazchem_trade: '危化经营',
  hazchem_use: '危化使用',
  fireworks_retail: '烟花零售',
  fireworks_wholesale: '烟花批发',
  fireworks_production: '烟花生产',
  noncoal_mine_open_pit: '露天矿山',
  noncoal_mine_underground: '地下矿山',
  noncoal_mine_tailings: '尾矿库',
  limited_space: '有限空间',
  dust_explosion: '涉爆粉尘',
  ammonia_refrigeration: '涉氨制冷',
  metal_smelting: '金属冶炼',
  special_work: '特殊作业',
  construction: '建筑施工',
  small_place: '小场所',
}

/** Occasions of the templates. */
export const checkLevels: Readonly<Record<string, string>> = {
  annual: '年度',
  special: '专项',
  patrol: '巡查',
  self_daily: '每日自查',
  self_weekly: '每周自查',
  self_monthly: '每月自查',
}

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
