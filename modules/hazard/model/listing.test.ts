import { describe, expect, test } from 'vitest'
import { type Listing, listingOf, stepStands } from './listing.ts'

const TERMS = { fileDays: 3, publishDays: 5, askDays: 20, decideDays: 10 }
const at = (day: string) => `${day}T02:00:00.000Z`
const act = (name: string, day: string, input: Record<string, unknown> = {}) => ({
  act: name,
  at: at(day),
  input,
  seatId: 'office',
})
/** Listed on Thursday 10 September 2026: the Mid-Autumn and National Day holidays lie before its end. */
const listed = act('list', '2026-09-10', { level: 'county', leader: '王', requirement: '停用', until: '2026-11-30' })
const stepsOf = (listing: Listing | null) =>
  Object.fromEntries((listing?.steps ?? []).map(({ key, dueOn, doneOn }) => [key, [dueOn, doneOn]]))

describe('a listing', () => {
  test('asks for a report in three working days, publication in five, and progress each month', () => {
    expect(stepsOf(listingOf([listed], TERMS))).toEqual({
      file: ['2026-09-15', null],
      publish: ['2026-09-17', null],
      progress: ['2026-10-10', null],
      ask: ['2026-11-02', null],
      lift: ['2026-11-30', null],
    })
  })

  test('knows what was done and when, and counts the next month from the last report', () => {
    const told = act('follow', '2026-09-16', { step: 'publish', on: '2026-09-15', text: '网站' })
    const steps = stepsOf(listingOf([listed, told, act('progress', '2026-10-08')], TERMS))
    expect(steps.publish).toEqual(['2026-09-17', '2026-09-15'])
    expect(steps.progress).toEqual(['2026-11-08', null])
  })

  test('waits for an answer to a request, and a longer term moves the last days', () => {
    const asked = act('ask-time', '2026-10-12', { until: '2026-12-31' })
    expect(stepsOf(listingOf([listed, asked], TERMS)).decide).toEqual(['2026-10-26', null])
    const steps = stepsOf(listingOf([listed, asked, act('extend', '2026-10-20', { until: '2026-12-31' })], TERMS))
    expect(steps.decide?.[1]).toBe('2026-10-20')
    expect(steps.lift).toEqual(['2026-12-31', null])
  })

  test('is published again when it is lifted, and asks for no more progress', () => {
    const steps = stepsOf(listingOf([listed, act('delist', '2026-11-20')], TERMS))
    expect(steps.lift).toEqual(['2026-11-30', '2026-11-20'])
    expect(steps['publish-lift']).toEqual(['2026-11-27', null])
    expect(steps.progress).toBeUndefined()
  })

  test('says so when the holidays of a year it reaches into are not published', () => {
    const far = act('list', '2026-12-30', { level: 'county', leader: '王', requirement: '停用', until: '2027-06-30' })
    const listing = listingOf([far], TERMS)
    expect(listing?.steps.map(({ provisional }) => provisional)).toEqual([true, true, true, true, true])
    expect(listingOf([listed], TERMS)?.steps.some(({ provisional }) => provisional)).toBe(false)
  })

  test('a hazard never listed has none, and only the last listing counts', () => {
    expect(listingOf([act('report', '2026-09-01')], TERMS)).toBeNull()
    const again = act('list', '2026-10-20', { level: 'city', leader: '周', requirement: '停用', until: '2027-01-31' })
    expect(listingOf([listed, act('delist', '2026-10-01'), again], TERMS)).toMatchObject({
      level: 'city',
      liftedOn: null,
    })
  })
})

test('a step is open, due on the day before its last, late after it; the last day for asking only passes', () => {
  const step = { key: 'file' as const, title: '', who: 'office' as const, doneOn: null, provisional: false }
  const on = (dueOn: string) => stepStands({ ...step, dueOn }, '2026-09-15')
  expect([on('2026-09-17'), on('2026-09-16'), on('2026-09-15'), on('2026-09-14')]).toEqual([
    'open',
    'due',
    'due',
    'late',
  ])
  expect(stepStands({ ...step, key: 'ask', dueOn: '2026-09-14' }, '2026-09-15')).toBe('past')
  expect(stepStands({ ...step, dueOn: '2026-09-14', doneOn: '2026-09-15' }, '2026-09-20')).toBe('done-late')
})
