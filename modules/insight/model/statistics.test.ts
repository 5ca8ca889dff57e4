import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chanceOf, countChances, normalBelow, quantile } from './chance.ts'
import { checksWords, dispersionOf, findAmong, isInspected, rateRatio, survivors } from './finding.ts'
import { chanceAbove, forecast, hitRateOf, thresholdOf } from './forecast.ts'
import { armsOf, byExpected, sizeOf } from './order.ts'
import { expectedOf, type Known, reasonsOf, train } from './ranking-model.ts'
import { compareArms, type Outcome, resultWords } from './result.ts'

/** A count of a mean, by multiplying even numbers (Knuth); of a mean that itself varies when `spread` is above 0. */
function draw(next: () => number, mean: number, spread = 0): number {
  const own = spread > 0 ? mean * gamma(next, 1 / spread) * spread : mean
  let [left, count] = [Math.exp(-own), -1]
  let product = 1
  do {
    product *= next()
    count++
  } while (product > left)
  left = 0
  return count
}

/** Marsaglia and Tsang, for shapes of at least 1; below by Johnk's boost. */
function gamma(next: () => number, shape: number): number {
  if (shape < 1) return gamma(next, shape + 1) * next() ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const z = Math.sqrt(-2 * Math.log(next() + 1e-12)) * Math.cos(2 * Math.PI * next())
    const v = (1 + c * z) ** 3
    if (v > 0 && Math.log(next() + 1e-12) < 0.5 * z * z + d - d * v + d * Math.log(v)) return d * v
  }
}

const counted = (hazards: number, checks: number) => ({ hazards, checks, enterprises: 100 })

describe('chances', () => {
  test('of a count add up to one, with the mean and variance asked for', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.3, max: 300, noNaN: true }),
        fc.double({ min: 1, max: 8, noNaN: true }),
        (mean, spread) => {
          const chances = countChances(mean, spread)
          const sum = chances.reduce((all, one) => all + one, 0)
          const middle = chances.reduce((all, one, at) => all + one * at, 0)
          const square = chances.reduce((all, one, at) => all + one * (at - middle) ** 2, 0)
          expect(sum).toBeCloseTo(1, 4)
          expect(middle / mean).toBeCloseTo(1, 2)
          expect(square / (mean * spread)).toBeCloseTo(1, 1)
        },
      ),
      { numRuns: 60, seed: 7 },
    )
  })

  test('of the normal distribution are those of the tables', () => {
    expect([0, 1.959964, -1.644854, 3.090232].map((z) => normalBelow(z).toFixed(4))).toEqual([
      '0.5000',
      '0.9750',
      '0.0500',
      '0.9990',
    ])
  })
})

describe('a ratio of rates', () => {
  test('lies within its 95 % interval about 95 times in a hundred, for counts that come in heaps too', () => {
    for (const [mean, times, spread] of [
      [0.4, 1, 0],
      [0.8, 2.1, 0],
      [0.5, 1.4, 0.05],
    ] as const) {
      const next = chanceOf(mean * 1000 + times)
      let held = 0
      const rounds = 1500
      for (let round = 0; round < rounds; round++) {
        const a = draw(next, mean * times * 120, spread)
        const b = draw(next, mean * 150, spread)
        // Variance of a gamma-mixed count over its mean, at the middle of the two.
        const dispersion = 1 + spread * ((mean * times * 120 + mean * 150) / 2)
        const { low, high } = rateRatio(counted(a, 120), counted(b, 150), dispersion)
        if (low <= times && times <= high) held++
      }
      expect(held / rounds).toBeGreaterThan(0.93)
      expect(held / rounds).toBeLessThan(0.985)
    }
  })

  test('is wider when counts are more restless, and turned over when the two are changed', () => {
    fc.assert(
      fc.property(
        fc.nat(400),
        fc.nat(400),
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 300 }),
        (a, b, m, n) => {
          const one = rateRatio(counted(a, m), counted(b, n), 1)
          const wide = rateRatio(counted(a, m), counted(b, n), 3)
          const other = rateRatio(counted(b, n), counted(a, m), 1)
          expect(wide.high / wide.low).toBeGreaterThan(one.high / one.low)
          expect(one.ratio * other.ratio).toBeCloseTo(1, 6)
          expect(one.low * other.high).toBeCloseTo(1, 6)
        },
      ),
      { numRuns: 100, seed: 3 },
    )
  })

  test('of twice as many checks that find twice as much is no finding: more visiting is not more danger', () => {
    const same = { key: 'a', now: counted(120, 100), base: counted(60, 50), dispersion: 1 }
    expect(findAmong([same]).found).toEqual([])
    expect(checksWords(same, { now: 3, base: 3 })).toContain('检查密度是对照的 2.0 倍')
    expect(findAmong([{ ...same, now: counted(130, 50) }]).found).toHaveLength(1)
  })
})

