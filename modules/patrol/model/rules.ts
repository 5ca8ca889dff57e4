import { addDays, type LocalDate } from '#standards/calendar/local-date.ts'
import { addWorkdays, isWorkday, rollForward } from '#standards/calendar/work-calendar.ts'
import type { Flag, Grade, PatrolLevel } from './codes.ts'

/** Days between two visits; 0 where no visit falls due by itself (grid.md §8: random or by sample). */
export type Cycles = Readonly<Record<PatrolLevel, Readonly<Record<Grade, number>>>>

const TOWN_DIGITS = 9

/** The level a seat patrols for, by the length of its grid code; whoever stands above the county counts as the county. */
export function levelOf(gridCode: string): PatrolLevel {
  if (gridCode.length > TOWN_DIGITS) return 'grid'
  return gridCode.length === TOWN_DIGITS ? 'town' : 'county'
}

/** What is known of an object when its grade is asked. */
export interface Rated {
  kind: 'enterprise' | 'place'
  /** As the register has it, 1 red to 4 blue; null for one nobody has rated. */
  riskLevel: string | null
  hasMajorHazard: boolean
  openMajor: number
}

const BY_LEVEL: Readonly<Record<string, Grade>> = { 1: 'red', 2: 'orange', 3: 'yellow', 4: 'blue' }

/**
 * The grade of an object: the level in the register; where there is none, a major hazard installation makes it red, an open
 * major hazard orange, and nothing known yellow. Places of class C are a grade of their own. The one place that says so.
 */
export function gradeOf({ kind, riskLevel, hasMajorHazard, openMajor }: Rated): Grade {
  if (kind === 'place') return 'place'
  const known = BY_LEVEL[riskLevel ?? '']
  if (known) return known
  if (hasMajorHazard) return 'red'
  return openMajor > 0 ? 'orange' : 'yellow'
}

/**
 * The day by which an object is due again: the last working day no later than its cycle says, and always after the last visit.
 * @param lastOn null for an object never visited: due today
 */
export function dueOf(lastOn: LocalDate | null, cycleDays: number, today: LocalDate): LocalDate {
  if (!lastOn) return today
  const day = addDays(lastOn, cycleDays)
  if (isWorkday(day)) return day
  const before = addWorkdays(day, -1)
  return before > lastOn ? before : rollForward(day)
}

/** Whole days from one day to another; negative when it lies before. */
export const daysBetween = (from: LocalDate, to: LocalDate): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)

/** What weighs on how soon an object should be visited. */
export interface Pressure {
  grade: Grade
  /** Days past the day it was due; negative while it is not. */
  overdueDays: number
  cycleDays: number
  neverVisited: boolean
  openHazards: number
  openMajor: number
}

const WEIGHTS: Readonly<Record<Grade, number>> = { red: 8, orange: 4, yellow: 2, blue: 1, place: 1.5 }
/** Being late counts no more than so many cycles, and hazards no more than so many. */
const MOST_CYCLES = 4
const MOST_HAZARDS = 10

/** Priority of a visit: risk × overdue × open hazards (grid.md §8, the weights are the platform's, 未经核实), to one decimal. */
export function priorityOf({ grade, overdueDays, cycleDays, neverVisited, openHazards, openMajor }: Pressure): number {
  const late = neverVisited ? 1 : Math.max(-0.5, overdueDays / Math.max(1, cycleDays))
  const hazards = Math.min(MOST_HAZARDS, openHazards + 4 * openMajor)
  return Math.round(WEIGHTS[grade] * (1 + Math.min(MOST_CYCLES, late)) * (1 + hazards / 5) * 10) / 10
}

/** A point in degrees of longitude and latitude, CGCS2000. */
export interface Point {
  lng: number
  lat: number
}

const EARTH_M = 6_371_008.8
const rad = (degrees: number) => (degrees * Math.PI) / 180

/** Distance of two points along the earth's surface in metres, as the crow flies. */
export function distanceM(a: Point, b: Point): number {
  const lat = rad(b.lat - a.lat)
  const lng = rad(b.lng - a.lng)
  const h = Math.sin(lat / 2) ** 2 + Math.cos(rad(a.lat)) * Math.cos(rad(b.lat)) * Math.sin(lng / 2) ** 2
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(h)))
}

