import { describe, expect, test } from 'vitest'
import { due, type TermUnit } from './deadline.ts'
import { HOLIDAY_NOTICES } from './holidays.ts'
import { addDays, addMonths, readLocalDate, weekday } from './local-date.ts'
import {
  addWorkdays,
  buildCalendar,
  dayKind,
  isWorkday,
  listRestBlocks,
  rollForward,
  workdaysBetween,
} from './work-calendar.ts'

function workdaysOf(year: number): number {
  return workdaysBetween(`${year - 1}-12-31`, `${year}-12-31`)
}

describe('calendars-and-deadlines.md §2: the published calendars', () => {
  test.each([
    [2023, 249],
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])('%i has %i working days', (year, count) => {
    expect(workdaysOf(year)).toBe(count)
  })

  test('2026 by month', () => {
    const months = Array.from({ length: 12 }, (_, index) => `2026-${String(index + 1).padStart(2, '0')}-01`)
    const counts = months.map((first) => workdaysBetween(addDays(first, -1), addDays(addMonths(first, 1), -1)))
    expect(counts).toEqual([21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23])
  })

  test('kinds of day', () => {
    expect(['2026-02-14', '2026-02-16', '2026-11-21', '2026-11-23'].map((day) => dayKind(day))).toEqual([
      'makeup_workday',
      'holiday',
      'weekend',
      'workday',
    ])
    expect(weekday('2026-11-21')).toBe(6)
  })

  test('§7: blocks of at least three days off', () => {
    expect(listRestBlocks('2026-09-21', '2026-10-12')).toEqual([
      { from: '2026-09-25', to: '2026-09-27', days: 3, name: '中秋节' },
      { from: '2026-10-01', to: '2026-10-07', days: 7, name: '国庆节' },
    ])
  })
})

describe('calendars-and-deadlines.md §5: worked examples', () => {
  test.each<[string, TermUnit, number, string, boolean]>([
    ['2026-09-24', 'WD', 5, '2026-10-09', false],
    ['2026-02-13', 'WD', 5, '2026-02-27', false],
    ['2025-09-26', 'WD', 7, '2025-10-13', false],
    ['2025-01-24', 'WD', 5, '2025-02-07', false],
    ['2026-04-30', 'WD', 3, '2026-05-08', false],
    ['2024-09-13', 'WD', 3, '2024-09-19', false],
    ['2026-09-30', 'WD', 1, '2026-10-08', false],
    ['2023-12-29', 'WD', 1, '2024-01-02', false],
    ['2026-09-18', 'D', 15, '2026-10-08', true],
    ['2026-02-01', 'D', 15, '2026-02-24', true],
    ['2026-08-03', 'D', 60, '2026-10-08', true],
    ['2025-11-02', 'D', 60, '2026-01-04', true],
    ['2026-07-08', 'D', 90, '2026-10-08', true],
    ['2026-01-31', 'M', 1, '2026-02-28', false],
    ['2026-04-02', 'M', 6, '2026-10-08', true],
    ['2025-08-31', 'M', 6, '2026-02-28', false],
    ['2024-02-29', 'M', 12, '2025-02-28', false],
    ['2024-02-29', 'Y', 1, '2025-02-28', false],
    ['2026-07-01', 'M', 3, '2026-10-08', true],
    ['2026-11-21 10:15', 'H', 1, '2026-11-21 11:15', false],
  ])('%s + %s %i ends %s', (from, unit, amount, end, rolled) => {
    expect(due({ from, unit, amount })).toMatchObject({ due: end, rolled, provisional: false })
  })
})

