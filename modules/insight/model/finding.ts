import { normalBelow } from './chance.ts'

/** Hazards found somewhere over some months, out of so many checks at so many enterprises. */
export interface Counted {
  hazards: number
  checks: number
  enterprises: number
}

/** One thing compared with another: the months before, or the rest of the city. */
export interface Comparison {
  key: string
  now: Counted
  base: Counted
  /** How much more such counts vary than Poisson's: from month to month, or from place to place. */
  dispersion: number
}

/** How many times as often hazards of a kind are found per check, with its interval. */
export interface RateRatio {
  ratio: number
  low: number
  high: number
  /** Chance of as much or more, were there no difference: one-sided, upwards. */
  p: number
}

/** A comparison that was tested. */
export interface Tested extends Comparison, RateRatio {}

/** Fewer hazards than this in either place say nothing. */
export const LEAST_HAZARDS = 8
export const LEAST_CHECKS = 10
/** Below this a difference is no news, however sure it is. */
export const LEAST_RATIO = 1.3
/** Share of false ones among what is told, at most. */
export const FALSE_SHARE = 0.05
/** Beyond this change the number of checks is told with the finding. */
const MORE_CHECKS = 1.2
const Z95 = 1.959964

/**
 * Ratio of two rates per check. A visit finds several hazards at once, so counts vary more than Poisson's: their variance is
 * `dispersion` times as large. Log-normal interval: log ratio ± z·√(dispersion·(1/a + 1/b)), a half added to both so that none
 * is nothing.
 */
export function rateRatio(now: Counted, base: Counted, dispersion = 1): RateRatio {
  const [a, b] = [now.hazards + 0.5, base.hazards + 0.5]
  const ratio = (a / now.checks) * (base.checks / b)
  const error = Math.sqrt(Math.max(dispersion, 1) * (1 / a + 1 / b))
  return {
    ratio,
    low: ratio * Math.exp(-Z95 * error),
    high: ratio * Math.exp(Z95 * error),
    p: 1 - normalBelow(Math.log(ratio) / error),
  }
}

/** One of the counts of a series, in a month or in a place, with its checks. */
export interface Count {
  hazards: number
  checks: number
}

/**
 * How much more counts vary from month to month, or from place to place, than Poisson's do: Pearson's sum of squares over its degrees of freedom,
 * of all series together, and at least 1.
 */
export function dispersionOf(series: readonly (readonly Count[])[]): number {
  let squares = 0
  let freedom = 0
  for (const counts of series) {
    const seen = counts.filter(({ checks }) => checks > 0)
    const hazards = seen.reduce((sum, one) => sum + one.hazards, 0)
    const checks = seen.reduce((sum, one) => sum + one.checks, 0)
    if (seen.length < 2 || hazards < seen.length) continue
    for (const one of seen) {
      const expected = (hazards * one.checks) / checks
      squares += (one.hazards - expected) ** 2 / expected
    }
    freedom += seen.length - 1
  }
  return freedom === 0 ? 1 : Math.max(1, squares / freedom)
}

/** At least this part of what offices found must come from the checks it is divided by. */
const LEAST_INSPECTED = 0.8

/**
 * Whether hazards come from inspections on site and not from patrols, complaints or orders from above: those are no checks, and more of
 * them would look like more per check.
 * @param bySource how many offices found, by the source of the hazard
 */
export function isInspected(bySource: ReadonlyMap<string, number>): boolean {
  const all = [...bySource.values()].reduce((sum, count) => sum + count, 0)
  return all > 0 && (bySource.get('government_inspection') ?? 0) >= LEAST_INSPECTED * all
}

/** Whether there is enough of both to say anything; what is not is left out before the test, and not counted as tested. */
export const isEnough = ({ now, base }: Comparison): boolean =>
  now.hazards >= LEAST_HAZARDS &&
  now.checks >= LEAST_CHECKS &&
  base.checks >= LEAST_CHECKS &&
  base.hazards + now.hazards >= 2 * LEAST_HAZARDS

/**
 * Which of some chances survive when the share of false ones among those told shall be at most `share` (Benjamini–Hochberg).
 * @returns for each whether it survives, in their order
 */
export function survivors(chances: readonly number[], share: number): boolean[] {
  const order = chances.map((p, at) => ({ p, at })).sort((a, b) => a.p - b.p)
  let last = -1
  for (const [rank, { p }] of order.entries()) if (p <= (share * (rank + 1)) / chances.length) last = rank
  const told = new Set(order.slice(0, last + 1).map(({ at }) => at))
  return chances.map((_, at) => told.has(at))
}

/**
 * Tests everything at once and gives what is worth telling: more per check, surely, and by enough. All that was tested counts
 * in the control of false ones, whether it is told or not.
 */
export function findAmong(comparisons: readonly Comparison[]): { tested: number; found: Tested[]; lost: number } {
  const enough = comparisons.filter(isEnough)
  const tested = enough.map((one) => ({ ...one, ...rateRatio(one.now, one.base, one.dispersion) }))
  const told = survivors(
    tested.map(({ p }) => p),
    FALSE_SHARE,
  )
  return {
    tested: tested.length,
    found: tested.filter(({ ratio }, at) => told[at] && ratio >= LEAST_RATIO),
    lost: comparisons.length - enough.length,
  }
}

/** What more or fewer checks have to do with it, in words; null where their number hardly changed. */
export function checksWords({ now, base }: Comparison, months: { now: number; base: number }): string | null {
  if (base.checks === 0 || now.enterprises === 0 || base.enterprises === 0) return null
  const change = now.checks / now.enterprises / months.now / (base.checks / base.enterprises / months.base)
  if (change > MORE_CHECKS) return `检查密度是对照的 ${change.toFixed(1)} 倍，查得多本来就查出得多，所以按每次检查比较`
  if (change < 1 / MORE_CHECKS) return `检查密度只有对照的 ${change.toFixed(1)} 倍，按每次检查比较`
  return null
}

export const perCheck = ({ hazards, checks }: Counted): number | null => (checks === 0 ? null : hazards / checks)
export const perHundred = ({ hazards, enterprises }: Counted): number | null =>
  enterprises === 0 ? null : (hazards / enterprises) * 100
