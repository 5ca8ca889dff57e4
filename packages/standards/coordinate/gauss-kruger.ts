import type { Point } from './convert.ts'

/**
 * Gauss–Krüger (transverse Mercator) on the CGCS2000 ellipsoid in 3-degree zones, by Krüger's series in n to the fourth
 * order (Karney 2011, eqs. 7–15): below a millimetre inside a zone. EPSG:4534–4554, false easting 500 000 m, no zone number.
 */
const A = 6_378_137
const F = 1 / 298.257222101
const N = F / (2 - F)
const E = Math.sqrt(F * (2 - F))
const RECTIFYING = (A / (1 + N)) * (1 + N ** 2 / 4 + N ** 4 / 64)
const ALPHA = [
  N / 2 - (2 / 3) * N ** 2 + (5 / 16) * N ** 3 + (41 / 180) * N ** 4,
  (13 / 48) * N ** 2 - (3 / 5) * N ** 3 + (557 / 1440) * N ** 4,
  (61 / 240) * N ** 3 - (103 / 140) * N ** 4,
  (49561 / 161280) * N ** 4,
]
const BETA = [
  N / 2 - (2 / 3) * N ** 2 + (37 / 96) * N ** 3 - (1 / 360) * N ** 4,
  (1 / 48) * N ** 2 + (1 / 15) * N ** 3 - (437 / 1440) * N ** 4,
  (17 / 480) * N ** 3 - (37 / 840) * N ** 4,
  (4397 / 161280) * N ** 4,
]
const RAD = Math.PI / 180
const CELL_METRES = 100

/** A position in a 3-degree zone, metres. */
export interface PlanePoint {
  /** Central meridian in degrees. */
  readonly meridian: number
  readonly eastingM: number
  readonly northingM: number
}

/** The central meridian of the 3-degree zone of a longitude: the nearest multiple of 3. coordinates-and-maps.md §5. */
export function centralMeridian(lng: number): number {
  return Math.round(lng / 3) * 3
}

/**
 * Easting and northing of a position. coordinates-and-maps.md §1 and §5 (GRS80 lengths, scale 1, easting + 500 km).
 * @param meridian one fixed zone for a county that crosses a zone border
 */
export function toPlane(point: Point, meridian = centralMeridian(point.lng)): PlanePoint {
  const [lat, lng] = [point.lat * RAD, (point.lng - meridian) * RAD]
  const t = Math.sinh(Math.atanh(Math.sin(lat)) - E * Math.atanh(E * Math.sin(lat)))
  const xi = Math.atan2(t, Math.cos(lng))
  const eta = Math.asinh(Math.sin(lng) / Math.hypot(t, Math.cos(lng)))
  let [x, y] = [xi, eta]
  ALPHA.forEach((a, index) => {
    const j = 2 * (index + 1)
    x += a * Math.sin(j * xi) * Math.cosh(j * eta)
    y += a * Math.cos(j * xi) * Math.sinh(j * eta)
  })
  return { meridian, eastingM: 500_000 + RECTIFYING * y, northingM: RECTIFYING * x }
}

/** The position of an easting and northing: the inverse of toPlane, below a millimetre. */
export function fromPlane({ meridian, eastingM, northingM }: PlanePoint): Point {
  const [x, y] = [northingM / RECTIFYING, (eastingM - 500_000) / RECTIFYING]
  let [xi, eta] = [x, y]
  BETA.forEach((b, index) => {
    const j = 2 * (index + 1)
    xi -= b * Math.sin(j * x) * Math.cosh(j * y)
    eta -= b * Math.cos(j * x) * Math.sinh(j * y)
  })
  const conformal = Math.sin(xi) / Math.hypot(Math.sinh(eta), Math.cos(xi))
  // Newton-like fixed point for the geodetic latitude from the conformal one; converges by E² each round.
  let tau = conformal
  for (let round = 0; round < 12; round += 1) {
    const sigma = Math.sinh(E * Math.atanh((E * tau) / Math.hypot(1, tau)))
    tau = conformal * Math.hypot(1, sigma) + sigma * Math.hypot(1, conformal)
  }
  return { lng: meridian + Math.atan2(Math.sinh(eta), Math.cos(xi)) / RAD, lat: Math.atan(tau) / RAD }
}

/** The id of the regular 100 m cell that holds a position, e.g. CM120-5149-33505. coordinates-and-maps.md §5. */
export function cellId(point: Point, meridian = centralMeridian(point.lng)): string {
  const { eastingM, northingM } = toPlane(point, meridian)
  return `CM${meridian}-${Math.floor(eastingM / CELL_METRES)}-${Math.floor(northingM / CELL_METRES)}`
}

/**
 * The four corners of a regular cell, counter-clockwise from the south-west. coordinates-and-maps.md §5.
 * @throws RangeError when the text is not a cell id
 */
export function cellCorners(id: string): [Point, Point, Point, Point] {
  const match = /^CM(\d{2,3})-(\d{4})-(\d{4,5})$/.exec(id)
  if (!match) throw new RangeError(`网格单元编号 ${id} 格式应为 CM120-5149-33505`)
  const [meridian, east, north] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const corner = (dEast: number, dNorth: number) =>
    fromPlane({ meridian, eastingM: (east + dEast) * CELL_METRES, northingM: (north + dNorth) * CELL_METRES })
  return [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)]
}
