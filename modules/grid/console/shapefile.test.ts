import proj4 from 'proj4'
import { describe, expect, test } from 'vitest'
import { openShapefile, toGeoJson } from './shapefile.ts'
import { ascii, dbf, type Point, shp, zip } from './test-shapefile.ts'

const VILLAGE: Point[] = [
  [118.4, 37.1],
  [118.4, 37.2],
  [118.5, 37.2],
  [118.5, 37.1],
  [118.4, 37.1],
]
const WGS84 =
  'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925199433]]'
const ZONE_39 =
  'PROJCS["CGCS2000_3_Degree_GK_Zone_39",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",39500000],PARAMETER["False_Northing",0],PARAMETER["Central_Meridian",117],PARAMETER["Scale_Factor",1],PARAMETER["Latitude_Of_Origin",0],UNIT["Meter",1]]'
const inZone39 = (points: Point[]): Point[] =>
  points.map((point) => proj4('+proj=tmerc +lon_0=117 +k=1 +x_0=39500000 +ellps=GRS80 +units=m', point) as Point)

const attributes = dbf([
  [ascii('XZQDM'), ascii('370523107201')],
  [ascii('MC'), ascii('杨斗村')],
])
const layer = (ring: Point[], prj: string | null, table = attributes) =>
  zip({ '村界.shp': shp(ring), '村界.dbf': table, ...(prj ? { '村界.prj': ascii(prj) } : {}) })
const cornersOf = (geojson: string): Point[] => JSON.parse(geojson).features[0].geometry.coordinates[0]
const near = (found: Point[]) => {
  const keys = (points: Point[]) => new Set(points.map(([lng, lat]) => `${lng.toFixed(6)},${lat.toFixed(6)}`))
  expect(keys(found)).toEqual(keys(VILLAGE))
}

describe('a zipped shapefile', () => {
  test('in longitude and latitude comes out as it went in, with the column of codes found', async () => {
    const file = await openShapefile(layer(VILLAGE, WGS84))
    expect(file.codeColumns).toEqual(['XZQDM'])
    const text = toGeoJson(file, 'XZQDM', null)
    expect(JSON.parse(text).features[0].properties).toEqual({ code: '370523107201' })
    near(cornersOf(text))
  })

  test('in a Gauss-Krüger zone of CGCS2000 is turned into longitude and latitude', async () => {
    near(cornersOf(toGeoJson(await openShapefile(layer(inZone39(VILLAGE), ZONE_39)), 'XZQDM', null)))
  })

  test('without a .prj nothing is guessed: the system is asked for, and a zone that contradicts the numbers is refused', async () => {
    const file = await openShapefile(layer(inZone39(VILLAGE), null))
    expect(file.projection).toBeNull()
    expect(() => toGeoJson(file, 'XZQDM', null)).toThrow('没有 .prj 文件，先选坐标系')
    expect(() => toGeoJson(file, 'XZQDM', { centralMeridian: 120 })).toThrow('带号是 39，中央经线应为 117 度')
    near(cornersOf(toGeoJson(file, 'XZQDM', { centralMeridian: 117 })))
  })

  test('of an older datum is refused, because a formula errs by tens of metres', async () => {
    const xian = ZONE_39.replaceAll('China_2000', 'Xian_1980').replace(
      'China_Geodetic_Coordinate_System_2000',
      'Xian_1980',
    )
    const file = await openShapefile(layer(VILLAGE, xian))
    expect(() => toGeoJson(file, 'XZQDM', null)).toThrow('1980 西安坐标系')
  })

  test('with attributes in GBK and no .cpg is read all the same', async () => {
    // 名称 and 杨斗 in GBK.
    const table = dbf([
      [ascii('XZQDM'), ascii('370523107201')],
      [Uint8Array.of(0xc3, 0xfb, 0xb3, 0xc6), Uint8Array.of(0xd1, 0xee, 0xb6, 0xb7)],
    ])
    const file = await openShapefile(layer(VILLAGE, WGS84, table))
    expect(file.rows[0]).toMatchObject({ 名称: '杨斗' })
  })

  test('says what is missing', async () => {
    await expect(openShapefile(ascii('not a zip'))).rejects.toThrow('zip')
    await expect(openShapefile(zip({ 'a.dbf': attributes }))).rejects.toThrow('没有 .shp')
    await expect(openShapefile(zip({ 'a.shp': shp(VILLAGE) }))).rejects.toThrow('没有 .dbf')
    const two = zip({ 'a.shp': shp(VILLAGE), 'a.dbf': attributes, 'b.shp': shp(VILLAGE), 'b.dbf': attributes })
    await expect(openShapefile(two)).rejects.toThrow('2 个图层')
  })
})
