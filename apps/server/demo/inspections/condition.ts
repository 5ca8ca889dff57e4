import type { DemoEnterprise } from '../register/enterprises.ts'

const BY_RISK: Readonly<Record<string, number>> = { 1: 2.2, 2: 1.6, 3: 1, 4: 0.6 }
/** How far apart enterprises are that look alike on paper: one keeps its house in order, another does not. */
const SPREAD = 0.7

/**
 * How much an office is likely to find at an enterprise, against one of middling order: more where the risk is high and with
 * chemicals, and the same every time it comes, because a house in disorder stays so for a while.
 */
export function conditionOf({ values }: DemoEnterprise): number {
  const classes = values.regulatorClasses as string[]
  const trade = classes.includes('hazchem') ? 1.3 : 1
  return (BY_RISK[String(values.riskLevel)] ?? 1) * trade * Math.exp(SPREAD * leaningOf(String(values.name)))
}

/** A number around zero that belongs to a name, of mean 0 and deviation 1: the sum of three even ones out of its letters. */
function leaningOf(name: string): number {
  let state = 2166136261
  for (const letter of name) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 16777619)
  const next = () => {
    state = Math.imul(state ^ (state >>> 13), 2654435761)
    return ((state ^ (state >>> 16)) >>> 0) / 4294967296
  }
  return (next() + next() + next() - 1.5) * 2
}
