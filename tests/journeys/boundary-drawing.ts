import { PLACES } from '#apps/server/test-house.ts'
import { updateBoundaries, upsertGrids } from '#modules/grid/server/store.ts'
import type { Desk } from './page.ts'
import type { Platform } from './platform.ts'

/** Two villages beside each other that fill their town; 恒沣 and 鑫泰 lie at 118.5, in the western one's east. */
export const WEST = PLACES.village
export const EAST = `${PLACES.damatou}202`

type Box = [west: number, south: number, east: number, north: number]

export const BOXES = {
  town: [118.3, 37.1, 118.7, 37.3],
  west: [118.3, 37.1, 118.54, 37.3],
  east: [118.54, 37.1, 118.7, 37.3],
} satisfies Record<string, Box>

/** A box as GeoJSON, counter-clockwise. */
export const polygon = ([west, south, east, north]: Box) => ({
  type: 'Polygon' as const,
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
})

/** Gives the town of the stories two villages with surveyed boundaries. */
export async function drawVillages({ house }: Platform): Promise<void> {
  const boundary = (code: string, bbox: Box) => ({
    code,
    bbox,
    label: [(bbox[0] + bbox[2]) / 2, (bbox[1] + bbox[3]) / 2] as [number, number],
    geometry: polygon(bbox),
  })
  await house.db.system(async (tx) => {
    const village = { code: EAST, name: '李庄村', level: 'village', parentCode: PLACES.damatou, kind: 'administrative' }
    await upsertGrids(tx, [village as never], '2016-01-01')
    await updateBoundaries(
      tx,
      [boundary(PLACES.damatou, BOXES.town), boundary(WEST, BOXES.west), boundary(EAST, BOXES.east)],
      'drawn',
    )
  })
}

/** Where a place lies on the screen, on a map that was opened on a box. */
export async function pixelOf(desk: Desk, [west, south, east, north]: Box, lng: number, lat: number) {
  const frame = await desk.page.locator('.ag-boundary-canvas canvas.maplibregl-canvas').boundingBox()
  if (!frame) throw new Error('There is no map on the page')
  const padding = 56
  const [bottom, top] = [mercator(south), mercator(north)]
  const scale = Math.min((frame.width - padding) / (east - west), (frame.height - padding) / (top - bottom))
  return {
    x: frame.x + frame.width / 2 + (lng - (west + east) / 2) * scale,
    y: frame.y + frame.height / 2 - (mercator(lat) - (bottom + top) / 2) * scale,
  }
}

/** Latitude on the map's scale, in degrees of longitude. */
const mercator = (lat: number): number => (180 / Math.PI) * Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360))
