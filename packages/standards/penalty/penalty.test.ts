import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAILY_TIER, dailyFine } from './daily.ts'
import { type adjusters, judgeAmount, rangeOf, statutoryRange, tierAt, tiersOf } from './discretion.ts'
import { findPenaltyItem, penaltyItems, penaltyStages } from './items.ts'
import { discretionTiers } from './read.ts'
import { surcharge } from './surcharge.ts'

const tiers = discretionTiers()
const groups = [...Map.groupBy(tiers, ({ item, stage }) => `${item} ${stage}`).values()]
const yuan = (amount: number) => amount * 100

describe('the discretion standard', () => {
  test('has 424 steps, each of a conduct of the law and a known stage', () => {
    expect(tiers).toHaveLength(424)
    for (const { item, stage } of tiers) {
      expect([item, findPenaltyItem(item)?.id]).toEqual([item, item])
      expect(penaltyStages[stage]).toBeDefined()
    }
    expect(new Set(penaltyItems.map(({ id }) => id)).size).toBe(penaltyItems.length)
  })

  test('leaves no gap and no overlap between the steps of a range in yuan', () => {
    for (const steps of groups)
      for (const [at, step] of steps.entries()) {
        const next = steps[at + 1]
        if (step.min === null || !next) continue
        expect([step.item, step.stage, step.max]).toEqual([next.item, next.stage, next.min])
        expect(step.min).toBeLessThan(step.max as number)
      }
  })

  // Statutory bounds in 万 yuan, read from the law and not from the seed (enforcement.md §6).
  test.each([
    ['97-3', 'first', 0, 10],
    ['97-3', 'overdue', 10, 20],
    ['97-3', 'person', 2, 5],
    ['98-2', 'first', 10, 50],
    ['98-2', 'overdue', 50, 100],
    ['99-4', 'first', 0, 5],
    ['99-4', 'overdue', 5, 20],
    ['99-4', 'person', 1, 2],
    ['101-2', 'first', 0, 10],
    ['102', 'first', 0, 5],
    ['102', 'person', 5, 10],
    ['108', 'overdue', 2, 20],
    ['109', 'first', 5, 10],
    ['109', 'overdue', 10, 20],
    ['114-1', 'accident', 30, 100],
    ['114-2', 'accident', 100, 200],
    ['114-3', 'accident', 200, 1000],
    ['114-4', 'accident', 1000, 2000],
  ] as const)('%s %s lies between %s and %s 万', (item, stage, min, max) => {
    expect(statutoryRange(tiers, item, stage)).toMatchObject({ min: yuan(min * 10_000), max: yuan(max * 10_000) })
  })

  test('persons of art. 98 are fined by the lower steps first and by the upper ones after a term', () => {
    expect(statutoryRange(tiers, '98-1', 'person')).toMatchObject({ min: yuan(20_000), max: yuan(50_000) })
    expect(statutoryRange(tiers, '98-1', 'person', { afterTerm: true })).toMatchObject({
      min: yuan(50_000),
      max: yuan(100_000),
    })
  })

  test('a share of last year’s income needs that income, and is whole fen', () => {
    const [general] = tiersOf(tiers, '95', 'accident')
    expect(() => rangeOf(general as never, {})).toThrow('先写明上一年年收入')
    expect(rangeOf(general as never, { income: 12_345_679 })).toMatchObject({ min: 4_938_271, max: 4_938_271 })
  })

  test('illegal income of 100,000 yuan and more is multiplied, below it the amount in yuan holds', () => {
    const [minor] = tiersOf(tiers, '92-2', 'first')
    expect(rangeOf(minor as never, { illegalIncome: yuan(99_999) })).toMatchObject({ min: yuan(100_000) })
    expect(rangeOf(minor as never, { illegalIncome: yuan(100_000) })).toMatchObject({
      min: yuan(200_000),
      max: yuan(275_000),
    })
  })

  test('a specially serious accident is fined two to five times', () => {
    const [lightest] = tiersOf(tiers, '114-1', 'accident')
    expect(rangeOf(lightest as never, { speciallySerious: true })).toMatchObject({
      min: yuan(600_000),
      max: yuan(2_500_000),
    })
  })

  test('measures say what goes with the fine and not how the fine is reckoned', () => {
    expect(
      tiers.filter(({ measures }) => /比例|倍数|:/.test(measures)).map(({ item, measures }) => [item, measures]),
    ).toEqual([])
    expect(tiersOf(tiers, '110', 'accident').at(-1)?.measures).toBe('逃匿的处15日以下拘留')
  })
})

