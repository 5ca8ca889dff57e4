import type { Measured } from '../driver/http.ts'
import { daily, jitter, rounded, seedFor, waver } from './chance.ts'
import { type Script, scriptTime, swell } from './script.ts'

/** A gateway of an installation: two tanks and two gas detectors. */
export interface TankGateway {
  code: string
  lng: number
  lat: number
}

/** What each gateway measures: range of the instrument, and where it usually is. */
export const TANK_POINTS = [
  { point: 'TK101.level', name: '1号储罐液位', unit: 'm', range: [0, 12], usual: [2, 9] },
  { point: 'TK101.temp', name: '1号储罐温度', unit: '°C', range: [-20, 80], usual: [5, 40] },
  { point: 'TK101.pressure', name: '1号储罐压力', unit: 'kPa', range: [0, 5], usual: [0.6, 1.6] },
  { point: 'TK102.level', name: '2号储罐液位', unit: 'm', range: [0, 12], usual: [2, 9] },
  { point: 'TK102.temp', name: '2号储罐温度', unit: '°C', range: [-20, 80], usual: [5, 40] },
  { point: 'TK102.pressure', name: '2号储罐压力', unit: 'kPa', range: [0, 5], usual: [0.6, 1.6] },
  { point: 'GD01.lel', name: '1号可燃气体', unit: '%LEL', range: [0, 100], usual: [0, 3] },
  { point: 'GD02.lel', name: '2号可燃气体', unit: '%LEL', range: [0, 100], usual: [0, 3] },
] as const
export type TankPoint = (typeof TANK_POINTS)[number]['point']
type Values = Record<TankPoint, number>

const [EMPTY_M, FULL_M] = [2.4, 8.8]
const HOUR_MS = 3_600_000

/** What a gateway measures on an ordinary day: the same for the same seed and time, so that days before the start can be told too. */
export function tankValues(seed: number, code: string, at: number): Values {
  const own = seedFor(seed, code)
  return {
    ...tank('TK101', own, at),
    ...tank('TK102', own + 1, at),
    'GD01.lel': gas(own + 2, at),
    'GD02.lel': gas(own + 3, at),
  }
}

function tank<T extends 'TK101' | 'TK102'>(name: T, seed: number, at: number) {
  const level = levelAt(seed, at)
  const warm = 17 + 7 * daily(at, 15) + 3 * waver(seed, at, 9 * HOUR_MS)
  const temp = warm + 0.05 * jitter(seed, at)
  // Vapour is pressed together while a tank is filled and thins out while it is emptied.
  const pressure = 1.1 + 0.025 * (level - 5.6) + 0.15 * waver(seed + 7, at, 20 * 60_000) + 0.01 * jitter(seed + 8, at)
  return {
    [`${name}.level`]: rounded(level + 0.004 * jitter(seed + 9, at), 3),
    [`${name}.temp`]: rounded(temp, 2),
    [`${name}.pressure`]: rounded(pressure, 3),
  } as Record<`${T}.level` | `${T}.temp` | `${T}.pressure`, number>
}

/** Filled, standing, emptied, standing: over and over, each tank at its own pace. */
function levelAt(seed: number, at: number): number {
  const period = (8 + 6 * (waver(seed, 0, 1) + 1)) * HOUR_MS
  const part = (at / period + waver(seed + 5, 0, 1) + 2) % 1
  const filled = part < 0.35 ? part / 0.35 : part < 0.5 ? 1 : part < 0.85 ? (0.85 - part) / 0.35 : 0
  return EMPTY_M + (FULL_M - EMPTY_M) * filled
}

const gas = (seed: number, at: number): number =>
  rounded(Math.max(0, 0.9 + 0.6 * waver(seed, at, 40 * 60_000) + 0.15 * jitter(seed, at)), 1)

