import type { Point } from './convert.ts'

/** Mean earth radius (IUGG) in metres. */
const RADIUS = 6_371_008.8

/** The distance of two positions in metres on the sphere (haversine); within 0.5 % of the ellipsoid. */
export function distanceMetres(a: Point, b: Point): number {
  const rad = Math.PI / 180
  const [dLat, dLng] = [(b.lat - a.lat) * rad, (b.lng - a.lng) * rad]
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(dLng / 2) ** 2
  return 2 * RADIUS * Math.asin(Math.min(1, Math.sqrt(h)))
}
