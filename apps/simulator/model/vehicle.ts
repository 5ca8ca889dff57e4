import type { Told } from '../driver/jt808.ts'
import { chance, jitter, seedFor, waver } from './chance.ts'
import { type Script, scriptTime } from './script.ts'
import { Tour } from './tour.ts'

/** Bits of the location report (JT/T 808 §5.1, §5.2). */
const ALARM = { emergency: 0, overspeed: 1, fatigue: 2, gnssFault: 4, fatigueWarning: 14 } as const
const STATUS = { accOn: 0, fixValid: 1, loaded: 8, fuelCut: 10, doorsLocked: 12, beidou: 19, moving: 22 } as const
const MINUTE_MS = 60_000
/** Engines run on for so long after the vehicle came to stand. */
const RUNS_ON_MS = 180_000

export interface VehicleOptions {
  seed: number
  phone: string
  edition: 2013 | 2019
  script: Script | null
  startedAt: number
}

/** A lorry with its terminal: where it is by its tour, and what it was told. */
export class Vehicle {
  readonly #options: VehicleOptions
  readonly #own: number
  readonly #tour: Tour
  isLocked = false
  isFuelCut = false

  constructor(options: VehicleOptions) {
    this.#options = options
    this.#own = seedFor(options.seed, options.phone)
    this.#tour = new Tour(options.seed, options.phone)
  }

  /** The body of a location report. */
  location(at: number): Told['body'] {
    const { edition } = this.#options
    const { place, speedKmh, direction, limit, isLoaded, stoodMs } = this.#tour.at(at)
    const hasFix = !this.#isRare('gnss', at, 0.004)
    const isOn = stoodMs < RUNS_ON_MS
    const speed = Math.round(speedKmh * 10) / 10
    const status =
      bit(STATUS.accOn, isOn) |
      bit(STATUS.fixValid, hasFix) |
      bit(STATUS.beidou, true) |
      bit(STATUS.doorsLocked, this.isLocked) |
      bit(STATUS.fuelCut, this.isFuelCut) |
      ((isLoaded ? 3 : 0) << STATUS.loaded) |
      bit(STATUS.moving, edition === 2019 && speed > 0)
    return {
      ...{ alarm: this.#alarm(at, speed > limit, hasFix), status },
      latitude: round6(place[1] + 0.00002 * jitter(this.#own, at)),
      longitude: round6(place[0] + 0.00002 * jitter(this.#own + 1, at)),
      ...{ altitude: 6, speed, direction: Math.round(direction) % 360, time: timeOf(at) },
      items: [
        { id: '0x01', name: 'mileage', value: Math.round(this.#tour.odometer(at) / 100) / 10 },
        { id: '0x02', name: 'fuel', value: Math.round((180 + 90 * waver(this.#own, at, 4 * 3_600_000)) * 10) / 10 },
        { id: '0x30', name: 'signalStrength', value: 24 },
        { id: '0x31', name: 'satellites', value: hasFix ? 14 : 2 },
      ],
    }
  }

  #alarm(at: number, isFast: boolean, hasFix: boolean): number {
    const { script, startedAt } = this.#options
    const isStorm = script === 'storm' && scriptTime(at - startedAt) !== null
    return (
      bit(ALARM.emergency, isStorm) |
      bit(ALARM.overspeed, isFast || isStorm) |
      bit(ALARM.fatigue, this.#isRare('tired', at, 0.004)) |
      bit(ALARM.gnssFault, !hasFix) |
      bit(ALARM.fatigueWarning, this.#isRare('tired', at, 0.012))
    )
  }

  /** Whether something that happens now and then lasts at this time: for five minutes each. */
  #isRare(what: string, at: number, often: number): boolean {
    return chance(seedFor(this.#own, what), Math.floor(at / (5 * MINUTE_MS))) < often
  }
}

const bit = (at: number, isSet: boolean): number => (isSet ? 2 ** at : 0)
const round6 = (degrees: number): number => Math.round(degrees * 1e6) / 1e6

/** Time of JT/T 808, to the second, by the clock of China. */
export const timeOf = (ms: number): string => `${new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`
