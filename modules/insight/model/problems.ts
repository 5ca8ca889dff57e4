import type { ProblemKind } from '#kernel/http/problem.ts'

export const insightProblems = {
  decided: { type: 'insight/decided', status: 409, title: '这条研判已经处理过' },
  notYours: { type: 'insight/not-yours', status: 403, title: '这条研判不由您处理' },
  roadClosed: { type: 'insight/road-closed', status: 403, title: '您的岗位不能这样下达' },
  planUnfit: { type: 'insight/plan-unfit', status: 422, title: '这个计划不能用' },
  noneLeft: { type: 'insight/none-left', status: 422, title: '没有企业可排' },
  stillBlind: { type: 'insight/still-blind', status: 409, title: '还不能公开分组' },
  tooFewRows: { type: 'insight/too-few-rows', status: 422, title: '记录太少' },
} satisfies Record<string, ProblemKind>