/**
 * An order to go round in: always on to the nearest one left, as the crow flies. What has no point comes last.
 * @param from where one starts; null starts at the first
 * @returns the stops in order, and the way between them in metres
 */
export function routeOf<Stop extends { lng: number | null; lat: number | null }>(
  stops: readonly Stop[],
  from: Point | null,
): { stops: Stop[]; metres: number } {
  const left = stops.filter(isLocated)
  const lost = stops.filter((stop) => !isLocated(stop))
  const ordered: Stop[] = []
  let metres = 0
  let here = from
  while (left.length > 0) {
    const next = here ? nearest(left, here) : 0
    const [stop] = left.splice(next, 1) as [Stop & Point]
    metres += here ? distanceM(here, stop) : 0
    here = stop
    ordered.push(stop)
  }
  return { stops: [...ordered, ...lost], metres }
}

const isLocated = <Stop extends { lng: number | null; lat: number | null }>(stop: Stop): stop is Stop & Point =>
  stop.lng !== null && stop.lat !== null

function nearest(stops: readonly Point[], here: Point): number {
  let best = 0
  for (const [at, stop] of stops.entries()) if (distanceM(here, stop) < distanceM(here, stops[best] as Point)) best = at
  return best
}

/** Limits beyond which a visit is marked. */
export interface VisitLimits {
  bufferM: number
  accuracyM: number
  secondsPerItem: number
  leastMinutes: number
  topKmh: number
}

/** A visit as far as it can be marked. */
export interface Visit {
  startedAt: Date
  endedAt: Date
  receivedAt: Date
  position: (Point & { accuracyM: number | null }) | null
  /** Where the object stands; null where nobody has said. */
  object: Point | null
  /** Checks that were answered met or not met. */
  answered: number
  /** The same person's check-in before this one. */
  before: (Point & { at: Date }) | null
}

const DAY_MS = 86_400_000
/** Two check-ins closer than this tell nothing of a speed. */
const LEAST_LEAP_M = 1000

/** Metres between check-in and object; null where one of them has no point. */
export const checkInDistance = ({ position, object }: Pick<Visit, 'position' | 'object'>): number | null =>
  position && object ? Math.round(distanceM(position, object)) : null

/** What is marked on a visit (grid.md §8, §10); nothing of it refuses the record. */
export function flagsOf(visit: Visit, limits: VisitLimits): Flag[] {
  const { position, startedAt, endedAt, receivedAt, answered } = visit
  const distance = checkInDistance(visit)
  const seconds = (endedAt.getTime() - startedAt.getTime()) / 1000
  const found: Flag[] = []
  if (distance !== null && distance > limits.bufferM) found.push('far')
  if (!position) found.push('no_position')
  if (position && (position.accuracyM ?? 0) > limits.accuracyM) found.push('inaccurate')
  if (seconds < Math.max(limits.leastMinutes * 60, limits.secondsPerItem * answered)) found.push('short')
  if (isLeap(visit, limits.topKmh)) found.push('leap')
  if (receivedAt.getTime() - endedAt.getTime() > DAY_MS) found.push('late_sent')
  return found
}

function isLeap({ before, position, startedAt }: Visit, topKmh: number): boolean {
  if (!before || !position) return false
  const metres = distanceM(before, position)
  const hours = (startedAt.getTime() - before.at.getTime()) / 3_600_000
  return metres > LEAST_LEAP_M && metres / 1000 / Math.max(hours, 1 / 3600) > topKmh
}

/** The quarter of a day: 2026-Q4. */
export const quarterOf = (day: LocalDate): string =>
  `${day.slice(0, 4)}-Q${Math.floor((Number(day.slice(5, 7)) - 1) / 3) + 1}`

/** First and last day of a quarter written 2026-Q4. */
export function quarterDays(quarter: string): { from: LocalDate; to: LocalDate } {
  const [year = '', number = ''] = quarter.split('-Q')
  const first = (Number(number) - 1) * 3
  const to = new Date(Date.UTC(Number(year), first + 3, 0)).toISOString().slice(0, 10)
  return { from: `${year}-${String(first + 1).padStart(2, '0')}-01`, to }
}
