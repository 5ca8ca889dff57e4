import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boxAround, type Fence, holdsAt, isAt, metresToLine } from './fence.ts'
import type { FenceShape } from './schema.ts'
import { type Circumstances, type Followed, follow, type Place, standsAs, type WatchState } from './watch.ts'

const START = Date.parse('2026-11-23T09:00:00+08:00')
const rules = {
  overspeedMarginKmh: 3,
  overspeedSeconds: 10,
  drivingMinutes: 240,
  restMinutes: 20,
  stopMinutes: 20,
  lateSeconds: 300,
}

function fenceOf(more: Partial<Fence> & { shape?: FenceShape } = {}): Fence {
  const shape = more.shape ?? { type: 'Circle', center: [118.6, 37.4], metres: 500 }
  return {
    ...{ id: 'f1', name: '实验小学', gridCode: '370523', kind: 'school', rule: 'no-entry', speedKmh: null },
    ...{ days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 0, toMinute: 1440, ...more, shape, box: boxAround(shape) },
  }
}

const around = (more: Partial<Circumstances> = {}): Circumstances => ({
  ...{ speedLimitKmh: 80, isLoaded: false, route: null, corridorM: 0, fences: [], rules, ...more },
})

/** A place so many seconds after the start. */
const at = (second: number, more: Partial<Place> = {}): Place => {
  const time = new Date(START + second * 1000)
  return {
    ...{
      at: time,
      receivedAt: time,
      lng: 118.5,
      lat: 37.4,
      isFixed: true,
      isHistory: false,
      speedKmh: 50,
      alarm: 0,
      items: [],
    },
    ...more,
  }
}

function drive(places: readonly Place[], circumstances: Circumstances) {
  let state: WatchState | null = null
  const told: string[] = []
  for (const place of places) {
    const step: Followed = follow(state, place, circumstances)
    state = step.state
    told.push(...step.ended.map((one) => `-${one.kind}`), ...step.begun.map((one) => `+${one.kind}`))
  }
  return { told, state }
}

