import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#standards/calendar/local-date.ts'
import { instalmentFault, moneyOf } from './money.ts'
import { storyOf, type Told } from './story.ts'

const act = (name: string, day: string, input: Record<string, unknown> = {}): Told => ({
  act: name,
  at: `${day}T02:00:00.000Z`,
  input,
})
const weighing = {
  item: '97-3',
  stage: 'first',
  tier: 'ordinary',
  fact: '三人未培训',
  grounds: [],
  also: [],
  others: [],
}

/** A fine served on Friday 9 January 2026, to be paid by 26 January: the 24th is a Saturday. */
const fined = (fine: number, ...more: Told[]) =>
  storyOf([
    act('register', '2025-12-01', { partyKind: 'unit', violatedOn: '2025-12-01', foundOn: '2025-12-01' }),
    act('conclude', '2025-12-10', { penalise: true, weighing: { ...weighing, fine } }),
    act('propose', '2026-01-05', { outcome: 'penalise' }),
    act('decide', '2026-01-06', { decisionNo: '1号' }),
    act('serve', '2026-01-09', { on: '2026-01-09', way: 'direct' }),
    ...more,
  ])
const pay = (on: string, amount: number, kind = 'fine') => act('pay', on, { kind, amount, on, receipt: '1' })

describe('a fine', () => {
  test('is due fifteen days after service, on the next working day when that is none', () => {
    expect(moneyOf(fined(10_000), '2026-01-26')).toMatchObject({
      lastDay: '2026-01-26',
      surcharge: 0,
      outstanding: 1_000_000,
    })
  })

  test('grows by 3 % of what is not paid for each day it is late', () => {
    expect(moneyOf(fined(10_000), '2026-01-28').surcharge).toBe(60_000)
    // Half paid after two late days: from then on 3 % of the other half.
    expect(moneyOf(fined(10_000, pay('2026-01-28', 5_000)), '2026-01-30').surcharge).toBe(60_000 + 30_000)
    expect(moneyOf(fined(10_000, pay('2026-01-26', 10_000)), '2026-06-01')).toMatchObject({
      surcharge: 0,
      outstanding: 0,
    })
  })

  test('never owes more surcharge than the fine itself, and says so', () => {
    expect(moneyOf(fined(10_000), '2026-12-31')).toMatchObject({
      surcharge: 1_000_000,
      capped: true,
      outstanding: 2_000_000,
    })
  })

  test('is not raised while a reconsideration or a suit runs', () => {
    const asked = act('remedy', '2026-01-28', { kind: 'reconsideration', since: '2026-01-28' })
    const ended = act('end-remedy', '2026-03-01', { result: 'upheld', ended: '2026-02-28' })
    expect(moneyOf(fined(10_000, asked), '2026-02-20')).toMatchObject({ surcharge: 30_000, paused: true })
    expect(moneyOf(fined(10_000, asked, ended), '2026-03-02')).toMatchObject({ surcharge: 90_000, paused: false })
  })

  test('paid in parts is late only with the part that is', () => {
    const granted = act('grant-deferral', '2026-01-20', {
      instalments: [
        { dueOn: '2026-02-02', amount: 4_000 },
        { dueOn: '2026-03-02', amount: 6_000 },
      ],
    })
    const money = moneyOf(fined(10_000, granted, pay('2026-02-02', 4_000)), '2026-03-03')
    expect(money).toMatchObject({ surcharge: 18_000, parts: [{ late: false }, { late: true }] })
  })

  test('granted in parts after the day was over keeps what was late until then', () => {
    const granted = act('grant-deferral', '2026-01-28', { instalments: [{ dueOn: '2026-03-02', amount: 10_000 }] })
    const before = moneyOf(fined(10_000), '2026-01-28').surcharge
    expect(before).toBeGreaterThan(0)
    expect(moneyOf(fined(10_000, granted), '2026-02-20').surcharge).toBe(before)
    expect(moneyOf(fined(10_000, granted), '2026-03-04').surcharge).toBe(before + 60_000)
  })

  test('whatever is paid and when, parts make up the fine, and the surcharge neither falls nor passes the fine', () => {
    const payment = fc.record({ after: fc.integer({ min: 0, max: 90 }), amount: fc.integer({ min: 1, max: 4_000 }) })
    const cases = fc.record({
      fine: fc.integer({ min: 1, max: 20_000 }),
      payments: fc.array(payment, { maxLength: 5 }),
      split: fc.boolean(),
      on: fc.integer({ min: 0, max: 200 }),
    })
    fc.assert(
      fc.property(cases, ({ fine, payments, split, on }) => {
        let left = fine
        const paid = payments
          .toSorted((a, b) => a.after - b.after)
          .flatMap(({ after, amount }) => {
            const taken = Math.min(left, amount)
            left -= taken
            return taken > 0 ? [pay(addDays('2026-01-10', after), taken)] : []
          })
        const [first, ...rest] = paid
        const owed = fine - Number(first?.input.amount ?? 0)
        const half = Math.floor(owed / 2)
        const instalments = [
          { dueOn: '2026-05-06', amount: half },
          { dueOn: '2026-06-08', amount: owed - half },
        ]
        const granted = split && first && half > 0 ? [act('grant-deferral', '2026-04-20', { instalments })] : []
        const story = fined(fine, ...(first ? [first] : []), ...granted, ...rest)
        const day = addDays('2026-01-10', on)
        const [now, next] = [moneyOf(story, day), moneyOf(story, addDays(day, 1))]
        expect(now.parts.reduce((sum, { amount }) => sum + amount, 0)).toBe(fine * 100)
        expect(now.surcharge).toBeLessThanOrEqual(now.fine)
        expect(next.surcharge).toBeGreaterThanOrEqual(now.surcharge)
      }),
    )
  })

  test.each([
    [[{ dueOn: '2026-02-02', amount: 9_999 }], '要等于没有缴的'],
    [[{ dueOn: '2026-01-02', amount: 10_000 }], '不能早于'],
    [
      [
        { dueOn: '2026-02-02', amount: 4_000 },
        { dueOn: '2026-02-02', amount: 6_000 },
      ],
      '要晚于',
    ],
    [
      [
        { dueOn: '2026-02-02', amount: 10_000 },
        { dueOn: '2026-03-02', amount: 0 },
      ],
      '金额要大于 0',
    ],
  ])('refuses instalments that cannot be (%#)', (parts, sentence) => {
    expect(instalmentFault(parts, 10_000, '2026-01-20')).toContain(sentence)
  })
})
