import { findIndustry } from './industry.ts'

/** A proposed safety-supervision category (行业监管分类) for an industry. Always editable by the county. */
export interface RegulatorCategory {
  /** Code of list CL04, data-exchange.md §5. */
  readonly code: string
  readonly name: string
  /** The mapping is practice, not law: codes.md §7 marks it unverified. */
  readonly verified: false
}

/** One line of the mapping: industry code prefix → CL04 code. The longest matching prefix wins. */
export interface RegulatorMapping {
  readonly prefix: string
  readonly category: string
}

/** The categories the mapping uses. data-exchange.md §5, list CL04. */
export const REGULATOR_CATEGORIES: Readonly<Record<string, string>> = {
  '01': '煤矿',
  '02': '金属非金属矿山',
  '04': '石油天然气开采',
  '05': '危险化学品生产',
  '06': '危险化学品经营',
  '09': '医药',
  10: '烟花爆竹生产',
  12: '冶金',
  13: '有色',
  14: '建材',
  15: '机械',
  16: '轻工',
  17: '纺织',
  18: '烟草',
  19: '商贸',
  20: '建筑施工',
  21: '交通运输',
  24: '城镇燃气',
  25: '电力',
  99: '其他',
}

const DEFAULTS: Readonly<Record<string, string>> = {
  '01': '06',
  '02': '08 09 10 12',
  '04': '07',
  // 2671 (civil explosives) stays with chemicals as codes.md §7 says; CL04 31 民爆物品 is a local choice.
  '05': '25 26',
  // Of the wholesale part named in §7 only petroleum, pesticides and other chemicals; 5941 (oil and gas storage) is added.
  '06': '5162 5167 5169 5265 5266 5941 5942 5949',
  // 27 and 44 are not in §7 but CL04 has a category of exactly that name.
  '09': '27',
  10: '2672',
  12: '31',
  13: '32',
  14: '30',
  15: '33 34 35 36 37 38 39 40 43',
  16: '13 14 15 19 20 21 22 23 24 268 29 41',
  17: '17 18 28',
  18: '16',
  19: '51 52 59 61 62',
  20: '47 48 49 50',
  21: '53 54 55 56 57 58 60',
  24: '45',
  25: '44',
}

/** The default mapping of industry to safety-supervision category. codes.md §7 (practice, unverified). */
export const DEFAULT_REGULATOR_MAPPING: readonly RegulatorMapping[] = Object.entries(DEFAULTS).flatMap(
  ([category, prefixes]) => prefixes.split(' ').map((prefix) => ({ prefix, category })),
)

/**
 * The safety-supervision category proposed for an industry code, or null when the code is unknown or only a section.
 * codes.md §7. What the mapping does not name is 99 其他.
 * @param mapping the county's own mapping replaces the default
 */
export function regulatorCategory(
  code: string,
  mapping: readonly RegulatorMapping[] = DEFAULT_REGULATOR_MAPPING,
): RegulatorCategory | null {
  const industry = findIndustry(code)
  if (!industry || industry.level === 'section') return null
  const best = mapping
    .filter(({ prefix }) => industry.code.startsWith(prefix))
    .reduce<RegulatorMapping | null>((a, b) => (a === null || b.prefix.length > a.prefix.length ? b : a), null)
  const category = best?.category ?? '99'
  return { code: category, name: REGULATOR_CATEGORIES[category] ?? '其他', verified: false }
}

/** The five big classes by which county ledgers are kept. */
export const REGULATOR_CLASSES = {
  industry_trade: '工矿商贸',
  hazchem: '危化品',
  fireworks: '烟花爆竹',
  non_coal_mine: '非煤矿山',
  other: '其他',
} as const

export type RegulatorClass = keyof typeof REGULATOR_CLASSES

const CLASS_OF_CATEGORY: Readonly<Record<string, RegulatorClass>> = {
  '01': 'industry_trade', // coal is mining (矿) but not 非煤矿山
  '02': 'non_coal_mine',
  '03': 'non_coal_mine',
  '04': 'non_coal_mine', // permits of oil and gas extraction are those of 非煤矿矿山企业
  '05': 'hazchem',
  '06': 'hazchem',
  '07': 'hazchem',
  '08': 'hazchem',
  '09': 'industry_trade',
  10: 'fireworks',
  11: 'fireworks',
  12: 'industry_trade',
  13: 'industry_trade',
  14: 'industry_trade',
  15: 'industry_trade',
  16: 'industry_trade',
  17: 'industry_trade',
  18: 'industry_trade',
  19: 'industry_trade',
}

/**
 * The big class an industry code falls into by default, or null when the code is unknown or only a section.
 * Practice, unverified (codes.md §7); mining and manufacturing without a category of their own are 工矿商贸.
 */
export function regulatorClass(
  code: string,
  mapping: readonly RegulatorMapping[] = DEFAULT_REGULATOR_MAPPING,
): RegulatorClass | null {
  const category = regulatorCategory(code, mapping)
  if (!category) return null
  const section = findIndustry(code)?.section
  const fallback = section === 'B' || section === 'C' ? 'industry_trade' : 'other'
  return CLASS_OF_CATEGORY[category.code] ?? fallback
}
