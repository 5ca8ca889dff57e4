import { chanceOf } from '#modules/insight/model/chance.ts'
import { expectedOf, foundBy, type Known, liftOf, trainOn, type Visit } from '#modules/insight/model/ranking-model.ts'
import { proposalOf } from '#modules/inspection/model/proposal.ts'

/**
 * The planted-risk experiment: a city in which every enterprise has a risk nobody is told, visited for two years by a rule that does not
 * know it; the model learns from what these visits found, and then as many checks are made by its rank as by chance.
 * Hazards per check of both, and their ratio with its interval; the goal is 1.5. The same city from the same seed, whatever the machine.
 */
const ENTERPRISES = 4000
const MONTHS = 24
const VISITS_A_MONTH = 260
const CHECKS = 400
const GOAL = 1.5
const SEEDS = [1, 2, 3, 4, 5]

interface Enterprise {
  known: Omit<Known, 'found' | 'officeFound' | 'recurring' | 'major' | 'late' | 'sinceDays' | 'visits' | 'perVisit'>
  /** Hazards a check finds on the mean; known to nobody. */
  risk: number
  /** By month: what its visits found. */
  visits: { month: number; hazards: number }[]
}

let least = Number.POSITIVE_INFINITY
for (const seed of SEEDS) {
  const { ours, chance, rule, ratio } = experiment(seed)
  least = Math.min(least, ratio.ratio)
  const words = (of: { perCheck: number }) => of.perCheck.toFixed(2)
  console.log(
    `planted-risk seed ${seed}: ${words(ours)} hazards a check by rank, ${words(chance)} by chance, ${words(rule)} by the rule of plans; ` +
      `ratio ${ratio.ratio.toFixed(2)} (95 % ${ratio.low.toFixed(2)}–${ratio.high.toFixed(2)})`,
  )
}
console.log(`planted-risk: smallest ratio ${least.toFixed(2)}, goal ≥ ${GOAL}: ${least >= GOAL ? 'met' : 'not met'}`)
if (least < GOAL) process.exitCode = 1

function experiment(seed: number) {
  const next = chanceOf(seed)
  const city = Array.from({ length: ENTERPRISES }, () => enterprise(next))
  const learnt: Visit[] = []
  for (let month = 0; month < MONTHS; month++) {
    const visited = Array.from({ length: VISITS_A_MONTH }, () => Math.floor(next() * ENTERPRISES)).map((at) => {
      const one = city[at] as Enterprise
      return { one, before: knownOf(one, at, month) }
    })
    for (const { one, before } of visited) {
      const hazards = poisson(next, one.risk)
      one.visits.push({ month, hazards })
      // In the first year there is no past to learn from.
      if (month >= 12) learnt.push({ ...before, month: String(month), hazards, ruleScore: 0, planned: false })
    }
  }
  const model = trainOn(learnt)
  const ranked = city
    .map((one, at) => ({ one, known: knownOf(one, at, MONTHS) }))
    .map((row) => ({ ...row, expected: expectedOf(model, row.known), score: scoreOf(row.known) }))
  const check = (rows: typeof ranked) => rows.map(({ one }) => ({ hazards: poisson(next, one.risk) }))
  const byRank = check(ranked.toSorted((a, b) => b.expected - a.expected).slice(0, CHECKS))
  const byRule = check(ranked.toSorted((a, b) => b.score - a.score).slice(0, CHECKS))
  const byChance = check(
    Array.from({ length: CHECKS }, () => ranked[Math.floor(next() * ENTERPRISES)] as (typeof ranked)[number]),
  )
  const counts = (rows: { hazards: number }[]) => rows.map(({ hazards }) => hazards)
  return {
    ours: foundBy(byRank),
    chance: foundBy(byChance),
    rule: foundBy(byRule),
    ratio: liftOf(counts(byRank), counts(byChance)),
  }
}

/** An enterprise with a colour, a trade and a size that say a little of its risk, and a leaning of its own that says more. */
function enterprise(next: () => number): Enterprise {
  const colour = next()
  const riskLevel = colour < 0.06 ? '1' : colour < 0.2 ? '2' : colour < 0.6 ? '3' : '4'
  const isHazchem = next() < 0.3
  const isLarge = next() < 0.12
  const leaning = (next() + next() + next() - 1.5) * 2
  const byColour = { 1: 0.5, 2: 0.3, 3: 0, 4: -0.2 }[riskLevel] ?? 0
  return {
    known: {
      ...{
        objectId: '',
        selfDue: 12,
        selfMet: Math.floor(next() * 13),
        riskLevel,
        hasMajorHazard: isHazchem && next() < 0.3,
      },
      ...{ classes: isHazchem ? ['hazchem'] : ['industry_trade'], scale: isLarge ? 'large' : 'small' },
    },
    risk: Math.exp(0.4 + byColour + (isHazchem ? 0.25 : 0) + (isLarge ? 0.2 : 0) + 0.6 * leaning),
    visits: [],
  }
}

function knownOf(one: Enterprise, at: number, month: number): Known {
  const year = one.visits.filter((visit) => visit.month >= month - 12 && visit.month < month)
  const found = year.reduce((sum, { hazards }) => sum + hazards, 0)
  const last = one.visits.at(-1)?.month
  return {
    ...one.known,
    objectId: String(at).padStart(5, '0'),
    ...{ found, officeFound: found, recurring: Math.floor(found / 6), major: 0, late: 0, visits: year.length },
    perVisit: (found + 2) / (year.length + 1),
    sinceDays: last === undefined ? 730 : Math.min(730, (month - last) * 30),
  }
}

/** What the present rule of plans makes of the same enterprise. */
function scoreOf(known: Known): number {
  return proposalOf(
    {
      ...{ objectId: known.objectId, name: '', gridCode: '', riskLevel: known.riskLevel },
      ...{ hasMajorHazard: known.hasMajorHazard, openHazards: 0, openMajor: 0, lastOn: null, thisYear: 0 },
    },
    '2026-11-01',
  ).score
}

function poisson(next: () => number, mean: number): number {
  const end = Math.exp(-mean)
  let count = -1
  for (let product = 1; product > end; count++) product *= next()
  return count
}
