import { addDays, dayNumber, type LocalDate } from '../calendar/local-date.ts'
import type { Tier } from './discretion.ts'

/** What a penalty by the day rests on: the fine that was decided, the order to correct, and the last day of refusal. Amounts in fen. */
export interface DailyBasis {
  readonly fine: number
  readonly orderedOn: LocalDate
  /** Last day that is counted. */
  readonly until: LocalDate
}

/** The fine of each day from the day after the order to correct, when it was refused (按日连续处罚, 安全生产法第112条): the first amount again for each. */
export const dailyFine = (fine: number, orderedOn: LocalDate, on: LocalDate): { amount: number; days: number } => {
  const days = Math.max(0, dayNumber(on) - dayNumber(orderedOn))
  return { amount: fine * days, days }
}

/** The conduct of art. 112. */
export const DAILY_ITEM = '112'

/** The only step of art. 112: the law leaves nothing to weigh, the amount follows from the first fine and the days. */
export const DAILY_TIER: Tier = {
  item: DAILY_ITEM,
  stage: 'overdue',
  tier: 'ordinary',
  condition: '被责令改正且受到罚款处罚，拒不改正的，自作出责令改正之日的次日起，按照原处罚数额按日连续处罚',
  min: null,
  max: null,
  share: { of: 'daily', from: 1, to: 1 },
  measures: '',
  source: '安全生产法第一百一十二条',
  verified: true,
}

/** @throws RangeError with a Chinese sentence for what is not known, or for no day of refusal */
export function dailyRange(basis: DailyBasis | undefined): { min: number; max: number; how: string } {
  if (!basis) throw new RangeError('先写明原处罚数额、责令改正日期和计罚止日，再算罚款')
  const { fine, orderedOn, until } = basis
  const { amount, days } = dailyFine(fine, orderedOn, until)
  if (days === 0) throw new RangeError('计罚止日要晚于责令改正的日期')
  const from = addDays(orderedOn, 1)
  return {
    min: amount,
    max: amount,
    how: `原处罚数额${(fine / 100).toLocaleString('zh-CN')}元，自${from}起至${until}止共${days}日`,
  }
}