test('what patrols and complaints bring in is no rate of checks', () => {
  const of = (inspections: number, patrols: number) =>
    isInspected(
      new Map([
        ['government_inspection', inspections],
        ['grid_patrol', patrols],
      ]),
    )
  expect([of(9, 1), of(8, 2), of(7, 3), of(0, 0)]).toEqual([true, true, false, false])
})

describe('false findings', () => {
  test('survivors are always the smallest chances, never more of them with a stricter share, all below it', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 }), (chances) => {
        const told = survivors(chances, 0.1)
        const strict = survivors(chances, 0.02)
        const worst = Math.max(...chances.filter((_, at) => told[at]), -1)
        expect(chances.every((p, at) => told[at] || p > worst)).toBe(true)
        expect(strict.every((one, at) => !one || told[at])).toBe(true)
        expect(worst).toBeLessThanOrEqual(0.1)
        expect(chances.every((p, at) => p > 0.1 / chances.length || told[at])).toBe(true)
      }),
      { numRuns: 200, seed: 5 },
    )
  })

  test('among hundreds of comparisons without a difference almost nothing is told; what was planted is', () => {
    const next = chanceOf(41)
    const cities = 300
    let falseShare = 0
    let planted = 0
    for (let city = 0; city < cities; city++) {
      const flat = Array.from({ length: 200 }, (_, at) => ({
        key: String(at),
        now: counted(draw(next, 30), 60),
        base: counted(draw(next, 90), 180),
        dispersion: 1,
      }))
      const raised = {
        key: 'real',
        now: counted(draw(next, 63), 60),
        base: counted(draw(next, 90), 180),
        dispersion: 1,
      }
      const { found, tested } = findAmong([...flat, raised])
      expect(tested).toBe(201)
      const real = found.filter(({ key }) => key === 'real').length
      falseShare += found.length === 0 ? 0 : (found.length - real) / found.length / cities
      planted += real
    }
    // What is promised is 5 % on the mean of all cities; three standard errors more are chance.
    expect(falseShare).toBeLessThan(0.08)
    expect(planted / cities).toBeGreaterThan(0.8)
  })

  test('restlessness is measured: 1 for Poisson counts, as much as was planted for heaps', () => {
    const next = chanceOf(13)
    const series = (spread: number) =>
      Array.from({ length: 150 }, () =>
        Array.from({ length: 6 }, () => ({ hazards: draw(next, 20, spread), checks: 30 })),
      )
    expect(dispersionOf(series(0))).toBeLessThan(1.12)
    expect(dispersionOf(series(0.1))).toBeCloseTo(3, 0)
  })
})

