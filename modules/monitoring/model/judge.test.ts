import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { levelOf } from './codes.ts'
import { judge, type PointRule, type PointState, type Sample } from './judge.ts'

const START = Date.parse('2026-11-23T09:00:00+08:00')
const rule: PointRule = {
  ...{ highHigh: 90, high: 80, low: 15, lowLow: 10, deadBand: 2, onDelayS: 10, offDelayS: 5, ratePerMinute: null },
  ...{ flatMinutes: null, flatBand: 0.01, steadyCount: null, steadyStep: 0.001, lateS: 300 },
}
const at = (second: number, value: number | null, more: Partial<Sample> = {}): Sample => {
  const time = new Date(START + second * 1000)
  return { at: time, receivedAt: time, value, quality: value === null ? 'bad' : 'good', ...more }
}

function run(samples: readonly Sample[], changes: Partial<PointRule> = {}): string[] {
  let state: PointState | null = null
  return samples.flatMap((sample) => {
    const judged = judge(state, sample, { ...rule, ...changes })
    state = judged.state
    const second = (sample.at.getTime() - START) / 1000
    return [
      ...judged.ended.map(({ kind }) => `${second}-${kind}`),
      ...judged.began.map(({ kind }) => `${second}+${kind}`),
    ]
  })
}

describe('a point', () => {
  test('is in alarm when a limit is passed for as long as its delay, and not for a peak', () => {
    expect(run([at(0, 85), at(9, 85), at(10, 85)])).toEqual(['10+high'])
    expect(run([at(0, 85), at(9, 79), at(12, 85), at(21, 85)])).toEqual([])
    expect(run([at(0, 95), at(10, 95)])).toEqual(['10+high-high', '10+high'])
    expect(run([at(0, 5), at(10, 5)])).toEqual(['10+low', '10+low-low'])
  })

  test('comes back behind the dead band, for as long as the delay', () => {
    const up = [at(0, 85), at(10, 85)]
    expect(run([...up, at(20, 79), at(40, 79)])).toEqual(['10+high'])
    expect(run([...up, at(20, 77.9), at(24, 77.9), at(25, 77.9)])).toEqual(['10+high', '25-high'])
    expect(run([...up, at(20, 77), at(23, 81), at(26, 77), at(30, 77)])).toEqual(['10+high'])
  })

  test('equal to a limit is not beyond it', () => {
    expect(run([at(0, 80), at(100, 80)])).toEqual([])
    expect(run([at(0, 80.01), at(10, 80.01)])).toEqual(['10+high'])
  })

  test('that is bad is a fault and never a value, and its thresholds wait', () => {
    expect(run([at(0, null), at(10, null), at(20, 50), at(25, 50)])).toEqual(['10+fault', '25-fault'])
    expect(run([at(0, 85), at(5, null), at(10, 85)])).toEqual(['10+high'])
    expect(run([at(0, 999, { quality: 'bad' }), at(10, 999, { quality: 'bad' })])).toEqual(['10+fault'])
  })

  test('in maintenance, late, or out of order changes nothing', () => {
    const samples = [at(0, 50), at(60, 95, { quality: 'maintenance' }), at(80, 95, { quality: 'maintenance' })]
    expect(run(samples)).toEqual([])
    expect(
      run([
        at(0, 95, { receivedAt: new Date(START + 301_000) }),
        at(20, 95, { receivedAt: new Date(START + 330_000) }),
      ]),
    ).toEqual([])
    expect(run([at(100, 50), at(0, 95), at(50, 95)])).toEqual([])
  })

  test('changes too fast over at least ten seconds', () => {
    const changes = { ratePerMinute: 5 }
    expect(run([at(0, 50), at(3, 52)], changes)).toEqual([])
    expect(run([at(0, 50), at(10, 50.8)], changes)).toEqual([])
    expect(run([at(0, 50), at(10, 51)], changes)).toEqual(['10+rate'])
    expect(run([at(0, 50), at(10, 51), at(80, 51), at(90, 51), at(100, 51)], changes)).toEqual(['10+rate', '100-rate'])
  })

  test('stands still, or is too good to be true', () => {
    const minutes = Array.from({ length: 12 }, (_, minute) => at(minute * 60, 50))
    expect(run([...minutes, at(720, 51)], { flatMinutes: 10 })).toEqual(['600+flat', '720-flat'])
    const calm = Array.from({ length: 8 }, (_, index) => at(index, 50 + index * 1e-5))
    expect(run(calm, { steadyCount: 5 })).toEqual(['5+steady'])
    const real = Array.from({ length: 20 }, (_, index) => at(index, 50 + (index % 3) * 0.1))
    expect(run(real, { steadyCount: 5 })).toEqual([])
  })

  test('without a limit is never beyond it', () => {
    expect(run([at(0, 1e9), at(60, -1e9)], { highHigh: null, high: null, low: null, lowLow: null })).toEqual([])
  })

  test('has each alarm open at most once, and with no delay just while its value is beyond its limit and dead band', () => {
    const sample = fc.record({
      value: fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { freq: 6 }),
      step: fc.integer({ min: 1, max: 120 }),
    })
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 80 }), (list) => {
        let state: PointState | null = null
        let [second, isHigh] = [0, false]
        const open = new Set<string>()
        for (const { value, step } of list) {
          second += step
          const judged = judge(state, at(second, value), {
            ...rule,
            onDelayS: 0,
            offDelayS: 0,
            ratePerMinute: 30,
            flatMinutes: 3,
          })
          state = judged.state
          for (const { kind } of judged.ended) expect(open.delete(kind)).toBe(true)
          for (const { kind } of judged.began) {
            expect(open.has(kind)).toBe(false)
            open.add(kind)
          }
          if (value !== null) isHigh = value > (isHigh ? 78 : 80)
          expect(open.has('high')).toBe(isHigh)
          expect(open.has('fault')).toBe(value === null)
          if (open.has('high-high')) expect(isHigh).toBe(true)
        }
      }),
    )
  })

  test('that sends each millisecond keeps no more of its past than a minute needs', () => {
    let state: PointState | null = null
    for (let index = 0; index < 5_000; index++)
      state = judge(state, { ...at(0, index % 7), at: new Date(START + index) }, { ...rule, ratePerMinute: 1 }).state
    expect(state?.recent.length).toBeLessThanOrEqual(60)
  })

  test('has the level of the contract', () => {
    expect([
      levelOf('high-high', true),
      levelOf('low-low', false),
      levelOf('high', true),
      levelOf('flat', true),
    ]).toEqual([1, 2, 3, 4])
  })
})
