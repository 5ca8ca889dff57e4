import type { ProblemKind } from '#kernel/http/problem.ts'

export const auditProblems = {
  exportTooLarge: { type: 'audit/export-too-large', status: 422, title: '导出过多' },
} satisfies Record<string, ProblemKind>
