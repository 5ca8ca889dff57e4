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

/** Letters in the codes of an industry's checks (check-items.md §2). */
export const checkPrefixes: Readonly<Record<string, string>> = {
  general: 'GEN',
  metallurgy: 'MET',
  nonferrous: 'NFM',
  building_materials: 'BDM',
  machinery: 'MAC',
  light_industry: 'LIG',
  textile: 'TEX',
  tobacco: 'TOB',
  commerce: 'COM',
  hazchem_production: 'HCP',
  hazchem_trade: 'HCT',
  hazchem_use: 'HCU',
  fireworks_retail: 'FWR',
  fireworks_wholesale: 'FWW',
  fireworks_production: 'FWP',
  noncoal_mine_open_pit: 'NMO',
  noncoal_mine_underground: 'NMU',
  noncoal_mine_tailings: 'NMT',
  limited_space: 'LSP',
  dust_explosion: 'DUST',
  ammonia_refrigeration: 'AMM',
  metal_smelting: 'SMT',
  special_work: 'SPW',
  construction: 'CON',
  small_place: 'SML',
}

/** Letters in the codes of a category's checks (check-items.md §1). */
export const checkGroups: Readonly<Record<string, string>> = {
  B01: 'LIC',
  B02: 'ORG',
  B03: 'SYS',
  B04: 'TRN',
  B05: 'INV',
  B06: 'CON',
  B07: 'MHI',
  B08: 'PPE',
  B09: 'OCC',
  B10: 'EMG',
  B11: 'HAZ',
  B12: 'ACC',
  B99: 'BOT',
  S01: 'PLC',
  S02: 'EQP',
  S03: 'PRO',
  S04: 'MAT',
  S05: 'OEX',
  S06: 'CWK',
  S07: 'SKL',
  S08: 'PPU',
  S09: 'PMT',
  S99: 'SOT',
}

/** Items of the penalty list (enforcement.md §6) that checks lead to. */
export const penaltyItems: readonly string[] = (
  '93-1 94-1 96 97-1 97-2 97-3 97-4 97-5 97-6 97-7 98-1 98-2 98-4 99-1 99-2 99-3 99-4 99-5 99-7 99-8 100 ' +
  '101-1 101-2 101-3 101-4 101-5 102 103-1 103-2 104 105-1 105-2 106 107 108 109 110'
).split(' ')

/** Criteria of construction (2024 版, 未经核实), which stand beside those of hazards.md §6 (check-items.md §2). */
export const constructionCriteria: Readonly<Record<string, string>> = {
  CC1: '无施工许可证施工',
  CC2: '负责人和安管人员未考核',
  CC3: '特种作业人员无证',
  CC4: '无专项施工方案',
  CC5: '基坑',
  CC6: '模板工程',
  CC7: '脚手架',
  CC8: '起重机械和吊篮',
  CC9: '有限空间',
}

/** Minutes an item takes on an occasion, before the sum is rounded up to five (check-items.md §4). */
export const minutesPerItem: Readonly<Record<string, number>> = {
  annual: 3,
  special: 3,
  patrol: 2,
  self_daily: 1,
  self_weekly: 1.5,
  self_monthly: 2,
}
