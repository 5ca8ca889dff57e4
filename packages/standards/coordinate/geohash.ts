import type { Point } from './convert.ts'

const ALPHABET = '0123456789bcdefghjkmnpqrstuvwxyz'

/**
 * The geohash of a position: look-up keys and privacy rounding. coordinates-and-maps.md §5 (7 characters are about 153 m).
 * @param length number of characters, 1 to 12
 */
export function geohash({ lng, lat }: Point, length: number): string {
  const ranges: [number, number][] = [
    [-180, 180],
    [-90, 90],
  ]
  let hash = ''
  for (let bits = 0, char = 0; hash.length < length; bits += 1) {
    const range = ranges[bits % 2] as [number, number]
    const middle = (range[0] + range[1]) / 2
    const isUpper = (bits % 2 === 0 ? lng : lat) >= middle
    range[isUpper ? 0 : 1] = middle
    char = char * 2 + (isUpper ? 1 : 0)
    if (bits % 5 === 4) {
      hash += ALPHABET.charAt(char)
      char = 0
    }
  }
  return hash
}
