import type { Sampled } from '../driver/hj212.ts'
import { daily, jitter, rounded, seedFor, waver } from './chance.ts'
import { type Script, scriptTime, swell } from './script.ts'

interface Course {
  code: string
  /** Usual mean, how far the day moves it, at which hour it is highest, and how restless it is. */
  mean: number
  day: number
  peakHour: number
  restless: number
  places: number
}

const course = (code: string, mean: number, day: number, peakHour: number, restless: number, places: number) =>
  ({ code, mean, day, peakHour, restless, places }) satisfies Course

/** Kinds of stations with their system code of HJ 212 and what they measure. */
export const STATIONS = {
  air: {
    st: '22',
    name: '环境空气站',
    factors: [
      course('a34004', 46, 12, 8, 9, 0),
      course('a34002', 82, 20, 9, 14, 0),
      course('a21026', 0.014, 0.004, 10, 0.004, 3),
      course('a21004', 0.038, 0.014, 19, 0.008, 3),
      course('a05024', 92, 58, 15, 12, 0),
      course('a21005', 0.8, 0.2, 8, 0.15, 2),
      course('a24088', 0.62, 0.1, 5, 0.12, 2),
      course('a01001', 16, 6, 15, 1.2, 1),
      course('a01002', 61, -14, 15, 5, 0),
      course('a01006', 101.6, 0.2, 10, 0.3, 2),
      course('a01007', 3.1, 1.1, 14, 0.8, 1),
      course('a01008', 140, 20, 14, 35, 0),
    ],
  },
  water: {
    st: '21',
    name: '地表水站',
    factors: [
      course('w01010', 15, 1.6, 16, 0.4, 1),
      course('w01001', 7.9, 0.15, 16, 0.08, 2),
      course('w01009', 8.1, 1.1, 16, 0.4, 2),
      course('w01014', 1240, 30, 12, 45, 0),
      course('w01003', 21, 3, 6, 5, 1),
      course('w01019', 4.6, 0.2, 12, 0.4, 2),
      course('w21003', 0.61, 0.08, 5, 0.09, 3),
      course('w21011', 0.12, 0.01, 6, 0.02, 3),
    ],
  },
  noise: {
    st: '23',
    name: '环境噪声站',
    factors: [course('Leq', 53, 6, 14, 3, 1), course('LA', 54, 6, 14, 5, 1)],
  },
} as const satisfies Record<string, { st: string; name: string; factors: readonly Course[] }>
export type StationKind = keyof typeof STATIONS

export const stationKind = (index: number): StationKind =>
  (['air', 'water', 'noise'] as const)[index % 3] as StationKind

const HOUR_MS = 3_600_000

/** What a station measures on an ordinary day, by factor; the same for the same seed and time. */
export function stationValues(seed: number, mn: string, kind: StationKind, at: number): Map<string, number> {
  const own = seedFor(seed, mn)
  return new Map(
    STATIONS[kind].factors.map(({ code, mean, day, peakHour, restless, places }, index) => {
      const moved = mean + day * daily(at, peakHour)
      const value = moved + restless * (0.8 * waver(own + index, at, HOUR_MS) + 0.2 * jitter(own + index, at))
      return [code, rounded(Math.max(0, value), places)]
    }),
  )
}

export interface Station {
  seed: number
  mn: string
  /** Its place in the fleet: the script picks by it. */
  index: number
  script: Script | null
  startedAt: number
}

/** What a station says at a time: 2011. */
export function sampleNow(station: Station, at: number): Sampled {
  const factors = [...disturbed(station, at)].map(([code, value]) => ({
    code,
    values: { Rtd: String(value), Flag: 'N' },
  }))
  return { cn: '2011', at: Math.floor(at / 1000) * 1000, factors }
}

const SAMPLES = 12

/** What it says of a minute that is over: 2051. */
export function sampleMinute(station: Station, minute: number): Sampled {
  const samples = Array.from({ length: SAMPLES }, (_, n) => disturbed(station, minute + (n * 60_000) / SAMPLES))
  const { factors } = STATIONS[stationKind(station.index)]
  return {
    cn: '2051',
    at: minute,
    factors: factors.map(({ code, places }) => {
      const all = samples.map((values) => values.get(code) ?? 0)
      const mean = all.reduce((sum, one) => sum + one, 0) / all.length
      const values = {
        Min: String(Math.min(...all)),
        Avg: String(rounded(mean, places + 1)),
        Max: String(Math.max(...all)),
      }
      return { code, values: { ...values, Flag: 'N' } }
    }),
  }
}

function disturbed({ seed, mn, index, script, startedAt }: Station, at: number): Map<string, number> {
  const kind = stationKind(index)
  const values = stationValues(seed, mn, kind, at)
  const since = at - startedAt
  if (script === 'storm') {
    const part = swell(scriptTime(since), 20_000)
    for (const { code, mean, places } of STATIONS[kind].factors)
      if (!code.startsWith('a010')) values.set(code, rounded((values.get(code) ?? 0) + 4 * mean * part, places))
  }
  if (script === 'drift') {
    const [first] = STATIONS[kind].factors
    const value = values.get(first.code) ?? 0
    const turn = Math.floor(index / 3) % 3
    if (turn === 0) values.set(first.code, rounded(value + (first.mean / 40) * (Math.max(0, since) / 60_000), 1))
    if (turn === 1) values.set(first.code, first.mean)
    if (turn === 2)
      values.set(first.code, rounded(first.mean * (1 + 0.1 * Math.sin((2 * Math.PI * since) / 300_000)), 2))
  }
  return values
}
