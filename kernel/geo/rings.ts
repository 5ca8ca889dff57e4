import Flatbush from 'flatbush'
import type { Position } from 'geojson'

/** Where a ring is not what a boundary may be: it crosses or touches itself or another ring, or runs back on itself. */
export interface RingFault {
  kind: 'crossing' | 'touching' | 'spike'
  at: [number, number]
}

interface Segment {
  ring: number
  /** Position in its ring, and the number of segments of that ring. */
  index: number
  of: number
  a: Point
  b: Point
}

/** Whole units of 1e-7 degree, so that every cross product below is exact for shapes up to six degrees wide. */
type Point = readonly [number, number]

/**
 * First fault among closed rings whose positions are rounded to seven decimals; null when there is none. Two different
 * rings may touch in a point (RFC 7946 leaves that to OGC Simple Features, which allow it), one ring may not touch itself.
 */
export function ringFault(rings: readonly Position[][]): RingFault | null {
  const segments = rings.flatMap(segmentsOf)
  if (segments.length === 0) return null
  const index = new Flatbush(segments.length)
  for (const { a, b } of segments)
    index.add(Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1]))
  index.finish()
  for (const [at, { a, b }] of segments.entries()) {
    const near = index.search(
      Math.min(a[0], b[0]),
      Math.min(a[1], b[1]),
      Math.max(a[0], b[0]),
      Math.max(a[1], b[1]),
      (other) => other > at,
    )
    for (const other of near) {
      const fault = faultBetween(segments[at] as Segment, segments[other] as Segment)
      if (fault) return fault
    }
  }
  return null
}

/** Twice the signed area of a ring in square degrees: positive when it runs counter-clockwise. */
export function turnOf(ring: readonly Position[]): number {
  const [x0, y0] = ring[0] as [number, number]
  let sum = 0
  for (let at = 1; at < ring.length; at++) {
    const [x1, y1] = ring[at - 1] as [number, number]
    const [x2, y2] = ring[at] as [number, number]
    sum += (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
  }
  return sum
}

function segmentsOf(ring: Position[], number: number): Segment[] {
  const points = ring.map(([lng, lat]): Point => [Math.round((lng as number) * 1e7), Math.round((lat as number) * 1e7)])
  return points.slice(1).map((b, index) => ({ ring: number, index, of: ring.length - 1, a: points[index] as Point, b }))
}

function faultBetween(one: Segment, two: Segment): RingFault | null {
  if (one.ring === two.ring && neighbours(one, two)) return spikeBetween(one, two)
  const [a, b, c, d] = [
    turn(one.a, one.b, two.a),
    turn(one.a, one.b, two.b),
    turn(two.a, two.b, one.a),
    turn(two.a, two.b, one.b),
  ]
  if (a * b < 0 && c * d < 0) return { kind: 'crossing', at: crossing(one, two) }
  const touching = [
    a === 0 && on(one, two.a) ? two.a : null,
    b === 0 && on(one, two.b) ? two.b : null,
    c === 0 && on(two, one.a) ? one.a : null,
    d === 0 && on(two, one.b) ? one.b : null,
  ].filter((point) => point !== null)
  if (touching.length === 0) return null
  if (one.ring === two.ring) return { kind: 'touching', at: degrees(touching[0] as Point) }
  const apart = touching.some((point) => !same(point, touching[0] as Point))
  return apart ? { kind: 'touching', at: degrees(touching[0] as Point) } : null
}

function neighbours(one: Segment, two: Segment): boolean {
  const apart = Math.abs(one.index - two.index)
  return apart === 1 || apart === one.of - 1
}

/** Two neighbours may share their corner and nothing else: going straight back is a spike. */
function spikeBetween(one: Segment, two: Segment): RingFault | null {
  const [first, second] = same(one.b, two.a) ? [one, two] : [two, one]
  const into: Point = [first.b[0] - first.a[0], first.b[1] - first.a[1]]
  const out: Point = [second.b[0] - second.a[0], second.b[1] - second.a[1]]
  const back = into[0] * out[1] - into[1] * out[0] === 0 && into[0] * out[0] + into[1] * out[1] < 0
  return back ? { kind: 'spike', at: degrees(first.b) } : null
}

const turn = (a: Point, b: Point, c: Point): number =>
  Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))

const same = (a: Point, b: Point): boolean => a[0] === b[0] && a[1] === b[1]

/** Whether a point in line with a segment lies between its ends. */
const on = ({ a, b }: Segment, point: Point): boolean =>
  Math.min(a[0], b[0]) <= point[0] &&
  point[0] <= Math.max(a[0], b[0]) &&
  Math.min(a[1], b[1]) <= point[1] &&
  point[1] <= Math.max(a[1], b[1])

function crossing(one: Segment, two: Segment): [number, number] {
  const [dx, dy] = [one.b[0] - one.a[0], one.b[1] - one.a[1]]
  const [ex, ey] = [two.b[0] - two.a[0], two.b[1] - two.a[1]]
  const share = ((two.a[0] - one.a[0]) * ey - (two.a[1] - one.a[1]) * ex) / (dx * ey - dy * ex)
  return degrees([Math.round(one.a[0] + share * dx), Math.round(one.a[1] + share * dy)])
}

const degrees = (point: Point): [number, number] => [point[0] / 1e7, point[1] / 1e7]
