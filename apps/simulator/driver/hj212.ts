import { COMMANDS, own } from '#protocols/hj212/codes.ts'
import { type Decoded, decodeFrame } from '#protocols/hj212/decode.ts'
import { encodeMessage } from '#protocols/hj212/encode.ts'
import { Splitter } from '#protocols/hj212/frame.ts'
import { executionResult, requestAnswer } from '#protocols/hj212/link.ts'
import { type LineOptions, onLine } from './line.ts'
import type { Device } from './outbox.ts'

/** What a data logger says at once. */
export interface Sampled {
  /** Command: 2011 as it is now, 2051 the minute before. */
  cn: '2011' | '2051'
  /** When it was measured, or the minute began; ms. */
  at: number
  factors: readonly { code: string; values: Readonly<Record<string, string>> }[]
}

export interface LoggerOptions extends LineOptions {
  mn: string
  password: string
  /** System code: 21 surface water, 22 air, 23 noise. */
  st: string
}

const [READY, DONE] = [1, 1]

/** A data logger of 2017: each message with the flag that asks for 9014. Whatever it is told to do, it does at once. */
export function hj212Device(options: LoggerOptions): Device<Sampled> {
  // A message keeps the number of its first sending: that is how the platform knows that it comes again.
  const qns = new Map<number, string>()
  const numbers = new Map<string, number>()
  let last = 0
  const qnOf = (no: number) => {
    const known = qns.get(no)
    if (known) return known
    last = Math.max(last + 1, Date.now())
    const qn = digits(last)
    qns.set(no, qn)
    numbers.set(qn, no)
    return qn
  }
  const settle = (qn: string | null): number[] => {
    const no = numbers.get(qn ?? '')
    if (no === undefined) return []
    numbers.delete(qn ?? '')
    qns.delete(no)
    return [no]
  }
  return onLine(options, (write) => {
    const splitter = new Splitter()
    return {
      isGreeted: true,
      greet: () => {},
      say: (no, message) => write(bytesOf(options, qnOf(no), message)),
      hear: (chunk) => {
        const heard = splitter.push(chunk).map((frame) => decodeFrame(frame))
        const replies = heard.filter((one) => one.ok) as Decoded[]
        for (const request of replies) for (const answer of answersTo(request)) write(written(answer))
        return { acknowledged: replies.filter(({ cn }) => cn === '9014').flatMap(({ qn }) => settle(qn)) }
      },
    }
  })
}

function bytesOf({ mn, password, st }: LoggerOptions, qn: string, { cn, at, factors }: Sampled): Buffer {
  const header = { version: 2017, qn, st, cn, pw: password, mn, needsAck: true }
  return written({ ...header, cp: { fields: { DataTime: digits(at).slice(0, 14) }, factors } })
}

/** 9011 that it will, and 9012 that it has. */
function answersTo(request: Decoded): object[] {
  const command = own(COMMANDS, request.cn ?? '')
  if (!command || command.from === 'up' || request.cn?.startsWith('90')) return []
  return [requestAnswer(request, READY), executionResult(request, DONE)]
}

function written(message: object): Buffer {
  const encoded = encodeMessage(message)
  if (!encoded.ok) throw new Error(encoded.detail)
  return Buffer.from(encoded.frames.map((frame) => `${frame}\r\n`).join(''))
}

/** A time of HJ 212: digits of the clock of China, to the millisecond. */
const digits = (ms: number) => new Date(ms + 8 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 17)
