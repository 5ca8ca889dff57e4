import { findIndustry } from './industry.ts'

export type EnterpriseScale = 'large' | 'medium' | 'small' | 'micro'

/** Staff in people, revenue and assets in 万元; only what the sector asks for is needed. */
export interface ScaleInput {
  readonly industryCode: string
  readonly staff?: number | null
  readonly revenueWan?: number | null
  readonly assetsWan?: number | null
}

export interface ScaleResult {
  /** Null when the industry is not classed or a figure is missing. */
  readonly scale: EnterpriseScale | null
  /** Code of list CL10: 1 大型, 2 中型, 3 小型, 4 微型, 9 不划型; null when a figure is missing. */
  readonly code: '1' | '2' | '3' | '4' | '9' | null
  readonly sector: string | null
  readonly explanation: string
}

type Figure = 'staff' | 'revenueWan' | 'assetsWan'

interface SectorRule {
  readonly sector: string
  /** Industry code prefixes; the longest match wins. */
  readonly prefixes: string
  /** Lower limits for large, medium and small. */
  readonly limits: readonly [Figure, number, number, number][]
}

const FIGURES: Readonly<Record<Figure, { name: string; unit: string }>> = {
  staff: { name: '从业人员', unit: '人' },
  revenueWan: { name: '营业收入', unit: '万元' },
  assetsWan: { name: '资产总额', unit: '万元' },
}
const SCALES = [
  { scale: 'large', code: '1', name: '大型' },
  { scale: 'medium', code: '2', name: '中型' },
  { scale: 'small', code: '3', name: '小型' },
] as const

/** Lower limits by sector. 统计上大中小微型企业划分办法（2017） annex; figures unverified, see data-exchange.md §6. */
const RULES: readonly SectorRule[] = [
  { sector: '农、林、牧、渔业', prefixes: 'A', limits: [['revenueWan', 20000, 500, 50]] },
  {
    sector: '工业',
    prefixes: 'B C D',
    limits: [
      ['staff', 1000, 300, 20],
      ['revenueWan', 40000, 2000, 300],
    ],
  },
  {
    sector: '建筑业',
    prefixes: 'E',
    limits: [
      ['revenueWan', 80000, 6000, 300],
      ['assetsWan', 80000, 5000, 300],
    ],
  },
  {
    sector: '批发业',
    prefixes: 'F51',
    limits: [
      ['staff', 200, 20, 5],
      ['revenueWan', 40000, 5000, 1000],
    ],
  },
  {
    sector: '零售业',
    prefixes: 'F52',
    limits: [
      ['staff', 300, 50, 10],
      ['revenueWan', 20000, 500, 100],
    ],
  },
  {
    sector: '交通运输业',
    prefixes: 'G54 G55 G56 G57 G58 G591',
    limits: [
      ['staff', 1000, 300, 20],
      ['revenueWan', 30000, 3000, 200],
    ],
  },
  {
    sector: '仓储业',
    prefixes: 'G592 G593 G594 G595 G596 G599',
    limits: [
      ['staff', 200, 100, 20],
      ['revenueWan', 30000, 1000, 100],
    ],
  },
  {
    sector: '邮政业',
    prefixes: 'G60',
    limits: [
      ['staff', 1000, 300, 20],
      ['revenueWan', 30000, 2000, 100],
    ],
  },
  {
    sector: '住宿业',
    prefixes: 'H61',
    limits: [
      ['staff', 300, 100, 10],
      ['revenueWan', 10000, 2000, 100],
    ],
  },
  {
    sector: '餐饮业',
    prefixes: 'H62',
    limits: [
      ['staff', 300, 100, 10],
      ['revenueWan', 10000, 2000, 100],
    ],
  },
  {
    sector: '信息传输业',
    prefixes: 'I63 I64',
    limits: [
      ['staff', 2000, 100, 10],
      ['revenueWan', 100000, 1000, 100],
    ],
  },
  {
    sector: '软件和信息技术服务业',
    prefixes: 'I65',
    limits: [
      ['staff', 300, 100, 10],
      ['revenueWan', 10000, 1000, 50],
    ],
  },
  {
    sector: '房地产开发经营',
    prefixes: 'K701',
    limits: [
      ['revenueWan', 200000, 1000, 100],
      ['assetsWan', 10000, 5000, 2000],
    ],
  },
  {
    sector: '物业管理',
    prefixes: 'K702',
    limits: [
      ['staff', 1000, 300, 100],
      ['revenueWan', 5000, 1000, 500],
    ],
  },
  {
    sector: '租赁和商务服务业',
    prefixes: 'L',
    limits: [
      ['staff', 300, 100, 10],
      ['assetsWan', 120000, 8000, 100],
    ],
  },
  { sector: '其他未列明行业', prefixes: 'K703 K704 K709 M N O Q85 R', limits: [['staff', 300, 100, 10]] },
]

