import type { Box } from '../model/tiles.ts'

/** Outlines of a grid and of what lies in it, as the server gives them. */
export interface Outlines {
  features: { properties: { code: string; name: string; source: string }; geometry: GeoJSON.Geometry }[]
}

/** Where the outlines of a grid and of what lies in it are read. */
export const outlinePath = (grid: string): string => `/grids/${grid}/boundaries`

/** Room left around points, in degrees: some hundred metres. */
const AROUND = 0.008

/** The box around places; null around none. */
export function boxOfPoints(places: readonly { lng: number | null; lat: number | null }[]): Box | null {
  const known = places.flatMap(({ lng, lat }) => (lng === null || lat === null ? [] : [[lng, lat] as const]))
  if (known.length === 0) return null
  const [lngs, lats] = [known.map(([lng]) => lng), known.map(([, lat]) => lat)]
  return [
    Math.min(...lngs) - AROUND,
    Math.min(...lats) - AROUND,
    Math.max(...lngs) + AROUND,
    Math.max(...lats) + AROUND,
  ]
}

/** The box around outlines; null around none. */
export function boxOfOutlines({ features }: Outlines): Box | null {
  const box: [number, number, number, number] = [180, 90, -180, -90]
  for (const { geometry } of features) {
    if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') continue
    const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat()
    for (const [lng = 0, lat = 0] of rings.flat()) {
      box[0] = Math.min(box[0], lng)
      box[1] = Math.min(box[1], lat)
      box[2] = Math.max(box[2], lng)
      box[3] = Math.max(box[3], lat)
    }
  }
  return box[0] <= box[2] ? box : null
}
