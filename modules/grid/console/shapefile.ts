import { unzip } from 'but-unzip'
import proj4 from 'proj4'
import { parseDbf, parseShp } from 'shpjs'

/** A shapefile out of a zip, not yet put into longitude and latitude. */
export interface Shapefile {
  shp: DataView
  rows: Record<string, unknown>[]
  /** Text of the .prj; null when there is none. */
  projection: string | null
  /** Names of the columns in which most values look like grid codes, likeliest first. */
  codeColumns: string[]
}

/** How the numbers of a shapefile are meant, where its .prj does not say. */
export type System = 'geographic' | { centralMeridian: number }

/** Central meridians of the three-degree Gauss-Krüger zones over China (GB/T 22021), 75 to 135 east. */
export const meridians = Array.from({ length: 21 }, (_, zone) => 75 + zone * 3)

/** What is wrong with a shapefile, as a sentence. */
export class ShapefileProblem extends Error {}

/**
 * Opens a zip with one shapefile in it. Attributes are read in the encoding the .cpg names, else in UTF-8 if they are
 * that, else in GBK.
 * @throws ShapefileProblem
 */
export async function openShapefile(zip: Uint8Array): Promise<Shapefile> {
  const files = await filesIn(zip)
  const layers = [...files.keys()].filter((name) => name.endsWith('.shp'))
  if (layers.length !== 1)
    throw new ShapefileProblem(
      layers.length === 0 ? '压缩包里没有 .shp 文件' : `压缩包里有 ${layers.length} 个图层，只放一个`,
    )
  const stem = (layers[0] as string).slice(0, -4)
  const dbf = files.get(`${stem}.dbf`)
  if (!dbf) throw new ShapefileProblem('压缩包里没有 .dbf 文件，网格编码在它里面')
  const cpg = files.get(`${stem}.cpg`)
  const rows = parseDbf(viewOf(dbf), cpg ? text(cpg).trim() : encodingOf(dbf))
  const prj = files.get(`${stem}.prj`)
  return {
    shp: viewOf(files.get(`${stem}.shp`) as Uint8Array),
    rows,
    projection: prj ? text(prj).trim() : null,
    codeColumns: codeColumnsOf(rows),
  }
}

/**
 * The shapes as a GeoJSON text with grid codes, in longitude and latitude of CGCS2000.
 * @param system how numbers are meant when the file does not say; null when it does
 * @throws ShapefileProblem for a system that is not CGCS2000 or WGS 84: turning another datum by formula errs by tens of metres
 */
export function toGeoJson(file: Shapefile, column: string, system: System | null): string {
  const shapes = parseShp(file.shp, projectionOf(file, system))
  const features = shapes.map((geometry, at) => ({
    type: 'Feature',
    geometry,
    properties: { code: codeOf(file.rows[at]?.[column]) },
  }))
  return JSON.stringify({ type: 'FeatureCollection', features })
}

async function filesIn(zip: Uint8Array): Promise<Map<string, Uint8Array>> {
  try {
    const wanted = unzip(zip).filter(
      ({ filename }) => /\.(shp|dbf|prj|cpg)$/i.test(filename) && !/__MACOSX/.test(filename),
    )
    const read = wanted.map(
      async (entry): Promise<[string, Uint8Array]> => [lowEnding(entry.filename), await entry.read()],
    )
    return new Map(await Promise.all(read))
  } catch {
    throw new ShapefileProblem('这个文件不是 zip 压缩包，或已损坏')
  }
}

const lowEnding = (name: string): string => name.slice(0, -4) + name.slice(-4).toLowerCase()

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

function encodingOf(dbf: Uint8Array): string {
  try {
    // The header holds binary numbers; names and values come after its fixed part.
    new TextDecoder('utf-8', { fatal: true }).decode(dbf.subarray(viewOf(dbf).getUint16(8, true)))
    return 'utf-8'
  } catch {
    return 'gbk'
  }
}

function codeColumnsOf(rows: readonly Record<string, unknown>[]): string[] {
  const share = (column: string) =>
    rows.filter((row) => /^[1-9]\d{3,14}$/.test(codeOf(row[column]))).length / rows.length
  return Object.keys(rows[0] ?? {})
    .filter((column) => share(column) > 0.5)
    .sort((a, b) => digitsIn(rows, b) - digitsIn(rows, a))
}

const digitsIn = (rows: readonly Record<string, unknown>[], column: string): number => codeOf(rows[0]?.[column]).length

const codeOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value).trim())

/** Definition of the projection for the reader; undefined for longitude and latitude. It takes what it cannot read for none. */
function projectionOf({ shp, projection }: Shapefile, system: System | null): string | undefined {
  if (projection !== null) return judged(projection)
  if (system === null) throw new ShapefileProblem('没有 .prj 文件，先选坐标系')
  return system === 'geographic' ? undefined : gaussKrueger(system.centralMeridian, eastingOf(shp))
}

function judged(projection: string): string {
  const datum = /Beijing[_ ]?(19)?54|Xian[_ ]?(19)?80/i.exec(projection)
  if (datum)
    throw new ShapefileProblem(
      `坐标系是${/beijing/i.test(datum[0]) ? '1954 北京坐标系' : '1980 西安坐标系'}，先用控制点转换成 CGCS2000 再导入`,
    )
  if (!/China_?(Geodetic|2000)|CGCS_?2000|WGS_?(19)?84/i.test(projection))
    throw new ShapefileProblem('.prj 写的坐标系不是 CGCS2000 或 WGS 84，先转换再导入')
  try {
    proj4(projection)
    return projection
  } catch {
    throw new ShapefileProblem('.prj 文件读不懂，重新导出，或删去它再选坐标系')
  }
}

/** Easting of a zone, with the number of the zone before it when the drawing writes it so. */
function gaussKrueger(meridian: number, easting: number): string {
  const written = Math.floor(easting / 1_000_000)
  if (written > 0 && written !== meridian / 3)
    throw new ShapefileProblem(`横坐标带号是 ${written}，中央经线应为 ${written * 3} 度，和选的 ${meridian} 度不一致`)
  const falseEasting = 500_000 + written * 1_000_000
  return `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=${falseEasting} +y_0=0 +ellps=GRS80 +units=m +no_defs`
}

/** West edge of all shapes, from the head of the file (ESRI white paper 1998, main file header). */
const eastingOf = (shp: DataView): number => shp.getFloat64(36, true)
