import { distanceWords } from '#kernel/geo/distance-words.ts'
import { distanceMetres } from '#standards/coordinate/distance.ts'

/** Farther from the enterprise than this, in metres, whoever arrives says why. */
const NEAR_M = 300

interface Place {
  lng: number | null
  lat: number | null
}

/** How far from the enterprise one is, in words; null where it is near or nobody knows where it stands. */
export function awayOf({ lng, lat }: Place, position: { lng: number; lat: number } | null): string | null {
  if (!position || lng === null || lat === null) return null
  const metres = distanceMetres(position, { lng, lat })
  return metres > NEAR_M ? `离企业 ${distanceWords(metres)}` : null
}
