import { DAILY_ITEM } from '#standards/penalty/daily.ts'
import {
  type Adjuster,
  type AmountVerdict,
  adjusters,
  type FineRange,
  judgeAmount,
  type PenaltyBasis,
  rangeOf,
  statutoryRange,
  type Tier,
  tierNames,
  tiersOf,
} from '#standards/penalty/discretion.ts'
import {
  findPenaltyItem,
  type PenaltyStage,
  type PenaltySubject,
  penaltyStages,
  penaltySubjects,
} from '#standards/penalty/items.ts'
import type { PartyKind } from './codes.ts'
import { fenOf, type WeighingInput } from './inputs.ts'

/** A standard in force for some time: which steps hold on a day. */
export interface LawVersion {
  name: string
  from: string
  /** Last day; null while it holds. */
  to: string | null
  tiers: readonly Tier[]
}

/** What came of weighing: the step, its range, the law's, how the amount stands to them, and the way there in sentences. */
export interface Weighed {
  tier: FineRange
  law: FineRange
  verdict: AmountVerdict
  /** In fen. */
  fine: number
  version: string
  /** Each step of the reckoning, to be kept with the decision. */
  trace: string[]
  /** The amount lies outside its step: a reason, legal review and the head's approval are needed. */
  outside: boolean
}

const yuanWords = (fen: number) => `${(fen / 100).toLocaleString('zh-CN')}元`

/** What shares are taken of, from what was entered. */
export const basisOf = (input: Partial<WeighingInput>): PenaltyBasis => ({
  income: input.income == null ? undefined : fenOf(input.income),
  illegalIncome: input.illegalIncome == null ? undefined : fenOf(input.illegalIncome),
  speciallySerious: input.speciallySerious,
  afterTerm: input.afterTerm,
  daily: input.daily ? { ...input.daily, fine: fenOf(input.daily.fine) } : undefined,
})

/**
 * The version that applies: that of the day of the act, unless the one in force at the decision is lighter (从旧兼从轻). 行政处罚法第37条.
 * @throws RangeError when no version held on the day of the act
 */
export function lawOf(
  versions: readonly LawVersion[],
  about: { item: string; stage: PenaltyStage; basis?: PenaltyBasis; violatedOn: string; decidedOn: string },
): { version: LawVersion; why: string } {
  const on = (day: string) => versions.find(({ from, to }) => from <= day && (to === null || day <= to))
  const [then, now] = [on(about.violatedOn), on(about.decidedOn)]
  if (!then && !now) throw new RangeError(`${about.violatedOn} 的裁量基准不在平台里，不能按它裁量`)
  if (!then || !now || then === now) {
    const version = (then ?? now) as LawVersion
    const why = then
      ? `行为发生时施行的${version.name}`
      : `行为发生时的版本不在平台里，按决定时的${version.name}，未经核实`
    return { version, why }
  }
  const heaviest = (version: LawVersion) =>
    statutoryRange(version.tiers, about.item, about.stage, about.basis)?.max ?? 0
  return heaviest(now) < heaviest(then)
    ? { version: now, why: `决定时的${now.name}处罚较轻，适用新的（行政处罚法第三十七条）` }
    : { version: then, why: `适用行为发生时的${then.name}（行政处罚法第三十七条）` }
}

/**
 * Weighs a fine: conduct, article, step by the facts, range, amount; and says why. enforcement.md §7.
 * @throws RangeError with a Chinese sentence for a step the conduct does not have, or for what a share is taken of and not known
 */
export function weigh(input: WeighingInput, { version, why }: { version: LawVersion; why: string }): Weighed {
  const basis = basisOf(input)
  const item = findPenaltyItem(input.item)
  const steps = tiersOf(version.tiers, input.item, input.stage, basis)
  const chosen = steps.find(({ tier }) => tier === input.tier)
  const law = statutoryRange(version.tiers, input.item, input.stage, basis)
  if (!item || !chosen || !law)
    throw new RangeError(`「${item?.conduct ?? input.item}」在「${penaltyStages[input.stage]}」没有这一档，请另选`)
  const tier = rangeOf(chosen, basis)
  const fine = fenOf(input.fine)
  const verdict = judgeAmount(fine, { tier, law }, input.grounds)
  return {
    tier,
    law,
    verdict,
    fine,
    version: version.name,
    outside: verdict !== 'in-tier',
    trace: [
      `违法行为：${item.conduct}（${item.basis}，${penaltyStages[input.stage]}）。`,
      `适用版本：${why}。`,
      `法定幅度：${yuanWords(law.min)}至${yuanWords(law.max)}。`,
      `裁量阶次：${tierNames[chosen.tier]}，条件是「${chosen.condition}」，事实是「${input.fact}」；幅度${yuanWords(tier.min)}至${yuanWords(tier.max)}（${tier.how}）${chosen.verified ? '' : '，分档未经核实'}。`,
      ...input.grounds.map((ground) => `${groundWords(ground)}。`),
      `${verdictWords[verdict]}：罚款${yuanWords(fine)}。`,
      ...(input.daily ? [`原处罚决定：${input.daily.decisionNo}，${input.daily.orderedOn}责令改正后拒不改正。`] : []),
      ...(input.reason ? [`理由：${input.reason}`] : []),
    ],
  }
}