describe('an amount', () => {
  test('lies in exactly one step; a bound belongs to the upper one, the last maximum to the last', () => {
    for (const steps of groups.filter(([step]) => step?.min !== null && step?.share === null))
      fc.assert(
        fc.property(fc.integer({ min: (steps[0]?.min ?? 0) * 100, max: (steps.at(-1)?.max ?? 0) * 100 }), (amount) => {
          const found = tierAt(steps, amount)
          const { min, max } = rangeOf(found as never, {})
          expect(amount).toBeGreaterThanOrEqual(min)
          expect(amount).toBeLessThanOrEqual(max)
        }),
        { numRuns: 20 },
      )
    const steps = tiersOf(tiers, '99-1', 'first')
    expect([0, 1_250_000, 5_000_000, 5_000_001].map((amount) => tierAt(steps, amount)?.tier)).toEqual([
      'minor',
      'ordinary',
      'serious',
      undefined,
    ])
  })

  test('is in the step, in another one, reduced with a ground, or outside the law', () => {
    const law = statutoryRange(tiers, '99-1', 'overdue') as never
    const tier = rangeOf(tiersOf(tiers, '99-1', 'overdue')[1] as never, {})
    const judged = (amount: number, grounds: (keyof typeof adjusters)[] = []) =>
      judgeAmount(yuan(amount), { tier, law }, grounds)
    expect(judged(100_000)).toBe('in-tier')
    expect(judged(60_000)).toBe('other-tier')
    expect(judged(30_000)).toBe('below-law')
    expect(judged(30_000, ['harm-removed'])).toBe('reduced')
    expect(judged(30_000, ['repeated'])).toBe('below-law')
    expect(judged(200_001, ['repeated'])).toBe('above-law')
  })
})

describe('what grows by the day', () => {
  test('3 % of the fine for each day after the last one, never more than the fine', () => {
    expect(surcharge(yuan(43_000), '2026-03-10', '2026-03-10')).toEqual({ amount: 0, days: 0, capped: false })
    expect(surcharge(yuan(43_000), '2026-03-10', '2026-03-12')).toEqual({ amount: yuan(2_580), days: 2, capped: false })
    expect(surcharge(yuan(43_000), '2026-03-10', '2026-12-31')).toMatchObject({ amount: yuan(43_000), capped: true })
    expect(surcharge(333, '2026-03-10', '2026-03-11').amount).toBe(9)
  })

  test('stands still while reconsideration or a suit runs', () => {
    const pause = { from: '2026-03-12', to: '2026-03-20' }
    expect(surcharge(yuan(1_000), '2026-03-10', '2026-03-21', [pause])).toMatchObject({ days: 2, amount: yuan(60) })
  })

  test('never falls as days pass, and never passes the fine', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 11 }), fc.integer({ min: 1, max: 60 }), (fine, days) => {
        const on = (n: number) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10)
        const [one, two] = [surcharge(fine, on(0), on(days)), surcharge(fine, on(0), on(days + 1))]
        expect(two.amount).toBeGreaterThanOrEqual(one.amount)
        expect(two.amount).toBeLessThanOrEqual(fine)
      }),
    )
  })

  test('refusing to correct costs the same amount again each day from the day after the order', () => {
    expect(dailyFine(yuan(50_000), '2026-05-01', '2026-05-01')).toEqual({ amount: 0, days: 0 })
    expect(dailyFine(yuan(50_000), '2026-05-01', '2026-05-04')).toEqual({ amount: yuan(150_000), days: 3 })
    const daily = { fine: yuan(50_000), orderedOn: '2026-05-01', until: '2026-05-04' }
    expect(rangeOf(DAILY_TIER, { daily })).toMatchObject({ min: yuan(150_000), max: yuan(150_000) })
    expect(() => rangeOf(DAILY_TIER, {})).toThrow(/原处罚数额/)
    expect(() => rangeOf(DAILY_TIER, { daily: { ...daily, until: '2026-05-01' } })).toThrow(/晚于责令改正/)
  })
})
