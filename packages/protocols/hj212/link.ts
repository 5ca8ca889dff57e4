import { COMMANDS, own } from './codes.ts'
import type { Decoded } from './decode.ts'

/** A message to be written by `encodeMessage`. */
export interface Reply {
  readonly version: Decoded['version']
  readonly qn: string | null
  readonly st: '91'
  readonly cn: string
  readonly pw: string | null
  readonly mn: string | null
  readonly needsAck: false
  readonly cp: { readonly fields: Record<string, string> }
}

const reply = ({ version, qn, pw, mn }: Decoded, cn: string, fields: Record<string, string> = {}): Reply => ({
  version,
  qn,
  st: '91',
  cn,
  pw,
  mn,
  needsAck: false,
  cp: { fields },
})

/** What the platform answers an upload with (§5 of the reference): 9014, a notice 9013; null when no answer is asked for or known. */
export function answerTo(upload: Decoded): Reply | null {
  const answer = upload.cn === null ? undefined : own(COMMANDS, upload.cn)?.answer
  return upload.needsAck && answer ? reply(upload, answer) : null
}

/** 9011 to a request, with the reason when it is refused. */
export const requestAnswer = (request: Decoded, result: number): Reply =>
  reply(request, '9011', { QnRtn: String(result) })
/** 9012 after a request was carried out or failed. */
export const executionResult = (request: Decoded, result: number): Reply =>
  reply(request, '9012', { ExeRtn: String(result) })
