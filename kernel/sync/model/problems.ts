import type { ProblemKind } from '#kernel/http/problem.ts'

/** What devices are told about their sending as a whole; each operation has an outcome of its own. */
export const syncProblems = {
  exportTooLarge: { type: 'sync/export-too-large', status: 422, title: '一次导出太多' },
  idTaken: { type: 'sync/id-taken', status: 409, title: '操作编号已经用过' },
  otherAccount: { type: 'sync/other-account', status: 409, title: '登录的是另一个账号' },
} as const satisfies Record<string, ProblemKind>
