import { rateRatio } from './finding.ts'

/** What came of one enterprise of an order. */
export interface Outcome {
  arm: 'rank' | 'control'
  checks: number
  hazards: number
  sameCategory: number
}

export interface ArmResult {
  enterprises: number
  visited: number
  checks: number
  hazards: number
  sameCategory: number
}

/** Fewer checks in an arm or fewer hazards in both than this are told, and no ratio is made of them. */
const LEAST_CHECKS = 8
const LEAST_HAZARDS = 5

/** One arm added up. */
export function armOf(outcomes: readonly Outcome[], arm: Outcome['arm']): ArmResult {
  const own = outcomes.filter((one) => one.arm === arm)
  const sum = (of: (one: Outcome) => number) => own.reduce((all, one) => all + of(one), 0)
  return {
    enterprises: own.length,
    visited: own.filter(({ checks }) => checks > 0).length,
    checks: sum(({ checks }) => checks),
    hazards: sum(({ hazards }) => hazards),
    sameCategory: sum(({ sameCategory }) => sameCategory),
  }
}

/**
 * How many times as much the chosen ones had per check as those drawn by chance; null where too few were checked to say. Hazards come
 * in heaps, so the interval is as wide as the enterprises of each arm differ from its mean.
 */
export function compareArms(outcomes: readonly Outcome[]): { ratio: number; low: number; high: number } | null {
  const [rank, control] = [armOf(outcomes, 'rank'), armOf(outcomes, 'control')]
  if (rank.checks < LEAST_CHECKS || control.checks < LEAST_CHECKS || rank.hazards + control.hazards < LEAST_HAZARDS)
    return null
  const { ratio, low, high } = rateRatio(
    { ...rank, enterprises: rank.visited },
    { ...control, enterprises: control.visited },
    spreadOf(outcomes, { rank, control }),
  )
  return { ratio, low, high }
}

function spreadOf(outcomes: readonly Outcome[], arms: Record<Outcome['arm'], ArmResult>): number {
  let squares = 0
  let freedom = -2
  for (const { arm, checks, hazards } of outcomes) {
    const expected = (arms[arm].hazards / arms[arm].checks) * checks
    if (expected === 0) continue
    squares += (hazards - expected) ** 2 / expected
    freedom++
  }
  return freedom <= 0 ? 1 : Math.max(1, squares / freedom)
}

/** What is told of an order, in one sentence. */
export function resultWords(outcomes: readonly Outcome[], { isOver }: { isOver: boolean }): string {
  const visited = outcomes.filter(({ checks }) => checks > 0).length
  const hazards = outcomes.reduce((sum, one) => sum + one.hazards, 0)
  if (visited === 0) return `${outcomes.length} 家都还没有查`
  const soFar = `${outcomes.length} 家查了 ${visited} 家，发现隐患 ${hazards} 条`
  if (!isOver) return `${soFar}；到期或查完以后公开分组再比`
  const compared = compareArms(outcomes)
  if (!compared) return `${soFar}；样本太少，还不能说按排序查是不是比随机查得准`
  const { ratio, low, high } = compared
  const said = low > 1 ? '比随机查得准' : high < 1 ? '不如随机' : '和随机分不出高下'
  return `${soFar}；按排序每次查出的是随机对照的 ${ratio.toFixed(1)} 倍（95% 区间 ${low.toFixed(1)}–${high.toFixed(1)}），${said}`
}
