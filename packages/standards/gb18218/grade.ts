import { add, divide, type Exact, exact, isAtLeast, multiply, toNumber, toText } from './exact.ts'
import { type ExactItem, type HazardItem, identifyMajorHazard, type Stock, toHazardItem } from './identify.ts'
import { MajorHazardError } from './problems.ts'
import { TABLE_5, TABLE_6 } from './tables.gen.ts'

/** The standard and version a result belongs to; kept in every snapshot. */
export const STANDARD_VERSION = 'GB18218-2018'

/** One unit (单元): people within 500 m outward from the plant boundary, and what it holds. */
export interface GradeInput {
  readonly exposedPeople: number
  readonly stocks: readonly Stock[]
}

/** 1 一级 (most severe) to 4 四级. */
export type HazardLevel = 1 | 2 | 3 | 4

/** The result of identification and grading of one unit. */
export interface GradeResult {
  readonly standard: typeof STANDARD_VERSION
  readonly s: number
  readonly isMajorHazard: boolean
  readonly alpha: number
  /** Given even below the threshold, where it has no level. */
  readonly r: number
  /** Null when S < 1: a unit below the threshold has no level at all. */
  readonly level: HazardLevel | null
  readonly items: readonly HazardItem[]
  /** The calculation, line by line, in Chinese. */
  readonly steps: readonly string[]
  readonly assumptions: readonly string[]
}

/**
 * α by the number of people possibly exposed outside the plant (厂外可能暴露人员). GB 18218-2018 §4.3.3, table 5.
 * @throws MajorHazardError InvalidPeople when not a whole number ≥ 0
 */
export function exposureAlpha(people: number): number {
  return Number(alphaText(people))
}

/** The level for an R of a unit with S ≥ 1. GB 18218-2018 §4.3.4, table 6: 100 and more is level 1, below 10 level 4. */
export function hazardLevel(r: number): HazardLevel {
  return levelOf(exact(r))
}

/** S as a number that never reaches 1 by rounding alone: 1 and no major hazard would contradict each other. */
function shown(s: number, isMajorHazard: boolean): number {
  return s >= 1 && !isMajorHazard ? 1 - Number.EPSILON / 2 : s
}

/**
 * S, R and level of one unit with the calculation in words. GB 18218-2018 §4.2, §4.3: R = α·Σ(β·q/Q).
 * Arithmetic is exact, so S = 0.99999 stays below the threshold and 0.1 + 0.2 + 0.7 reaches it.
 * @throws MajorHazardError for every impossible input; its type and Chinese message say which
 */
export function gradeMajorHazard(input: GradeInput): GradeResult {
  const alphaDecimal = alphaText(input.exposedPeople)
  const { items, s, isMajorHazard, assumptions } = identifyMajorHazard(input.stocks)
  const weighted = items.reduce((sum, item) => add(sum, termOf(item)), exact(0))
  const r = multiply(exact(alphaDecimal), weighted)
  const level = isMajorHazard ? levelOf(r) : null
  return {
    standard: STANDARD_VERSION,
    s: shown(toNumber(s), isMajorHazard),
    isMajorHazard,
    alpha: Number(alphaDecimal),
    r: toNumber(r),
    level,
    items: items.map(toHazardItem),
    steps: describeSteps(input.exposedPeople, alphaDecimal, items, s, r, level),
    assumptions,
  }
}

function alphaText(people: number): string {
  if (!Number.isInteger(people) || people < 0) {
    throw new MajorHazardError('InvalidPeople', `厂外可能暴露人员数量应为不小于 0 的整数，实际为 ${people}`)
  }
  return TABLE_5.find((band) => people >= band.fromPeople)?.alpha ?? '0.5'
}

function levelOf(r: Exact): HazardLevel {
  const band = TABLE_6.find(({ fromR }) => isAtLeast(r, exact(fromR)))
  return (band?.level ?? 4) as HazardLevel
}

function termOf(item: ExactItem): Exact {
  return multiply(item.beta, divide(item.q, item.threshold))
}

const SOURCE_NAMES = { T3: '表 3', T4: '表 4', manual: '评估人员给定' } as const

function describeSteps(
  people: number,
  alpha: string,
  items: readonly ExactItem[],
  s: Exact,
  r: Exact,
  level: HazardLevel | null,
): string[] {
  const lines = items.map((item, index) => {
    const origin = item.row === null ? `表 2 ${item.symbols.join('/')}` : `表 1 第 ${item.row} 行`
    const ratio = divide(item.q, item.threshold)
    return (
      `${index + 1}. ${item.name}：临界量 Q=${toText(item.threshold)} t（${origin}），q=${toText(item.q)} t，` +
      `q/Q=${toText(ratio)}；β=${toText(item.beta)}（${SOURCE_NAMES[item.betaSource]}），β·q/Q=${toText(termOf(item))}`
    )
  })
  const sum = items.map((item) => toText(divide(item.q, item.threshold))).join(' + ')
  const terms = items.map((item) => toText(termOf(item))).join(' + ')
  const conclusion =
    level === null
      ? '结论：S < 1，不构成危险化学品重大危险源，不分级'
      : `结论：${TABLE_6.find((band) => band.level === level)?.name}重大危险源（表 6）`
  return [
    ...lines,
    `S = Σ(q/Q) = ${items.length > 1 ? `${sum} = ` : ''}${toText(s)}，${level === null ? '小于 1' : '不小于 1，构成重大危险源'}`,
    `厂外可能暴露人员 ${people} 人，α=${alpha}（表 5）`,
    `R = α·Σ(β·q/Q) = ${alpha} × (${terms}) = ${toText(r)}`,
    conclusion,
  ]
}