const effects = {
  none: '应当不予处罚',
  'may-none': '可以不予处罚',
  reduce: '应当从轻或者减轻',
  heavier: '从重',
} as const

/** A ground with what it does and where it stands. */
export const groundWords = (ground: Adjuster): string => {
  const { effect, words, basis } = adjusters[ground]
  return `${effects[effect]}：${words}（${basis}）`
}

export const verdictWords: Readonly<Record<AmountVerdict, string>> = {
  'in-tier': '在这一档的幅度内',
  'other-tier': '在法定幅度内、这一档之外，要写明理由，经法制审核和负责人批准',
  reduced: '低于法定幅度，有减轻的法定情节',
  'below-law': '低于法定幅度，又没有减轻的法定情节',
  'above-law': '高于法定幅度',
}

const OF_PERSONS: readonly PenaltySubject[] = ['principal', 'manager', 'investor', 'worker']

/** Why a conduct does not fit whom a case is against; null when it does: some articles punish persons alone. */
export function itemFault(id: string, party: PartyKind): string | null {
  const item = findPenaltyItem(id)
  return item && party === 'unit' && OF_PERSONS.includes(item.subject)
    ? `「${item.conduct}」处罚的是${penaltySubjects[item.subject]}，本案当事人是单位，请另选违法行为或者对个人立案`
    : null
}

/** Why a weighing does not fit whom a case is against; null when it does. */
export function subjectFault({ item: id, stage }: WeighingInput, party: PartyKind): string | null {
  const item = findPenaltyItem(id)
  if (!item) return null
  if (stage === 'person' && party === 'unit') return `「${penaltyStages.person}」只对个人裁量，本案当事人是单位`
  if (stage !== 'person' && party === 'person' && !OF_PERSONS.includes(item.subject))
    return `「${item.conduct}」处罚的是${penaltySubjects[item.subject]}；对个人按「${penaltyStages.person}」裁量`
  return itemFault(id, party)
}

function confiscationFault({ confiscate, illegalIncome }: WeighingInput): string | null {
  if (!confiscate) return null
  if (illegalIncome == null) return '没收违法所得的，要写明违法所得'
  return confiscate > illegalIncome ? `没收的不能超过违法所得 ${illegalIncome.toLocaleString('zh-CN')} 元` : null
}

/** The amendment that let daily penalties in (安全生产法 2021 年修正第112条). */
const DAILY_SINCE = '2021-09-01'

/** What a penalty by the day may not say: nothing of it is weighed, and no other conduct is reckoned so. */
function dailyFault({ item, daily, grounds }: WeighingInput): string | null {
  if (item !== DAILY_ITEM) return daily ? '只有责令改正后拒不改正的（第一百一十二条）才按日计罚' : null
  if (daily && daily.orderedOn < DAILY_SINCE) return `责令改正的日期不能早于 ${DAILY_SINCE}，那时还没有按日连续处罚`
  return grounds.length > 0 ? '按日连续处罚的数额由原处罚数额和天数算出，不能从轻、减轻或者从重' : null
}

/** Why a weighing may not stand, as a sentence; null when it may. */
export function weighingFault(input: WeighingInput, law: { version: LawVersion; why: string }): string | null {
  let weighed: Weighed
  try {
    weighed = weigh(input, law)
  } catch (error) {
    if (error instanceof RangeError) return error.message
    throw error
  }
  const daily = dailyFault(input)
  if (daily) return daily
  const taken = confiscationFault(input)
  if (taken) return taken
  const { verdict, law: range } = weighed
  const must = input.grounds.find((ground) => adjusters[ground].effect === 'none')
  if (must) return `有「${adjusters[must].words}」的情节，不能罚款；请改为不予处罚`
  if (verdict === 'above-law' || verdict === 'below-law')
    return `罚款 ${yuanWords(weighed.fine)} ${verdict === 'above-law' ? '高' : '低'}于法定幅度（${yuanWords(range.min)}至${yuanWords(range.max)}）${verdict === 'below-law' ? '，要有减轻处罚的法定情节' : ''}`
  if (weighed.outside && !input.reason) return '罚款不在这一档的幅度内，要写明理由，并经法制审核'
  return higherElsewhere(input, law.version)
}

/** One act, one fine: of several provisions broken the one with the higher fine (行政处罚法第29条). */
function higherElsewhere(input: WeighingInput, version: LawVersion): string | null {
  const most = (item: string) => {
    try {
      return statutoryRange(version.tiers, item, input.stage, basisOf(input))?.max ?? 0
    } catch {
      return 0
    }
  }
  const own = most(input.item)
  const higher = input.also.find((item) => most(item) > own)
  const item = higher && findPenaltyItem(higher)
  return item
    ? `同一行为还违反「${item.conduct}」，它的罚款上限更高（${yuanWords(most(item.id))}），应当按它处罚（行政处罚法第二十九条）`
    : null
}
