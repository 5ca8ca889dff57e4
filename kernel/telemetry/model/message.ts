/** How far a reading may be trusted, as stored. */
export const QUALITY = { good: 0, uncertain: 1, bad: 2, maintenance: 3 } as const
export type Quality = keyof typeof QUALITY

/** One value of one thing a device measures. */
export interface Reading {
  /** Name of the thing on its device. */
  series: string
  at: Date
  /** Null only with a quality that is bad. */
  value: number | null
  quality: Quality
}

/** What a device said at once. */
export interface Message {
  /** Code of the device, as its connection proved it. */
  device: string
  /** Number in the run of the device; null where its protocol has none. */
  sequence: number | null
  /** After which number the protocol begins again at 0; null when it goes on for ever. */
  wrapsAfter: number | null
  /** Time of the message by the clock of the device. */
  at: Date
  readings: readonly Reading[]
  /** The message as it came, kept where it is refused. */
  raw: string
}

/** Why a message was not taken in. */
export type Refusal = 'unknown-device' | 'stopped-device' | 'clock' | 'value'

export type Outcome = { kept: 'stored' | 'doubled' } | { kept: 'refused'; reason: Refusal }

/** A device may be so far behind (what it stored while it was cut off) and so far ahead. */
const BEHIND_MS = 365 * 86_400_000
const AHEAD_MS = 10 * 60_000

/** Why the readings of a message cannot be stored; null when they can. */
export function faultOf({ at, readings }: Message, receivedAt: Date): Refusal | null {
  const isWrong = (time: Date) => {
    const ahead = time.getTime() - receivedAt.getTime()
    return !(ahead <= AHEAD_MS && ahead >= -BEHIND_MS)
  }
  if (isWrong(at) || readings.some((reading) => isWrong(reading.at))) return 'clock'
  const isBad = ({ value, quality }: Reading) => (value === null ? quality !== 'bad' : !Number.isFinite(value))
  return readings.some(isBad) ? 'value' : null
}
