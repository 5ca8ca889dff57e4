import { adjusters, type TierName, tierNames } from '#standards/penalty/discretion.ts'
import { findPenaltyItem } from '#standards/penalty/items.ts'
import type { WeighingInput } from './inputs.ts'

/** Yuan as pages say them: with decimals only where there are some. */
export const yuanWords = (yuan: number): string =>
  `${yuan.toLocaleString('zh-CN', Number.isInteger(yuan) ? {} : { minimumFractionDigits: 2 })} 元`

/** A conduct as it is said. */
export const itemWords = (id: string): string => {
  const item = findPenaltyItem(id)
  return item ? `${item.conduct}（${item.basis}）` : id
}

/** Discretion as it is said: conduct, tier, fine, what made it lighter or heavier. */
function weighingWords({ item, tier, fine, grounds }: WeighingInput): string {
  const why = (grounds ?? []).map((ground) => adjusters[ground].words)
  return [itemWords(item), `${tierNames[tier as TierName]}档`, `罚款 ${yuanWords(fine)}`, ...why].join('；')
}

/** What was entered in a field only penalty cases have, as pages and the bound file say it; undefined for a field of another kind. */
export function penaltyWords(
  widget: string,
  value: unknown,
  personName: (id: string) => string | undefined,
): string | undefined {
  if (widget === 'penalty-item') return itemWords(String(value))
  if (widget === 'discretion') return weighingWords(value as WeighingInput)
  if (widget === 'evidence-no') return `第 ${String(value)} 项`
  if (widget === 'officer') return personName(String(value)) ?? '另一名执法人员'
  if (widget === 'attendees')
    return (value as { name: string; opinion: string }[]).map((one) => `${one.name}：${one.opinion}`).join('；')
  if (widget !== 'instalments') return undefined
  return (value as { dueOn: string; amount: number }[]).map((one) => `${one.dueOn} ${yuanWords(one.amount)}`).join('；')
}
