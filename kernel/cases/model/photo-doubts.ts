import type { Point } from '#standards/coordinate/convert.ts'
import { distanceMetres } from '#standards/coordinate/distance.ts'

/** What a photograph says of its own making (EXIF); anybody can write it, so it proves nothing and only raises a question. */
export interface Claims {
  /** ISO 8601. */
  takenAt: string | null
  position: Point | null
}

/** Days before an act, and metres from where it was done, beyond which a photograph is looked at again; proposals, not law. */
const DAYS = 3
const METRES = 1_000
const AHEAD_MS = 60 * 60_000

/** In what a photograph contradicts the act it was given with, as sentences; none for one that says nothing of itself. */
export function photoDoubts(claims: Claims | null, act: { at: string; place: Point | null }): string[] {
  const doubts: string[] = []
  if (claims?.takenAt) {
    const before = Date.parse(act.at) - Date.parse(claims.takenAt)
    const day = claims.takenAt.slice(0, 10)
    if (before > DAYS * 86_400_000) doubts.push(`照片自称拍于 ${day}，比办理早 ${Math.floor(before / 86_400_000)} 天`)
    if (before < -AHEAD_MS) doubts.push(`照片自称拍于 ${day}，比办理还晚`)
  }
  if (claims?.position && act.place) {
    const metres = distanceMetres(claims.position, act.place)
    if (metres > METRES) doubts.push(`照片自称的位置离办理地点 ${(metres / 1000).toFixed(1)} 公里`)
  }
  return doubts
}
