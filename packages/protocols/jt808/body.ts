import { Flags, Reader, Writer } from './bytes.ts'
import type { Edition } from './edition.ts'
import { type Fields, rawBytes, readParts, writeParts } from './layout.ts'
import { findMessage } from './messages/catalogue.ts'
import type { Message } from './messages/message.ts'
import { showHex } from './scalars.ts'
import { restOf } from './structures.ts'

export interface Body {
  readonly edition: Edition
  readonly body: Fields
  readonly flags: Flags
}

/**
 * A whole body as fields. Without a known edition it is read both ways 2011 and 2013 wrote it, and the reading with fewer oddities
 * counts; 2013 where they read alike.
 */
export function readBody(messageId: number, bytes: Buffer, edition: Edition | null): Body {
  const message = findMessage(messageId)
  if (!message?.parts) return unread(messageId, bytes, edition ?? 2013, message)
  if (edition !== null) return readAs(message, bytes, edition)
  const newer = readAs(message, bytes, 2013)
  if (newer.flags.size === 0 || !message.changedIn2013) return newer
  const older = readAs(message, bytes, 2011)
  return older.flags.size < newer.flags.size ? older : newer
}

function unread(messageId: number, bytes: Buffer, edition: Edition, message: Message | undefined): Body {
  const flags = new Flags()
  flags.add(message ? 'layout-unknown' : 'unknown-message', showHex(messageId, 2))
  return { edition, body: { raw: bytes.toString('hex') }, flags }
}

function readAs(message: Message, bytes: Buffer, edition: Edition): Body {
  const flags = new Flags()
  const reader = new Reader(bytes, edition, flags)
  const body: Fields = {}
  readParts(message.parts ?? [], reader, body)
  if (reader.short) {
    flags.add('body-too-short')
    body.raw = bytes.toString('hex')
  } else if (reader.left > 0) {
    flags.add('extra-bytes')
    body.rest = reader.take(reader.left).toString('hex')
  }
  return { edition, body, flags }
}

/** The bytes of a body; `raw` stands for the whole of it, `rest` for what follows everything known. @throws EncodeError */
export function writeBody(messageId: number, body: Fields, edition: Edition): Buffer | null {
  const raw = rawBytes(body, 'raw')
  if (raw) return raw
  const parts = findMessage(messageId)?.parts
  if (!parts) return null
  const writer = new Writer(edition)
  writeParts(parts, writer, { ...body })
  writer.put(restOf(body))
  return writer.bytes()
}
