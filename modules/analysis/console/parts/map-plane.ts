import { type Area, boundsOf } from '#kernel/ui/map/areas.ts'

/** Size of the drawing; everything on the map of the cockpit is laid into it. */
export const WIDTH = 560
export const HEIGHT = 680
const EDGE = 36

export type Spot = [x: number, y: number]

/** The plane of a map: where a place of the earth stands on the drawing, and the outlines laid into it. */
export interface Plane {
  outlines: { code: string; name: string; path: string; middle: Spot }[]
  spotOf(lng: number, lat: number): Spot
}

/** Outlines laid into the drawing, north up, a degree of longitude as wide as it is at that latitude. */
export function layOut(boundaries: readonly Area[]): Plane | null {
  if (boundaries.length === 0) return null
  const [west, south, east, north] = boundsOf(boundaries)
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = Math.min((WIDTH - 2 * EDGE) / ((east - west) * shrink), (HEIGHT - 2 * EDGE) / (north - south))
  const [left, top] = [(WIDTH - (east - west) * shrink * scale) / 2, (HEIGHT - (north - south) * scale) / 2]
  const spotOf = (lng: number, lat: number): Spot => [left + (lng - west) * shrink * scale, top + (north - lat) * scale]
  const outlines = boundaries.map(({ code, name, geometry }) => {
    const rings = ringsOf(geometry).map((ring) => ring.map(([lng = 0, lat = 0]) => spotOf(lng, lat)))
    return { code, name, path: rings.map(pathOf).join(''), middle: middleOf(largest(rings)) }
  })
  return { outlines, spotOf }
}

const ringsOf = (geometry: GeoJSON.Geometry): number[][][] => {
  if (geometry.type === 'Polygon') return geometry.coordinates
  return geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : []
}

const pathOf = (ring: readonly Spot[]) => `M${ring.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}Z`

const areaOf = (ring: readonly Spot[]) =>
  ring.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length] as Spot
    return sum + (x * nextY - nextX * y) / 2
  }, 0)

const largest = (rings: readonly Spot[][]) =>
  rings.reduce<Spot[]>((most, ring) => (Math.abs(areaOf(ring)) > Math.abs(areaOf(most)) ? ring : most), [])

/** The centre of gravity of a ring. */
function middleOf(ring: readonly Spot[]): Spot {
  const area = areaOf(ring)
  if (area === 0) return ring[0] ?? [0, 0]
  const sum = ring.reduce<Spot>(
    ([sumX, sumY], [x, y], at) => {
      const [nextX, nextY] = ring[(at + 1) % ring.length] as Spot
      const cross = x * nextY - nextX * y
      return [sumX + (x + nextX) * cross, sumY + (y + nextY) * cross]
    },
    [0, 0],
  )
  return [sum[0] / (6 * area), sum[1] / (6 * area)]
}