describe('the ranking model', () => {
  const keys = ['a', 'b', 'noise', 'flat']
  const rows = (count: number, seed: number) => {
    const next = chanceOf(seed)
    return Array.from({ length: count }, () => {
      const values = [next() * 4, next() < 0.3 ? 1 : 0, next(), 5]
      const mean = Math.exp(0.2 + 0.5 * (values[0] as number) + 0.7 * (values[1] as number))
      return { values, count: draw(next, mean) }
    })
  }

  test('finds planted weights again, within their intervals, and none where nothing was planted', () => {
    const model = train(rows(3000, 2), keys)
    const of = (key: string) => model.weights.find((one) => one.key === key) as (typeof model.weights)[number]
    expect(of('a').weight / of('a').deviation).toBeCloseTo(0.5, 1)
    expect(of('b').weight / of('b').deviation).toBeCloseTo(0.7, 1)
    expect(of('noise').low).toBeLessThan(0)
    expect(of('noise').high).toBeGreaterThan(0)
    expect([of('flat').weight, of('flat').deviation]).toEqual([0, 0])
    expect(model.dispersion).toBeLessThan(1.15)
  })

  test('is the same every time, and total of what it expects is the total of what it learnt from', () => {
    const learnt = rows(400, 9)
    expect(train(learnt, keys)).toEqual(train(learnt, keys))
    const model = train(learnt, keys)
    const expected = learnt.reduce((sum, { values }) => {
      const eta = model.weights.reduce(
        (all, { weight, mean, deviation }, at) =>
          all + (deviation > 0 ? (weight * ((values[at] as number) - mean)) / deviation : 0),
        model.intercept,
      )
      return sum + Math.exp(eta)
    }, 0)
    expect(expected / learnt.reduce((sum, { count }) => sum + count, 0)).toBeCloseTo(1, 6)
  })

  test('stands even when nothing or everything was found', () => {
    for (const count of [0, 40]) {
      const model = train(
        rows(80, 4).map((row) => ({ ...row, count })),
        keys,
      )
      expect(model.weights.every(({ weight }) => Number.isFinite(weight) && Math.abs(weight) < 1)).toBe(true)
    }
  })

  test('says in words what moves an enterprise, with its sign, the largest first', () => {
    const model = {
      intercept: 0,
      dispersion: 1,
      weights: [
        { key: 'recurring', weight: 0.3, low: 0, high: 1, mean: 0, deviation: 1 },
        { key: 'red', weight: 0.9, low: 0, high: 1, mean: 0, deviation: 1 },
        { key: 'orange', weight: 0.8, low: 0, high: 1, mean: 0.5, deviation: 0.5 },
        { key: 'gone', weight: 9, low: 0, high: 1, mean: 0, deviation: 1 },
      ],
    }
    const known: Known = {
      ...{
        objectId: 'x',
        found: 4,
        officeFound: 2,
        recurring: 3,
        major: 0,
        late: 0,
        sinceDays: 10,
        visits: 1,
        perVisit: 2,
      },
      ...{ selfDue: 0, selfMet: 0, riskLevel: '1', hasMajorHazard: false, classes: [], scale: null },
    }
    expect(reasonsOf(model, known)).toEqual(['红色风险：+0.9', '近 12 个月重复隐患 3 条：+0.4'])
    expect(expectedOf(model, known)).toBeCloseTo(Math.exp(0.9 - 0.8 + 0.3 * Math.log(4)), 6)
  })
})

describe('an order', () => {
  const many = Array.from({ length: 30 }, (_, at) => ({ id: String(at).padStart(2, '0'), name: '', expected: at % 10 }))
  const drawn = many.map(({ id }) => id).reverse()

  test('takes its control group from everybody and the rest by rank, nobody twice, nobody left out', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 20 }),
        fc.uniqueArray(fc.nat(29)),
        (byRank, control, out) => {
          const able = new Set(many.map(({ id }) => id).filter((id) => !out.includes(Number(id))))
          const arms = armsOf(many, drawn, able, { byRank, control })
          const all = [...arms.rank, ...arms.control]
          expect(new Set(all).size).toBe(all.length)
          expect(all.every((id) => able.has(id))).toBe(true)
          expect(arms.control).toEqual(drawn.filter((id) => able.has(id)).slice(0, control))
          expect(arms.rank.length).toBe(Math.min(byRank, able.size - arms.control.length))
        },
      ),
      { numRuns: 100, seed: 11 },
    )
    expect(byExpected(many)[0]?.id).toBe('09')
  })

  test('is no larger than what the office can do in half a month, nor than there are', () => {
    expect(sizeOf(500, null)).toEqual({ byRank: 12, control: 8 })
    expect(sizeOf(500, 20)).toEqual({ byRank: 6, control: 4 })
    expect(sizeOf(5, null)).toEqual({ byRank: 3, control: 2 })
  })
})

