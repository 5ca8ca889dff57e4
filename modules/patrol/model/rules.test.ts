import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '#standards/calendar/local-date.ts'
import { isWorkday } from '#standards/calendar/work-calendar.ts'
import {
  distanceM,
  dueOf,
  flagsOf,
  gradeOf,
  levelOf,
  priorityOf,
  quarterDays,
  quarterOf,
  routeOf,
  type Visit,
} from './rules.ts'

const DAY = '2026-11-20'
const limits = { bufferM: 200, accuracyM: 50, secondsPerItem: 10, leastMinutes: 3, topKmh: 100 }

test.each([
  ['370523107201', 'grid'],
  ['370523107201001', 'grid'],
  ['370523107', 'town'],
  ['370523', 'county'],
  ['3705', 'county'],
])('a seat at %s patrols for the level %s', (code, level) => expect(levelOf(code)).toBe(level))

test.each([
  [{ riskLevel: '4', hasMajorHazard: true, openMajor: 2 }, 'blue'],
  [{ riskLevel: null, hasMajorHazard: true, openMajor: 0 }, 'red'],
  [{ riskLevel: null, hasMajorHazard: false, openMajor: 1 }, 'orange'],
  [{ riskLevel: null, hasMajorHazard: false, openMajor: 0 }, 'yellow'],
])('an enterprise with %o is %s: the register first, then installations, then major hazards', (known, grade) =>
  expect(gradeOf({ kind: 'enterprise', ...known })).toBe(grade),
)

describe('the day of the next visit', () => {
  test.each([
    ['2026-11-13', 7, '2026-11-20', 'a Friday'],
    ['2026-11-14', 7, '2026-11-20', 'a Saturday falls on the Friday before'],
    ['2026-09-30', 7, '2026-10-08', 'in a long holiday without a working day since, on the first day after'],
  ])('after %s every %i days is %s: %s', (last, cycle, due) => expect(dueOf(last, cycle, DAY)).toBe(due))

  test('is today where nobody has ever been', () => expect(dueOf(null, 90, DAY)).toBe(DAY))

  test('is always a working day after the last visit, and no later than the cycle but for a long holiday', () => {
    const days = fc.integer({ min: 0, max: 1000 }).map((n) => addDays('2023-02-01', n))
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 120 }), (last, cycle) => {
        const due = dueOf(last, cycle, DAY)
        expect(isWorkday(due) && due > last).toBe(true)
        if (cycle > 9) expect(due <= addDays(last, cycle)).toBe(true)
      }),
    )
  })
})

test('priority rises with risk, with delay and with hazards', () => {
  const base = {
    grade: 'yellow',
    overdueDays: 0,
    cycleDays: 30,
    neverVisited: false,
    openHazards: 0,
    openMajor: 0,
  } as const
  const of = (more: object) => priorityOf({ ...base, ...more })
  expect(of({ grade: 'red' })).toBeGreaterThan(of({ grade: 'orange' }))
  expect(of({ overdueDays: 15 })).toBeGreaterThan(of({}))
  expect(of({})).toBeGreaterThan(of({ overdueDays: -5 }))
  expect(of({ openHazards: 1 })).toBeGreaterThan(of({}))
  expect(of({ openHazards: 1, openMajor: 1 })).toBeGreaterThan(of({ openHazards: 1 }))
  expect(of({ neverVisited: true })).toBe(of({ overdueDays: 30 }))
})

test('distances are metres along the earth: one minute of latitude is 1,853 m', () => {
  expect(Math.round(distanceM({ lng: 118.5, lat: 37 }, { lng: 118.5, lat: 37 + 1 / 60 }))).toBe(1853)
  expect(distanceM({ lng: 118.5, lat: 37 }, { lng: 118.5, lat: 37 })).toBe(0)
})

test('a way round goes on to the nearest, leaves nobody out and ends with what has no point', () => {
  const stop = (id: string, lng: number | null) => ({ id, lng, lat: lng === null ? null : 37 })
  const stops = [stop('far', 118.9), stop('lost', null), stop('near', 118.51), stop('middle', 118.6)]
  const { stops: ordered, metres } = routeOf(stops, { lng: 118.5, lat: 37 })
  expect(ordered.map(({ id }) => id)).toEqual(['near', 'middle', 'far', 'lost'])
  expect(Math.round(metres / 1000)).toBe(Math.round(distanceM({ lng: 118.5, lat: 37 }, { lng: 118.9, lat: 37 }) / 1000))
  expect(routeOf([], null)).toEqual({ stops: [], metres: 0 })
})

describe('what is marked on a visit', () => {
  const object = { lng: 118.5, lat: 37 }
  const visit: Visit = {
    startedAt: new Date('2026-11-20T01:00:00Z'),
    endedAt: new Date('2026-11-20T01:20:00Z'),
    receivedAt: new Date('2026-11-20T01:21:00Z'),
    position: { ...object, accuracyM: 12 },
    object,
    answered: 15,
    before: null,
  }
  const elsewhere = { lng: 118.9, lat: 37 }
  test.each([
    ['nothing on an ordinary one', {}, []],
    ['too far', { position: { lng: 118.503, lat: 37, accuracyM: 10 } }, ['far']],
    ['no position', { position: null }, ['no_position']],
    ['a vague position', { position: { ...object, accuracyM: 51 } }, ['inaccurate']],
    ['less than three minutes', { endedAt: new Date('2026-11-20T01:02:59Z'), answered: 1 }, ['short']],
    ['less than ten seconds a check', { endedAt: new Date('2026-11-20T01:04:00Z'), answered: 30 }, ['short']],
    ['35 km in ten minutes', { before: { ...elsewhere, at: new Date('2026-11-20T00:50:00Z') } }, ['leap']],
    ['35 km in an hour is a drive', { before: { ...elsewhere, at: new Date('2026-11-20T00:00:00Z') } }, []],
    ['sent two days later', { receivedAt: new Date('2026-11-22T01:21:00Z') }, ['late_sent']],
    ['nothing where nobody knows where the object is', { object: null, position: { ...elsewhere, accuracyM: 5 } }, []],
  ])('%s', (_name, more, expected) => expect(flagsOf({ ...visit, ...more }, limits)).toEqual(expected))
})

test('quarters of a year begin and end where they should', () => {
  expect(quarterOf('2026-12-31')).toBe('2026-Q4')
  expect(quarterDays('2026-Q4')).toEqual({ from: '2026-10-01', to: '2026-12-31' })
  expect(quarterDays('2024-Q1')).toEqual({ from: '2024-01-01', to: '2024-03-31' })
})