describe('calendars-and-deadlines.md §8', () => {
  test('3: zero working days give the day itself or the next working day', () => {
    expect(addWorkdays('2026-11-20', 0)).toBe('2026-11-20')
    expect(addWorkdays('2026-11-21', 0)).toBe('2026-11-23')
    expect(due({ from: '2026-11-21', unit: 'WD', amount: 0 })).toMatchObject({ due: '2026-11-23', rolled: true })
  })

  test('4: workdaysBetween(d, addWorkdays(d, n)) = n for every day of 2023–2026, n = 1…30', () => {
    for (let day = '2023-01-01'; day <= '2026-12-31'; day = addDays(day, 1)) {
      let end = day
      for (let n = 1; n <= 30; n += 1) {
        end = addWorkdays(end, 1)
        if (!isWorkday(end) || workdaysBetween(day, end) !== n) throw new Error(`${day} + ${n} = ${end}`)
      }
      expect(addWorkdays(day, 30)).toBe(end)
    }
  })

  test('4: going back is the mirror of going forward', () => {
    expect(addWorkdays('2026-10-09', -5)).toBe('2026-09-24')
    expect(workdaysBetween('2026-10-09', '2026-09-24')).toBe(-5)
    expect(workdaysBetween('2026-10-03', '2026-10-02')).toBe(0)
  })

  test('6: a term that ends in a year without calendar is provisional', () => {
    expect(due({ from: '2026-12-25', unit: 'WD', amount: 10 })).toMatchObject({ due: '2027-01-08', provisional: true })
    expect(due({ from: '2026-12-25', unit: 'WD', amount: 10 }).basis).toContain('2027')
    expect(due({ from: '2026-12-20', unit: 'D', amount: 15 })).toMatchObject({ due: '2027-01-04', provisional: true })
    expect(due({ from: '2026-12-20', unit: 'D', amount: 5 }).provisional).toBe(false)
    expect(due({ from: '2026-12-31 23:30', unit: 'H', amount: 1 })).toMatchObject({
      due: '2027-01-01 00:30',
      provisional: false,
    })
  })

  test('7: an imported notice replaces only its year', () => {
    const notice = {
      year: 2027,
      source: 'test',
      holidays: [{ name: '元旦', from: '2027-01-01', to: '2027-01-05', work: ['2027-01-09'] }],
    }
    const calendar = buildCalendar([...HOLIDAY_NOTICES, notice])
    expect(due({ from: '2026-12-20', unit: 'D', amount: 15 }, calendar)).toMatchObject({
      due: '2027-01-06',
      provisional: false,
    })
    expect(isWorkday('2027-01-09', calendar)).toBe(true)
    expect(workdaysBetween('2025-12-31', '2026-12-31', calendar)).toBe(248)
    expect(rollForward('2026-10-01', calendar)).toBe('2026-10-08')
  })
})

describe('extensions and suspensions (§4 rule 13)', () => {
  test('an extension lengthens the term before the last day moves', () => {
    expect(due({ from: '2026-08-03', unit: 'D', amount: 60, extensions: [30] })).toMatchObject({
      due: '2026-11-02',
      rolled: true,
    })
    expect(due({ from: '2026-09-24', unit: 'WD', amount: 5, extensions: [2] }).due).toBe('2026-10-12')
  })

  test('suspended days are added at the end, overlaps once, days outside the term not at all', () => {
    const term = { from: '2026-03-02', unit: 'D' as const, amount: 30 }
    expect(due(term).due).toBe('2026-04-01')
    const suspensions = [
      { from: '2026-03-10', to: '2026-03-14' },
      { from: '2026-03-12', to: '2026-03-16' },
    ]
    expect(due({ ...term, suspensions }).due).toBe('2026-04-08')
    expect(due({ ...term, suspensions: [{ from: '2026-05-01', to: '2026-05-10' }] }).due).toBe('2026-04-01')
    expect(due({ ...term, suspensions: [{ from: '2026-02-01', to: '2026-03-03' }] }).due).toBe('2026-04-02')
    expect(() => due({ ...term, suspensions: [{ from: '2026-03-10', to: '2026-03-09' }] })).toThrow('颠倒')
  })

  test('a term in working days is lengthened by the working days suspended', () => {
    const suspensions = [{ from: '2026-11-05', to: '2026-11-09' }]
    expect(due({ from: '2026-11-02', unit: 'WD', amount: 5, suspensions }).due).toBe('2026-11-12')
  })

  test('hours stand still while suspended', () => {
    const suspensions = [{ from: '2026-11-21 10:30', to: '2026-11-21 11:00' }]
    expect(due({ from: '2026-11-21 10:15', unit: 'H', amount: 1, suspensions }).due).toBe('2026-11-21 11:45')
  })
})

describe('dates are local text', () => {
  test.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '20260101',
    '2026/01/01',
    '',
    '2026-01-01T00:00',
    '1899-12-31',
  ])('%s is refused', (text) => {
    expect(() => readLocalDate(text)).toThrow(/日期/)
  })

  test('full-width digits are read', () => {
    expect(readLocalDate(' ２０２６－０９－２４ ')).toBe('2026-09-24')
  })

  test.each([-1, 1.5, Number.NaN, 1e9])('an amount of %d is refused', (amount) => {
    expect(() => due({ from: '2026-09-24', unit: 'D', amount })).toThrow(RangeError)
  })

  test('hours need a moment', () => {
    expect(() => due({ from: '2026-09-24', unit: 'H', amount: 1 })).toThrow('时刻')
    expect(() => due({ from: '2026-09-24 24:01', unit: 'H', amount: 1 })).toThrow('时刻')
  })
})
