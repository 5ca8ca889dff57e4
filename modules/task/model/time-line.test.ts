import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, weekday } from '#standards/calendar/local-date.ts'
import { barOf, placeOn, type Span, scaleOf } from './time-line.ts'

const TODAY = '2026-11-22'
const span = (days: Partial<Span>): Span => ({
  handedOn: '2026-11-02',
  firstDueOn: '2026-11-30',
  dueOn: '2026-11-30',
  submittedOn: null,
  endedOn: null,
  late: false,
  ...days,
})

describe('the scale of a time line', () => {
  test('begins on a Monday, holds every day and today, and writes at most eight days above', () => {
    fc.assert(
      fc.property(fc.integer({ min: -400, max: 400 }), fc.integer({ min: 0, max: 700 }), (start, length) => {
        const handedOn = addDays(TODAY, start)
        const dueOn = addDays(handedOn, length)
        const scale = scaleOf([span({ handedOn, firstDueOn: dueOn, dueOn })], TODAY)
        expect(weekday(scale.from)).toBe(1)
        expect(scale.ticks.length).toBeLessThanOrEqual(8)
        for (const day of [handedOn, dueOn, TODAY]) expect(day >= scale.from && day <= scale.to).toBe(true)
        expect(placeOn(scale, scale.from)).toBe(0)
        expect(placeOn(scale, addDays(scale.to, 1))).toBe(100)
      }),
    )
  })

  test('of nothing is this week', () => {
    expect(scaleOf([], TODAY)).toMatchObject({ from: '2026-11-16' })
  })
})

describe('the bar of a part', () => {
  const scale = scaleOf([span({})], TODAY)

  test('is its term; time it got more comes after it', () => {
    expect(barOf(scale, span({}), TODAY)).toMatchObject({ more: null, over: null })
    const bar = barOf(scale, span({ firstDueOn: '2026-11-20' }), TODAY)
    expect(bar?.more?.left).toBeCloseTo((bar?.term.left ?? 0) + (bar?.term.width ?? 0), 6)
  })

  test('goes on to today while it is late, and to the day of a late report after it', () => {
    const late = barOf(scale, span({ firstDueOn: '2026-11-10', dueOn: '2026-11-10', late: true }), TODAY)
    expect((late?.over?.left ?? 0) + (late?.over?.width ?? 0)).toBeCloseTo(placeOn(scale, addDays(TODAY, 1)), 6)
    const reported = span({ firstDueOn: '2026-11-10', dueOn: '2026-11-10', submittedOn: '2026-11-12' })
    expect(barOf(scale, reported, TODAY)?.over?.left).toBeCloseTo(placeOn(scale, '2026-11-11'), 6)
    expect(barOf(scale, span({ submittedOn: '2026-11-12' }), TODAY)?.over).toBeNull()
  })

  test('of what was not handed down is none', () => {
    expect(barOf(scale, span({ handedOn: null }), TODAY)).toBeNull()
  })
})
