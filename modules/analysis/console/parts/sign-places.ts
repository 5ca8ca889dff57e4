import type { Spot } from './map-plane.ts'

/** A grid of the map with the figures its sign tells. */
export interface SignOf {
  code: string
  name: string
  middle: Spot
  enterprises: number
  late: number
}

/** Where the parts of one sign stand; what would lie on another is left out. */
export interface SignPlace {
  code: string
  spot: Spot
  radius: number
  /** Whether the figure has room inside the ring. */
  isCounted: boolean
  /** Height of the name's middle, from the middle of the ring. */
  name: number | null
  late: number | null
}

interface Box {
  left: number
  right: number
  top: number
  bottom: number
}

const [LEAST, MOST] = [4, 39]
/** From this radius on a figure of two digits is read inside the ring. */
const COUNTED = 11
const [NAME_EM, LATE_EM] = [14, 12]

/**
 * Places the signs of many grids so that none lies on another (标注避让): rings as large as their neighbours allow, then names and what is late,
 * the most pressing grids first. What finds no room is told when one points at the ring.
 */
export function placeSigns(signs: readonly SignOf[]): SignPlace[] {
  const most = Math.max(1, ...signs.map(({ enterprises }) => enterprises))
  const rings = signs.map(({ middle, enterprises }, at) => {
    const radius = Math.min(radiusOf(enterprises / most, signs.length), roomAt(signs, at))
    return { middle, radius: enterprises === 0 ? Math.min(radius, LEAST + 2) : radius }
  })
  const taken = rings.map(({ middle, radius }) => boxAt(middle, 0, radius * 2, radius * 2))
  const places = signs.map(({ code }, at) => {
    const { middle: spot, radius } = rings[at] as (typeof rings)[number]
    return { code, spot, radius, isCounted: radius >= COUNTED, name: null, late: null } as SignPlace
  })
  const pressing = signs.map((sign, at) => ({ ...sign, place: places[at] as SignPlace })).sort(byPressing)
  const stand = (place: SignPlace, width: number, em: number, heights: readonly number[]): number | null => {
    for (const height of heights) {
      const box = boxAt(place.spot, height, width, em + 2)
      if (taken.some((other) => meets(box, other))) continue
      taken.push(box)
      return height
    }
    return null
  }
  for (const { name, late, place } of pressing) {
    const [overRing, underRing] = [-1, 1].map((side) => side * (place.radius + NAME_EM / 2 + 3)) as [number, number]
    place.name = stand(place, widthOf(name, NAME_EM), NAME_EM, [overRing, underRing])
    // Under the name where that stands under the ring.
    const heights = place.name === underRing ? [underRing + NAME_EM, overRing] : [underRing, overRing]
    if (late > 0) place.late = stand(place, widthOf(lateWords(late), LATE_EM), LATE_EM, heights)
  }
  return places
}

/** What is late comes first, then what is large. */
const byPressing = (a: SignOf, b: SignOf) => b.late - a.late || b.enterprises - a.enterprises

/** The grids whose names find room in the middle of their land, the most pressing first. */
export function placeNames(signs: readonly SignOf[]): string[] {
  const taken: Box[] = []
  const shown = [...signs].sort(byPressing).filter(({ name, middle }) => {
    const box = boxAt(middle, 0, widthOf(name, NAME_EM), NAME_EM + 2)
    if (taken.some((other) => meets(box, other))) return false
    taken.push(box)
    return true
  })
  return shown.map(({ code }) => code)
}

export const lateWords = (late: number): string => `逾期 ${late}`

/** Where there are many they are smaller, and those of few enterprises smaller still. */
function radiusOf(share: number, many: number): number {
  const size = Math.min(1, Math.sqrt(8 / many))
  return 17 + (MOST - 17) * size * size * Math.sqrt(share)
}

/** How large a ring may be before it meets the nearest one. */
function roomAt(signs: readonly SignOf[], at: number): number {
  const [x, y] = (signs[at] as SignOf).middle
  const near = signs.map(({ middle }, other) =>
    other === at ? Number.POSITIVE_INFINITY : Math.hypot(middle[0] - x, middle[1] - y),
  )
  return Math.max(LEAST, Math.min(...near) / 2 - 2)
}

/** Chinese characters are as wide as high, others a little more than half. */
const widthOf = (words: string, em: number): number =>
  [...words].reduce((sum, letter) => sum + (letter > 'ÿ' ? em : em * 0.6), 0)

const boxAt = ([x, y]: Spot, height: number, width: number, tall: number): Box => ({
  left: x - width / 2,
  right: x + width / 2,
  top: y + height - tall / 2,
  bottom: y + height + tall / 2,
})

const meets = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
