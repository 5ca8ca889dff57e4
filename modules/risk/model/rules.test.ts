import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Level } from './codes.ts'
import { type BandSet, bandSets, type Method, methodFactors } from './methods.ts'
import { bandSetOn, checkDueOn, gradeRisk, levelOfScore, regionOf, reviewDueOn, scoreOf } from './rules.ts'

const RULES = { LEC: 'lec-over-320', LS: 'ls-shandong', reviewMonths: { 1: 1, 2: 3, 3: 6, 4: 12 } } as const
const ON = '2026-11-22'
const setOf = (code: string) => bandSets.find((set) => set.code === code) as BandSet

describe('LEC: D = L × E × C (hazards.md §7.1)', () => {
  test.each([
    [{ l: 6, e: 6, c: 15 }, 540, 1],
    [{ l: 3, e: 6, c: 15 }, 270, 2],
    [{ l: 3, e: 6, c: 7 }, 126, 3],
    [{ l: 1, e: 6, c: 7 }, 42, 4],
    [{ l: 1, e: 3, c: 1 }, 3, 4],
    [{ l: 0.2, e: 6, c: 15 }, 18, 4],
  ])('%o comes to %d, level %d', (values, score, level) => {
    expect(gradeRisk('LEC', values, null, RULES, ON)).toMatchObject({ score, level })
  })

  test.each([
    [320.001, 1],
    [320, 2],
    [160, 2],
    [159.999, 3],
    [70, 3],
    [69.999, 4],
    [20, 4],
    [0.05, 4],
  ])('a D of %d is level %d', (score, level) => {
    expect(levelOfScore(score, setOf('lec-over-320'))).toBe(level)
  })

  test('where the office counts 320 as red, 320 is red and nothing else changes', () => {
    expect([319.999, 320, 160, 159.999, 70, 69.999].map((score) => levelOfScore(score, setOf('lec-from-320')))).toEqual(
      [2, 1, 2, 3, 3, 4],
    )
  })
})

describe('LS: R = L × S (hazards.md §7.2)', () => {
  test.each([
    ['ls-shandong', [25, 20, 16, 15, 12, 10, 9, 8, 6, 5, 4, 3, 1], [1, 1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 4, 4]],
    ['ls-10-4', [25, 20, 16, 15, 12, 10, 9, 8, 6, 5, 4, 3, 1], [1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 4, 4]],
    ['ls-9-4', [25, 20, 16, 15, 12, 10, 9, 8, 6, 5, 4, 3, 1], [1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4]],
  ])('%s parts the scores where it says', (code, scores, levels) => {
    expect(scores.map((score) => levelOfScore(score, setOf(code)))).toEqual(levels)
  })

  test('the set of the settings grades; one that does not hold yet does not', () => {
    expect(gradeRisk('LS', { l: 3, s: 4 }, null, RULES, ON).level).toBe(3)
    expect(gradeRisk('LS', { l: 3, s: 4 }, null, { ...RULES, LS: 'ls-10-4' }, ON)).toMatchObject({
      level: 2,
      bandSet: 'ls-10-4',
    })
    expect(bandSetOn('LS', 'lec-over-320', ON).code).toBe('ls-shandong')
    expect(() => bandSetOn('LS', 'ls-shandong', '1999-01-01')).toThrow(RangeError)
  })
})

const METHODS = ['LEC', 'LS'] as const
const valuesOf = (method: Method) =>
  fc.record(
    Object.fromEntries(
      methodFactors[method].map(({ key, choices }) => [key, fc.constantFrom(...choices.map(({ value }) => value))]),
    ),
  )

test('whatever is worse is never graded better, in any method and set', () => {
  for (const method of METHODS)
    for (const set of bandSets.filter((one) => one.method === method))
      fc.assert(
        fc.property(valuesOf(method), valuesOf(method), (one, other) => {
          const worse = Object.fromEntries(
            Object.keys(one).map((key) => [key, Math.max(one[key] as number, other[key] as number)]),
          )
          const level = (values: Record<string, number>) => levelOfScore(scoreOf(method, values), set)
          expect(level(worse)).toBeLessThanOrEqual(level(one))
        }),
      )
})

test('every choice of every method is reached by a score that has no floating rest', () => {
  for (const method of METHODS)
    fc.assert(
      fc.property(valuesOf(method), (values) => {
        expect(String(scoreOf(method, values)).length).toBeLessThan(9)
      }),
    )
})

test('a value nobody can choose is refused', () => {
  expect(() => scoreOf('LEC', { l: 7, e: 6, c: 15 })).toThrow(RangeError)
  expect(() => scoreOf('LS', { l: 5 })).toThrow(RangeError)
})

test('a situation that decides directly makes it red, and the score stays what it is', () => {
  expect(gradeRisk('LS', { l: 1, s: 1 }, 'crowd', RULES, ON)).toEqual({
    score: 1,
    scored: 4,
    level: 1,
    bandSet: 'ls-shandong',
  })
})

test('the redder, the sooner it is assessed again; the end of a month does not overflow', () => {
  const due = ([1, 2, 3, 4] as const).map((level) => reviewDueOn(level, '2027-01-31', RULES))
  expect(due).toEqual(['2027-02-28', '2027-04-30', '2027-07-31', '2028-01-31'])
  expect(checkDueOn('weekly', '2026-11-22')).toBe('2026-11-29')
})

describe('the regional colour', () => {
  const rules = { weights: { 1: 100, 2: 60, 3: 30, 4: 10 }, least: [70, 40, 20] } as const
  test.each([
    [{ 1: 0, 2: 0, 3: 0, 4: 0 }, null],
    [
      { 1: 1, 2: 0, 3: 0, 4: 0 },
      { index: 100, level: 1 },
    ],
    [
      { 1: 1, 2: 1, 3: 1, 4: 1 },
      { index: 50, level: 2 },
    ],
    [
      { 1: 0, 2: 1, 3: 0, 4: 0 },
      { index: 60, level: 2 },
    ],
    [
      { 1: 1, 2: 3, 3: 0, 4: 0 },
      { index: 70, level: 1 },
    ],
    [
      { 1: 0, 2: 1, 3: 2, 4: 0 },
      { index: 40, level: 2 },
    ],
    [
      { 1: 0, 2: 0, 3: 1, 4: 1 },
      { index: 20, level: 3 },
    ],
    [
      { 1: 0, 2: 0, 3: 0, 4: 9 },
      { index: 10, level: 4 },
    ],
  ])('%o gives %o', (enterprises, region) => {
    expect(regionOf(enterprises, rules)).toEqual(region)
  })

  test('one enterprise that gets worse never makes its grid better', () => {
    const some = fc.integer({ min: 0, max: 50 })
    fc.assert(
      fc.property(fc.tuple(some, some, some, some), fc.constantFrom(2, 3, 4), ([a, b, c, d], from) => {
        const before: Record<Level, number> = { 1: a, 2: b, 3: c, 4: d }
        const level = from as Level
        if (before[level] === 0) return
        const after = { ...before, [level]: before[level] - 1, [level - 1]: before[(level - 1) as Level] + 1 }
        const index = (counts: Record<Level, number>) => regionOf(counts, rules)?.index ?? 0
        expect(index(after)).toBeGreaterThanOrEqual(index(before))
      }),
    )
  })
})
