import type { ProblemKind } from '#kernel/http/problem.ts'

export const identityProblems = {
  wrongCredentials: { type: 'identity/wrong-credentials', status: 401, title: '账号或密码不正确' },
  codeNeeded: { type: 'identity/code-needed', status: 401, title: '需要动态口令' },
  locked: { type: 'identity/locked', status: 423, title: '账号已锁定' },
  tooManyTries: { type: 'identity/too-many-tries', status: 429, title: '尝试次数过多' },
  sessionEnded: { type: 'identity/session-ended', status: 401, title: '登录已失效' },
  weakPassword: { type: 'identity/weak-password', status: 422, title: '密码不符合要求' },
  loginTaken: { type: 'identity/login-taken', status: 409, title: '账号已被使用' },
} satisfies Record<string, ProblemKind>
