import { position, signed } from '../hemispheres.ts'
import type { Part } from '../layout.ts'
import { timePattern } from '../moments.ts'
import { bit, bits, code, u8, u16, u32 } from '../scalars.ts'
import { count, list, nested, since, when, whenBit } from '../structures.ts'
import { text } from '../words.ts'
import { down, type Message, up } from './message.ts'

const CROSSING_BITS = [
  bit(0, 'timeWindow'),
  bit(2, 'enterToDriver'),
  bit(3, 'enterToPlatform'),
  bit(4, 'leaveToDriver'),
  bit(5, 'leaveToPlatform'),
]

const AREA_BITS = [
  ...CROSSING_BITS.slice(0, 1),
  bit(1, 'speedLimit'),
  ...CROSSING_BITS.slice(1),
  bit(6, 'south'),
  bit(7, 'west'),
  bit(8, 'doorsMustNotOpen'),
  bit(14, 'radioOff'),
  bit(15, 'collectGnss'),
]

const SECTION_BITS = [bit(0, 'drivingTime'), bit(1, 'speedLimit'), bit(2, 'south'), bit(3, 'west')]

const timeWindow = whenBit('attributes', 0, timePattern('start'), timePattern('end'))
const nightTopSpeed = since(2019, u16('nightTopSpeed'))
const speedLimit = (by: string, ...more: Part[]) => whenBit(by, 1, u16('topSpeed'), u8('overspeedDuration'), ...more)
const nameOfArea = since(2019, text('name', { prefix: 2 }))

const area = (...geometry: Part[]): Part[] => [
  signed('attributes', 6, 7, [
    u32('id'),
    bits('attributes', 2, AREA_BITS),
    ...geometry,
    timeWindow,
    speedLimit('attributes', nightTopSpeed),
    nameOfArea,
  ]),
]

const circle = area(...position, u32('radius'))
const rectangle = area(nested('upperLeft', position), nested('lowerRight', position))
const polygon: readonly Part[] = [
  signed('attributes', 6, 7, [
    u32('id'),
    bits('attributes', 2, AREA_BITS),
    timeWindow,
    speedLimit('attributes'),
    count(2, 'vertices'),
    list('vertices', position),
    whenBit('attributes', 1, nightTopSpeed),
    nameOfArea,
  ]),
]
const route: readonly Part[] = [
  u32('id'),
  bits('attributes', 2, CROSSING_BITS),
  timeWindow,
  count(2, 'points'),
  list('points', [
    signed('sectionAttributes', 2, 3, [
      u32('pointId'),
      u32('sectionId'),
      ...position,
      u8('width'),
      bits('sectionAttributes', 1, SECTION_BITS),
      whenBit('sectionAttributes', 0, u16('tooLong'), u16('tooShort')),
      speedLimit('sectionAttributes', nightTopSpeed),
    ]),
  ]),
  nameOfArea,
]

const KINDS = { 1: circle, 2: rectangle, 3: polygon, 4: route }
const kindOfArea = code('kind', 1, { 1: 'circle', 2: 'rectangle', 3: 'polygon', 4: 'route' })

const setAreas = (parts: readonly Part[]): Part[] => [
  code('operation', 1, { 0: 'update', 1: 'append', 2: 'modify' }),
  count(1, 'areas'),
  list('areas', parts),
]
const removeAreas: readonly Part[] = [count(1, 'ids'), list('ids', [u32('value')])]

/** Circles, rectangles, polygons, routes. */
export const AREA: readonly Message[] = [
  down(0x8600, 'setCircles', ...setAreas(circle)),
  down(0x8601, 'deleteCircles', ...removeAreas),
  down(0x8602, 'setRectangles', ...setAreas(rectangle)),
  down(0x8603, 'deleteRectangles', ...removeAreas),
  down(0x8604, 'setPolygon', ...polygon),
  down(0x8605, 'deletePolygons', ...removeAreas),
  down(0x8606, 'setRoute', ...route),
  down(0x8607, 'deleteRoutes', ...removeAreas),
  down(0x8608, 'queryAreas', kindOfArea, count(4, 'ids'), list('ids', [u32('value')])),
  up(
    0x0608,
    'areasReply',
    kindOfArea,
    count(4, 'areas'),
    ...Object.entries(KINDS).map(([kind, parts]) => when((body) => body.kind === Number(kind), list('areas', parts))),
  ),
]
