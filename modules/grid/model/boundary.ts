import { type AreaProblem, readArea } from '#kernel/geo/geojson.ts'
import type { Area } from '#kernel/geo/polygon.ts'
import { gridPrefix } from './codes.ts'

/** Largest boundary file taken in. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024

/** A boundary somebody drew or delivered for a node. */
export interface DrawnBoundary {
  code: string
  geometry: Area
}

/** What is wrong with one feature: which one, where, and a sentence a person can act on. */
export interface BoundaryProblem {
  /** Grid code of the feature, or its place in the file. */
  feature: string
  message: string
  at: [number, number] | null
}

export type BoundaryReading = { boundaries: DrawnBoundary[]; problems: BoundaryProblem[] }

/** Gives way to others during long work: a page stays alive, a server answers its other requests. */
export type GiveWay = () => Promise<void>

/**
 * Reads a GeoJSON file of boundaries: a FeatureCollection whose features carry a grid code as `id` or `properties.code`
 * (RFC 7946 §3.3). Nothing of a file with a problem may be used.
 */
export async function readBoundaryFile(text: string, giveWay: GiveWay): Promise<BoundaryReading> {
  const file = parse(text)
  if (!file) return refused('文件', '文件不是 JSON')
  if (file.type !== 'FeatureCollection' || !Array.isArray(file.features))
    return refused('文件', '文件应是 GeoJSON 的 FeatureCollection')
  if (file.crs && !knownSystem(file.crs)) return refused('文件', '坐标系应为 CGCS2000 或 WGS 84 经纬度')
  if (file.features.length === 0) return refused('文件', '文件里没有要素')
  return readBoundaries(file.features.map(asWritten), giveWay)
}

/** Reads boundaries as written: each with a grid code and a geometry, no code twice. */
export async function readBoundaries(
  written: readonly { name: string; code: unknown; geometry: unknown }[],
  giveWay: GiveWay,
): Promise<BoundaryReading> {
  const reading: BoundaryReading = { boundaries: [], problems: [] }
  const seen = new Set<string>()
  for (const { name, code, geometry } of written) {
    const prefix = typeof code === 'string' || typeof code === 'number' ? gridPrefix(String(code)) : null
    const feature = prefix ?? name
    if (!prefix) reading.problems.push({ feature, message: '要素没有网格编码（id 或 properties.code）', at: null })
    else if (seen.has(prefix)) reading.problems.push({ feature, message: '同一个网格编码出现了两次', at: null })
    else reading.problems.push(...keep(reading.boundaries, prefix, geometry))
    if (prefix) seen.add(prefix)
    await giveWay()
  }
  return reading
}

/** A problem in one line: feature, sentence, coordinate. */
export const sentenceOf = ({ feature, message, at }: BoundaryProblem): string =>
  `${feature}：${message}${at ? `（${at[0]}, ${at[1]}）` : ''}`

/** A problem of a geometry, for a named feature. */
export const about = (feature: string, { message, at }: AreaProblem): BoundaryProblem => ({ feature, message, at })

function keep(boundaries: DrawnBoundary[], code: string, geometry: unknown): BoundaryProblem[] {
  const read = readArea(geometry)
  if ('problem' in read) return [about(code, read.problem)]
  boundaries.push({ code, geometry: read.area })
  return []
}

function parse(text: string): { type?: unknown; features?: unknown; crs?: unknown } | null {
  try {
    const file: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    return typeof file === 'object' && file !== null ? file : null
  } catch {
    return null
  }
}

/** RFC 7946 dropped `crs`; old software still writes the three names of plain longitude and latitude. */
const knownSystem = (crs: unknown): boolean => /CRS84|EPSG:+(4326|4490)\b/.test(JSON.stringify(crs))

function asWritten(feature: unknown, index: number): { name: string; code: unknown; geometry: unknown } {
  const { id, properties, geometry } = (feature ?? {}) as {
    id?: unknown
    properties?: { code?: unknown } | null
    geometry?: unknown
  }
  return { name: `第 ${index + 1} 个要素`, code: id ?? properties?.code, geometry }
}

const refused = (feature: string, message: string): BoundaryReading => ({
  boundaries: [],
  problems: [{ feature, message, at: null }],
})
