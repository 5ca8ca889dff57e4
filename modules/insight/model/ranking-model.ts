import { chanceOf, quantile } from './chance.ts'

/** What is known of an enterprise on a day, from rows known by then. */
export interface Known {
  objectId: string
  /** Hazards found in the twelve months before, by anybody. */
  found: number
  /** Of them found by offices. */
  officeFound: number
  recurring: number
  major: number
  /** Open past their term on the day. */
  late: number
  /** Days since the last inspection, 730 where there was none in two years. */
  sinceDays: number
  visits: number
  /** Hazards per visit of the twelve months before, drawn towards the mean of all by as much as one visit. */
  perVisit: number
  /** Self-checks due in the twelve months before, and those done in time. */
  selfDue: number
  selfMet: number
  /** 1 red to 4 blue; null for one nobody rated. */
  riskLevel: string | null
  hasMajorHazard: boolean
  classes: readonly string[]
  scale: string | null
}

/** A visit the model learns from or is judged by. */
export interface Visit extends Known {
  month: string
  /** Hazards the visit found. */
  hazards: number
  /** Score of the present rule of plans on that day. */
  ruleScore: number
  /** Whether it stood in a plan of the year. */
  planned: boolean
}

/** One thing the model looks at. */
export interface Feature {
  key: string
  title: string
  value(known: Known): number
  /** The value as the officer says it. */
  words(known: Known): string
}

const log = (n: number) => Math.log1p(n)
const CLASSES: Readonly<Record<string, string>> = {
  hazchem: '危险化学品',
  industry_trade: '工贸',
  noncoal_mine: '非煤矿山',
  fireworks: '烟花爆竹',
}

/** All features, in the order of their weights. Counts go in as log(1 + n): the tenth hazard says less than the first. */
export const FEATURES: readonly Feature[] = [
  {
    key: 'officeFound',
    title: '近 12 个月检查发现隐患',
    value: ({ officeFound }) => log(officeFound),
    words: ({ officeFound }) => `近 12 个月检查发现隐患 ${officeFound} 条`,
  },
  {
    key: 'selfFound',
    title: '近 12 个月自查上报隐患',
    value: ({ found, officeFound }) => log(found - officeFound),
    words: ({ found, officeFound }) => `近 12 个月自查上报隐患 ${found - officeFound} 条`,
  },
  {
    key: 'recurring',
    title: '近 12 个月重复隐患',
    value: ({ recurring }) => log(recurring),
    words: ({ recurring }) => `近 12 个月重复隐患 ${recurring} 条`,
  },
  {
    key: 'major',
    title: '近 12 个月重大隐患',
    value: ({ major }) => log(major),
    words: ({ major }) => `近 12 个月重大隐患 ${major} 条`,
  },
  {
    key: 'late',
    title: '逾期未改隐患',
    value: ({ late }) => log(late),
    words: ({ late }) => `逾期未改隐患 ${late} 条`,
  },
  {
    key: 'perVisit',
    title: '以前每次检查发现隐患',
    value: ({ perVisit }) => log(perVisit),
    words: ({ perVisit, visits }) => `以前 ${visits} 次检查，每次约 ${perVisit.toFixed(1)} 条`,
  },
  {
    key: 'visits',
    title: '近 12 个月检查次数',
    value: ({ visits }) => log(visits),
    words: ({ visits }) => `近 12 个月检查 ${visits} 次`,
  },
  {
    key: 'since',
    title: '距上次检查',
    value: ({ sinceDays }) => log(sinceDays / 30),
    words: ({ sinceDays }) => (sinceDays >= 730 ? '两年内没有检查过' : `上次检查在 ${sinceDays} 天前`),
  },
  {
    key: 'selfChecks',
    title: '没有按时自查',
    value: ({ selfDue, selfMet }) => (selfDue === 0 ? 0 : (selfDue - selfMet) / selfDue),
    words: ({ selfDue, selfMet }) => (selfDue === 0 ? '没有自查计划' : `应自查 ${selfDue} 次，按时 ${selfMet} 次`),
  },
  { key: 'red', title: '红色风险', value: is(({ riskLevel }) => riskLevel === '1'), words: () => '红色风险' },
  { key: 'orange', title: '橙色风险', value: is(({ riskLevel }) => riskLevel === '2'), words: () => '橙色风险' },
  { key: 'blue', title: '蓝色风险', value: is(({ riskLevel }) => riskLevel === '4'), words: () => '蓝色风险' },
  {
    key: 'installation',
    title: '有重大危险源',
    value: is(({ hasMajorHazard }) => hasMajorHazard),
    words: () => '有重大危险源',
  },
  ...Object.entries(CLASSES).map(([key, title]) => ({
    key: `class.${key}`,
    title: `监管行业：${title}`,
    value: is(({ classes }) => classes.includes(key)),
    words: () => title,
  })),
  {
    key: 'large',
    title: '大中型企业',
    value: is(({ scale }) => scale === 'large' || scale === 'medium'),
    words: () => '大中型企业',
  },
  { key: 'micro', title: '微型企业', value: is(({ scale }) => scale === 'micro'), words: () => '微型企业' },
]

