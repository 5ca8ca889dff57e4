import gcoordModule from 'gcoord'

// The package is CommonJS with `module.exports = the object`, but its types describe an ES default export inside it.
const gcoord = gcoordModule as unknown as typeof gcoordModule.default

/** A position in degrees, longitude first. */
export interface Point {
  readonly lng: number
  readonly lat: number
}

/** WGS84 stands for CGCS2000 too: they agree at platform accuracy. coordinates-and-maps.md §1. */
export type CoordinateSystem = 'WGS84' | 'GCJ02' | 'BD09'

const SYSTEMS = { WGS84: gcoord.WGS84, GCJ02: gcoord.GCJ02, BD09: gcoord.BD09 } as const

function forward(point: Point, from: CoordinateSystem, to: CoordinateSystem): Point {
  const [lng, lat] = gcoord.transform([point.lng, point.lat], SYSTEMS[from], SYSTEMS[to]) as [number, number]
  return { lng, lat }
}

/**
 * The same place in another coordinate system (WGS 84 / CGCS2000, GCJ-02 火星坐标, BD-09). coordinates-and-maps.md §1.
 * GCJ-02 and BD-09 have no closed inverse: the way back is iterated to below 1e-9°, far inside the required 0.1 m.
 * Points outside China pass GCJ-02 unchanged.
 * @throws RangeError when the point is not two finite numbers
 */
export function convertPoint(point: Point, from: CoordinateSystem, to: CoordinateSystem): Point {
  if (!Number.isFinite(point.lng) || !Number.isFinite(point.lat)) throw new RangeError('坐标应为两个数字')
  if (from === to) return { lng: point.lng, lat: point.lat }
  const ranks: readonly CoordinateSystem[] = ['WGS84', 'GCJ02', 'BD09']
  if (ranks.indexOf(from) < ranks.indexOf(to)) return forward(point, from, to)
  let guess = forward(point, from, to)
  for (let round = 0; round < 30; round += 1) {
    const back = forward(guess, to, from)
    const [dLng, dLat] = [point.lng - back.lng, point.lat - back.lat]
    guess = { lng: guess.lng + dLng, lat: guess.lat + dLat }
    if (Math.abs(dLng) < 1e-9 && Math.abs(dLat) < 1e-9) break
  }
  return guess
}