describe('what an order found', () => {
  const arm = (name: Outcome['arm'], hazards: readonly number[]): Outcome[] =>
    hazards.map((count) => ({ arm: name, checks: 1, hazards: count, sameCategory: 0 }))

  test('is not compared while few were checked', () => {
    const few = [...arm('rank', [3, 4, 5]), ...arm('control', [1, 0, 1])]
    expect(compareArms(few)).toBeNull()
    expect(resultWords(few, { isOver: true })).toContain('样本太少，还不能说')
    expect(resultWords(few, { isOver: false })).not.toMatch(/倍|样本/)
    expect(resultWords([{ arm: 'rank', checks: 0, hazards: 0, sameCategory: 0 }], { isOver: false })).toBe(
      '1 家都还没有查',
    )
  })

  test('has an interval that holds the truth about 95 times in a hundred', () => {
    const next = chanceOf(77)
    let held = 0
    const rounds = 1200
    for (let round = 0; round < rounds; round++) {
      const found = compareArms([
        ...arm(
          'rank',
          Array.from({ length: 16 }, () => draw(next, 6, 0.3)),
        ),
        ...arm(
          'control',
          Array.from({ length: 14 }, () => draw(next, 3, 0.3)),
        ),
      ])
      if (found && found.low <= 2 && 2 <= found.high) held++
    }
    expect(held / rounds).toBeGreaterThan(0.9)
    expect(held / rounds).toBeLessThan(0.985)
  })
})

describe('a forecast', () => {
  test('holds the next months within its intervals as often as it says', () => {
    for (const [mean, spread, length] of [
      [40, 0, 30],
      [25, 0.05, 30],
      [60, 0.02, 9],
    ] as const) {
      const next = chanceOf(mean * 31 + length)
      let [in80, in95, all] = [0, 0, 0]
      for (let round = 0; round < 500; round++) {
        const counts = Array.from({ length: length + 3 }, () => draw(next, mean, spread))
        const ahead = forecast({ counts: counts.slice(0, length), startsIn: 3 }, 3) ?? []
        for (const [at, month] of ahead.entries()) {
          const came = counts[length + at] as number
          all++
          if (came >= month.low80 && came <= month.high80) in80++
          if (came >= month.low95 && came <= month.high95) in95++
        }
      }
      expect(in80 / all).toBeGreaterThan(0.76)
      expect(in80 / all).toBeLessThan(0.93)
      expect(in95 / all).toBeGreaterThan(0.92)
    }
  })

  test('knows a season seen for years, and none before the second year', () => {
    const year = Array.from({ length: 12 }, (_, at) => (at === 6 ? 200 : 50))
    const [july] = forecast({ counts: [...year, ...year, ...year, ...year.slice(0, 6)], startsIn: 0 }, 1) ?? []
    expect(july?.expected).toBeGreaterThan(100)
    const [young] = forecast({ counts: year.slice(0, 6), startsIn: 0 }, 1) ?? []
    expect(young?.expected).toBeCloseTo(50, 0)
  })

  test('says nothing of too short a past, and never less than nothing', () => {
    expect(forecast({ counts: [3, 2, 5], startsIn: 0 }, 3)).toBeNull()
    const none = forecast({ counts: [0, 0, 0, 0, 0, 0], startsIn: 0 }, 3) ?? []
    expect(none.every(({ low95, high95 }) => low95 === 0 && high95 <= 6)).toBe(true)
  })

  test('warns of a rise, not of a level year, and counts what it missed', () => {
    const level = Array.from({ length: 24 }, (_, at) => 40 + (at % 3))
    const [calm] = forecast({ counts: level, startsIn: 0 }, 1) ?? []
    if (!calm) throw new Error('a level year has a forecast')
    expect(chanceAbove(calm, thresholdOf(level))).toBeLessThan(0.1)
    const rise = [...level.slice(0, 20), 60, 75, 90, 100]
    const [next] = forecast({ counts: rise, startsIn: 0 }, 1) ?? []
    if (!next) throw new Error('a rise has a forecast')
    expect(chanceAbove(next, thresholdOf(rise))).toBeGreaterThan(0.6)
    const judged = (warned: boolean, found: number) => ({ warned, found, threshold: 50, low: 30, high: 60 })
    expect(
      hitRateOf([judged(true, 70), judged(true, 40), judged(false, 55), judged(false, 20), judged(false, 45)]),
    ).toEqual({ said: 5, hits: 1, falseAlarms: 1, missed: 1, quiet: 2, within: 3 })
  })
})

test('quantiles lie between the numbers they are of', () => {
  expect([quantile([1, 2, 3], 0.5), quantile([1, 3], 0.25), quantile([4], 0.9)]).toEqual([2, 1.5, 4])
})
