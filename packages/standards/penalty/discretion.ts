import { type DailyBasis, dailyRange } from './daily.ts'
import type { PenaltyStage } from './items.ts'

/** Steps of a discretion standard (裁量阶次), the lightest first. */
export const tierNames = { minor: '轻微', ordinary: '一般', heavier: '较重', serious: '严重' } as const
export type TierName = keyof typeof tierNames

/** A range of fines that is a share of something: of last year's income, of illegal income, of the fine itself, by the day. */
export interface Share {
  readonly of: 'income' | 'illegal-income' | 'fine' | 'daily'
  readonly from: number
  readonly to: number
}

/** One step for one conduct and stage. Amounts in yuan; null where the range is a share alone. */
export interface Tier {
  readonly item: string
  readonly stage: PenaltyStage
  readonly tier: TierName
  /** When it applies, as documents quote it. */
  readonly condition: string
  readonly min: number | null
  readonly max: number | null
  readonly share: Share | null
  /** What goes with the fine or stands in its place. */
  readonly measures: string
  readonly source: string
  readonly verified: boolean
}

/** What shares are taken of, in fen. */
export interface PenaltyBasis {
  /** Last year's income of the person, for arts. 95, 96, 110. */
  readonly income?: number | undefined
  /** Illegal income, for arts. 92 and 103. */
  readonly illegalIncome?: number | undefined
  /** A circumstance specially serious, for art. 114 second paragraph. */
  readonly speciallySerious?: boolean | undefined
  /** Art. 98 punishes persons with the first decision, and higher after a term passed. */
  readonly afterTerm?: boolean | undefined
  /** The fine and the days of a penalty by the day, for art. 112. */
  readonly daily?: DailyBasis | undefined
}

/** A range of fines in fen, both ends included, with how it was found. */
export interface FineRange {
  readonly min: number
  readonly max: number
  readonly how: string
}

const FEN = 100
/** From this illegal income on its multiples are the fine (违法所得十万元以上). */
const MULTIPLES_FROM = 10_000_000
/** Conducts whose persons are fined by other steps once a term passed (check-items.md §5). */
const PERSONS_BY_TERM = /^98-/
const AFTER_TERM: readonly TierName[] = ['heavier', 'serious']

/** The steps of a conduct in a stage that may be chosen at all. */
export function tiersOf(tiers: readonly Tier[], item: string, stage: PenaltyStage, basis: PenaltyBasis = {}): Tier[] {
  const all = tiers.filter((tier) => tier.item === item && tier.stage === stage)
  if (stage !== 'person' || !PERSONS_BY_TERM.test(item)) return all
  return all.filter(({ tier }) => AFTER_TERM.includes(tier) === Boolean(basis.afterTerm))
}

/**
 * The range of one step.
 * @throws RangeError with a Chinese sentence when what it is a share of is not known
 */
export function rangeOf(tier: Tier, basis: PenaltyBasis): FineRange {
  const { share, min, max } = tier
  if (share?.of === 'daily') return dailyRange(basis.daily)
  if (share?.of === 'income') return shareOf(share, basis.income, '上一年年收入')
  if (share?.of === 'illegal-income' && (basis.illegalIncome ?? 0) >= MULTIPLES_FROM)
    return shareOf(share, basis.illegalIncome, '违法所得')
  if (min === null || max === null) throw new RangeError('这一档没有金额，也没有比例')
  const plain = { min: min * FEN, max: max * FEN, how: `${yuan(min)}至${yuan(max)}` }
  if (share?.of !== 'fine' || !basis.speciallySerious) return plain
  return {
    min: plain.min * share.from,
    max: plain.max * share.to,
    how: `情节特别严重：${plain.how}的${share.from}至${share.to}倍（第一百一十四条第二款）`,
  }
}

function shareOf(share: Share, whole: number | undefined, name: string): FineRange {
  if (whole === undefined || !Number.isSafeInteger(whole) || whole < 0) throw new RangeError(`先写明${name}，再算罚款`)
  const part = (rate: number) => Math.floor((whole * Math.round(rate * 10_000)) / 10_000)
  const words = share.of === 'income' ? (rate: number) => `${round(rate * 100)}%` : (rate: number) => `${round(rate)}倍`
  return { min: part(share.from), max: part(share.to), how: `${name}的${words(share.from)}至${words(share.to)}` }
}