function is(test: (known: Known) => boolean): (known: Known) => number {
  return (known) => (test(known) ? 1 : 0)
}

/** A trained model: everything needed to say the expected number of an enterprise again. */
export interface RankingModel {
  intercept: number
  /** How much more counts vary than Poisson's. */
  dispersion: number
  weights: {
    key: string
    /** Per standard deviation. */
    weight: number
    low: number
    high: number
    mean: number
    deviation: number
  }[]
}

/** Strength of the pull of every weight towards zero. */
const RIDGE = 4
const ROUNDS = 60

/**
 * Fits a Poisson regression with a ridge (penalty λ/2·Σw²) by reweighted least squares; deterministic. Features that do not vary
 * get no weight. Intervals are quasi-Poisson: curvature at the optimum times the dispersion.
 */
export function train(
  rows: readonly { values: readonly number[]; count: number }[],
  keys: readonly string[],
): RankingModel {
  const scales = keys.map((_, at) => scaleOf(rows.map(({ values }) => values[at] as number)))
  const x = rows.map(({ values }) => [
    1,
    ...values.map((value, at) => {
      const { mean, deviation } = scales[at] as Scale
      return deviation > 0 ? (value - mean) / deviation : 0
    }),
  ])
  const y = rows.map(({ count }) => count)
  const width = keys.length + 1
  const total = y.reduce((sum, n) => sum + n, 0)
  const w = new Array<number>(width).fill(0)
  w[0] = Math.log(Math.max(total, 0.5) / Math.max(rows.length, 1))
  let curvature: number[][] = []
  for (let round = 0; round < ROUNDS; round++) {
    const step = newtonStep(x, y, w)
    curvature = step.curvature
    const shrink = Math.min(1, 2 / Math.max(...step.move.map(Math.abs), 1e-12))
    for (let at = 0; at < width; at++) w[at] = (w[at] as number) + shrink * (step.move[at] as number)
    if (Math.max(...step.move.map(Math.abs)) < 1e-9) break
  }
  const fitted = x.map((row) => meanOf(row, w))
  const squares = y.reduce((sum, n, at) => sum + (n - (fitted[at] as number)) ** 2 / (fitted[at] as number), 0)
  const dispersion = Math.max(1, squares / Math.max(rows.length - width, 1))
  const spread = inverse(curvature)
  return {
    intercept: w[0] as number,
    dispersion,
    weights: keys.map((key, at) => {
      const weight = (scales[at] as Scale).deviation > 0 ? (w[at + 1] as number) : 0
      const error = Math.sqrt(Math.max(spread[at + 1]?.[at + 1] ?? 0, 0) * dispersion)
      return { key, weight, low: weight - 1.96 * error, high: weight + 1.96 * error, ...(scales[at] as Scale) }
    }),
  }
}

interface Scale {
  mean: number
  deviation: number
}

function scaleOf(values: readonly number[]): Scale {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1)
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const deviation = Math.sqrt(squares / Math.max(values.length, 1))
  return { mean, deviation: deviation > 1e-9 ? deviation : 0 }
}

const meanOf = (row: readonly number[], w: readonly number[]) =>
  Math.exp(
    Math.min(
      12,
      row.reduce((sum, value, at) => sum + value * (w[at] as number), 0),
    ),
  )

function newtonStep(x: readonly number[][], y: readonly number[], w: readonly number[]) {
  const width = w.length
  const curvature = Array.from({ length: width }, () => new Array<number>(width).fill(0))
  const slope = w.map((one, at) => (at === 0 ? 0 : -RIDGE * one))
  for (const [at, row] of x.entries()) {
    const mean = meanOf(row, w)
    for (let i = 0; i < width; i++) {
      slope[i] = (slope[i] as number) + (row[i] as number) * ((y[at] as number) - mean)
      const line = curvature[i] as number[]
      for (let j = 0; j <= i; j++) line[j] = (line[j] as number) + mean * (row[i] as number) * (row[j] as number)
    }
  }
  for (let i = 0; i < width; i++) {
    ;(curvature[i] as number[])[i] = ((curvature[i] as number[])[i] as number) + (i === 0 ? 1e-9 : RIDGE)
    for (let j = 0; j < i; j++) (curvature[j] as number[])[i] = (curvature[i] as number[])[j] as number
  }
  const spread = inverse(curvature)
  const move = spread.map((line) => line.reduce((sum, value, at) => sum + value * (slope[at] as number), 0))
  return { curvature, move }
}

