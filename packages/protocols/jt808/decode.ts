import { type Body, readBody } from './body.ts'
import type { Edition } from './edition.ts'
import { DELIMITER, type Frame, type Refusal, readFrame, readPlain } from './frame.ts'
import type { Fields } from './layout.ts'
import { findMessage } from './messages/catalogue.ts'
import { showHex } from './scalars.ts'

/** A frame in words. */
export interface Decoded {
  readonly ok: true
  /** 2019 by the header; 2011 or 2013 as the caller said or as the body shows. */
  readonly version: Edition
  readonly messageId: string
  readonly name: string | null
  readonly direction: 'up' | 'down' | null
  readonly phone: string
  readonly phoneBcd: string
  readonly sequence: number
  readonly protocolVersion: number | null
  readonly encryption: 'none' | 'rsa' | 'unknown'
  readonly fragment: { readonly total: number; readonly index: number } | null
  readonly body: Fields
  readonly flags: readonly string[]
}

/**
 * Reads one frame. Every input gives an answer; nothing throws.
 * @param edition of a terminal known to be of 2011 or 2013; the header of 2019 speaks for itself
 */
export function decodeFrame(frame: Frame | Refusal, edition: 2011 | 2013 | null = null): Decoded | Refusal {
  if (!frame.ok) return frame
  const headerEdition = frame.is2019 ? 2019 : edition
  const isWhole = frame.fragment === null && frame.encryption === 0
  const read = isWhole ? readBody(frame.messageId, frame.body, headerEdition) : null
  return inWords(frame, headerEdition, read)
}

/** A message put together from fragments, under the header of its first one. */
export function decodeAssembled(first: Frame, body: Buffer, edition: 2011 | 2013 | null = null): Decoded {
  const headerEdition = first.is2019 ? 2019 : edition
  return inWords({ ...first, fragment: null, body }, headerEdition, readBody(first.messageId, body, headerEdition))
}

const ENCRYPTIONS: Readonly<Record<number, 'none' | 'rsa'>> = { 0: 'none', 1: 'rsa' }

function inWords(frame: Frame, edition: Edition | null, read: Body | null): Decoded {
  const message = findMessage(frame.messageId)
  const encryption = ENCRYPTIONS[frame.encryption] ?? 'unknown'
  return {
    ok: true,
    version: read?.edition ?? edition ?? 2013,
    messageId: showHex(frame.messageId, 2),
    name: message?.name ?? null,
    direction: message?.direction ?? null,
    phone: frame.phone,
    phoneBcd: frame.phoneBcd,
    sequence: frame.sequence,
    protocolVersion: frame.protocolVersion,
    encryption,
    fragment: frame.fragment,
    body: read?.body ?? { raw: frame.body.toString('hex') },
    flags: [...headerFlags(frame, encryption), ...(read?.flags.list() ?? [])],
  }
}

function headerFlags(frame: Frame, encryption: string): string[] {
  const { fragment } = frame
  return [
    ...(encryption === 'none' ? [] : [`encrypted:${encryption}`]),
    ...(fragment ? ['fragment'] : []),
    ...(fragment && (fragment.index === 0 || fragment.index > fragment.total) ? ['out-of-range:fragment'] : []),
    ...(frame.reservedBit ? ['reserved-bits:attributes'] : []),
    ...(frame.protocolVersion === 0 ? ['out-of-range:protocolVersion'] : []),
    ...(/[a-f]/.test(frame.phoneBcd) ? ['not-decimal:phone'] : []),
  ]
}

/**
 * All frames of some bytes given by hand: with or without delimiters, escaped or not, one or several. `garbage` counts the bytes
 * before the first or after the last delimiter that are no frame, when there is one beside them.
 */
export function readFrames(bytes: Buffer): { frames: (Frame | Refusal)[]; garbage: number } {
  const pieces = splitAtDelimiters(bytes)
  const frames = pieces.map(readFrame)
  if (!frames.some(({ ok }) => ok)) {
    // Bytes copied from a debugger come without delimiters and already unescaped.
    const plain = bytes[0] === DELIMITER ? null : readPlain(bytes)
    if (plain?.ok) return { frames: [plain], garbage: 0 }
    return { frames: frames.length > 0 ? frames : [readFrame(EMPTY)], garbage: 0 }
  }
  const last = frames.length - 1
  const isGarbage = (at: number) =>
    !frames[at]?.ok && ((at === 0 && bytes[0] !== DELIMITER) || (at === last && bytes.at(-1) !== DELIMITER))
  return {
    frames: frames.filter((_, at) => !isGarbage(at)),
    garbage: pieces.reduce((sum, piece, at) => (isGarbage(at) ? sum + piece.length : sum), 0),
  }
}

const EMPTY = Buffer.alloc(0)

function splitAtDelimiters(bytes: Buffer): Buffer[] {
  const pieces: Buffer[] = []
  let from = 0
  for (let at = 0; at <= bytes.length; at++) {
    if (at < bytes.length && bytes[at] !== DELIMITER) continue
    if (at > from) pieces.push(bytes.subarray(from, at))
    from = at + 1
  }
  return pieces
}
