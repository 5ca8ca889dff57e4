import type { Message, Notice, Quality, Reading } from '#kernel/telemetry/model/message.ts'
import { type Area, type FactorRow, showTime } from '#protocols/hj212/area.ts'
import type { Decoded } from '#protocols/hj212/decode.ts'

/** Data of a period carries its grain in the name: the mean of a minute and that of an hour begin at the same time. */
const GRAINS: Readonly<Record<string, string>> = { 2051: '.minute', 2061: '.hour', 2031: '.day', 2041: '.day' }
/** Of a factor, what is said about its values and is none itself. */
const ABOUT = new Set(['Flag', 'EFlag', 'SampleTime'])
/** Data flags (§3 of the reference); those not here are unusable. */
const QUALITIES: Readonly<Record<string, Quality>> = {
  N: 'good',
  T: 'uncertain',
  S: 'uncertain',
  M: 'maintenance',
  C: 'maintenance',
}

/** The time an exchange began at, by its QN; null when there is none. */
export function qnTime(qn: string | null): Date | null {
  const shown = qn && /^\d{17}$/.test(qn) ? showTime(qn.slice(0, 14)) : null
  return shown && qn ? new Date(new Date(shown).getTime() + Number(qn.slice(14))) : null
}

/** A QN of now. */
export const qnOf = (now: Date): string =>
  new Date(now.getTime() + 8 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 17)

/** What a data logger said, as a message of its station: factors as readings, everything else as a notice. */
export function messageOf(decoded: Decoded, area: Area, raw: string, receivedAt: Date): Message {
  const { mn, cn, qn } = decoded
  const sentAt = qnTime(qn)
  const at = area.dataTime ? new Date(area.dataTime) : (sentAt ?? receivedAt)
  const grain = GRAINS[cn ?? ''] ?? ''
  const readings = area.factors.flatMap((row) => readingsOf(row, at, grain))
  const { DataTime: _, ...fields } = area.fields
  const notices: Notice[] =
    Object.keys(fields).length > 0 ? [{ kind: `hj212-${cn}`, at: sentAt, body: { qn, fields } }] : []
  return {
    ...{ device: mn as string, sequence: null, wrapsAfter: null, at: sentAt ?? at, readings, notices },
    raw: clean(raw),
  }
}

function readingsOf({ code, values }: FactorRow, at: Date, grain: string): Reading[] {
  const flag = values.Flag?.toUpperCase()
  const quality: Quality = flag === undefined ? 'good' : (QUALITIES[flag] ?? 'bad')
  return Object.entries(values)
    .filter(([name]) => !ABOUT.has(name))
    .map(([name, text]) => {
      const series = clean(`${code}-${name}${grain}`)
      const value = /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : null
      if (value !== null) return { series, at, value, quality }
      return { series, at, value, quality: text === '' ? 'bad' : quality, said: clean(text) }
    })
}

/** A text of the database holds no NUL. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what is looked for
const clean = (text: string) => (text.includes('\u0000') ? text.replace(/\u0000/g, '') : text)
