import { describe, expect, test } from 'vitest'
import { addDays, dateOfDay, dayNumber } from '#standards/calendar/local-date.ts'
import { isWorkday } from '#standards/calendar/work-calendar.ts'
import { agendaOn, feedbackStateOn, isGuessed, periodAfter, type Rhythm } from './feedback.ts'

describe('when feedback is due next', () => {
  test.each<[string, Rhythm, string, string, string]>([
    ['on a Tuesday, daily: Wednesday', 'daily', '2026-11-17', '2026-11-18', '2026-11-18'],
    ['on a Friday, daily: Monday', 'daily', '2026-11-20', '2026-11-23', '2026-11-23'],
    [
      'before the National Day holiday, daily: the first day after it',
      'daily',
      '2026-09-30',
      '2026-10-08',
      '2026-10-08',
    ],
    ['in a week, weekly: Sunday of the next, told on its Thursday', 'weekly', '2026-11-17', '2026-11-26', '2026-11-29'],
    ['on a Sunday, weekly: Sunday of the next week', 'weekly', '2026-11-22', '2026-11-26', '2026-11-29'],
    ['before a week of holidays, weekly: told on its first day', 'weekly', '2024-09-29', '2024-09-30', '2024-10-06'],
    [
      'over the end of a year, weekly: told before the New Year holiday',
      'weekly',
      '2025-12-24',
      '2025-12-31',
      '2026-01-04',
    ],
    [
      'in a month, monthly: end of the next, three working days ahead',
      'monthly',
      '2026-09-10',
      '2026-10-27',
      '2026-10-31',
    ],
    [
      'on the last of January, monthly: the last of February, a Saturday worked in exchange',
      'monthly',
      '2026-01-31',
      '2026-02-25',
      '2026-02-28',
    ],
  ])('%s', (_title, rhythm, on, remindOn, dueOn) => {
    expect(periodAfter(rhythm, on)).toEqual({ remindOn, dueOn })
  })

  test('periods follow each other without a gap and without an end, over three years', () => {
    for (const rhythm of ['daily', 'weekly', 'monthly'] as const) {
      let period = periodAfter(rhythm, '2024-01-01')
      while (period.dueOn < '2026-12-01') {
        const next = periodAfter(rhythm, period.dueOn)
        expect([rhythm, next.dueOn > period.dueOn, next.remindOn > period.dueOn]).toEqual([rhythm, true, true])
        expect(next.remindOn <= next.dueOn).toBe(true)
        period = next
      }
    }
  })

  test('a year whose calendar is not published is said, where working days decide', () => {
    expect(isGuessed('daily', '2026-12-31')).toBe(false)
    expect(isGuessed('daily', '2027-01-04')).toBe(true)
    expect(isGuessed('weekly', '2027-01-10')).toBe(false)
  })
})

describe('what was missed', () => {
  const first = periodAfter('weekly', '2026-11-03')

  test('is nothing on the last day, one period on the day after, and one more each week', () => {
    const missedOn = (on: string) => {
      const { missed, missedOn: last } = agendaOn('weekly', first, on)
      return [missed, last]
    }
    expect(missedOn('2026-11-15')).toEqual([0, null])
    expect(missedOn('2026-11-16')).toEqual([1, '2026-11-15'])
    expect(missedOn('2026-11-23')).toEqual([2, '2026-11-22'])
  })

  test('of a daily rhythm counts the working days that passed', () => {
    const from = '2026-09-21'
    const { missed } = agendaOn('daily', periodAfter('daily', from), '2026-10-20')
    const days = Array.from({ length: 28 }, (_, at) => dateOfDay(dayNumber(from) + 1 + at))
    expect(missed).toBe(days.filter((day) => day < '2026-10-20' && isWorkday(day)).length)
  })

  test('changes on the day that is named, never before and never today', () => {
    for (let on = '2026-11-04'; on < '2027-01-10'; on = addDays(on, 1)) {
      const { changesOn, ...now } = agendaOn('weekly', first, on)
      expect(changesOn > on).toBe(true)
      const { changesOn: _, ...before } = agendaOn('weekly', first, addDays(changesOn, -1))
      expect(before).toEqual(now)
      const { changesOn: __, ...then } = agendaOn('weekly', first, changesOn)
      expect(then).not.toEqual(now)
    }
  })

  test('makes it late; from the day of the reminder it is time', () => {
    expect(['2026-11-11', '2026-11-12', '2026-11-15', '2026-11-16'].map((on) => feedbackStateOn(first, on))).toEqual([
      'waiting',
      'due',
      'due',
      'late',
    ])
  })
})
