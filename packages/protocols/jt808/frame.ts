import { EncodeError } from './bytes.ts'
import { packDigits, showHex } from './scalars.ts'

/** The byte that opens and closes a frame. */
export const DELIMITER = 0x7e
/** The longest legal frame without its delimiters: header, 1023 bytes of body, checksum, everything escaped. */
export const LONGEST = 2 * (21 + 1023 + 1)

/** Why a frame is refused; `detail` is a sentence for people. */
export interface Refusal {
  readonly ok: false
  readonly reason: 'empty' | 'too-short' | 'too-long' | 'bad-escape' | 'bad-checksum' | 'bad-length'
  readonly detail: string
}

/** One frame taken apart, its body not yet read. */
export interface Frame {
  readonly ok: true
  readonly messageId: number
  /** Whether the header is the one of 2019. */
  readonly is2019: boolean
  /** The version byte of 2019, 1 and growing; null before. */
  readonly protocolVersion: number | null
  /** Identity without the zeros before it. */
  readonly phone: string
  /** Identity as on the wire, to be sent back unchanged. */
  readonly phoneBcd: string
  readonly sequence: number
  readonly fragment: { readonly total: number; readonly index: number } | null
  /** Bits 10 to 12 of the attributes: 0 none, 1 RSA, others without a meaning yet. */
  readonly encryption: number
  /** Bit 15, which should be 0. */
  readonly reservedBit: boolean
  readonly body: Buffer
}

const refuse = (reason: Refusal['reason'], detail: string): Refusal => ({ ok: false, reason, detail })

/** What stands between two delimiters as it was before escaping; null when a 7d is followed by neither 01 nor 02. */
export function unescapeBytes(bytes: Buffer): Buffer | null {
  if (!bytes.includes(0x7d)) return bytes
  const plain = Buffer.allocUnsafe(bytes.length)
  let to = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number
    if (byte !== 0x7d) plain[to++] = byte
    else {
      const next = bytes[++at]
      if (next !== 0x01 && next !== 0x02) return null
      plain[to++] = next === 0x01 ? 0x7d : 0x7e
    }
  }
  return plain.subarray(0, to)
}

/** Bytes with 7e and 7d replaced, between two delimiters. */
export function escapeBytes(plain: Buffer): Buffer {
  const bytes: number[] = [DELIMITER]
  for (const byte of plain) {
    if (byte === 0x7e) bytes.push(0x7d, 0x02)
    else if (byte === 0x7d) bytes.push(0x7d, 0x01)
    else bytes.push(byte)
  }
  bytes.push(DELIMITER)
  return Buffer.from(bytes)
}

function checksumOf(bytes: Buffer, end: number): number {
  let sum = 0
  for (let at = 0; at < end; at++) sum ^= bytes[at] as number
  return sum
}

/** Takes apart what stood between two delimiters. */
export function readFrame(escaped: Buffer): Frame | Refusal {
  if (escaped.length === 0) return refuse('empty', '两个 7e 之间没有内容')
  if (escaped.length > LONGEST) return refuse('too-long', `帧长 ${escaped.length} 字节，最长 ${LONGEST}`)
  const plain = unescapeBytes(escaped)
  if (!plain) return refuse('bad-escape', '7d 之后既不是 01 也不是 02')
  return readPlain(plain)
}

/** Takes apart a frame that is already unescaped: header, body, checksum. */
export function readPlain(plain: Buffer): Frame | Refusal {
  if (plain.length < 13) return refuse('too-short', `只有 ${plain.length} 字节，不足消息头加校验码的 13 字节`)
  const end = plain.length - 1
  const expected = checksumOf(plain, end)
  const sum = plain[end] as number
  if (sum !== expected)
    return refuse('bad-checksum', `校验码应为 ${showHex(expected, 1).slice(2)}，实际为 ${showHex(sum, 1).slice(2)}`)
  const attributes = plain.readUInt16BE(2)
  const is2019 = (attributes & 0x4000) !== 0
  const isFragment = (attributes & 0x2000) !== 0
  const phoneAt = is2019 ? 5 : 4
  const sequenceAt = is2019 ? 15 : 10
  const bodyAt = sequenceAt + (isFragment ? 6 : 2)
  if (end < bodyAt) return refuse('too-short', `消息头应有 ${bodyAt} 字节，实际只有 ${end}`)
  const length = attributes & 0x3ff
  if (length !== end - bodyAt) return refuse('bad-length', `消息头说消息体 ${length} 字节，实际 ${end - bodyAt} 字节`)
  const phoneBcd = plain.toString('hex', phoneAt, sequenceAt)
  return {
    ok: true,
    messageId: plain.readUInt16BE(0),
    is2019,
    protocolVersion: is2019 ? (plain[4] as number) : null,
    phone: phoneBcd.replace(/^0+(?=.)/, ''),
    phoneBcd,
    sequence: plain.readUInt16BE(sequenceAt),
    fragment: isFragment
      ? { total: plain.readUInt16BE(sequenceAt + 2), index: plain.readUInt16BE(sequenceAt + 4) }
      : null,
    encryption: (attributes >> 10) & 7,
    reservedBit: (attributes & 0x8000) !== 0,
    body: plain.subarray(bodyAt, end),
  }
}

export interface FrameInput {
  readonly messageId: number
  readonly is2019: boolean
  readonly protocolVersion?: number
  readonly phone: string
  readonly sequence: number
  readonly fragment?: { readonly total: number; readonly index: number } | null
  readonly encryption?: number
  readonly body: Buffer
}

/** The longest body of one packet. */
export const BODY_LIMIT = 1023

/** One frame with delimiters, ready to be sent. @throws EncodeError when something does not fit the header */
export function writeFrame(input: FrameInput): Buffer {
  const { body, fragment, encryption = 0 } = input
  if (body.length > BODY_LIMIT) throw new EncodeError(`消息体 ${body.length} 字节，一包最多 ${BODY_LIMIT}，须分包`)
  const attributes = body.length | (encryption << 10) | (fragment ? 0x2000 : 0) | (input.is2019 ? 0x4000 : 0)
  const plain = Buffer.concat([
    word(input.messageId),
    word(attributes),
    input.is2019 ? Buffer.from([input.protocolVersion ?? 1]) : Buffer.alloc(0),
    packDigits(input.phone, input.is2019 ? 10 : 6, 'phone'),
    word(input.sequence),
    fragment ? Buffer.concat([word(fragment.total), word(fragment.index)]) : Buffer.alloc(0),
    body,
  ])
  return escapeBytes(Buffer.concat([plain, Buffer.from([checksumOf(plain, plain.length)])]))
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(value)
  return bytes
}

/** A message of any length as one frame, or as several with consecutive sequence numbers. @throws EncodeError */
export function writeFrames(input: Omit<FrameInput, 'fragment'>): Buffer[] {
  if (input.body.length <= BODY_LIMIT) return [writeFrame(input)]
  const total = Math.ceil(input.body.length / BODY_LIMIT)
  if (total > 0xffff) throw new EncodeError(`消息体 ${input.body.length} 字节，分包数超过 65535`)
  return Array.from({ length: total }, (_, at) =>
    writeFrame({
      ...input,
      sequence: (input.sequence + at) & 0xffff,
      fragment: { total, index: at + 1 },
      body: input.body.subarray(at * BODY_LIMIT, (at + 1) * BODY_LIMIT),
    }),
  )
}
