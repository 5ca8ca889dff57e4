import {
  area as areaM2,
  bearing,
  booleanIntersects,
  booleanPointInPolygon,
  destination,
  difference,
  featureCollection,
  intersect,
  length,
  lineString,
  pointToLineDistance,
  polygon,
  polygonToLine,
  union,
} from '@turf/turf'
import type { Feature, LineString, MultiLineString, Position } from 'geojson'
import { type Area, boxOf, rounded } from './polygon.ts'
import { ringFault } from './rings.ts'

/** What two shapes share. */
export interface Overlap {
  areaM2: number
  /** Twice the area over the outline: how thick the shared strip is on average. */
  widthM: number
}

export const areaOf = (shape: Area): number => areaM2(shape)

/** How much two shapes share, geodesic. */
export function overlapOf(one: Area, two: Area): Overlap {
  const shared = common(one, two)
  if (!shared) return { areaM2: 0, widthM: 0 }
  const outlineM = polygonsOf(shared).reduce(
    (sum, rings) => sum + rings.reduce((all, ring) => all + length(lineString(ring), { units: 'meters' }), 0),
    0,
  )
  const size = areaM2(shared)
  return { areaM2: size, widthM: outlineM > 0 ? (2 * size) / outlineM : 0 }
}

/** The part of a shape inside another, rounded and without slivers; null when less than a square metre is left. */
export function clip(shape: Area, by: Area): Area | null {
  const shared = common(shape, by)
  return shared && settle(shared)
}

/** All shapes as one; null for none. */
export function unite(shapes: readonly Area[]): Area | null {
  if (shapes.length < 2) return shapes[0] ?? null
  const joined = union(featureCollection(shapes.map(asFeature)))
  return joined && settle(joined.geometry)
}

/** What of a shape lies in none of the others; null when less than a square metre is left. */
export function subtract(shape: Area, others: readonly Area[]): Area | null {
  const rest = difference(featureCollection([shape, ...others].map(asFeature)))
  return rest && settle(rest.geometry)
}

export type Cut = { sides: [Area, Area] } | { problem: string; at: [number, number] | null }

/**
 * Cuts a shape in two along a line that starts and ends outside it (or on its border). The line is carried on beyond its
 * ends to a wide circle; what lies left of it is one side, the rest the other. A side may have several pieces.
 */
export function cutByLine(shape: Area, line: [number, number][]): Cut {
  const [start, end] = [line[0] as [number, number], line.at(-1) as [number, number]]
  const inside = [start, end].find((point) => deepInside(shape, point))
  if (inside) return { problem: '分割线的一端在网格里面，应画到边界以外', at: inside }
  const box = boxOf(shape)
  const reach = Math.max(
    ...line.map(([lng, lat]) => Math.hypot(lng - box[0], lat - box[1])),
    box[2] - box[0],
    box[3] - box[1],
  )
  const centre: [number, number] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
  const [farStart, farEnd] = [
    carryOn(line[1] as [number, number], start, centre, reach * 4),
    carryOn(line.at(-2) as [number, number], end, centre, reach * 4),
  ]
  for (const [from, to] of [
    [start, farStart],
    [end, farEnd],
  ] as const) {
    if (booleanIntersects(lineString([stepOut(from, to), to]), shape))
      return { problem: '分割线的延长线又穿过网格，应把两端画得更远', at: from }
  }
  const region = [farStart, ...line, farEnd, ...arc(centre, reach * 4, farEnd, farStart)].map(rounded)
  const fault = ringFault([[...region, region[0] as Position]])
  if (fault) return { problem: '分割线自相交', at: fault.at }
  const half = polygon([[...region, region[0] as Position]])
  const sides = [clip(shape, half.geometry), subtract(shape, [half.geometry])] as const
  if (!sides[0] || !sides[1]) return { problem: '分割线没有把网格分成两块', at: null }
  return { sides: [sides[0], sides[1]] }
}

const asFeature = (shape: Area): Feature<Area> => ({ type: 'Feature', properties: {}, geometry: shape })

const polygonsOf = (shape: Area): Position[][][] => (shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates)

function common(one: Area, two: Area): Area | null {
  const [a, b] = [boxOf(one), boxOf(two)]
  if (a[0] > b[2] || b[0] > a[2] || a[1] > b[3] || b[1] > a[3]) return null
  return intersect(featureCollection([asFeature(one), asFeature(two)]))?.geometry ?? null
}

/** Positions at seven decimals, no repeats, and neither pieces nor holes below a square metre. */
function settle(shape: Area): Area | null {
  const size = (ring: Position[]) => areaM2({ type: 'Polygon', coordinates: [ring] })
  const kept = polygonsOf(shape)
    .map((rings) => rings.map(settleRing).filter((ring) => ring.length >= 4 && size(ring) > 1))
    .filter((rings, at) => rings.length > 0 && size(polygonsOf(shape)[at]?.[0] ?? []) > 1)
  if (kept.length === 0) return null
  return kept.length === 1
    ? { type: 'Polygon', coordinates: kept[0] as Position[][] }
    : { type: 'MultiPolygon', coordinates: kept }
}

function settleRing(ring: Position[]): Position[] {
  const points = ring.map(rounded)
  return points.filter((point, at) => at === 0 || point[0] !== points[at - 1]?.[0] || point[1] !== points[at - 1]?.[1])
}

/** Inside by more than a metre: an end drawn onto the border may be a hair inside after rounding. */
function deepInside(shape: Area, point: [number, number]): boolean {
  if (!booleanPointInPolygon(point, shape, { ignoreBoundary: true })) return false
  const outline = polygonToLine(shape)
  const lines = (outline.type === 'FeatureCollection' ? outline.features : [outline]) as Feature<
    LineString | MultiLineString
  >[]
  return lines
    .flatMap(({ geometry }) => (geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates))
    .every((line) => pointToLineDistance(point, lineString(line), { units: 'meters' }) > 1)
}

/** Where the ray from `back` through `end` leaves a circle. */
function carryOn(back: Position, end: Position, centre: Position, radius: number): [number, number] {
  const [dx, dy] = [(end[0] as number) - (back[0] as number), (end[1] as number) - (back[1] as number)]
  const [px, py] = [(end[0] as number) - (centre[0] as number), (end[1] as number) - (centre[1] as number)]
  const [a, b, c] = [dx * dx + dy * dy, 2 * (dx * px + dy * py), px * px + py * py - radius * radius]
  const t = (-b + Math.sqrt(b * b - 4 * a * c)) / (2 * a)
  return [(end[0] as number) + t * dx, (end[1] as number) + t * dy]
}

/** Three metres on from an end, so that an end on the border does not count as crossing it. */
const stepOut = (from: Position, to: Position): Position =>
  destination(from, 3, bearing(from, to), { units: 'meters' }).geometry.coordinates

function arc(centre: Position, radius: number, from: Position, to: Position): Position[] {
  const angle = ([lng, lat]: Position) =>
    Math.atan2((lat as number) - (centre[1] as number), (lng as number) - (centre[0] as number))
  const [start, end] = [angle(from), angle(to)]
  const sweep = (end - start + 2 * Math.PI) % (2 * Math.PI)
  return Array.from({ length: 31 }, (_, at) => {
    const turned = start + (sweep * (at + 1)) / 32
    return [(centre[0] as number) + radius * Math.cos(turned), (centre[1] as number) + radius * Math.sin(turned)]
  })
}
