import { addDays, addMonths, type LocalDate } from '#standards/calendar/local-date.ts'
import { type CheckRhythm, checkRhythms, type DirectReason, type Level } from './codes.ts'
import { type BandSet, bandSets, type Method, methodFactors } from './methods.ts'

/** Values of the factors of a method by their keys: l, e, c or l, s. */
export type FactorValues = Readonly<Record<string, number>>

/** What an assessment comes to. */
export interface Grade {
  /** D of LEC or R of LS, rounded to three decimals. */
  score: number
  /** Level of the score alone. */
  scored: Level
  /** Level that counts: the score's, or red when a situation decides directly. */
  level: Level
  bandSet: string
}

/** Rules of grading as the settings have them. */
export interface GradeRules {
  /** Codes of the band sets in use. */
  LEC: string
  LS: string
  /** Months until the next assessment, by level. */
  reviewMonths: Readonly<Record<Level, number>>
}

/**
 * The set of bands a method is graded by on a day: the one chosen, or the first of the method while it does not hold yet.
 * @throws RangeError when the method has no set on that day
 */
export function bandSetOn(method: Method, chosen: string, on: LocalDate): BandSet {
  const holding = bandSets.filter((set) => set.method === method && set.from <= on)
  const found = holding.find(({ code }) => code === chosen) ?? holding[0]
  if (!found) throw new RangeError(`no bands for ${method} on ${on}`)
  return found
}

/** Level of a score in a set; each lowest score belongs to its level, but where `above` says the first does not. hazards.md §7. */
export function levelOfScore(score: number, { least, above }: BandSet): Level {
  const [red, orange, yellow] = least
  if (above ? score > red : score >= red) return 1
  if (score >= orange) return 2
  return score >= yellow ? 3 : 4
}

/** D = L × E × C, or R = L × S. @throws RangeError for a value that is no choice of the method */
export function scoreOf(method: Method, values: FactorValues): number {
  const product = methodFactors[method].reduce((all, { key, choices }) => {
    const value = values[key]
    if (!choices.some((choice) => choice.value === value)) throw new RangeError(`${method} has no ${key} ${value}`)
    return all * (value as number)
  }, 1)
  // 0.2 × 6 × 15 is 18, not 18.000000000000004.
  return Math.round(product * 1000) / 1000
}

/** Grades a risk on a day. A situation on the list of direct red decides over any score (直判). */
export function gradeRisk(
  method: Method,
  values: FactorValues,
  direct: DirectReason | null,
  rules: Pick<GradeRules, 'LEC' | 'LS'>,
  on: LocalDate,
): Grade {
  const set = bandSetOn(method, rules[method], on)
  const score = scoreOf(method, values)
  const scored = levelOfScore(score, set)
  return { score, scored, level: direct ? 1 : scored, bandSet: set.code }
}

/** Day by which a risk of a level is assessed again. */
export const reviewDueOn = (level: Level, on: LocalDate, rules: Pick<GradeRules, 'reviewMonths'>): LocalDate =>
  addMonths(on, rules.reviewMonths[level])

/** Day by which a measure is looked at again; from the day it was entered when nobody looked yet. */
export const checkDueOn = (every: CheckRhythm, since: LocalDate): LocalDate => addDays(since, checkRhythms[every].days)

/** Weights of levels and lowest indices of red, orange and yellow, as the settings have them. */
export interface RegionRules {
  weights: Readonly<Record<Level, number>>
  least: readonly [number, number, number]
}

/**
 * Regional index: the mean weight of the enterprises of a grid, each by the worst of its risk points, and the colour of the
 * index; null where no enterprise is graded. One decimal.
 * @param enterprises how many enterprises have each level as their worst
 */
export function regionOf(
  enterprises: Readonly<Record<Level, number>>,
  { weights, least }: RegionRules,
): { index: number; level: Level } | null {
  const levels = [1, 2, 3, 4] as const
  const all = levels.reduce((sum, level) => sum + enterprises[level], 0)
  if (all === 0) return null
  const weighed = levels.reduce((sum, level) => sum + enterprises[level] * weights[level], 0)
  const index = Math.round((weighed / all) * 10) / 10
  const at = least.findIndex((lowest) => index >= lowest)
  return { index, level: (at < 0 ? 4 : at + 1) as Level }
}
