/** How far a reading may be trusted, as stored. */
export const QUALITY = { good: 0, uncertain: 1, bad: 2, maintenance: 3 } as const
export type Quality = keyof typeof QUALITY

/** One value of one thing a device measures. */
export interface Reading {
  /** Name of the thing on its device. */
  series: string
  at: Date
  /** Null only with a quality that is bad, or where it is a text. */
  value: number | null
  quality: Quality
  /** What was said where that is no number; of a switch `true` or `false`, with 1 or 0 as its value. */
  said?: string
}

/** Where a device said it was. */
export interface Position {
  at: Date
  /** Degrees, WGS-84; null where what was sent is no place on earth. */
  lng: number | null
  lat: number | null
  /** Whether it had a fix; without one it never stands on the map. */
  isFixed: boolean
  /** Stored in the terminal and sent later. */
  isHistory: boolean
  speedKmh: number | null
  /** Degrees from north, clockwise. */
  direction: number | null
  altitudeM: number | null
  mileageKm: number | null
  /** Bits of its protocol, as sent. */
  alarm: number
  status: number
  /** What came besides, as JSON; null when nothing did. */
  items: unknown
}

/** What a device says besides readings and places. */
export interface Notice {
  kind: string
  /** Its own time; null when it carries none: then it is kept only the first time its number comes. */
  at: Date | null
  body: unknown
}

/** What a device said at once. */
export interface Message {
  /** Code of the device, as its connection proved it. */
  device: string
  /** Number in the run of the device; null where its protocol has none. */
  sequence: number | null
  /** After which number the protocol begins again at 0; null when it goes on for ever. */
  wrapsAfter: number | null
  /** The first of a connection of a device that may have been started again: a number that does not go on from the last one begins a new run. */
  mayBegin?: boolean
  /** Time of the message by the clock of the device; null when it carries none. */
  at: Date | null
  readings: readonly Reading[]
  positions?: readonly Position[]
  notices?: readonly Notice[]
  /** Why it could not be read, when whoever speaks to the device found that already. */
  fault?: Refusal
  /** The message as it came, kept where it is refused. */
  raw: string
}

/** Why a message was not taken in. */
export type Refusal = 'unknown-device' | 'stopped-device' | 'clock' | 'value' | 'unreadable'

export type Outcome = { kept: 'stored' | 'doubled' } | { kept: 'refused'; reason: Refusal }

/** A device may be so far behind (what it stored while it was cut off) and so far ahead. */
const BEHIND_MS = 365 * 86_400_000
const AHEAD_MS = 10 * 60_000

/** Whether a time can be that of something measured. */
export function isPossible(time: Date, receivedAt: Date): boolean {
  const ahead = time.getTime() - receivedAt.getTime()
  return ahead <= AHEAD_MS && ahead >= -BEHIND_MS
}

/** Why what a message says cannot be stored; null when it can. Of several places those with a possible time are stored. */
export function faultOf({ at, readings, positions = [], notices = [], fault }: Message, now: Date): Refusal | null {
  if (fault) return fault
  const placed = positions.some((one) => isPossible(one.at, now))
  if (positions.length > 0 && !placed) return 'clock'
  if (at && !placed && !isPossible(at, now)) return 'clock'
  if (readings.some((reading) => !isPossible(reading.at, now))) return 'clock'
  if (notices.some((notice) => notice.at && !isPossible(notice.at, now))) return 'clock'
  const isBad = ({ value, quality, said }: Reading) =>
    value === null ? quality !== 'bad' && said === undefined : !Number.isFinite(value)
  return readings.some(isBad) ? 'value' : null
}
