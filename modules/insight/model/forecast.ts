import { countChances } from './chance.ts'

/** What is expected of a month: the middle, and within what it will lie with 80 % and 95 %. */
export interface MonthAhead {
  expected: number
  low80: number
  high80: number
  low95: number
  high95: number
  dispersion: number
}

/** Months of counts, the oldest first, and in which month of the year (0 to 11) they begin. */
export interface Past {
  counts: readonly number[]
  startsIn: number
}

/** With fewer months nothing is said. */
export const LEAST_MONTHS = 4
/** A month of the year counts for what it is only as far as it was seen: after this many years by half. */
const HALF_YEARS = 2
/** Of a trend, this part is left a month later: no trend goes on for ever. */
const DAMPING = 0.8
const ALPHAS = [0.1, 0.2, 0.35, 0.5, 0.7]
const BETAS = [0, 0.1]
/** Expected counts are never quite nothing: something may always be found. */
const LEAST = 0.3

/**
 * Expects the months after a past: a level that follows the counts, a damped trend, and a season drawn towards none until it was seen
 * for years; the spread is that of its own mistakes of one month ahead. Null for too short a past.
 */
export function forecast({ counts, startsIn }: Past, months: number): MonthAhead[] | null {
  if (counts.length < LEAST_MONTHS) return null
  const season = seasonOf({ counts, startsIn })
  const plain = counts.map((count, at) => count / (season[(startsIn + at) % 12] as number))
  const fit = bestFit(plain)
  const mistakes = fit.mistakes
  const dispersion = dispersionOf(mistakes)
  return Array.from({ length: months }, (_, ahead) => {
    const trend = fit.trend * sumOfPowers(ahead + 1)
    const factor = season[(startsIn + counts.length + ahead) % 12] as number
    const expected = Math.max(LEAST, (fit.level + trend) * factor)
    return boundsOf(expected, dispersion * (1 + ahead * fit.alpha ** 2 * 2))
  })
}

const sumOfPowers = (months: number): number =>
  Array.from({ length: months }, (_, at) => DAMPING ** (at + 1)).reduce((sum, part) => sum + part, 0)

function boundsOf(expected: number, dispersion: number): MonthAhead {
  const chances = countChances(expected, dispersion)
  const [low95, low80, high80, high95] = [0.025, 0.1, 0.9, 0.975].map((share) => countBelow(chances, share))
  return {
    ...{ expected, dispersion },
    low80: low80 as number,
    high80: high80 as number,
    low95: low95 as number,
    high95: high95 as number,
  }
}

/** The smallest count that is reached with at least this chance from below. */
function countBelow(chances: readonly number[], share: number): number {
  let below = 0
  for (const [count, chance] of chances.entries()) {
    below += chance
    if (below >= share) return count
  }
  return chances.length - 1
}

/** Chance of more than a bound. */
export function chanceAbove({ expected, dispersion }: MonthAhead, bound: number): number {
  const below = countChances(expected, dispersion)
    .slice(0, Math.floor(bound) + 1)
    .reduce((sum, chance) => sum + chance, 0)
  return Math.min(1, Math.max(0, 1 - below))
}

/** Factors of the twelve months around 1, from whole years only; all 1 before the second year. */
function seasonOf({ counts, startsIn }: Past): number[] {
  const years = Math.floor(counts.length / 12)
  if (years < 2) return new Array<number>(12).fill(1)
  const last = counts.slice(counts.length - years * 12)
  const first = (startsIn + counts.length - years * 12) % 12
  const trust = years / (years + HALF_YEARS)
  const factors = new Array<number>(12).fill(0)
  for (let year = 0; year < years; year++) {
    const part = last.slice(year * 12, year * 12 + 12)
    const mean = part.reduce((sum, count) => sum + count, 0) / 12
    for (const [at, count] of part.entries()) {
      const month = (first + at) % 12
      factors[month] = (factors[month] as number) + (mean > 0 ? count / mean : 1) / years
    }
  }
  return factors.map((factor) => Math.max(0.2, 1 + trust * (factor - 1)))
}

interface Fit {
  alpha: number
  level: number
  trend: number
  /** What was expected of each month one ahead, and what came. */
  mistakes: { expected: number; count: number }[]
}

function bestFit(counts: readonly number[]): Fit {
  let best: Fit | null = null
  let least = Number.POSITIVE_INFINITY
  for (const alpha of ALPHAS)
    for (const beta of BETAS) {
      const fit = follow(counts, alpha, beta)
      const squares = fit.mistakes.reduce((sum, { expected, count }) => sum + (count - expected) ** 2 / expected, 0)
      if (squares < least - 1e-9) [best, least] = [fit, squares]
    }
  return best as Fit
}

function follow(counts: readonly number[], alpha: number, beta: number): Fit {
  // The first months together are where it begins: one alone would be believed too much.
  const head = counts.slice(0, 3)
  let level = head.reduce((sum, count) => sum + count, 0) / head.length
  let trend = 0
  const mistakes: Fit['mistakes'] = []
  for (const [at, count] of counts.entries()) {
    const expected = Math.max(LEAST, level + DAMPING * trend)
    if (at > 0) mistakes.push({ expected, count })
    const next = expected + alpha * (count - expected)
    trend = DAMPING * trend + beta * (next - expected)
    level = next
  }
  return { alpha, level, trend, mistakes }
}

/** Variance of the mistakes over what Poisson's would be; widened where there were few, because the way of following was chosen by them. */
function dispersionOf(mistakes: readonly { expected: number; count: number }[]): number {
  const squares = mistakes.reduce((sum, { expected, count }) => sum + (count - expected) ** 2 / expected, 0)
  const freedom = Math.max(1, mistakes.length - 2)
  return Math.max(1, squares / freedom) * (1 + 4 / mistakes.length)
}

/** From which count on a month is worth a warning: well above the mean of the year before. */
export function thresholdOf(counts: readonly number[]): number {
  const year = counts.slice(-12)
  const mean = year.reduce((sum, count) => sum + count, 0) / Math.max(year.length, 1)
  return Math.ceil(Math.max(mean * 1.25, mean + 2 * Math.sqrt(mean)))
}

/** With this chance of more than the threshold it is warned. */
export const WARN_FROM = 0.5

/** What became of what was said. */
export interface Judged {
  warned: boolean
  threshold: number
  found: number
  low: number
  high: number
}

export interface HitRate {
  said: number
  hits: number
  falseAlarms: number
  missed: number
  quiet: number
  /** Months that lay within the 95 % interval. */
  within: number
}

/** Hits, false alarms and what was missed, of all that was said and judged. */
export function hitRateOf(judged: readonly Judged[]): HitRate {
  const isBad = ({ found, threshold }: Judged) => found > threshold
  const count = (test: (one: Judged) => boolean) => judged.filter(test).length
  return {
    said: judged.length,
    hits: count((one) => one.warned && isBad(one)),
    falseAlarms: count((one) => one.warned && !isBad(one)),
    missed: count((one) => !one.warned && isBad(one)),
    quiet: count((one) => !one.warned && !isBad(one)),
    within: count(({ found, low, high }) => found >= low && found <= high),
  }
}
