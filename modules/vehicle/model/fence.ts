import { contains } from '#kernel/geo/polygon.ts'
import { distanceMetres } from '#standards/coordinate/distance.ts'
import type { FenceKind, FenceRule } from './codes.ts'
import type { FenceShape } from './schema.ts'

export interface Spot {
  lng: number
  lat: number
}

/** A fence as the watcher knows it. */
export interface Fence {
  id: string
  name: string
  gridCode: string
  kind: FenceKind
  rule: FenceRule
  shape: FenceShape
  /** West, south, east, north of the shape. */
  box: readonly [number, number, number, number]
  speedKmh: number | null
  /** Days of the week it holds on, 1 Monday to 7 Sunday. */
  days: readonly number[]
  /** Minutes of the day in China; from after to goes over midnight and belongs to the day it began on. */
  fromMinute: number
  toMinute: number
}

const CHINA_MS = 8 * 3_600_000

/** Whether a fence holds at an instant. */
export function holdsAt(
  { days, fromMinute, toMinute }: Pick<Fence, 'days' | 'fromMinute' | 'toMinute'>,
  at: Date,
): boolean {
  const local = new Date(at.getTime() + CHINA_MS)
  const minute = local.getUTCHours() * 60 + local.getUTCMinutes()
  const weekday = local.getUTCDay() || 7
  if (fromMinute < toMinute) return days.includes(weekday) && minute >= fromMinute && minute < toMinute
  // The hours after midnight are those of the evening before.
  if (minute >= fromMinute) return days.includes(weekday)
  return minute < toMinute && days.includes(weekday === 1 ? 7 : weekday - 1)
}

/** Metres of a degree of latitude, less a little: a box of metres around a spot is never too small. */
const DEGREE_M = 110_000

/** Whether a spot lies inside a fence, or within so many metres of a round one or of the box of another. */
export function isAt({ shape, box }: Pick<Fence, 'shape' | 'box'>, { lng, lat }: Spot, marginM = 0): boolean {
  const [dLat, dLng] = [marginM / DEGREE_M, marginM / (DEGREE_M * Math.cos((lat * Math.PI) / 180))]
  const [west, south, east, north] = box
  if (lng < west - dLng || lng > east + dLng || lat < south - dLat || lat > north + dLat) return false
  if (shape.type === 'Circle') {
    const [centerLng, centerLat] = shape.center
    return distanceMetres({ lng, lat }, { lng: centerLng, lat: centerLat }) <= shape.metres + marginM
  }
  return marginM > 0 || contains(shape, lng, lat)
}

/** The box around a shape. */
export function boxAround(shape: FenceShape): [number, number, number, number] {
  if (shape.type === 'Circle') {
    const [lng, lat] = shape.center
    const [dLat, dLng] = [shape.metres / DEGREE_M, shape.metres / (DEGREE_M * Math.cos((lat * Math.PI) / 180))]
    return [lng - dLng, lat - dLat, lng + dLng, lat + dLat]
  }
  const ring = shape.coordinates[0] ?? []
  const [lngs, lats] = [ring.map(([lng]) => lng), ring.map(([, lat]) => lat)]
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)]
}

/** Metres from a spot to the nearest point of a line; the earth is flat at this distance. */
export function metresToLine({ lng, lat }: Spot, line: readonly (readonly [number, number])[]): number {
  const scale = Math.cos((lat * Math.PI) / 180)
  const flat = line.map(([x, y]) => [(x - lng) * scale * 111_320, (y - lat) * 110_574] as const)
  let least = Math.hypot(...((flat[0] as [number, number] | undefined) ?? [Infinity, 0]))
  for (const [at, [bx, by]] of flat.entries()) {
    const [ax, ay] = flat[at - 1] ?? [bx, by]
    const [dx, dy] = [bx - ax, by - ay]
    const length = dx * dx + dy * dy
    const share = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length))
    least = Math.min(least, Math.hypot(ax + share * dx, ay + share * dy))
  }
  return least
}
