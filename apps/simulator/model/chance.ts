import { seedOf } from '#kernel/geo/random.ts'

/** A number in [0, 1) that is the same for the same seed and place in a row, whichever is asked for first. */
export function chance(seed: number, at: number): number {
  let mixed = (seed ^ Math.imul(at | 0, 0x9e3779b1)) >>> 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 4_294_967_296
}

/** The seed of one thing among those of a run. */
export const seedFor = (seed: number, name: string): number => (seedOf(name) ^ Math.imul(seed, 0x9e3779b1)) >>> 0

/** A smooth course between −1 and 1 that changes its mind once in a period. */
export function waver(seed: number, at: number, period: number): number {
  const place = at / period
  const from = Math.floor(place)
  const part = place - from
  const eased = part * part * (3 - 2 * part)
  return 2 * (chance(seed, from) * (1 - eased) + chance(seed, from + 1) * eased) - 1
}

/** What a sensor adds by itself, between −1 and 1, another one at each reading. */
export const jitter = (seed: number, at: number): number => 2 * chance(seed ^ 0x51ed270b, Math.floor(at / 100)) - 1

/** The part of the day in China that has passed, 0 to 1. */
export const dayPart = (at: number): number => ((at + 8 * 3_600_000) / 86_400_000) % 1

/** A daily course between −1 and 1, highest at an hour of the day. */
export const daily = (at: number, peakHour: number): number => Math.cos(2 * Math.PI * (dayPart(at) - peakHour / 24))

export const rounded = (value: number, places: number): number => Number(value.toFixed(places))
