import { booleanPointInPolygon } from '@turf/turf'
import { describe, expect, test } from 'vitest'
import { readArea } from './geojson.ts'
import { areaOf, cutByLine, overlapOf, unite } from './overlay.ts'
import type { Area } from './polygon.ts'
import { seededRandom } from './random.ts'

const box = (x1: number, y1: number, x2: number, y2: number) =>
  [
    [x1, y1],
    [x2, y1],
    [x2, y2],
    [x1, y2],
    [x1, y1],
  ].map(([x, y]) => [118 + (x as number) / 100, 37 + (y as number) / 100])
const polygon = (...rings: number[][][]) => ({ type: 'Polygon', coordinates: rings })
const multi = (...polygons: number[][][][]) => ({ type: 'MultiPolygon', coordinates: polygons })
const read = (value: unknown) => {
  const reading = readArea(value)
  return 'area' in reading ? reading.area : reading.problem
}
const shape = (value: unknown) => read(value) as Area

describe('reading a boundary', () => {
  test('a hole is kept and wound clockwise; a point in it is outside', () => {
    const area = shape(polygon(box(0, 0, 4, 4), box(1, 1, 2, 2)))
    expect(area.coordinates[1]).toEqual(shape(polygon(box(1, 1, 2, 2))).coordinates[0]?.toReversed())
    expect(booleanPointInPolygon([118.015, 37.015], area)).toBe(false)
  })

  test('points that repeat are dropped, before and after rounding to seven decimals', () => {
    const ring = box(0, 0, 1, 1)
    const [first, second] = ring as [number[], number[]]
    const near = [(second[0] as number) + 1e-9, second[1] as number]
    expect(read(polygon([first, second, second, near, ...ring.slice(2)]))).toEqual(read(polygon(ring)))
  })

  test.each([
    ['a hole that leaves its ring', polygon(box(0, 0, 4, 4), box(5, 5, 6, 6)), '洞不在外环以内'],
    ['a hole that crosses its ring', polygon(box(0, 0, 4, 4), box(3, 3, 5, 5)), '自相交'],
    ['parts that lie inside one another', multi([box(0, 0, 4, 4)], [box(1, 1, 2, 2)]), '重叠'],
    ['parts that share an edge', multi([box(0, 0, 1, 1)], [box(1, 0, 2, 1)]), '碰到'],
    [
      'a ring that touches itself',
      polygon(
        [
          [0, 0],
          [2, 0],
          [2, 2],
          [1, 0],
          [0, 2],
          [0, 0],
        ].map(([x, y]) => [118 + (x as number) / 100, 37 + (y as number) / 100]),
      ),
      '碰到自身',
    ],
    ['three points', polygon(box(0, 0, 1, 1).slice(0, 3)), '至少要 4 个'],
    [
      'no numbers',
      polygon([
        ['a', 'b'],
        ['a', 'b'],
        ['a', 'b'],
        ['a', 'b'],
      ] as never),
      '两个数',
    ],
    [
      'a place abroad',
      polygon([
        [2, 48],
        [3, 48],
        [3, 49],
        [2, 48],
      ]),
      '不在中国',
    ],
    ['no rings', { type: 'Polygon', coordinates: [] }, '没有环'],
    ['coordinates that are a text', { type: 'MultiPolygon', coordinates: '[[[]]]' }, '没有坐标'],
    ['nothing', null, 'Polygon'],
  ])('%s is refused', (_, value, sentence) => {
    expect((read(value) as { message: string }).message).toContain(sentence)
  })

  test('two parts may touch in a point', () => {
    expect(read(multi([box(0, 0, 1, 1)], [box(1, 1, 2, 2)]))).toMatchObject({ type: 'MultiPolygon' })
  })

  test('three hundred random stars are read; with two points exchanged a crossing never gets through', () => {
    const random = seededRandom(7)
    for (let round = 0; round < 300; round++) {
      const count = 4 + Math.floor(random() * 30)
      const ring = Array.from({ length: count }, (_, n) => {
        const [turn, far] = [(n / count) * 2 * Math.PI, 0.01 + random() * 0.02]
        return [118 + far * Math.cos(turn), 37 + far * Math.sin(turn)]
      })
      const star = readArea(polygon([...ring, ring[0] as number[]]))
      expect('area' in star).toBe(true)
      if (count < 8) continue
      const swapped = ring.with(1, ring[4] as number[]).with(4, ring[1] as number[])
      const crossed = readArea(polygon([...swapped, swapped[0] as number[]]))
      expect('problem' in crossed || crossesNowhere(swapped)).toBe(true)
    }
  })
})

describe('cutting and comparing', () => {
  test('a cut leaves two sides that cover the shape and do not overlap, wherever the line runs', () => {
    const random = seededRandom(3)
    const whole = shape(polygon(box(0, 0, 4, 4)))
    for (let round = 0; round < 100; round++) {
      const [from, to, bend] = [random() * 4, random() * 4, random() * 4]
      const line: [number, number][] = [
        [118 + from / 100, 36.99],
        [118 + bend / 100, 37.02],
        [118 + to / 100, 37.05],
      ]
      const cut = cutByLine(whole, line)
      if ('problem' in cut) throw new Error(`${round}: ${cut.problem} ${JSON.stringify(line)}`)
      const [left, right] = cut.sides
      expect(Math.abs(areaOf(left) + areaOf(right) - areaOf(whole))).toBeLessThan(areaOf(whole) * 1e-6)
      expect(overlapOf(left, right).widthM).toBeLessThan(0.02)
      expect(areaOf(unite([left, right]) as Area) / areaOf(whole)).toBeCloseTo(1, 6)
    }
  })

  test('two that share an edge do not overlap; a strip of a metre does', () => {
    const [west, east] = [shape(polygon(box(0, 0, 1, 1))), shape(polygon(box(1, 0, 2, 1)))]
    expect(overlapOf(west, east).areaM2).toBe(0)
    const wider = shape(polygon(box(0, 0, 1.0012, 1)))
    expect(overlapOf(wider, east).widthM).toBeCloseTo(1.06, 1)
  })
})

function crossesNowhere(ring: number[][]): boolean {
  const side = (a: number[], b: number[], c: number[]) =>
    Math.sign(
      ((b[0] as number) - (a[0] as number)) * ((c[1] as number) - (a[1] as number)) -
        ((b[1] as number) - (a[1] as number)) * ((c[0] as number) - (a[0] as number)),
    )
  const edges = ring.map((a, at) => [a, ring[(at + 1) % ring.length] as number[]] as const)
  return edges.every(([a, b], one) =>
    edges.every(([c, d], two) => {
      if (Math.abs(one - two) < 2 || Math.abs(one - two) === ring.length - 1) return true
      return side(a, b, c) * side(a, b, d) >= 0 || side(c, d, a) * side(c, d, b) >= 0
    }),
  )
}
