import type { Position } from 'geojson'
import * as maplibregl from 'maplibre-gl'
import { labelPoint } from '#kernel/geo/polygon.ts'

/** What is named: a polygon with a name and perhaps a small line under it. */
export interface NamedArea {
  name: string
  note?: string
  geometry: GeoJSON.Geometry
}

interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

interface Label {
  marker: maplibregl.Marker
  element: HTMLElement
  area: NamedArea
  /** Box around the area in degrees: west, south, east, north. */
  bounds: readonly [number, number, number, number]
}

/** Up to so many areas a name that does not fit may stand beside its area; with more nobody could tell whose it is. */
const FEW = 12
const GAP = 6

/**
 * Names of areas as HTML, so that no glyph server is needed. Each stands inside its area: whole, without its note, or on two
 * lines; a name that fits nowhere stands beside the area over open water or is left out. No two lie over each other.
 * @returns how to take them off
 */
export function nameAreas(map: maplibregl.Map, areas: readonly NamedArea[]): () => void {
  const labels = areas.flatMap((area) => labelOf(map, area)).sort((a, b) => sizeOf(b) - sizeOf(a))
  const place = () => placeAll(map, labels)
  place()
  map.on('zoomend', place)
  map.on('resize', place)
  return () => {
    map.off('zoomend', place)
    map.off('resize', place)
    for (const { marker } of labels) marker.remove()
  }
}

function labelOf(map: maplibregl.Map, area: NamedArea): Label[] {
  const { geometry } = area
  if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') return []
  const element = document.createElement('div')
  element.className = 'ag-area-name'
  element.textContent = area.name
  if (area.note) {
    const note = document.createElement('small')
    note.textContent = area.note
    element.append(note)
  }
  const marker = new maplibregl.Marker({ element }).setLngLat(labelPoint(geometry)).addTo(map)
  return [{ marker, element, area, bounds: boundsOf(ringsOf(geometry)) }]
}

const sizeOf = ({ bounds: [west, south, east, north] }: Label): number => (east - west) * (north - south)

const shapes = ['', 'ag-name-short', 'ag-name-folded', 'ag-name-folded ag-name-short'] as const

function placeAll(map: maplibregl.Map, labels: readonly Label[]): void {
  const taken: Box[] = []
  for (const label of labels) {
    const box = placeInside(map, label, taken) ?? (labels.length <= FEW ? placeBeside(map, label, labels, taken) : null)
    label.element.style.visibility = box ? 'visible' : 'hidden'
    if (box) taken.push(box)
  }
}

function placeInside(map: maplibregl.Map, { marker, element, bounds }: Label, taken: readonly Box[]): Box | null {
  const [west, south, east, north] = bounds
  const [bottomLeft, topRight] = [map.project([west, south]), map.project([east, north])]
  for (const shape of shapes) {
    dress(element, shape)
    const { offsetWidth: width, offsetHeight: height } = element
    if (width > topRight.x - bottomLeft.x || height > bottomLeft.y - topRight.y) continue
    const { x, y } = map.project(marker.getLngLat())
    const box = boxAround(x, y, width, height)
    if (meets(box, taken)) continue
    marker.setOffset([0, 0])
    return box
  }
  return null
}

/** Right or left of the area, where no other area lies below the name. */
function placeBeside(map: maplibregl.Map, label: Label, labels: readonly Label[], taken: readonly Box[]): Box | null {
  const { marker, element, bounds } = label
  const [west, , east] = bounds
  dress(element, '')
  const { offsetWidth: width, offsetHeight: height } = element
  const at = map.project(marker.getLngLat())
  const [left, right] = [map.project([west, 0]).x, map.project([east, 0]).x]
  for (const x of [right + GAP + width / 2, left - GAP - width / 2]) {
    const box = boxAround(x, at.y, width, height)
    const canvas = map.getContainer()
    if (box.left < 0 || box.right > canvas.clientWidth || meets(box, taken)) continue
    if (overLand(map, box, labels)) continue
    marker.setOffset([x - at.x, 0])
    return box
  }
  return null
}

function dress(element: HTMLElement, shape: string): void {
  element.classList.remove('ag-name-short', 'ag-name-folded')
  for (const name of shape.split(' ')) if (name) element.classList.add(name)
}

const boxAround = (x: number, y: number, width: number, height: number): Box => ({
  left: x - width / 2,
  right: x + width / 2,
  top: y - height / 2,
  bottom: y + height / 2,
})

const meets = (box: Box, taken: readonly Box[]): boolean =>
  taken.some(
    (other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom,
  )

function overLand(map: maplibregl.Map, box: Box, labels: readonly Label[]): boolean {
  const middle = (box.top + box.bottom) / 2
  return [box.left, (box.left + box.right) / 2, box.right].some((x) => {
    const { lng, lat } = map.unproject([x, middle])
    return labels.some(({ area }) => ringsOf(area.geometry).some((ring) => holds(ring, lng, lat)))
  })
}

const ringsOf = (geometry: GeoJSON.Geometry): Position[][] => {
  if (geometry.type === 'Polygon') return geometry.coordinates.slice(0, 1)
  return geometry.type === 'MultiPolygon' ? geometry.coordinates.flatMap((rings) => rings.slice(0, 1)) : []
}

function boundsOf(rings: readonly Position[][]): [number, number, number, number] {
  const box: [number, number, number, number] = [180, 90, -180, -90]
  for (const [lng, lat] of rings.flat() as [number, number][]) {
    box[0] = Math.min(box[0], lng)
    box[1] = Math.min(box[1], lat)
    box[2] = Math.max(box[2], lng)
    box[3] = Math.max(box[3], lat)
  }
  return box
}

/** Whether a ring goes round a point, by counting the edges east of it. */
function holds(ring: readonly Position[], lng: number, lat: number): boolean {
  let inside = false
  for (let at = 1; at < ring.length; at++) {
    const [x1, y1] = ring[at - 1] as [number, number]
    const [x2, y2] = ring[at] as [number, number]
    if (y1 > lat !== y2 > lat && lng < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside
  }
  return inside
}
