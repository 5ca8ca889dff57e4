declare module 'shpjs' {
  /** Geometries in the order of the file, out of a projection given as WKT or by proj4. */
  export function parseShp(shp: DataView, projection: string | undefined): (GeoJSON.Geometry | null)[]
  /** Rows of attributes, in the encoding named. */
  export function parseDbf(dbf: DataView, encoding: string): Record<string, unknown>[]
}
