/** A thing that can go wrong by design. Its `type` is kept for ever; title and sentence are for people. */
export interface ProblemKind {
  /** Path under /problems/, for example `enterprise/not-found`. */
  type: string
  status: number
  /** Short Chinese title, the same every time. */
  title: string
}

export interface ProblemField {
  /** JSON pointer into the body, or the name of the parameter. */
  pointer: string
  message: string
}

export interface ProblemExtra {
  errors?: ProblemField[]
  [member: string]: unknown
}

/** Thrown by services; the HTTP chain is the only place that writes it out (RFC 9457). */
export class Problem extends Error {
  readonly kind: ProblemKind
  readonly detail: string
  readonly extra: ProblemExtra
  constructor(kind: ProblemKind, detail: string, extra: ProblemExtra = {}) {
    super(`${kind.type}: ${detail}`)
    this.kind = kind
    this.detail = detail
    this.extra = extra
  }
}

/** Problems any route may answer. */
export const common = {
  unreadable: { type: 'request/unreadable', status: 400, title: '请求无法读取' },
  invalid: { type: 'request/invalid', status: 422, title: '填写有误' },
  notSignedIn: { type: 'identity/not-signed-in', status: 401, title: '请先登录' },
  forbidden: { type: 'identity/forbidden', status: 403, title: '没有权限' },
  passwordFirst: { type: 'identity/password-change-needed', status: 403, title: '请先修改初始密码' },
  secondFactorFirst: { type: 'identity/second-factor-needed', status: 403, title: '请先启用动态口令' },
  proofNeeded: { type: 'identity/proof-needed', status: 403, title: '请再验证一次身份' },
  notFound: { type: 'request/not-found', status: 404, title: '没有找到' },
  wrongMethod: { type: 'request/method-not-allowed', status: 405, title: '不支持的请求方法' },
  conflict: { type: 'request/conflict', status: 409, title: '状态已变化' },
  versionMovedOn: { type: 'request/version-moved-on', status: 409, title: '别人刚改过这份记录' },
  versionMissing: { type: 'request/version-missing', status: 428, title: '缺少版本号' },
  keyReused: { type: 'request/key-reused', status: 422, title: '请求编号重复使用' },
  tooLarge: { type: 'request/too-large', status: 413, title: '内容过大' },
  wrongMedia: { type: 'request/unsupported-media', status: 415, title: '不支持的内容类型' },
  tooMany: { type: 'request/too-many', status: 429, title: '请求过于频繁' },
  crossSite: { type: 'request/cross-site', status: 403, title: '请求来源不可信' },
  databaseAway: { type: 'system/database-away', status: 503, title: '数据库暂时不可用' },
  unexpected: { type: 'system/unexpected', status: 500, title: '系统出错' },
} satisfies Record<string, ProblemKind>

/** Named constraints of the database as problems: one table for the whole house, filled by the modules. */
const constraintProblems = new Map<string, { kind: ProblemKind; detail: string }>()

export function mapConstraints(table: Record<string, { kind: ProblemKind; detail: string }>): void {
  for (const [name, problem] of Object.entries(table)) constraintProblems.set(name, problem)
}

export function problemOfConstraint(name: string | undefined): Problem | null {
  const found = name ? constraintProblems.get(name) : undefined
  return found ? new Problem(found.kind, found.detail) : null
}
