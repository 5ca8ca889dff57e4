import type { ProblemKind } from '#kernel/http/problem.ts'

export const eventProblems = {
  finderVerifies: { type: 'event/finder-verifies', status: 422, title: '发现的人不能自己处置' },
  notADouble: { type: 'event/not-a-double', status: 422, title: '不能并入这件' },
} satisfies Record<string, ProblemKind>
