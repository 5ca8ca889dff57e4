import { describe, expect, test } from 'vitest'
import { type Box, MOST_TILES, tileSetOf } from './tiles.ts'

/** About the town of Damatou: twenty kilometres across. */
const TOWN: Box = [118.4, 37.1, 118.63, 37.28]
const COUNTY: Box = [118.0, 36.93, 118.95, 37.4]

describe('the base map that comes along is bounded', () => {
  test('an area comes as near as the number of tiles allows: a town nearer than a county', () => {
    const [town, county] = [tileSetOf(TOWN, 18), tileSetOf(COUNTY, 18)]
    expect([town.from, town.to, county.to]).toEqual([9, 14, 12])
    expect(town.tiles.length).toBeLessThanOrEqual(MOST_TILES)
    expect(county.tiles.length).toBeLessThanOrEqual(MOST_TILES)
  })

  test('every level covers the area whole, and no tile comes twice', () => {
    const { tiles } = tileSetOf(TOWN, 18)
    expect(new Set(tiles.map(({ z, x, y }) => `${z}/${x}/${y}`)).size).toBe(tiles.length)
    // By the usual numbering of tiles, worked out by hand for 118.5, 37.2.
    expect(tiles).toContainEqual({ z: 12, x: 3396, y: 1591 })
  })

  test('nothing nearer than the base map has, and a place at the edge of the world has its tile', () => {
    expect(tileSetOf(TOWN, 11).to).toBe(11)
    expect(tileSetOf([179.99, 89, 180, 90], 9).tiles).toEqual([{ z: 9, x: 511, y: 0 }])
  })
})
