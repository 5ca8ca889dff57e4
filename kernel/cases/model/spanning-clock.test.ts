import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { clockOf } from './case-clock.ts'
import { type CaseType, defineCase } from './case-type.ts'
import { foldCase } from './fold.ts'

const TERM = { title: '全程', term: { amount: 90, unit: 'D' as const }, source: '测试', since: 'looking' }
const plain = { who: ['office' as const], roles: ['x'], input: z.strictObject({}) }
const spec = {
  name: 'trial',
  path: 'trials',
  title: '试验',
  prefix: 'SY',
  readers: ['x'],
  states: {
    asked: { title: '待批' },
    looking: { title: '查', clock: TERM },
    judging: { title: '判', clock: TERM },
    paying: {
      title: '缴',
      clock: { title: '缴款', term: { amount: 15, unit: 'D' as const }, source: '测试', startsOn: 'on' },
    },
    done: { title: '完', ends: true },
  },
  acts: {
    ask: { ...plain, title: '报', from: 'nothing' as const, to: 'asked' as const },
    grant: { ...plain, title: '批', from: ['asked'] as const, to: 'looking' as const, holder: 'did:ask' as const },
    judge: { ...plain, title: '判', from: ['looking'] as const, to: 'judging' as const },
    return: { ...plain, title: '退', from: ['judging'] as const, to: 'looking' as const },
    wait: {
      ...plain,
      title: '等',
      from: ['looking'] as const,
      to: 'same' as const,
      clock: 'suspend' as const,
      input: z.strictObject({ reason: z.string() }),
    },
    serve: { ...plain, title: '送', from: ['judging'] as const, to: 'paying' as const },
    pay: { ...plain, title: '缴', from: ['paying'] as const, to: 'done' as const },
  },
}
const type = defineCase(spec) as unknown as CaseType
const act = (name: string, at: string, input: Record<string, unknown> = {}) => ({
  ...{ act: name, at: `${at}T02:00:00.000Z`, input },
  ...{ seatId: null, personId: null, holderSeatId: null },
})
const clockAfter = (...acts: ReturnType<typeof act>[]) => {
  const present = foldCase(type, [act('ask', '2026-06-01'), act('grant', '2026-07-08'), ...acts])
  return present && clockOf(type, present)
}

describe('a clock that spans several states', () => {
  test('runs on from one state to the next and back', () => {
    expect(clockAfter()?.dueOn).toBe('2026-10-08')
    expect(clockAfter(act('judge', '2026-08-01'))?.dueOn).toBe('2026-10-08')
    expect(clockAfter(act('judge', '2026-08-01'), act('return', '2026-08-20'))?.dueOn).toBe('2026-10-08')
  })

  test('takes its stops and its extension along, and stands still across a change of state', () => {
    const stopped = act('suspend', '2026-07-10', { reason: '鉴定' })
    expect(clockAfter(stopped, act('judge', '2026-07-12'))).toMatchObject({ stoppedSince: stopped.at })
    const again = [stopped, act('judge', '2026-07-12'), act('resume', '2026-07-20')]
    expect(clockAfter(...again)).toMatchObject({ dueOn: '2026-10-16', stoppedSince: null })
    const longer = act('extend', '2026-07-21', { until: '2026-12-01', reason: '复杂' })
    expect(clockAfter(...again, longer, act('return', '2026-07-22'))?.dueOn).toBe('2026-12-01')
  })

  test('is stopped by an act of the kind as by the common one', () => {
    const stopped = act('wait', '2026-07-10', { reason: '听证' })
    expect(clockAfter(stopped)).toMatchObject({ stoppedSince: stopped.at })
    expect(clockAfter(stopped, act('judge', '2026-07-12'), act('resume', '2026-07-20'))?.dueOn).toBe('2026-10-16')
    const acts = { ...spec.acts, judge: { ...spec.acts.judge, clock: 'extend' as const } }
    expect(() => defineCase({ ...spec, acts })).toThrow('act judge changes the clock and has no field until')
  })

  test('ends with the span: another state has its own, from the day its act names', () => {
    const on = clockAfter(act('judge', '2026-08-01'), act('serve', '2026-09-10', { on: '2026-09-01' }))
    expect(on).toMatchObject({ title: '缴款', dueOn: '2026-09-16' })
    expect(clockAfter(act('judge', '2026-08-01'), act('serve', '2026-09-10'))?.dueOn).toBe('2026-09-28')
  })

  test('is refused when it starts with no state, and so is a turn for whoever did no act', () => {
    const states = { ...spec.states, judging: { title: '判', clock: { ...TERM, since: 'nowhere' } } }
    expect(() => defineCase({ ...spec, states })).toThrow('the clock of judging starts with nowhere, which is no state')
    const acts = { ...spec.acts, grant: { ...spec.acts.grant, holder: 'did:nothing' as const } }
    expect(() => defineCase({ ...spec, acts })).toThrow('act grant: no act nothing')
  })
})
