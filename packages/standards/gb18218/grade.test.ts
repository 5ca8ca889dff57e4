import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exposureAlpha, type GradeInput, gradeMajorHazard, hazardLevel } from './grade.ts'
import type { Stock } from './identify.ts'

function grade(exposedPeople: number, ...stocks: [string, number, Partial<Stock>?][]) {
  return gradeMajorHazard({
    exposedPeople,
    stocks: stocks.map(([chemical, tonnes, more]) => ({ chemical, tonnes, ...more })),
  })
}

function problem(input: GradeInput) {
  try {
    gradeMajorHazard(input)
  } catch (error) {
    return error
  }
  throw new Error('expected a refusal')
}

describe('GB 18218-2018 worked examples (major-hazard-gb18218.md §5)', () => {
  test.each([
    ['1 ammonia cold store', grade(60, ['氨', 60]), 6, 18, 3],
    ['2 filling station', grade(20, ['汽油', 90], ['柴油', 50.4]), 0.46008, 0.46008, null],
    ['3 chlorine cylinders', grade(120, ['氯', 10]), 2, 16, 3],
    [
      '4 mixed tank farm',
      grade(35, ['甲醇', 2000], ['环氧乙烷', 30], ['液化石油气', 200], ['丙烯腈', 300]),
      17,
      26.4,
      3,
    ],
    ['5 phosgenation', grade(20, ['光气', 1.5], ['液氯', 20]), 9, 116, 1],
    ['6 hydrogen, equality', grade(0, ['氢', 5]), 1, 0.75, 4],
    ['7 benzene, R exactly 50', grade(100, ['苯', 1250]), 25, 50, 2],
    ['8 just below', grade(200, ['氢气', 4.9]), 0.98, 2.94, null],
    ['9 sum effect', grade(55, ['乙醇', 120], ['乙醚', 9], ['氯化氢', 3]), 1.29, 3.06, 4],
    ['10 lowest Q', grade(10, ['某液体', 600, { symbol: 'J5/W5.3' }]), 1.2, 1.2, 4],
  ])('%s', (_, result, s, r, level) => {
    expect(result.s).toBe(s)
    expect(result.r).toBe(r)
    expect(result.level).toBe(level)
    expect(result.isMajorHazard).toBe(level !== null)
  })
})

describe('§4.2 identification', () => {
  test('equality counts, and arithmetic is exact on both sides of it', () => {
    expect(grade(0, ['氨', 9.9999])).toMatchObject({ isMajorHazard: false, s: 0.99999 })
    expect(grade(0, ['氨', 9.999999999])).toMatchObject({ isMajorHazard: false, level: null })
    expect(grade(0, ['#1', 1], ['#1', 2], ['#1', 7])).toMatchObject({ isMajorHazard: true, s: 1 })
    // 0.1 + 0.2 + 0.7 in tonnes of a Q = 1 substance: floats give 0.9999999999999999 or 1.0000000000000002.
    expect(grade(0, ['乙炔', 0.1], ['氟', 0.2], ['烷基铝', 0.7])).toMatchObject({ isMajorHazard: true, s: 1 })
    expect(grade(0, ['光气', 0.1], ['碳酰氯', 0.2])).toMatchObject({ isMajorHazard: true, s: 1 })
    expect(grade(0, ['甲基异氰酸酯', 0.25], ['光气', 0.2])).toMatchObject({ isMajorHazard: true, s: 1 })
  })

  test('S just below one is never shown as one', () => {
    const { steps } = grade(0, ['氨', 9.9999999])
    expect(steps.join('\n')).toContain('0.999999…')
    expect(steps.join('\n')).toContain('不构成')
  })

  test('stocks of one substance are added first, whatever name they have', () => {
    const { items } = grade(1, ['氨', 1], ['液氨', 2], ['7664-41-7', 3], ['Ammonia', 4], ['苯', 1])
    expect(items).toHaveLength(2)
    expect(items[0]).toMatchObject({ row: 1, q: 10, Q: 10, ratio: 1, beta: 2, betaSource: 'T3', term: 2 })
  })

  test('several symbols take the lowest Q and the largest β', () => {
    const { items, assumptions } = grade(1, ['J2 / W1.1', 1], ['甲', 2, { symbol: ['W5.4', 'J3'] }])
    expect(items.map(({ Q, beta }) => [Q, beta])).toEqual([
      [1, 2],
      [50, 2],
    ])
    expect(assumptions).toHaveLength(2)
  })

  test('table 1 comes before a symbol for Q', () => {
    expect(grade(1, ['苯', 50, { symbol: 'W5.1' }]).items[0]).toMatchObject({ row: 57, Q: 50, beta: 1.5 })
  })

  test('zero tonnes is allowed', () => {
    expect(grade(1, ['氨', 0])).toMatchObject({ s: 0, r: 0, level: null })
  })
})

