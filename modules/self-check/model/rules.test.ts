import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#standards/calendar/local-date.ts'
import { rhythms } from './codes.ts'
import { periodOf, stateOf } from './rules.ts'

describe('the period a day lies in', () => {
  test.each([
    ['daily', '2026-11-22', '2026-11-22', '2026-11-22'],
    ['weekly', '2026-11-22', '2026-11-16', '2026-11-22'],
    ['weekly', '2026-11-23', '2026-11-23', '2026-11-29'],
    ['weekly', '2027-01-01', '2026-12-28', '2027-01-03'],
    ['monthly', '2028-02-29', '2028-02-01', '2028-02-29'],
    ['monthly', '2026-12-31', '2026-12-01', '2026-12-31'],
    ['quarterly', '2026-11-22', '2026-10-01', '2026-12-31'],
    ['quarterly', '2027-03-31', '2027-01-01', '2027-03-31'],
  ] as const)('%s %s is %s to %s', (rhythm, on, from, dueOn) => {
    expect(periodOf(rhythm, on)).toEqual({ from, dueOn })
  })

  test('periods of a rhythm follow each other without gap or overlap', () => {
    const day = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('2000-01-01', days))
    const names = Object.keys(rhythms) as (keyof typeof rhythms)[]
    fc.assert(
      fc.property(fc.constantFrom(...names), day, (rhythm, on) => {
        const { from, dueOn } = periodOf(rhythm, on)
        expect(from <= on && on <= dueOn).toBe(true)
        expect(periodOf(rhythm, from)).toEqual({ from, dueOn })
        expect(periodOf(rhythm, dueOn)).toEqual({ from, dueOn })
        expect(periodOf(rhythm, addDays(dueOn, 1)).from).toBe(addDays(dueOn, 1))
      }),
    )
  })
})

test.each([
  [{ finishedAt: null, answered: 0, dueOn: '2026-11-22' }, 'due'],
  [{ finishedAt: null, answered: 3, dueOn: '2026-11-22' }, 'doing'],
  [{ finishedAt: null, answered: 3, dueOn: '2026-11-21' }, 'missed'],
  [{ finishedAt: '2026-11-20', answered: 9, dueOn: '2026-11-21' }, 'done'],
])('%o is %s', (check, state) => {
  expect(stateOf(check, '2026-11-22')).toBe(state)
})
