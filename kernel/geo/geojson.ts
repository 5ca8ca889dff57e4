import { booleanPointInPolygon } from '@turf/turf'
import type { Position } from 'geojson'
import { type Area, type Box, boxOf, rounded } from './polygon.ts'
import { ringFault, turnOf } from './rings.ts'

/** Most positions one boundary may have; more is a drawing, not a boundary. */
export const MAX_VERTICES = 20_000

const CHINA: Box = [73.4, 3.4, 135.1, 53.6]

/** What is wrong with a geometry, as a Chinese sentence, and where if it is somewhere. */
export interface AreaProblem {
  message: string
  at: [number, number] | null
}

export type AreaReading = { area: Area } | { problem: AreaProblem }

/**
 * Reads a GeoJSON Polygon or MultiPolygon of anybody's making (RFC 7946 §3.1.6). Rings come out closed, rounded to seven
 * decimals, without repeated points, outer rings counter-clockwise and holes clockwise, whichever way they came.
 * What cannot be put right is refused with one sentence that names the place.
 */
export function readArea(value: unknown): AreaReading {
  try {
    return { area: areaOf(value) }
  } catch (error) {
    if (error instanceof Refusal) return { problem: { message: error.message, at: error.at } }
    throw error
  }
}

/** Reads a GeoJSON LineString with at least two different positions inside China. */
export function readLine(value: unknown): { line: [number, number][] } | { problem: AreaProblem } {
  try {
    const { type, coordinates } = (value ?? {}) as { type?: unknown; coordinates?: unknown }
    if (type !== 'LineString' || !Array.isArray(coordinates)) throw new Refusal('分割线应为 LineString')
    if (coordinates.length > MAX_VERTICES) throw new Refusal(`顶点超过 ${MAX_VERTICES} 个`)
    const line = withoutRepeats(coordinates.map(positionOf))
    if (line.length < 2) throw new Refusal('分割线至少要有两个不同的点')
    return { line }
  } catch (error) {
    if (error instanceof Refusal) return { problem: { message: error.message, at: error.at } }
    throw error
  }
}

class Refusal extends Error {
  readonly at: [number, number] | null
  constructor(message: string, at: [number, number] | null = null) {
    super(message)
    this.at = at
  }
}

function areaOf(value: unknown): Area {
  const { type, coordinates } = (value ?? {}) as { type?: unknown; coordinates?: unknown }
  if (type !== 'Polygon' && type !== 'MultiPolygon') {
    throw new Refusal(`边界只能是 Polygon 或 MultiPolygon，不能是「${String(type ?? '空').slice(0, 30)}」`)
  }
  const written = type === 'Polygon' ? [coordinates] : coordinates
  if (!Array.isArray(written) || written.length === 0) throw new Refusal('边界没有坐标')
  refuseTooMany(written)
  const polygons = written.map(polygonOf)
  refuseFaults(polygons.flat())
  for (const rings of polygons) refuseOutsideHoles(rings)
  refuseNested(polygons)
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: polygons[0] as Position[][] }
    : { type: 'MultiPolygon', coordinates: polygons }
}

/** Counts before anything is copied, so that a huge drawing costs nothing. */
function refuseTooMany(polygons: unknown[]): void {
  let total = 0
  for (const rings of polygons)
    for (const ring of Array.isArray(rings) ? rings : []) total += Array.isArray(ring) ? ring.length : 0
  if (total > MAX_VERTICES) throw new Refusal(`顶点 ${total} 个，超过 ${MAX_VERTICES} 个`)
}

function polygonOf(rings: unknown): [number, number][][] {
  if (!Array.isArray(rings) || rings.length === 0) throw new Refusal('多边形没有环')
  return rings.map((ring, index) => wound(ringOf(ring), index === 0))
}

function ringOf(ring: unknown): [number, number][] {
  if (!Array.isArray(ring)) throw new Refusal('环应为坐标的列表')
  if (ring.length < 4)
    throw new Refusal(`环只有 ${ring.length} 个点，至少要 4 个`, ring.length > 0 ? positionOf(ring[0]) : null)
  const points = ring.map(positionOf)
  const [first, last] = [points[0] as [number, number], points.at(-1) as [number, number]]
  if (!samePlace(first, last)) throw new Refusal('环没有闭合：最后一点应与第一点相同', last)
  const kept = withoutRepeats(points)
  if (kept.length < 4) throw new Refusal('环没有面积', first)
  return kept
}

function positionOf(position: unknown): [number, number] {
  const [lng, lat] = Array.isArray(position) ? position : []
  if (!Number.isFinite(lng) || !Number.isFinite(lat)) throw new Refusal('坐标应为 [经度, 纬度] 两个数')
  const at: [number, number] = [lng as number, lat as number]
  if (inChina(at)) return rounded(at)
  const swapped = inChina([at[1], at[0]])
  throw new Refusal(swapped ? '经度和纬度写反了，应先写经度' : '坐标不在中国范围内', at)
}

const inChina = ([lng, lat]: [number, number]): boolean =>
  lng >= CHINA[0] && lng <= CHINA[2] && lat >= CHINA[1] && lat <= CHINA[3]

const samePlace = (a: [number, number], b: [number, number]): boolean => a[0] === b[0] && a[1] === b[1]

const withoutRepeats = (points: [number, number][]): [number, number][] =>
  points.filter((point, at) => at === 0 || !samePlace(point, points[at - 1] as [number, number]))

const wound = (ring: [number, number][], outer: boolean): [number, number][] =>
  turnOf(ring) > 0 === outer ? ring : ring.toReversed()

const faultSentences = { crossing: '边界自相交', touching: '边界碰到自身', spike: '边界有尖刺：原路折回' }

function refuseFaults(rings: Position[][]): void {
  const fault = ringFault(rings)
  if (fault) throw new Refusal(faultSentences[fault.kind], fault.at)
}

function refuseOutsideHoles([outer, ...holes]: [number, number][][]): void {
  const shape = { type: 'Polygon' as const, coordinates: [outer as Position[]] }
  for (const hole of holes) {
    const stray = hole.find((point) => !booleanPointInPolygon(point, shape))
    if (stray) throw new Refusal('洞不在外环以内', stray)
  }
}

/** Parts of a MultiPolygon lie beside each other, never inside. */
function refuseNested(polygons: [number, number][][][]): void {
  const shapes = polygons.map((coordinates) => ({ type: 'Polygon' as const, coordinates }))
  const boxes = shapes.map(boxOf)
  for (const [one, shape] of shapes.entries()) {
    for (const [two, other] of polygons.entries()) {
      if (one === two || !boxesMeet(boxes[one] as Box, boxes[two] as Box)) continue
      const inside = other[0]?.find((point) => booleanPointInPolygon(point, shape, { ignoreBoundary: true }))
      if (inside) throw new Refusal('各部分互相重叠', inside)
    }
  }
}

const boxesMeet = (a: Box, b: Box): boolean => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