/** Inverse of a small positive matrix (Gauss–Jordan with the largest pivot). */
function inverse(matrix: readonly (readonly number[])[]): number[][] {
  const size = matrix.length
  const rows = matrix.map((row, at) => [...row, ...Array.from({ length: size }, (_, other) => (other === at ? 1 : 0))])
  for (let at = 0; at < size; at++) {
    let best = at
    for (let other = at + 1; other < size; other++)
      if (Math.abs(rows[other]?.[at] as number) > Math.abs(rows[best]?.[at] as number)) best = other
    ;[rows[at], rows[best]] = [rows[best] as number[], rows[at] as number[]]
    const pivot = rows[at] as number[]
    const head = pivot[at] as number
    for (let column = 0; column < 2 * size; column++) pivot[column] = (pivot[column] as number) / head
    for (const [other, row] of rows.entries()) {
      if (other === at) continue
      const times = row[at] as number
      if (times === 0) continue
      for (let column = 0; column < 2 * size; column++)
        row[column] = (row[column] as number) - times * (pivot[column] as number)
    }
  }
  return rows.map((row) => row.slice(size))
}

const byKey = new Map(FEATURES.map((feature) => [feature.key, feature]))

/** A feature that was in the model once and is no longer declared has no say. */
const standardized = (known: Known, { key, mean, deviation }: RankingModel['weights'][number]): number => {
  const feature = byKey.get(key)
  return !feature || deviation === 0 ? 0 : (feature.value(known) - mean) / deviation
}

/** Hazards expected of one check at an enterprise. */
export const expectedOf = (model: RankingModel, known: Known): number =>
  Math.exp(model.weights.reduce((sum, one) => sum + one.weight * standardized(known, one), model.intercept))

/** What moves the number of an enterprise most, against the mean of those it learned from: 「近 12 个月重复隐患 3 条：+0.4」. */
export function reasonsOf(model: RankingModel, known: Known, most = 4): string[] {
  return model.weights
    .map((one) => ({ feature: byKey.get(one.key), by: one.weight * standardized(known, one) }))
    .filter(({ feature, by }) => feature && Math.abs(by) >= 0.05 && says(feature, known))
    .sort(
      (a, b) => Math.abs(b.by) - Math.abs(a.by) || ((a.feature as Feature).key < (b.feature as Feature).key ? -1 : 1),
    )
    .slice(0, most)
    .map(({ feature, by }) => `${(feature as Feature).words(known)}：${by > 0 ? '+' : '−'}${Math.abs(by).toFixed(1)}`)
}

/** A mark the enterprise does not have is said by the marks it has. */
const says = (feature: Feature, known: Known) =>
  feature.words(known) !== feature.title.replace(/^监管行业：/, '') || feature.value(known) > 0

/** Rows to train on from visits. */
export const rowsOf = (visits: readonly Visit[]) =>
  visits.map((visit) => ({ values: FEATURES.map(({ value }) => value(visit)), count: visit.hazards }))

export const trainOn = (visits: readonly Visit[]): RankingModel =>
  train(
    rowsOf(visits),
    FEATURES.map(({ key }) => key),
  )

/** What some visits found: per check, with the interval of resampling. */
export interface Found {
  checks: number
  hazards: number
  perCheck: number
  low: number
  high: number
}

/** How the model did on months it had not seen. */
export interface Judgement {
  from: string
  to: string
  visits: number
  random: Found
  top10: Found
  top20: Found
  /** The same share by the present rule of plans. */
  rule10: Found
  rule20: Found
  /** Visits that stood in a plan. */
  planned: Found
  /** Top fifth against random, and its interval. */
  lift: { ratio: number; low: number; high: number }
  /** Expected and found by tenths of the expected number. */
  tenths: { expected: number; found: number; checks: number }[]
  /** Poisson deviance per visit: smaller is better. */
  deviance: number
}

const DRAWS = 400

