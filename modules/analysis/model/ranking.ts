import { lastOfMonth } from '#kernel/indicators/model/period.ts'
import { addMonths, type LocalDate } from '#standards/calendar/local-date.ts'
import { SMALL_BASE } from './amount.ts'

/** One indicator grids are ranked by. */
export interface RankedSpec {
  code: string
  /** Its share of the total, of 100; one of 0 is shown and ranked by itself, and counts for nothing. */
  weight: number
  /** Which way is good where the indicator itself says neither. */
  better: boolean
  /** A count is told per hundred enterprises: a large county is not bad because it is large. */
  perHundred: boolean
}

const share = (code: string, weight: number, better: boolean): RankedSpec => ({
  code,
  weight,
  better,
  perHundred: false,
})
const count = (code: string, weight: number, better: boolean): RankedSpec => ({
  code,
  weight,
  better,
  perHundred: true,
})

/** What grids are ranked by (月度、季度排名). The weights are ours until a city decides its own; they add up to 100. */
export const rankedSpecs: readonly RankedSpec[] = [
  share('hazard.on-time', 30, true),
  count('hazard.late', 20, false),
  share('self_check.on-time', 20, true),
  count('hazard.self-found', 10, true),
  count('patrol.visited', 10, true),
  count('inspection.visited', 10, true),
  count('hazard.major', 0, false),
  count('hazard.recurring', 0, false),
  count('event.late', 0, false),
]

/** What a count is told per hundred of. */
export const PER_HUNDRED_OF = 'enterprise.count'

export interface RankedPeriod {
  from: LocalDate
  /** Its last day; the day of the data where the period is not over. */
  to: LocalDate
  isPart: boolean
}

/**
 * A month such as 2026-10 or a quarter such as 2026-Q3, up to the day of the data.
 * @returns null for what is neither, or has not begun
 */
export function periodOf(text: string, day: LocalDate): RankedPeriod | null {
  const found = /^(20\d\d)-(?:(0[1-9]|1[0-2])|Q([1-4]))$/.exec(text)
  if (!found) return null
  const [, year, month, quarter] = found
  const first = `${year}-${month ?? String(Number(quarter) * 3 - 2).padStart(2, '0')}-01`
  const last = lastOfMonth(quarter ? addMonths(first, 2) : first)
  if (first > day) return null
  return { from: first, to: last < day ? last : day, isPart: last > day }
}

/** The period before, of the same kind. */
export function periodBeforeOf(text: string): string {
  const year = Number(text.slice(0, 4))
  if (text[5] !== 'Q') return addMonths(`${text}-01`, -1).slice(0, 7)
  const quarter = Number(text[6])
  return quarter === 1 ? `${year - 1}-Q4` : `${year}-Q${quarter - 1}`
}

/** The last month that was over on a day. */
export const lastMonthOf = (day: LocalDate): string =>
  lastOfMonth(day) === day ? day.slice(0, 7) : addMonths(`${day.slice(0, 7)}-01`, -1).slice(0, 7)

/** 2026 年 10 月 or 2026 年第 3 季度. */
export const periodTitle = (text: string): string =>
  text[5] === 'Q' ? `${text.slice(0, 4)} 年第 ${text[6]} 季度` : `${text.slice(0, 4)} 年 ${Number(text.slice(5))} 月`

/** What a grid has of one indicator: the value it is ranked by, and of how many. */
export interface RankedValue {
  value: number | null
  base: { over: number; under: number } | null
}

export const isSmall = ({ base }: RankedValue): boolean => base !== null && base.under < SMALL_BASE

/** Places by value, the same for the same value; none for who has no value or too small a base. */
export function ranksOf(values: ReadonlyMap<string, RankedValue>, better: boolean): Map<string, number> {
  const able = [...values].flatMap(([key, one]) =>
    one.value === null || isSmall(one) ? [] : [{ key, value: better ? one.value : -one.value }],
  )
  return new Map(able.map(({ key, value }) => [key, 1 + able.filter((other) => other.value > value).length]))
}

/** Half of the weight must have been ranked, or a total says nothing. */
const LEAST_WEIGHT = 0.5

/**
 * Weighted points of one grid: 100 for the first place, 0 for the last, in between by place; null when less than half of the weight was ranked.
 * @param places by indicator: its weight, the place of the grid (undefined for none) and how many were ranked
 */
export function scoreOf(places: readonly { weight: number; rank: number | undefined; of: number }[]): number | null {
  const whole = places.reduce((sum, { weight }) => sum + weight, 0)
  const ranked = places.filter(({ rank, of }) => rank !== undefined && of > 1)
  const weight = ranked.reduce((sum, one) => sum + one.weight, 0)
  if (weight === 0 || weight < whole * LEAST_WEIGHT) return null
  const points = ranked.reduce((sum, { weight, of, rank = of }) => sum + (weight * (of - rank)) / (of - 1), 0)
  return Number(((points / weight) * 100).toFixed(1))
}
