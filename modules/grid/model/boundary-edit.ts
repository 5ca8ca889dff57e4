import type { Position } from 'geojson'
import type { Area } from '#kernel/geo/polygon.ts'

/** Boundaries being redrawn, by grid code: what is on the table before anything is asked of the server. */
export type Drafts = ReadonlyMap<string, Area>

/** A stretch of a ring that was put in the place of another; the two ends stayed where they were. */
interface Change {
  from: Position
  to: Position
  before: Position[]
  after: Position[]
}

/** Outer rings and holes of a shape, part by part. */
export const partsOf = (shape: Area): Position[][][] =>
  shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates

/** A shape out of its parts; one part makes a plain polygon. */
export const areaOfParts = (parts: Position[][][]): Area =>
  parts.length === 1
    ? { type: 'Polygon', coordinates: parts[0] as Position[][] }
    : { type: 'MultiPolygon', coordinates: parts }

/**
 * Puts a changed outer ring into one part of a boundary and lets every neighbour that shares the changed stretch go along,
 * so that a common border stays one border. Holes stay as they are.
 * @param part which part of the boundary was changed
 * @param ring the new outer ring, closed
 * @param neighbours boundaries that may go along, those already on the table included
 * @returns all boundaries that are different now, the changed one first
 */
export function reshape(
  code: string,
  part: number,
  ring: Position[],
  present: Area,
  neighbours: Drafts,
): Map<string, Area> {
  const parts = partsOf(present)
  const old = parts[part]?.[0]
  const changed = new Map<string, Area>()
  if (!old) return changed
  const next = parts.map((rings, at) => (at === part ? [ring, ...rings.slice(1)] : rings))
  changed.set(code, areaOfParts(next))
  const change = changeBetween(old, ring)
  if (!change) return changed
  for (const [other, shape] of neighbours) {
    if (other === code) continue
    const followed = follow(shape, change)
    if (followed) changed.set(other, followed)
  }
  return changed
}

/**
 * The stretch in which two closed rings differ, with the last common corner on either side; null when they are the same
 * or nothing is common.
 */
export function changeBetween(before: readonly Position[], after: readonly Position[]): Change | null {
  const [a, b] = [open(before), open(after)]
  const turned = turnToCommon(a, b)
  if (!turned) return null
  const [old, now] = turned
  let start = 0
  while (start < old.length && start < now.length && same(old[start], now[start])) start++
  let end = 0
  while (
    end < old.length - start &&
    end < now.length - start &&
    same(old[old.length - 1 - end], now[now.length - 1 - end])
  )
    end++
  if (start === old.length && start === now.length) return null
  return {
    from: now[start - 1] as Position,
    to: (end > 0 ? now[now.length - end] : now[0]) as Position,
    before: old.slice(start, old.length - end),
    after: now.slice(start, now.length - end),
  }
}

function follow(shape: Area, change: Change): Area | null {
  let touched = false
  const parts = partsOf(shape).map((rings) =>
    rings.map((ring) => {
      const next = followRing(ring, change)
      if (next) touched = true
      return next ?? ring
    }),
  )
  return touched ? areaOfParts(parts) : null
}

/** A ring with the same stretch, the other way round as neighbours run, gets the new one; else single corners that moved. */
function followRing(ring: Position[], { from, to, before, after }: Change): Position[] | null {
  const points = open(ring)
  const wanted = [to, ...before.toReversed(), from]
  const at = findStretch(points, wanted)
  if (at !== null) {
    const rest = rotate(points, at).slice(wanted.length)
    return close([to, ...after.toReversed(), from, ...rest])
  }
  // Where three borders meet, a neighbour has the corner but not both ends of the stretch.
  if (before.length !== after.length) return null
  const moved = points.map((point) => after[before.findIndex((old) => same(old, point))] ?? point)
  return moved.some((point, index) => point !== points[index]) ? close(moved) : null
}

function findStretch(points: readonly Position[], wanted: readonly Position[]): number | null {
  if (wanted.length > points.length) return null
  const at = points.findIndex((_, start) =>
    wanted.every((point, step) => same(points[(start + step) % points.length], point)),
  )
  return at < 0 ? null : at
}

/** Both rings begun at a corner they share, next to which they are the same as far back as possible. */
function turnToCommon(a: Position[], b: Position[]): [Position[], Position[]] | null {
  const places = new Map(b.map((point, index) => [keyOf(point), index]))
  const shared = a.findIndex((point, index) => places.has(keyOf(point)) && !places.has(keyOf(at(a, index + 1))))
  const start = shared >= 0 ? shared : a.findIndex((point) => places.has(keyOf(point)))
  if (start < 0) return null
  return [rotate(a, start), rotate(b, places.get(keyOf(a[start] as Position)) as number)]
}

const at = (points: readonly Position[], index: number): Position => points[index % points.length] as Position

const keyOf = (point: Position): string => point.slice(0, 2).join()

const same = (a: Position | undefined, b: Position | undefined): boolean =>
  a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1]

const rotate = (points: readonly Position[], by: number): Position[] => [...points.slice(by), ...points.slice(0, by)]

const open = (ring: readonly Position[]): Position[] => ring.slice(0, -1)

const close = (points: Position[]): Position[] => [...points, points[0] as Position]
