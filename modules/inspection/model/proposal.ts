import { type LineClass, lineClasses } from './codes.ts'

/** What is known of an enterprise when a plan is made. */
export interface Candidate {
  objectId: string
  name: string
  gridCode: string
  /** As the register has it, 1 red to 4 blue; null for one nobody has rated. */
  riskLevel: string | null
  hasMajorHazard: boolean
  openHazards: number
  openMajor: number
  /** Day of the last inspection; null where there was none. */
  lastOn: string | null
  /** Inspections of this year: done and planned. */
  thisYear: number
}

/** An enterprise the rule proposes, and why. */
export interface Proposal extends Candidate {
  class: LineClass
  grade: Grade
  score: number
  reasons: string[]
}

/** Grade of supervision (enforcement.md §8): A best to D worst. The register keeps none, so it follows from what is known. */
export const grades = { A: 'A 级', B: 'B 级', C: 'C 级', D: 'D 级' } as const
export type Grade = keyof typeof grades

/** Inspections a year by grade (enforcement.md §8, 地方值，未经核实); A is looked at every other year. */
export const perYear: Readonly<Record<Grade, number>> = { A: 0.5, B: 1, C: 2, D: 4 }

const BY_LEVEL: Readonly<Record<string, Grade>> = { 1: 'D', 2: 'C', 3: 'B', 4: 'A' }

/**
 * The grade: by the risk level of the register, one worse with an open major hazard; one nobody has rated counts as B, with
 * a major hazard installation as C (平台口径，未经核实).
 */
export function gradeOf({ riskLevel, hasMajorHazard, openMajor }: Candidate): Grade {
  const grade = BY_LEVEL[riskLevel ?? ''] ?? (hasMajorHazard ? 'C' : 'B')
  if (openMajor === 0) return grade
  return ({ A: 'B', B: 'C', C: 'D', D: 'D' } as const)[grade]
}

const COLOURS: Readonly<Record<string, string>> = { 1: '红色风险', 2: '橙色风险', 3: '黄色风险', 4: '蓝色风险' }
const WEIGHTS: Readonly<Record<Grade, number>> = { A: 5, B: 10, C: 25, D: 40 }
/** Open hazards count up to so many. */
const MOST_HAZARDS = 10

/** Whole days from one day to another. */
const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

/** Why an enterprise should be inspected and how much, from what is known of it on a day (weights are the platform's, 未经核实). */
export function proposalOf(one: Candidate, on: string): Proposal {
  const grade = gradeOf(one)
  const since = one.lastOn === null ? null : daysBetween(one.lastOn, on)
  const due = 365 / perYear[grade]
  const overdue = since === null ? 1 : Math.min(2, since / due)
  const hazards = Math.min(MOST_HAZARDS, one.openHazards)
  const score = WEIGHTS[grade] + (one.hasMajorHazard ? 15 : 0) + hazards * 2 + one.openMajor * 20 + overdue * 15
  const isKey = grade === 'D' || grade === 'C' || one.hasMajorHazard || one.openMajor > 0
  return {
    ...one,
    grade,
    class: isKey ? 'key' : 'general',
    score: Math.round(score),
    reasons: reasonsOf(one, grade, since),
  }
}

function reasonsOf(one: Candidate, grade: Grade, since: number | null): string[] {
  const reasons = [`${COLOURS[one.riskLevel ?? ''] ?? '风险没有评定'}，${grades[grade]}每年 ${perYear[grade]} 次`]
  if (one.hasMajorHazard) reasons.push('有重大危险源')
  if (one.openMajor > 0) reasons.push(`没有销号的重大隐患 ${one.openMajor} 条`)
  if (one.openHazards > one.openMajor) reasons.push(`没有销号的隐患 ${one.openHazards} 条`)
  reasons.push(since === null ? '平台上没有检查过' : `上次检查在 ${since} 天前`)
  return reasons
}

/** Proposals, the most pressing first; those whose year is full by the cap come last and say so. */
export function proposalsOf(candidates: readonly Candidate[], cap: number, on: string): Proposal[] {
  return candidates
    .map((one) => proposalOf(one, on))
    .map((one) =>
      one.thisYear < cap ? one : { ...one, reasons: [...one.reasons, `计划当年已安排 ${one.thisYear} 次，到了上限`] },
    )
    .toSorted(
      (a, b) =>
        Number(a.thisYear >= cap) - Number(b.thisYear >= cap) ||
        b.score - a.score ||
        (a.objectId < b.objectId ? -1 : 1),
    )
}

/** Words of a class with its reasons, as a line of a plan keeps them. */
export const reasonWords = ({ class: kind, reasons }: Proposal): string => `${lineClasses[kind]}：${reasons.join('；')}`
