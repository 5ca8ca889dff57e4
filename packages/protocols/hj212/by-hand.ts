import type { Area } from './area.ts'
import { type Decoded, decodeFrame } from './decode.ts'
import { type FrameOptions, type Refusal, Splitter } from './frame.ts'
import { Packets } from './packets.ts'

/** A frame in words; with `assembled` when it was the last missing packet of a split message. */
export type Answer =
  | (Decoded & { readonly assembled?: { readonly cp: Area; readonly flags: readonly string[] } })
  | Refusal

/**
 * A reader of lines, usually one frame each, as text or as hexadecimal bytes. It remembers packets: a split message is told whole with its
 * last one.
 */
export function makeLineDecoder(options: Partial<FrameOptions> = {}): (line: string) => readonly Answer[] {
  const packets = new Packets()
  return (line) => {
    const splitter = new Splitter(options)
    const frames = splitter.push(bytesOf(line))
    const left = splitter.end()
    // Behind a refused start there may be further ## that are none: the first refusal of a row says what is wrong.
    const answers = frames.filter((frame, at) => frame.ok || frames[at - 1]?.ok !== false)
    if (left && answers.at(-1)?.ok) answers.push(left)
    if (answers.length === 0 && left) return [{ ...left, reason: 'bad-length' }]
    if (answers.length === 0) return [{ ok: false, reason: 'no-start', detail: '没有找到报文开头的 ##' }]
    return answers.map((frame) => answerOf(decodeFrame(frame), packets))
  }
}

function answerOf(answer: Decoded | Refusal, packets: Packets): Answer {
  if (!answer.ok || answer.pnum === null) return answer
  // Lines have no clock: sets are bounded by number alone.
  const assembly = packets.add(answer, 0)
  return assembly.kind === 'complete' ? { ...answer, assembled: { cp: assembly.cp, flags: assembly.flags } } : answer
}

function bytesOf(line: string): Buffer {
  const digits = line.replace(/0x|\s/gi, '')
  return /^2323(?:[0-9a-f]{2})+$/i.test(digits) ? Buffer.from(digits, 'hex') : Buffer.from(line)
}