/** Wind of the leak: from the south-east, as most of the summer in Dongying, metres a second. */
const WIND = { toward: 315, speed: 3.2 }
/** Detectors stand so far from the tanks, downwind of them and across. */
const DETECTORS = { 'GD01.lel': 25, 'GD02.lel': 70 } as const
const [LEAK_RISE_MS, SOURCE_LEL] = [45_000, 62]

/** All gateways of a run, each with what it measures at a time, the script included. */
export class TankFarm {
  readonly #seed: number
  readonly #gateways: readonly TankGateway[]
  readonly #script: Script | null
  readonly #startedAt: number

  constructor(seed: number, gateways: readonly TankGateway[], script: Script | null, startedAt: number) {
    this.#seed = seed
    this.#gateways = gateways
    this.#script = script
    this.#startedAt = startedAt
  }

  measure(index: number, at: number): Measured {
    const gateway = this.#gateways[index] as TankGateway
    const values = tankValues(this.#seed, gateway.code, at)
    const told = this.#script ? this.#disturbed(values, index, at) : values
    const points = Object.entries(told).map(([p, val]) => ({ p, val, q: 'good' as const }))
    return { ts: at, points }
  }

  #disturbed(values: Values, index: number, at: number): Values {
    const since = at - this.#startedAt
    const within = scriptTime(since)
    if (this.#script === 'storm') return storm(values, swell(within, 20_000))
    if (this.#script === 'leak') return leak(values, this.#distances(index), within)
    return drift(values, index, since)
  }

  /** How far a gateway lies downwind of the first one and across, metres. */
  #distances(index: number): { down: number; across: number } {
    const [source, one] = [this.#gateways[0] as TankGateway, this.#gateways[index] as TankGateway]
    const east = (one.lng - source.lng) * 111_320 * Math.cos((source.lat * Math.PI) / 180)
    const north = (one.lat - source.lat) * 110_570
    const angle = (WIND.toward * Math.PI) / 180
    const [x, y] = [Math.sin(angle), Math.cos(angle)]
    return { down: east * x + north * y, across: east * y - north * x }
  }
}

/** Level, warmth, pressure and gas of every tank rise together beyond their high-high limits. */
const storm = (values: Values, part: number): Values =>
  mapped(values, (point, value) => {
    if (point.endsWith('.level')) return value + (11.4 - value) * part
    if (point.endsWith('.temp')) return value + 40 * part
    if (point.endsWith('.pressure')) return value + 2.6 * part
    return value + 66 * part
  })

/**
 * Gas rises at the first gateway and comes to those downwind later and thinner. A picture of what operators see, no dispersion model.
 */
function leak(values: Values, { down, across }: { down: number; across: number }, within: number | null): Values {
  if (within === null) return values
  return mapped(values, (point, value) => {
    const offset = DETECTORS[point as keyof typeof DETECTORS]
    if (offset === undefined) return value
    const distance = down + offset
    const width = 30 + 0.25 * Math.max(0, distance)
    const arrivesMs = (Math.max(0, distance) / WIND.speed) * 1000
    if (distance < 0) return value
    const thinned = SOURCE_LEL * (25 / Math.max(25, distance)) ** 0.55 * Math.exp(-((across / width) ** 2))
    return value + thinned * swell(within - arrivesMs, LEAK_RISE_MS)
  })
}

/** One level walks away, one temperature stands still, one pressure is too good to be true. */
function drift(values: Values, index: number, since: number): Values {
  const minutes = Math.max(0, since) / 60_000
  if (index === 0) return { ...values, 'TK101.level': rounded(Math.min(12, values['TK101.level'] + 0.03 * minutes), 3) }
  if (index === 1) return { ...values, 'TK101.temp': 21.37 }
  if (index === 2)
    return { ...values, 'TK101.pressure': rounded(1 + 0.1 * Math.sin((2 * Math.PI * since) / 300_000), 4) }
  return values
}

const mapped = (values: Values, change: (point: string, value: number) => number): Values =>
  Object.fromEntries(
    Object.entries(values).map(([point, value]) => [point, rounded(change(point, value), 3)]),
  ) as unknown as Values
