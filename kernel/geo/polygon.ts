import {
  area,
  bbox,
  booleanPointInPolygon,
  centerOfMass,
  featureCollection,
  intersect,
  pointOnFeature,
  polygon,
} from '@turf/turf'
import { Delaunay } from 'd3-delaunay'
import type { Feature, MultiPolygon, Polygon, Position } from 'geojson'

/** A boundary of a grid node: one area or several. Degrees, CGCS2000, longitude first. */
export type Area = Polygon | MultiPolygon

export type Box = [west: number, south: number, east: number, north: number]

export const boxOf = (shape: Area): Box => bbox(shape) as Box

/** Where the label goes: the centre of mass, or a point on the shape when that lies outside. */
export function labelPoint(shape: Area): [number, number] {
  const centre = centerOfMass(shape)
  const inside = booleanPointInPolygon(centre, shape) ? centre : pointOnFeature(shape)
  return rounded(inside.geometry.coordinates)
}

export const contains = (shape: Area, lng: number, lat: number): boolean => booleanPointInPolygon([lng, lat], shape)

/** Degrees to seven decimals, about a centimetre. */
export function rounded(position: Position): [number, number] {
  return [Math.round((position[0] as number) * 1e7) / 1e7, Math.round((position[1] as number) * 1e7) / 1e7]
}

/** A random point inside a shape, by trying points of its box. */
export function randomPoint(shape: Area, random: () => number): [number, number] {
  const [west, south, east, north] = boxOf(shape)
  for (let tries = 0; tries < 500; tries++) {
    const point = rounded([west + random() * (east - west), south + random() * (north - south)])
    if (contains(shape, point[0], point[1])) return point
  }
  return labelPoint(shape)
}

/**
 * Divides a shape into `count` parts that cover it without overlap: the cells around evened-out random points.
 * For made-up boundaries where no open ones exist; the order is west to east within north to south bands.
 */
export function subdivide(shape: Area, count: number, random: () => number): Area[] {
  if (count <= 1) return [shape]
  let sites = Array.from({ length: count }, () => randomPoint(shape, random))
  const box = boxOf(shape)
  const margin = Math.max(box[2] - box[0], box[3] - box[1])
  const frame: Box = [box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin]
  for (let round = 0; round < 3; round++) {
    sites = cells(shape, sites, frame).map((cell, index) =>
      cell ? labelPoint(cell) : (sites[index] as [number, number]),
    )
  }
  const parts = cells(shape, sites, frame).filter((cell) => cell !== null)
  return parts.sort((a, b) => readingOrder(a, box) - readingOrder(b, box))
}

function cells(shape: Area, sites: [number, number][], frame: Box): (Area | null)[] {
  const voronoi = Delaunay.from(sites).voronoi(frame)
  return sites.map((_, index) => {
    const ring = voronoi.cellPolygon(index)
    if (!ring) return null
    const cut = intersect(featureCollection<Polygon | MultiPolygon>([asFeature(shape), polygon([ring as Position[]])]))
    return cut ? tidy(cut.geometry) : null
  })
}

const asFeature = (shape: Area): Feature<Area> => ({ type: 'Feature', properties: {}, geometry: shape })

/** Rounds all positions and drops slivers below a square metre that clipping leaves behind. */
function tidy(shape: Area): Area | null {
  const polygons = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates
  const kept = polygons
    .map((rings) => rings.map((ring) => ring.map(rounded)))
    .filter((rings) => area({ type: 'Polygon', coordinates: rings }) > 1)
  if (kept.length === 0) return null
  return kept.length === 1
    ? { type: 'Polygon', coordinates: kept[0] as Position[][] }
    : { type: 'MultiPolygon', coordinates: kept }
}

function readingOrder(shape: Area, box: Box): number {
  const [lng, lat] = labelPoint(shape)
  const band = Math.floor(((box[3] - lat) / (box[3] - box[1])) * 5)
  return band * 1000 + lng
}
