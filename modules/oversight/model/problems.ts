import type { ProblemKind } from '#kernel/http/problem.ts'

export const oversightProblems = {
  notBelow: { type: 'oversight/not-below', status: 422, title: '不是下级网格' },
  nobodyThere: { type: 'oversight/nobody-there', status: 422, title: '被检查的网格没有人在岗' },
} satisfies Record<string, ProblemKind>
