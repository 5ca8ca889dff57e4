import { common, type ProblemKind } from '#kernel/http/problem.ts'

/** What can go wrong at the HTTP door by design. */
export const problems = {
  notFound: common.notFound,
  wrongMethod: common.wrongMethod,
  wrongMedia: common.wrongMedia,
  unreadable: common.unreadable,
  tooLarge: common.tooLarge,
  unexpected: common.unexpected,
  notProved: { type: 'gateway/not-proved', status: 401, title: '设备身份不对' },
  flooded: { type: 'gateway/flooded', status: 429, title: '发送过于频繁' },
  away: { type: 'gateway/away', status: 503, title: '暂时不能接收' },
} satisfies Record<string, ProblemKind>

export class GatewayProblem extends Error {
  readonly kind: ProblemKind
  readonly detail: string
  readonly headers: Record<string, string>

  constructor(kind: ProblemKind, detail: string, headers: Record<string, string> = {}) {
    super(`${kind.type}: ${detail}`)
    this.kind = kind
    this.detail = detail
    this.headers = headers
  }
}
