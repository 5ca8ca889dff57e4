import { addDays, dayNumber, type LocalDate } from '../calendar/local-date.ts'

/** Days on which no surcharge is added: while reconsideration or a suit runs (行政处罚法第73条). Both ends included. */
export interface SurchargePause {
  readonly from: LocalDate
  readonly to: LocalDate
}

const RATE = 3
const WHOLE = 100

/**
 * The surcharge on a fine not paid in time (加处罚款): 3 % of the fine for each day after the last day, never more than the fine, paused days
 * not counted, rounded down to the fen. 行政处罚法第72条第1项, 第73条第3款.
 * @param fine fen
 * @param dueOn last day for paying; the next day is the first one counted
 * @param on the day it is asked for, or was paid; counted itself
 */
export function surcharge(
  fine: number,
  dueOn: LocalDate,
  on: LocalDate,
  pauses: readonly SurchargePause[] = [],
): { amount: number; days: number; capped: boolean } {
  if (!Number.isSafeInteger(fine) || fine < 0) throw new RangeError('罚款应为不小于零的整数（分）')
  let days = 0
  for (let day = addDays(dueOn, 1); dayNumber(day) <= dayNumber(on); day = addDays(day, 1))
    if (!pauses.some(({ from, to }) => day >= from && day <= to)) days += 1
  const full = Math.floor((fine * RATE * days) / WHOLE)
  return { amount: Math.min(full, fine), days, capped: full > fine }
}