describe('a vehicle that is followed', () => {
  test('is too fast when it stays so for the seconds of the setting, and once until it slows down', () => {
    expect(drive([at(0, { speedKmh: 83 }), at(60, { speedKmh: 83 })], around()).told).toEqual([])
    const fast = [0, 5, 9].map((second) => at(second, { speedKmh: 92 }))
    expect(drive([...fast, at(12)], around()).told).toEqual([])
    expect(drive([...fast, at(10, { speedKmh: 92 }), at(30, { speedKmh: 95 }), at(40)], around()).told).toEqual([
      '+overspeed',
      '-overspeed',
    ])
  })

  test('keeps the lower limit of a fence in the hours it holds', () => {
    const fence = fenceOf({ rule: 'speed', speedKmh: 40, fromMinute: 7 * 60, toMinute: 10 * 60 })
    const inside = (second: number) => at(second, { lng: 118.6, speedKmh: 50 })
    expect(drive([inside(0), inside(20)], around({ fences: [fence] })).told).toEqual(['+overspeed'])
    expect(drive([inside(3600), inside(3620)], around({ fences: [fence] })).told).toEqual([])
  })

  test('is tired after four hours, and rested after twenty minutes of standing and not after nineteen. Regulations art. 62 (7)', () => {
    const minutes = (list: number[], speedKmh = 50) => list.map((minute) => at(minute * 60, { speedKmh }))
    const morning = minutes([0, 60, 120, 180])
    const pause = (length: number) => minutes([181, 181 + length], 0)
    expect(drive([...morning, ...pause(18), ...minutes([200, 240])], around()).told).toEqual(['+fatigue'])
    expect(drive([...morning, ...pause(19), ...minutes([201, 240, 440])], around()).told).toEqual([])
    expect(drive([...morning, ...pause(19), ...minutes([201, 240, 441])], around()).told).toEqual(['+fatigue'])
  })

  test('may stand loaded in a depot and not on the way', () => {
    const stand = [0, 600, 1200].map((second) => at(second, { speedKmh: 0 }))
    expect(drive([...stand, at(1300)], around({ isLoaded: true })).told).toEqual(['+stop', '-stop'])
    expect(drive(stand, around()).told).toEqual([])
    const depot = fenceOf({ rule: 'depot', shape: { type: 'Circle', center: [118.5, 37.4], metres: 300 } })
    expect(drive(stand, around({ isLoaded: true, fences: [depot] })).told).toEqual([])
  })

  test('raises an alert on entering what is forbidden and ends it on leaving; what is noted is over at once', () => {
    const forbidden = fenceOf()
    const noted = fenceOf({ id: 'f2', rule: 'note', kind: 'border' })
    const way = [118.5, 118.6, 118.601, 118.7].map((lng, index) => at(index * 60, { lng }))
    expect(drive(way, around({ fences: [forbidden, noted] })).told).toEqual([
      '+forbidden-entry',
      '+crossing',
      '-forbidden-entry',
      '+crossing',
    ])
  })

  test('is off its route at the second place outside the corridor, so that one wild fix is none', () => {
    const route: [number, number][] = [
      [118.4, 37.4],
      [118.8, 37.4],
    ]
    const circumstances = around({ isLoaded: true, route, corridorM: 300 })
    const wild = [at(0), at(10, { lat: 37.45 }), at(20), at(30)]
    expect(drive(wild, circumstances).told).toEqual([])
    expect(drive([at(0), at(10, { lat: 37.45 }), at(20, { lat: 37.451 }), at(30)], circumstances).told).toEqual([
      '+off-route',
      '-off-route',
    ])
  })

  test('shows the button of its driver, a collision and active safety, each once while the bit stands', () => {
    const bits = [at(0, { alarm: 1 }), at(5, { alarm: 1 + 2 ** 30 }), at(10, { items: [100, 1] }), at(15)]
    expect(drive(bits, around()).told).toEqual(['+panic', '+collision', '-panic', '-collision', '+driving', '-driving'])
  })

  test.each([
    ['sent from the memory of the terminal', { isHistory: true }],
    ['without a fix', { isFixed: false }],
    ['that is none on earth', { lng: null, lat: null }],
    ['that came six minutes late', { receivedAt: new Date(START + 20_000 + 360_000) }],
    ['of a clock six minutes ahead', { receivedAt: new Date(START + 20_000 - 360_000) }],
    ['older than the last one', { at: new Date(START - 1000), receivedAt: new Date(START - 1000) }],
  ])('raises nothing by a place %s', (_name, more) => {
    const before = follow(null, at(0), around())
    const step = follow(
      before.state,
      at(20, { lng: 118.6, alarm: 1, speedKmh: 150, ...more }),
      around({ fences: [fenceOf()] }),
    )
    expect(step).toEqual({ state: before.state, begun: [], ended: [] })
  })

  test('never begins what stands nor ends what does not, whatever it does', () => {
    const placed = fc.record({
      second: fc.integer({ min: 0, max: 40_000 }),
      lng: fc.double({ min: 118.58, max: 118.62, noNaN: true }),
      speedKmh: fc.option(fc.integer({ min: 0, max: 160 })),
      alarm: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      isFixed: fc.boolean(),
    })
    const fences = [fenceOf(), fenceOf({ id: 'f2', rule: 'no-stop' }), fenceOf({ id: 'f3', rule: 'note' })]
    fc.assert(
      fc.property(fc.array(placed, { maxLength: 60 }), (places) => {
        const standing = new Set<string>()
        let state: WatchState | null = null
        for (const { second, ...more } of places) {
          const step: Followed = follow(state, at(second, more), around({ fences, isLoaded: true }))
          state = step.state
          for (const one of step.ended) expect(standing.delete(standsAs(one))).toBe(true)
          for (const one of step.begun)
            if (one.kind !== 'crossing') {
              expect(standing.has(standsAs(one))).toBe(false)
              standing.add(standsAs(one))
            }
          expect([...standing].toSorted()).toEqual([...state.open].toSorted())
        }
      }),
    )
  })
})

describe('a fence', () => {
  test('over midnight belongs to the evening it began on', () => {
    const night = { days: [5], fromMinute: 22 * 60, toMinute: 6 * 60 }
    const hold = (time: string) => holdsAt(night, new Date(`${time}+08:00`))
    expect(
      ['2026-11-20T21:59:00', '2026-11-20T22:00:00', '2026-11-21T05:59:00', '2026-11-21T06:00:00'].map(hold),
    ).toEqual([false, true, true, false])
    expect([hold('2026-11-21T23:00:00'), hold('2026-11-20T03:00:00')]).toEqual([false, false])
  })

  test('of any shape has the spots inside it, and those near it with a margin', () => {
    const square: FenceShape = {
      type: 'Polygon',
      coordinates: [
        [
          [118.5, 37.4],
          [118.51, 37.4],
          [118.51, 37.41],
          [118.5, 37.41],
          [118.5, 37.4],
        ],
      ],
    }
    const fence = fenceOf({ shape: square })
    expect(isAt(fence, { lng: 118.505, lat: 37.405 })).toBe(true)
    expect(isAt(fence, { lng: 118.512, lat: 37.405 })).toBe(false)
    expect(isAt(fence, { lng: 118.512, lat: 37.405 }, 200)).toBe(true)
    expect(isAt(fence, { lng: 118.514, lat: 37.405 }, 200)).toBe(false)
  })

  test('metres to a line are those of the nearest of its legs', () => {
    const line: [number, number][] = [
      [118.5, 37.4],
      [118.6, 37.4],
      [118.6, 37.5],
    ]
    expect(metresToLine({ lng: 118.55, lat: 37.401 }, line)).toBeCloseTo(110.6, 0)
    expect(metresToLine({ lng: 118.61, lat: 37.45 }, line)).toBeGreaterThan(870)
    expect(metresToLine({ lng: 118.4, lat: 37.4 }, line)).toBeGreaterThan(8_800)
  })
})
