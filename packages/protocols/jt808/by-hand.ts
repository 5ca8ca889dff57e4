import { type Decoded, decodeAssembled, decodeFrame, readFrames } from './decode.ts'
import { Fragments } from './fragments.ts'
import type { Frame, Refusal } from './frame.ts'

/** Why a text is no frame at all. */
export interface NotHex {
  readonly ok: false
  readonly reason: 'empty' | 'not-hex' | 'odd-digits'
  readonly detail: string
}

/** A frame in words; with `assembled` when it was the last missing fragment of a message. */
export type Answer = (Decoded & { readonly assembled?: Decoded }) | Refusal | NotHex

/**
 * Bytes of hexadecimal text as people paste it: any case, spaces, commas, colons or dashes between, 0x or \x before.
 */
export function readHexText(text: string): Buffer | NotHex {
  const digits = text.replace(/0x|\\x/gi, '').replace(/[\s,;:"'[\]<>-]/g, '')
  if (digits === '') return { ok: false, reason: 'empty', detail: '没有内容' }
  const strange = /[^0-9a-f]/i.exec(digits)
  if (strange) return { ok: false, reason: 'not-hex', detail: `「${strange[0]}」不是十六进制数字` }
  if (digits.length % 2 === 1)
    return { ok: false, reason: 'odd-digits', detail: `十六进制数字有 ${digits.length} 个，应为偶数` }
  return Buffer.from(digits, 'hex')
}

/**
 * A reader of lines of hexadecimal text, usually one frame each. It remembers fragments: a message spread over lines is told whole
 * with its last one.
 */
export function makeLineDecoder(edition: 2011 | 2013 | null = null): (line: string) => readonly Answer[] {
  const fragments = new Fragments()
  return (line) => {
    const bytes = readHexText(line)
    if (!Buffer.isBuffer(bytes)) return [bytes]
    const { frames, garbage } = readFrames(bytes)
    const answers = frames.map((frame) => answerOf(frame, fragments, edition))
    const first = answers.findIndex(({ ok }) => ok)
    return garbage === 0 ? answers : answers.map((answer, at) => (at === first ? flagged(answer, garbage) : answer))
  }
}

function answerOf(frame: Frame | Refusal, fragments: Fragments, edition: 2011 | 2013 | null): Answer {
  const answer = decodeFrame(frame, edition)
  if (!frame.ok || !answer.ok || !frame.fragment) return answer
  // Lines have no clock: sets are bounded by number and bytes alone.
  const assembly = fragments.add(frame, 0)
  if (assembly.kind !== 'complete') return answer
  return { ...answer, assembled: decodeAssembled(assembly.first, assembly.body, edition) }
}

const flagged = (answer: Answer, garbage: number): Answer =>
  answer.ok ? { ...answer, flags: [`garbage-bytes:${garbage}`, ...answer.flags] } : answer