/** Judges scores on visits they were not trained on. Ties are kept in the order of ids, so the same visits give the same words. */
export function judge(model: RankingModel, visits: readonly Visit[]): Judgement {
  const scored = visits.map((visit) => ({ visit, expected: expectedOf(model, visit) }))
  const byModel = scored.toSorted((a, b) => b.expected - a.expected || (a.visit.objectId < b.visit.objectId ? -1 : 1))
  const byRule = scored.toSorted(
    (a, b) => b.visit.ruleScore - a.visit.ruleScore || (a.visit.objectId < b.visit.objectId ? -1 : 1),
  )
  const top = (order: typeof scored, share: number) =>
    order.slice(0, Math.ceil(order.length * share)).map(({ visit }) => visit)
  const months = visits.map(({ month }) => month).toSorted()
  return {
    from: months[0] ?? '',
    to: months.at(-1) ?? '',
    visits: visits.length,
    random: foundBy(visits),
    top10: foundBy(top(byModel, 0.1)),
    top20: foundBy(top(byModel, 0.2)),
    rule10: foundBy(top(byRule, 0.1)),
    rule20: foundBy(top(byRule, 0.2)),
    planned: foundBy(visits.filter(({ planned }) => planned)),
    lift: liftOf(
      top(byModel, 0.2).map(({ hazards }) => hazards),
      visits.map(({ hazards }) => hazards),
    ),
    tenths: tenthsOf(byModel),
    deviance: devianceOf(scored),
  }
}

/** Hazards per check of some visits with the 95 % interval of resampling them. */
export function foundBy(visits: readonly { hazards: number }[]): Found {
  const counts = visits.map(({ hazards }) => hazards)
  const hazards = counts.reduce((sum, n) => sum + n, 0)
  const means = resampled(counts, 11)
  return {
    checks: counts.length,
    hazards,
    perCheck: counts.length === 0 ? 0 : hazards / counts.length,
    low: counts.length === 0 ? 0 : quantile(means, 0.025),
    high: counts.length === 0 ? 0 : quantile(means, 0.975),
  }
}

/** How many times as much one group found per check as another, with the 95 % interval of resampling both. */
export function liftOf(ours: readonly number[], others: readonly number[]) {
  if (ours.length === 0 || others.length === 0) return { ratio: 0, low: 0, high: 0 }
  const mean = (counts: readonly number[]) => counts.reduce((sum, n) => sum + n, 0) / counts.length
  // Unsorted: the n-th of one group stands beside the n-th of the other.
  const [a, b] = [draws(ours, 23), draws(others, 29)]
  const ratios = a
    .map((one, at) => (b[at] === 0 ? Number.POSITIVE_INFINITY : one / (b[at] as number)))
    .sort((x, y) => x - y)
  const whole = mean(others)
  return {
    ratio: whole === 0 ? 0 : mean(ours) / whole,
    low: quantile(ratios, 0.025),
    high: quantile(ratios, 0.975),
  }
}

const resampled = (counts: readonly number[], seed: number) => draws(counts, seed).sort((a, b) => a - b)

function draws(counts: readonly number[], seed: number): number[] {
  const next = chanceOf(seed)
  return Array.from({ length: DRAWS }, () => {
    let sum = 0
    for (let at = 0; at < counts.length; at++) sum += counts[Math.floor(next() * counts.length)] as number
    return counts.length === 0 ? 0 : sum / counts.length
  })
}

function tenthsOf(order: readonly { visit: Visit; expected: number }[]) {
  return Array.from({ length: 10 }, (_, tenth) => {
    const part = order.slice(Math.floor((order.length * tenth) / 10), Math.floor((order.length * (tenth + 1)) / 10))
    const mean = (of: (one: (typeof part)[number]) => number) =>
      part.length === 0 ? 0 : part.reduce((sum, one) => sum + of(one), 0) / part.length
    return {
      expected: mean(({ expected }) => expected),
      found: mean(({ visit }) => visit.hazards),
      checks: part.length,
    }
  })
}

function devianceOf(scored: readonly { visit: Visit; expected: number }[]): number {
  const sum = scored.reduce((all, { visit: { hazards }, expected }) => {
    const log = hazards === 0 ? 0 : hazards * Math.log(hazards / expected)
    return all + 2 * (log - (hazards - expected))
  }, 0)
  return scored.length === 0 ? 0 : sum / scored.length
}

/** Whether a new version may take the place of the one in use: on the same months not known to either, it is not worse. */
export const mayReplace = (fresh: Judgement, present: Judgement): boolean => fresh.deviance <= present.deviance
