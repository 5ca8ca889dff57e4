import type { Search } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import type { Cluster } from '#kernel/ui/map/clusters.ts'
import type { Bounds } from '#kernel/ui/map/map-canvas.tsx'
import type { Region } from '#kernel/ui/map/pick-region.ts'
import type { Point } from '#kernel/ui/map/points.ts'
import { filterOf } from './api.ts'

/** Part of the earth one looks at. */
export interface Window {
  bounds: Bounds
  zoom: number
}

/** What lies in a window: clusters where there is much, points where there is little. */
export interface MapAnswer {
  clusters: Cluster[]
  points: Point[]
  total: number
}

/** A point with its distance from the middle of a circle. */
export type NearPoint = Point & { metres: number }

/** A zoom at which the server answers with single points. */
const POINT_ZOOM = 18

const bboxOf = (bounds: Bounds) => bounds.map((degrees) => degrees.toFixed(6)).join()

/** Path of what lies in a window. */
export function windowPath(search: Search, window: Window): string {
  return `/enterprises/map${queryString({ ...filterOf(search), bbox: bboxOf(window.bounds), zoom: window.zoom.toFixed(2) })}`
}

/** Path of what lies in a marked-out region. */
export function regionPath(search: Search, region: Region): string {
  if (region.kind === 'box')
    return `/enterprises/map${queryString({ ...filterOf(search), bbox: bboxOf(region.bounds), zoom: POINT_ZOOM })}`
  const { lng, lat, metres } = region
  return `/enterprises/near${queryString({ ...filterOf(search), lng: lng.toFixed(6), lat: lat.toFixed(6), metres, limit: 500 })}`
}

/** A region as it stands in the address. */
export function writeRegion(region: Region): string {
  return region.kind === 'box'
    ? `box:${bboxOf(region.bounds)}`
    : `circle:${region.lng.toFixed(6)},${region.lat.toFixed(6)},${region.metres}`
}

/** The region of an address; null when there is none or it cannot be read. */
export function readRegion(text: string | undefined): Region | null {
  const [kind, rest = ''] = (text ?? '').split(':')
  const numbers = rest.split(',').map(Number)
  if (numbers.some((number) => !Number.isFinite(number))) return null
  if (kind === 'box' && numbers.length === 4) return { kind, bounds: numbers as Bounds }
  const [lng, lat, metres] = numbers
  if (kind === 'circle' && lng !== undefined && lat !== undefined && metres) return { kind, lng, lat, metres }
  return null
}
