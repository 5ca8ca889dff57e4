import { z } from 'zod'

/** West, south, east, north in degrees. */
export type Bbox = readonly [number, number, number, number]

/** A window of the map as a query says it. */
export const MapWindow = z
  .string()
  .regex(/^-?\d{1,3}(\.\d{1,12})?(,-?\d{1,3}(\.\d{1,12})?){3}$/, '窗口应为 西,南,东,北 四个经纬度')
  .transform((text) => text.split(',').map(Number) as unknown as Bbox)

/** Width and height in degrees of a cell of 64 pixels at a zoom: what lies in one is drawn as one mark. */
export const cellSize = (zoom: number) => ({ lng: 45 / 2 ** zoom, lat: 36 / 2 ** zoom })
