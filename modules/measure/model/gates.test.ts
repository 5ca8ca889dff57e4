import { describe, expect, test } from 'vitest'
import { addDays } from '#standards/calendar/local-date.ts'
import { latestEnd, refusalOf } from './gates.ts'
import { type MeasureStory, storyOf } from './story.ts'

const NOW = new Date('2026-11-23T02:00:00Z')
const matter = { what: '联锁被摘除', scope: '二车间', condition: '联锁恢复', coOfficer: null }
const acts = (kind: 'stop' | 'seizure', more: { act: string; at?: string; input: Record<string, unknown> }[] = []) => [
  {
    act: 'propose',
    at: '2026-11-01T02:00:00Z',
    input: { ...matter, type: kind === 'stop' ? 'halt' : 'seal', items: kind === 'stop' ? null : ITEMS },
  },
  { act: 'approve', at: '2026-11-02T02:00:00Z', input: { text: '同意' } },
  ...more.map((one) => ({ at: '2026-11-03T02:00:00Z', ...one })),
]
const ITEMS = [
  { name: '硝酸铵', spec: '', qty: '2 吨', condition: '' },
  { name: '三号仓库', spec: '', qty: '1 处', condition: '' },
]
const serve = (on: string, dueOn: string) => ({
  act: 'serve',
  input: { on, dueOn, receiver: '赵安全', way: 'hand', proof: '回证' },
})
const asked = (story: MeasureStory, act: string, input: Record<string, unknown>) =>
  refusalOf({ act, input, story, now: NOW, stopMonths: 6 })

describe('a seizure', () => {
  test('lasts thirty days from service at most, and no day before it was approved', () => {
    const story = storyOf(acts('seizure'))
    expect(latestEnd(story, '2026-11-02', 6)).toBe('2026-12-02')
    expect(asked(story, 'serve', { on: '2026-11-02', dueOn: '2026-12-02' })).toBeNull()
    expect(asked(story, 'serve', { on: '2026-11-02', dueOn: '2026-12-03' })?.sentence).toMatch(
      /不超过三十日.*最晚 2026-12-02/,
    )
    expect(asked(story, 'serve', { on: '2026-11-01', dueOn: '2026-11-20' })?.sentence).toMatch(/不能早于 2026-11-02/)
  })

  test('is lengthened once, by thirty days beyond the days of its tests', () => {
    const served = serve('2026-11-02', '2026-12-02')
    const tests = [
      { act: 'test', at: '2026-11-05T02:00:00Z', input: { reason: '送检' } },
      { act: 'tested', at: '2026-11-12T02:00:00Z', input: { text: '检完' } },
    ]
    const story = storyOf(acts('seizure', [served, ...tests]))
    expect(story).toMatchObject({ testedDays: 7, testedSince: null })
    const last = addDays('2026-12-02', 37)
    expect(asked(story, 'lengthen', { until: last, reason: '复杂' })).toBeNull()
    expect(asked(story, 'lengthen', { until: addDays(last, 1), reason: '复杂' })?.field).toBe('until')
    const again = storyOf(
      acts('seizure', [served, { act: 'lengthen', input: { until: '2026-12-20', reason: '复杂' } }]),
    )
    expect(asked(again, 'lengthen', { until: '2026-12-25', reason: '复杂' })?.sentence).toMatch(/只能延长一次/)
  })

  test('ends with every thing of its list dealt with, once', () => {
    const story = storyOf(acts('seizure', [serve('2026-11-02', '2026-12-02')]))
    const end = (disposals: object[]) => asked(story, 'release', { text: '同意', disposals })?.sentence
    expect(end([{ n: 1, disposal: 'release' }])).toMatch(/第 2 项还没有写/)
    expect(end([1, 2, 2].map((n) => ({ n, disposal: 'return' })))).toMatch(/没有第 2 项，或它写了两次/)
    expect(end([1, 2].map((n) => ({ n, disposal: 'return' })))).toBeUndefined()
  })
})

test('a stop lasts as many months as the office chose', () => {
  const story = storyOf(acts('stop'))
  expect(asked(story, 'serve', { on: '2026-11-30', dueOn: '2027-05-30' })).toBeNull()
  expect(asked(story, 'serve', { on: '2026-11-30', dueOn: '2027-05-31' })?.field).toBe('dueOn')
})

test('power is cut no sooner than 24 hours after the notice, but where safety cannot wait', () => {
  const story = storyOf(acts('stop', [serve('2026-11-02', '2026-12-02')]))
  const cut = (startsAt: string, urgent = false) =>
    asked(story, 'cut', { startsOn: '2026-11-24', startsAt, urgent, text: '同意' })?.sentence
  expect(cut('09:59')).toMatch(/提前二十四小时.*最早 2026-11-24 10:00/)
  expect(cut('10:00')).toBeUndefined()
  expect(cut('00:00', true)).toBeUndefined()
  const on = (startsOn: string, urgent: boolean) =>
    asked(story, 'cut', { startsOn, startsAt: '09:00', urgent, text: '同意' })?.sentence
  expect(on('2026-11-23', true)).toMatch(/不能早于现在/)
  expect(on('2026-12-03', true)).toMatch(/不能晚于措施的期限 2026-12-02/)
})

test('what was taken at once may be served on the day it was taken, before it was approved', () => {
  const [opening, ...rest] = acts('stop')
  const story = storyOf(
    [{ ...(opening as { act: string; at: string; input: Record<string, unknown> }), act: 'take' }, ...rest].map(
      (one, at) => (at === 0 ? { ...one, input: { ...one.input, urgency: '正在泄漏' } } : one),
    ),
  )
  expect(asked(story, 'serve', { on: '2026-11-01', dueOn: '2026-11-20' })).toBeNull()
})