describe('§4.3 grading', () => {
  test.each([
    [0, 0.5],
    [1, 1],
    [29, 1],
    [30, 1.2],
    [49, 1.2],
    [50, 1.5],
    [99, 1.5],
    [100, 2],
    [100000, 2],
  ])('table 5: %i people give α %d', (people, alpha) => {
    expect(exposureAlpha(people)).toBe(alpha)
  })

  test.each([
    [100, 1],
    [99.999999, 2],
    [50, 2],
    [49.999999, 3],
    [10, 3],
    [9.999999, 4],
    [0.1, 4],
  ])('table 6: R %d is level %i', (r, level) => {
    expect(hazardLevel(r)).toBe(level)
  })

  test.each([
    ['一氧化碳', 2],
    ['二氧化硫', 2],
    ['氨', 2],
    ['环氧乙烷', 2],
    ['氯化氢(无水)', 3],
    ['溴甲烷', 3],
    ['氯', 4],
    ['硫化氢', 5],
    ['氟化氢', 5],
    ['二氧化氮', 10],
    ['氰化氢', 10],
    ['碳酰氯', 20],
    ['磷化氢', 20],
    ['异氰酸甲酯', 20],
  ])('table 3: β of %s is %d', (chemical, beta) => {
    expect(grade(1, [chemical, 1]).items[0]).toMatchObject({ beta, betaSource: 'T3' })
  })

  test.each([
    ['氟', 4],
    ['二氟化氧', 4],
    ['砷化氢', 4],
    ['锑化氢', 4],
    ['硒化氢', 4],
    ['甲醛', 2],
    ['三氧化硫', 1],
    ['煤气', 2],
  ])('β of %s depends on its data sheet: %d is assumed and said', (chemical, beta) => {
    const result = grade(1, [chemical, 1])
    expect(result.items[0]?.beta).toBe(beta)
    expect(result.assumptions.join()).toContain('β')
    expect(grade(1, [chemical, 1, { beta: 3, betaReason: '按 SDS' }]).items[0]).toMatchObject({
      beta: 3,
      betaSource: 'manual',
      betaReason: '按 SDS',
    })
  })

  test('a symbol decides β where the data sheet must', () => {
    expect(grade(1, ['砷化氢', 1, { symbol: 'J3' }]).items[0]).toMatchObject({ Q: 1, beta: 2 })
  })

  test('above the boiling point β is 1.5; Q of a table 1 liquid stays, of a table 2 liquid becomes W5.1', () => {
    expect(grade(1, ['甲苯', 500, { aboveBoiling: true }]).items[0]).toMatchObject({ Q: 500, beta: 1.5 })
    expect(grade(1, ['W5.3', 10, { aboveBoiling: true }]).items[0]).toMatchObject({
      Q: 10,
      beta: 1.5,
      symbols: ['W5.1'],
    })
    const both = grade(1, ['甲苯', 250, { aboveBoiling: true }], ['甲苯', 250])
    expect(both).toMatchObject({ s: 1, r: 1.25, level: 4 })
    const gas = grade(1, ['氢', 5, { aboveBoiling: true }])
    expect(gas.items[0]?.beta).toBe(1.5)
    expect(gas.assumptions.join()).toContain('未采用')
  })

  test('R below the threshold is a number, the level is null', () => {
    expect(grade(200, ['氯', 4.9])).toMatchObject({ isMajorHazard: false, level: null, r: 7.84 })
  })
})

describe('refused input', () => {
  const stock = { chemical: '氨', tonnes: 1 }
  test.each([
    ['EmptyStocks', { exposedPeople: 1, stocks: [] }],
    ['InvalidTonnes', { exposedPeople: 1, stocks: [{ chemical: '氨', tonnes: -1 }] }],
    ['InvalidTonnes', { exposedPeople: 1, stocks: [{ chemical: '氨', tonnes: Number.NaN }] }],
    ['InvalidTonnes', { exposedPeople: 1, stocks: [{ chemical: '氨', tonnes: Number.POSITIVE_INFINITY }] }],
    ['InvalidPeople', { exposedPeople: -1, stocks: [stock] }],
    ['InvalidPeople', { exposedPeople: 1.5, stocks: [stock] }],
    ['InvalidPeople', { exposedPeople: Number.NaN, stocks: [stock] }],
    ['UnknownSymbol', { exposedPeople: 1, stocks: [{ chemical: 'W5.9', tonnes: 1 }] }],
    ['UnknownSymbol', { exposedPeople: 1, stocks: [{ chemical: '甲', tonnes: 1, symbol: '易燃' }] }],
    ['InvalidBeta', { exposedPeople: 1, stocks: [{ ...stock, beta: 0 }] }],
    ['UnknownChemical', { exposedPeople: 1, stocks: [{ chemical: '原油', tonnes: 1 }] }],
  ])('%s is named', (type, input) => {
    expect(problem(input)).toMatchObject({ type, message: expect.stringMatching(/[\u4e00-\u9fff]/u) })
  })
})

test('the order of stocks changes nothing', () => {
  const names = fc.constantFrom('氨', '氯', '苯', '汽油', '柴油', 'W5.3', '氢')
  const stocks = fc.array(
    fc.record({ chemical: names, tonnes: fc.integer({ min: 0, max: 10 ** 6 }).map((n) => n / 1000) }),
    { minLength: 1 },
  )
  fc.assert(
    fc.property(stocks, (list) => {
      const there = gradeMajorHazard({ exposedPeople: 1, stocks: list })
      const back = gradeMajorHazard({ exposedPeople: 1, stocks: list.toReversed() })
      expect([back.s, back.r, back.level]).toEqual([there.s, there.r, there.level])
      expect(there.s).toBeCloseTo(
        there.items.reduce((sum, item) => sum + item.q / item.Q, 0),
        9,
      )
    }),
  )
})
