import { expect, test } from 'vitest'
import { discretionTiers } from '#standards/penalty/read.ts'
import { lawOf, weigh } from './discretion.ts'
import { isHeavier } from './rights.ts'

const tiers = discretionTiers()
const cheaper = tiers.map((tier) => ({ ...tier, max: tier.max === null ? null : tier.max / 2 }))
const old = { name: '旧法', from: '2021-09-01', to: '2026-01-31', tiers }
const about = { item: '97-3', stage: 'first' as const, violatedOn: '2026-01-10', decidedOn: '2026-03-01' }
const input = {
  ...{ item: '97-3', stage: 'first' as const, tier: 'ordinary' as const, fact: '三人未培训', fine: 30_000 },
  ...{ grounds: ['repeated' as const], also: [], others: [], speciallySerious: false, afterTerm: false },
}

test('the law of the day of the act holds, unless the later one is lighter', () => {
  const later = (kept: typeof tiers) => ({ name: '新法', from: '2026-02-01', to: null, tiers: kept })
  expect(lawOf([old, later(tiers)], about).version.name).toBe('旧法')
  expect(lawOf([old, later(cheaper)], about)).toMatchObject({
    version: { name: '新法' },
    why: expect.stringContaining('第三十七条'),
  })
  expect(lawOf([old], about).version.name).toBe('旧法')
  expect(() => lawOf([old], { ...about, violatedOn: '2020-01-01', decidedOn: '2026-03-01' })).toThrow('不在平台里')
})

test('the way to an amount is told sentence by sentence, what is not confirmed is said', () => {
  const { trace, verdict, tier } = weigh(input, lawOf([old], about))
  expect([verdict, tier.min, tier.max]).toEqual(['in-tier', 2_500_000, 5_000_000])
  expect(trace.join('')).toMatch(/第九十七条第三项.*旧法.*未培训或未告知3至5人.*三人未培训.*未经核实.*从重.*30,000元/)
})

test('another penalty beside the fine makes it heavier, a smaller fine lighter', () => {
  expect(isHeavier({ ...input, others: ['suspend'] }, input)).toBe(true)
  expect(isHeavier({ ...input, fine: 30_000.01 }, input)).toBe(true)
  expect(isHeavier({ ...input, fine: 29_999 }, input)).toBe(false)
})
