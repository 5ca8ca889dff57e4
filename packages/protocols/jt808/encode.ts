import { writeBody } from './body.ts'
import { EncodeError } from './bytes.ts'
import { decodeFrame } from './decode.ts'
import { EDITIONS, type Edition } from './edition.ts'
import { readFrame, writeFrame, writeFrames } from './frame.ts'
import { asFields, type Fields } from './layout.ts'
import { findMessage } from './messages/catalogue.ts'
import { readHex } from './scalars.ts'

/** A message as frames in hexadecimal, or why it cannot be written. `flags` say what a reader of these frames will find odd. */
export type Encoded =
  | { readonly ok: true; readonly frames: readonly string[]; readonly flags: readonly string[] }
  | { readonly ok: false; readonly reason: 'bad-input'; readonly detail: string }

/**
 * Writes a message in the shape `decodeFrame` answers: `messageId` (or `name`), `phone`, `sequence`, `body`, and where wanted
 * `version`, `protocolVersion`, `phoneBcd`, `fragment`. A body too long for one packet becomes several.
 */
export function encodeMessage(input: unknown): Encoded {
  try {
    return encode(asFields(input, '消息'))
  } catch (error) {
    if (error instanceof EncodeError) return { ok: false, reason: 'bad-input', detail: error.message }
    throw error
  }
}

function encode(given: Fields): Encoded {
  const version = editionOf(given.version)
  const messageId = idOf(given)
  const body = writeBody(messageId, asFields(given.body ?? {}, 'body'), version)
  if (!body) throw new EncodeError('没有这种消息的布局，请用 body.raw 给出十六进制内容')
  const header = {
    messageId,
    is2019: version === 2019,
    protocolVersion: wholeOf(given.protocolVersion ?? 1, 'protocolVersion', 0xff),
    phone: phoneOf(given),
    sequence: wholeOf(given.sequence ?? 0, 'sequence', 0xffff),
    body,
  }
  const frames = given.fragment
    ? [writeFrame({ ...header, fragment: fragmentOf(given.fragment) })]
    : writeFrames(header)
  return { ok: true, frames: frames.map((frame) => frame.toString('hex')), flags: flagsOf(frames, version) }
}

/** What our own reader says about what was just written. */
function flagsOf(frames: readonly Buffer[], version: Edition): readonly string[] {
  const [only, ...others] = frames
  if (!only || others.length > 0) return []
  const read = decodeFrame(readFrame(only.subarray(1, -1)), version === 2019 ? null : version)
  return read.ok ? read.flags : [`unreadable:${read.reason}`]
}

function editionOf(value: unknown): Edition {
  const version = Number(value ?? 2013)
  const found = EDITIONS.find((edition) => edition === version)
  if (!found) throw new EncodeError(`version 应为 ${EDITIONS.join('、')} 之一，实际为「${String(value)}」`)
  return found
}

function idOf({ messageId, name }: Fields): number {
  if (messageId === undefined && typeof name === 'string') {
    const found = findMessage(name)
    if (!found) throw new EncodeError(`没有名为「${name}」的消息`)
    return found.id
  }
  return readHex(messageId, 2, 'messageId')
}

function phoneOf({ phoneBcd, phone }: Fields): string {
  const value = phoneBcd ?? phone
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value)
  if (typeof value !== 'string') throw new EncodeError(value === undefined ? '缺少 phone' : 'phone 应为文字')
  return value
}

function wholeOf(value: unknown, name: string, max: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > max)
    throw new EncodeError(`${name} 应为 0 到 ${max} 的整数`)
  return value
}

function fragmentOf(value: unknown): { total: number; index: number } {
  const { total, index } = asFields(value, 'fragment')
  return { total: wholeOf(total, 'fragment.total', 0xffff), index: wholeOf(index, 'fragment.index', 0xffff) }
}
