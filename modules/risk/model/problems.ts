import type { ProblemKind } from '#kernel/http/problem.ts'

export const riskProblems = {
  notFound: { type: 'risk/not-found', status: 404, title: '没有找到这个风险点' },
  idTaken: { type: 'risk/id-taken', status: 409, title: '编号已使用' },
  withdrawn: { type: 'risk/withdrawn', status: 409, title: '风险点已撤下' },
  controlUnknown: { type: 'risk/control-unknown', status: 422, title: '没有这条管控措施' },
  lastControl: { type: 'risk/last-control', status: 409, title: '至少留一条管控措施' },
  nothingToAnswer: { type: 'risk/nothing-to-answer', status: 409, title: '没有要回复的意见' },
} satisfies Record<string, ProblemKind>
