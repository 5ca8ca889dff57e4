import type { Message, Notice, Reading } from '#kernel/telemetry/model/message.ts'
import type { Decoded } from '#protocols/sensor/decode.ts'
import type { Reading as SensorReading } from '#protocols/sensor/reading.ts'

/** A reading of the sensor contract or of Sparkplug as it is stored. */
export function readingOf({ point, value, quality, at, code }: SensorReading): Reading {
  const common = { series: clean(point), at: new Date(at), quality }
  if (typeof value === 'number') return { ...common, value }
  if (typeof value === 'boolean') return { ...common, value: value ? 1 : 0, said: String(value) }
  if (typeof value === 'string') return { ...common, value: null, said: clean(value) }
  return { ...common, value: null, quality: 'bad', ...(code ? { said: clean(code) } : {}) }
}

/** A payload of the sensor contract (`mqtt-sensors` §3) as a message of its device. */
export function messageOf(device: string, { kind, body, readings }: Decoded, raw: string): Message {
  const { ts, seq } = body as { ts?: number; seq?: number }
  const at = ts === undefined ? null : new Date(ts)
  const isData = kind === 'data' || kind === 'backfill'
  const notices: Notice[] = isData ? [] : [{ kind, at, body }]
  const sequence = isData && seq !== undefined && Number.isSafeInteger(seq) ? seq : null
  return { device, sequence, wrapsAfter: null, at, readings: readings.map(readingOf), notices, raw }
}

/** A text of the database holds no NUL. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
const clean = (text: string) => (text.includes('\u0000') ? text.replace(/\u0000/g, '') : text)

/** What could not be read, so that it is counted and kept as it came. */
export const unreadable = (device: string, raw: string): Message => ({
  ...{ device, sequence: null, wrapsAfter: null, at: null, readings: [], fault: 'unreadable', raw: clean(raw) },
})
