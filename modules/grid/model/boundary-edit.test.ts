import { describe, expect, test } from 'vitest'
import type { Area } from '#kernel/geo/polygon.ts'
import { type Drafts, reshape } from './boundary-edit.ts'

type Point = [number, number]
const ring = (...points: Point[]) => [...points, points[0] as Point]
const shape = (...points: Point[]): Area => ({ type: 'Polygon', coordinates: [ring(...points)] })

/** West and east share the edge x = 1; the field in the north touches both along y = 1. All run counter-clockwise. */
const west = shape([0, 0], [1, 0], [1, 1], [0, 1])
const east = shape([1, 0], [2, 0], [2, 1], [1, 1])
const north = shape([0, 1], [1, 1], [2, 1], [2, 2], [0, 2])
const neighbours: Drafts = new Map([
  ['east', east],
  ['north', north],
])
const corners = (area: Area | undefined) =>
  area?.type === 'Polygon' ? new Set((area.coordinates[0] ?? []).map((point) => point.join())) : null

describe('a common border stays one border', () => {
  test('a corner put into a shared edge is put into the neighbour as well, and into nobody else', () => {
    const changed = reshape('west', 0, ring([0, 0], [1, 0], [1.2, 0.5], [1, 1], [0, 1]), west, neighbours)
    expect([...changed.keys()]).toEqual(['west', 'east'])
    expect(corners(changed.get('east'))).toEqual(new Set(['1,0', '2,0', '2,1', '1,1', '1.2,0.5']))
  })

  test('a corner where three meet takes all three along', () => {
    const changed = reshape('west', 0, ring([0, 0], [1, 0], [1.1, 1.1], [0, 1]), west, neighbours)
    expect([...changed.keys()]).toEqual(['west', 'east', 'north'])
    expect(corners(changed.get('east'))).toEqual(new Set(['1,0', '2,0', '2,1', '1.1,1.1']))
    expect(corners(changed.get('north'))).toEqual(new Set(['0,1', '1.1,1.1', '2,1', '2,2', '0,2']))
  })

  test('a corner taken out of a shared edge leaves the neighbour too', () => {
    const bent = shape([0, 0], [1, 0], [1.2, 0.5], [1, 1], [0, 1])
    const beside = shape([1, 0], [2, 0], [2, 1], [1, 1], [1.2, 0.5])
    const changed = reshape('west', 0, ring([0, 0], [1, 0], [1, 1], [0, 1]), bent, new Map([['east', beside]]))
    expect(corners(changed.get('east'))).toEqual(corners(east))
  })

  test('the first corner of a ring moves like any other', () => {
    const changed = reshape('east', 0, ring([1.3, 0], [2, 0], [2, 1], [1, 1]), east, new Map([['west', west]]))
    expect(corners(changed.get('west'))).toEqual(new Set(['0,0', '1.3,0', '1,1', '0,1']))
  })

  test('a border that nobody shares moves alone', () => {
    const changed = reshape('west', 0, ring([-0.5, 0], [1, 0], [1, 1], [0, 1]), west, neighbours)
    expect([...changed.keys()]).toEqual(['west'])
  })

  test('holes and other parts stay as they are', () => {
    const hole = ring([0.2, 0.2], [0.2, 0.4], [0.4, 0.4], [0.4, 0.2])
    const far = ring([5, 5], [6, 5], [6, 6])
    const whole: Area = { type: 'MultiPolygon', coordinates: [[ring([0, 0], [1, 0], [1, 1], [0, 1]), hole], [far]] }
    const next = ring([0, 0], [1.5, 0], [1, 1], [0, 1])
    expect(reshape('west', 0, next, whole, new Map()).get('west')).toEqual({
      type: 'MultiPolygon',
      coordinates: [[next, hole], [far]],
    })
  })
})