/** Industries the 2017 measures leave out: rail, finance, education, health, public bodies. */
const NOT_CLASSED = 'G53 J P Q84 S T'.split(' ')

/**
 * The scale of an enterprise (large, medium, small, micro) with the reason in Chinese. data-exchange.md §6:
 * every lower limit of a class must be reached (以上 includes the number itself), otherwise the enterprise falls to a
 * lower class. Industries outside the measures and missing figures give null.
 * @throws RangeError when a figure is negative or not finite
 */
export function enterpriseScale(input: ScaleInput): ScaleResult {
  for (const figure of Object.keys(FIGURES) as Figure[]) {
    const value = input[figure]
    if (value !== undefined && value !== null && !(Number.isFinite(value) && value >= 0)) {
      throw new RangeError(`${FIGURES[figure].name}应为不小于 0 的数`)
    }
  }
  const industry = findIndustry(input.industryCode)
  if (!industry) return unresolved(null, null, `行业代码 ${input.industryCode} 不在国民经济行业分类中`)
  const label = industry.level === 'section' ? industry.code : industry.section + industry.code
  if (NOT_CLASSED.some((prefix) => label.startsWith(prefix))) {
    return unresolved('9', null, `${industry.name}不在划型范围内，不划型`)
  }
  const rule = RULES.find(({ prefixes }) => prefixes.split(' ').some((prefix) => label.startsWith(prefix)))
  if (!rule) return unresolved(null, null, `${industry.name}包含划型标准不同的行业，请填写更细的行业代码`)
  const missing = rule.limits.filter(([figure]) => input[figure] === undefined || input[figure] === null)
  if (missing.length > 0) {
    return unresolved(
      null,
      rule.sector,
      `${rule.sector}划型缺少${missing.map(([figure]) => FIGURES[figure].name).join('、')}`,
    )
  }
  return classify(rule, input)
}

function classify(rule: SectorRule, input: ScaleInput): ScaleResult {
  const given = rule.limits
    .map(([figure]) => `${FIGURES[figure].name} ${input[figure]} ${FIGURES[figure].unit}`)
    .join('、')
  for (const [index, { scale, code, name }] of SCALES.entries()) {
    const limits = rule.limits.map(([figure, ...bounds]) => ({ figure, bound: bounds[index] ?? 0 }))
    if (!limits.every(({ figure, bound }) => (input[figure] ?? 0) >= bound)) continue
    const reached = limits.map(({ figure, bound }) => `${FIGURES[figure].name} ≥ ${bound} ${FIGURES[figure].unit}`)
    return {
      scale,
      code,
      sector: rule.sector,
      explanation: `${rule.sector}：${given}，达到${name}下限（${reached.join('且')}）`,
    }
  }
  return {
    scale: 'micro',
    code: '4',
    sector: rule.sector,
    explanation: `${rule.sector}：${given}，未同时达到小型下限，为微型`,
  }
}

function unresolved(code: '9' | null, sector: string | null, explanation: string): ScaleResult {
  return { scale: null, code, sector, explanation }
}
