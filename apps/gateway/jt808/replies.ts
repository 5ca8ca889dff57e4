import { encodeMessage } from '#protocols/jt808/encode.ts'
import { type Frame, writeFrame } from '#protocols/jt808/frame.ts'

/** Results of a general reply. */
export const RESULT = { ok: 0, failed: 1, wrong: 2, unsupported: 3 } as const
/** Results of a registration. */
export const REGISTERED = { ok: 0, terminalTaken: 3, terminalUnknown: 4 } as const

/** Who is answered: identity and edition as they stood in the header that is answered. */
export type Heard = Pick<Frame, 'phoneBcd' | 'is2019' | 'protocolVersion' | 'sequence' | 'messageId'>

/** 0x8001, the general reply, written by hand because there is one for nearly every message. */
export function generalReply(heard: Heard, sequence: number, result: number): Buffer {
  const body = Buffer.alloc(5)
  body.writeUInt16BE(heard.sequence)
  body.writeUInt16BE(heard.messageId, 2)
  body[4] = result
  return writeFrame({
    ...{ messageId: 0x8001, is2019: heard.is2019, phone: heard.phoneBcd, sequence, body },
    ...(heard.protocolVersion === null ? {} : { protocolVersion: heard.protocolVersion }),
  })
}

/** Any message to the terminal as bytes; null when its fields cannot be written. */
export function downMessage(
  heard: Heard,
  edition: 2011 | 2013 | 2019,
  sequence: number,
  messageId: string,
  body: object,
): Buffer[] | null {
  const written = encodeMessage({
    ...{ messageId, version: edition, phoneBcd: heard.phoneBcd, sequence, body },
    ...(heard.protocolVersion === null ? {} : { protocolVersion: heard.protocolVersion }),
  })
  return written.ok ? written.frames.map((frame) => Buffer.from(frame, 'hex')) : null
}
