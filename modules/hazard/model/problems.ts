import type { ProblemKind } from '#kernel/http/problem.ts'

export const hazardProblems = {
  notYourLevel: { type: 'hazard/not-your-level', status: 409, title: '不是您这一级的事' },
  lowerRank: { type: 'hazard/lower-rank', status: 409, title: '不能并入等级低的隐患' },
} satisfies Record<string, ProblemKind>
