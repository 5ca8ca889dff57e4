import { booleanPointInPolygon, distance, pointToLineDistance, polygonToLine } from '@turf/turf'
import type { Feature, LineString, MultiLineString, Position } from 'geojson'
import { areaOf, overlapOf, subtract, unite } from '#kernel/geo/overlay.ts'
import { type Area, labelPoint } from '#kernel/geo/polygon.ts'
import { partsOf } from './boundary-edit.ts'

export interface Child {
  code: string
  geometry: Area
}

/** What happens to the children of a node whose boundary moves. */
export interface Followed {
  changed: Map<string, Area>
  /** Children that have nothing left inside the new boundary. */
  emptied: string[]
}

/** Borders closer than this, in metres, are one border. */
const TOUCHING_M = 1
/** Less than this share of a child is rounding, not land. */
const ROUNDING_SHARE = 0.001

/**
 * Lets children follow their parent's new boundary: what lies outside is cut off, and land that was won goes to the child
 * it has the longest border with. Land no child had before the change stays nobody's.
 */
export function followParent(before: Area, after: Area, children: readonly Child[]): Followed {
  const changed = new Map<string, Area>()
  const emptied: string[] = []
  for (const child of children) {
    const lost = lostTo(child.geometry, before, after)
    if (!lost) continue
    const left = subtract(child.geometry, [lost])
    if (!left || areaOf(left) < areaOf(child.geometry) * ROUNDING_SHARE) emptied.push(child.code)
    else changed.set(child.code, left)
  }
  for (const piece of wonPieces(before, after, children)) {
    const heir = longestBorder(piece, children)
    if (!heir || emptied.includes(heir.code)) continue
    const grown = unite([changed.get(heir.code) ?? heir.geometry, piece])
    if (grown) changed.set(heir.code, grown)
  }
  return { changed, emptied }
}

/** What of a child was inside the parent and no longer is; a child that stuck out before keeps what stuck out. */
function lostTo(child: Area, before: Area, after: Area): Area | null {
  const inside = overlapOf(child, before).areaM2
  if (inside - overlapOf(child, after).areaM2 <= Math.max(1, inside * ROUNDING_SHARE)) return null
  return subtract(child, [after])
}

function wonPieces(before: Area, after: Area, children: readonly Child[]): Area[] {
  const won = subtract(after, [before, ...children.map(({ geometry }) => geometry)])
  return won ? partsOf(won).map((coordinates): Area => ({ type: 'Polygon', coordinates })) : []
}

function longestBorder(piece: Area, children: readonly Child[]): Child | null {
  const borders = children.map((child) => ({ child, metres: commonBorder(piece, child.geometry) }))
  const longest = borders.toSorted((a, b) => b.metres - a.metres)[0]
  if (longest && longest.metres > 0) return longest.child
  return holderOf(piece, children)
}

/** A piece that touches nobody (its outline was drawn coarser): whoever is nearest takes it. */
function holderOf(piece: Area, children: readonly Child[]): Child | null {
  const point = labelPoint(piece)
  const metres = ({ geometry }: Child) =>
    booleanPointInPolygon(point, geometry)
      ? 0
      : Math.min(...linesOf(geometry).map((line) => pointToLineDistance(point, line, { units: 'meters' })))
  return children.toSorted((a, b) => metres(a) - metres(b))[0] ?? null
}

function commonBorder(piece: Area, child: Area): number {
  const lines = linesOf(child)
  const near = (at: Position) => lines.some((line) => pointToLineDistance(at, line, { units: 'meters' }) <= TOUCHING_M)
  let metres = 0
  for (const [ring] of partsOf(piece))
    for (const [at, from] of (ring ?? []).slice(0, -1).entries()) {
      const to = ring?.[at + 1] as Position
      if (near(middle(from, to))) metres += distance(from, to, { units: 'meters' })
    }
  return metres
}

const middle = (a: Position, b: Position): Position => [
  ((a[0] as number) + (b[0] as number)) / 2,
  ((a[1] as number) + (b[1] as number)) / 2,
]

function linesOf(shape: Area): Feature<LineString>[] {
  const outline = polygonToLine(shape)
  const features = (outline.type === 'FeatureCollection' ? outline.features : [outline]) as Feature<
    LineString | MultiLineString
  >[]
  return features.flatMap(({ geometry }) =>
    (geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates).map((coordinates) => ({
      type: 'Feature' as const,
      properties: {},
      geometry: { type: 'LineString' as const, coordinates },
    })),
  )
}
