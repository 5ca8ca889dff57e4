import { type DataPayload, PAYLOADS } from './contract.ts'
import type { Reading } from './reading.ts'
import type { Kind } from './topic.ts'

export interface Decoded {
  readonly ok: true
  readonly kind: Kind
  readonly body: Readonly<Record<string, unknown>>
  /** The points of data and backfill, in the form all ways share. */
  readonly readings: readonly Reading[]
  readonly flags: readonly string[]
}

export interface Refusal {
  readonly ok: false
  readonly reason: 'empty' | 'too-long' | 'not-json' | 'unknown-topic' | 'unknown-kind' | 'invalid' | 'not-sparkplug'
  readonly detail: string
  readonly faults?: readonly { readonly path: string; readonly detail: string }[]
}

/** The longest payload, in bytes. */
export const PAYLOAD_LIMIT = 64 << 10

/** Reads one payload. Every input gives an answer; nothing throws. Every fault is told, not only the first. */
export function decodePayload(text: string, kind: Kind): Decoded | Refusal {
  if (Buffer.byteLength(text) > PAYLOAD_LIMIT) return refuse('too-long', '超过 64 KiB')
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch {
    return refuse('not-json', '不是有效的 JSON')
  }
  return decodeGiven(given, kind)
}

/** Reads one payload that came as a part of a larger JSON document. */
export function decodeGiven(given: unknown, kind: Kind): Decoded | Refusal {
  const read = PAYLOADS[kind].safeParse(given)
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => ({ path: path.join('.'), detail: message }))
    const [first] = faults
    return { ...refuse('invalid', `${first?.path || '消息'}：${first?.detail}`), faults: faults.slice(0, 100) }
  }
  const known = read.data as Record<string, unknown>
  const extra = Object.keys(given as object).filter((key) => !(key in known))
  const isData = kind === 'data' || kind === 'backfill'
  return {
    ok: true,
    kind,
    body: given as Record<string, unknown>,
    readings: isData ? readingsOf(read.data as DataPayload, kind === 'backfill') : [],
    flags: [
      ...extra.map((key) => `unknown-field:${key.slice(0, 64)}`),
      ...(isData ? pointFlags(read.data as DataPayload) : []),
    ],
  }
}

/** The kind a payload shows by itself, for those that come without their topic. */
export function guessKind(text: string): Kind {
  let given: unknown
  try {
    given = JSON.parse(text)
  } catch {
    return 'data'
  }
  if (typeof given !== 'object' || given === null) return 'data'
  const has = (key: string) => key in given
  if (has('points')) return has('ts') ? 'data' : 'meta'
  if (has('online')) return 'state'
  if (has('ok')) return 'cmd/ack'
  if (has('name') || has('expires')) return 'cmd'
  if (has('id') || has('level') || has('kind')) return 'event'
  return 'data'
}

const refuse = (reason: Refusal['reason'], detail: string): Refusal => ({ ok: false, reason, detail })

function readingsOf({ ts, points }: DataPayload, historical: boolean): Reading[] {
  return points.map(({ p, val, q, ts: own, code }) => ({
    point: p,
    value: val,
    quality: q,
    at: instantOf(own ?? ts) ?? (instantOf(ts) as string),
    historical,
    ...(code === undefined ? {} : { code }),
  }))
}

/** ISO text of milliseconds; null when no clock can show them. */
export function instantOf(milliseconds: number): string | null {
  const at = new Date(milliseconds)
  return Number.isNaN(at.getTime()) ? null : at.toISOString()
}

function pointFlags({ points }: DataPayload): string[] {
  const seen = new Set<string>()
  const flags = new Set<string>()
  for (const { p, ts } of points) {
    if (seen.has(`${p}/${ts}`)) flags.add(`repeated-point:${p}`)
    seen.add(`${p}/${ts}`)
    if (ts !== undefined && (ts < 1_500_000_000_000 || ts > 4_102_444_800_000)) flags.add(`out-of-range:${p}.ts`)
  }
  return [...flags]
}