const round = (value: number) => Math.round(value * 1e6) / 1e6
const yuan = (amount: number) => `${amount.toLocaleString('zh-CN')}元`

/**
 * The range the law itself allows for a conduct in a stage: from the lightest step to the heaviest.
 * @throws RangeError as `rangeOf`
 */
export function statutoryRange(
  tiers: readonly Tier[],
  item: string,
  stage: PenaltyStage,
  basis: PenaltyBasis = {},
): FineRange | null {
  const ranges = tiersOf(tiers, item, stage, basis).map((tier) => rangeOf(tier, basis))
  const [first, last] = [ranges[0], ranges.at(-1)]
  if (!first || !last) return null
  return { min: first.min, max: last.max, how: '法定幅度' }
}

/** Which step an amount in fen lies in: a bound two steps share belongs to the upper one, the last maximum to the last step. */
export function tierAt(tiers: readonly Tier[], amount: number, basis: PenaltyBasis = {}): Tier | undefined {
  return tiers.findLast((tier, at) => {
    const { min, max } = rangeOf(tier, basis)
    return amount >= min && (amount < max || (amount === max && at === tiers.length - 1))
  })
}

/** Grounds to go below, to forgo or to go above the step the facts give (行政处罚法 arts. 32, 33; enforcement.md §7). */
export const adjusters = {
  'minor-corrected': {
    effect: 'none',
    words: '违法行为轻微并及时改正，没有造成危害后果，不予处罚',
    basis: '行政处罚法第三十三条第一款',
  },
  'first-minor': {
    effect: 'may-none',
    words: '初次违法且危害后果轻微并及时改正，可以不予处罚',
    basis: '行政处罚法第三十三条第一款',
  },
  'no-fault': { effect: 'none', words: '有证据足以证明没有主观过错，不予处罚', basis: '行政处罚法第三十三条第二款' },
  'harm-removed': { effect: 'reduce', words: '主动消除或者减轻违法行为危害后果', basis: '行政处罚法第三十二条第一项' },
  coerced: { effect: 'reduce', words: '受他人胁迫或者诱骗实施违法行为', basis: '行政处罚法第三十二条第二项' },
  confessed: { effect: 'reduce', words: '主动供述行政机关尚未掌握的违法行为', basis: '行政处罚法第三十二条第三项' },
  assisted: { effect: 'reduce', words: '配合行政机关查处违法行为有立功表现', basis: '行政处罚法第三十二条第四项' },
  obstructed: { effect: 'heavier', words: '阻碍或者拒绝执法检查', basis: '裁量基准，未经核实' },
  repeated: { effect: 'heavier', words: '两年内因同类违法行为受过处罚', basis: '裁量基准，未经核实' },
  concealed: { effect: 'heavier', words: '转移、隐匿、销毁证据', basis: '裁量基准，未经核实' },
  emergency: { effect: 'heavier', words: '在突发事件应对期间实施违法行为', basis: '行政处罚法第四十九条' },
} as const satisfies Readonly<
  Record<string, { effect: 'none' | 'may-none' | 'reduce' | 'heavier'; words: string; basis: string }>
>
export type Adjuster = keyof typeof adjusters

/** How an amount stands to the step the facts give and to the law. */
export type AmountVerdict = 'in-tier' | 'other-tier' | 'reduced' | 'below-law' | 'above-law'

/**
 * Judges a fine an officer enters: in the step; in another step, which needs a reason and legal review; below the law with a ground
 * that allows it; or outside the law, which is refused. 行政处罚法第32条, 第60条; enforcement.md §7 checks.
 * @param amount fen
 */
export function judgeAmount(
  amount: number,
  { tier, law }: { tier: FineRange; law: FineRange },
  grounds: readonly Adjuster[],
): AmountVerdict {
  if (amount > law.max) return 'above-law'
  if (amount < law.min) return grounds.some((ground) => adjusters[ground].effect === 'reduce') ? 'reduced' : 'below-law'
  return amount >= tier.min && amount <= tier.max ? 'in-tier' : 'other-tier'
}
