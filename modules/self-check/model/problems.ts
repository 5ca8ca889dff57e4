import type { ProblemKind } from '#kernel/http/problem.ts'

export const selfCheckProblems = {
  notFound: { type: 'self-check/not-found', status: 404, title: '没有找到这次自查' },
  templateUnknown: { type: 'self-check/template-unknown', status: 422, title: '没有这个检查模板' },
  planTwice: { type: 'self-check/plan-twice', status: 409, title: '已有这样的计划' },
  planEnded: { type: 'self-check/plan-ended', status: 409, title: '计划已停用' },
  finished: { type: 'self-check/finished', status: 409, title: '自查已完成' },
  missed: { type: 'self-check/missed', status: 409, title: '自查期限已过' },
  itemUnknown: { type: 'self-check/item-unknown', status: 422, title: '没有这个检查项' },
  hazardThere: { type: 'self-check/hazard-there', status: 409, title: '已经上报隐患' },
  unanswered: { type: 'self-check/unanswered', status: 422, title: '还有没查的项' },
  hazardMissing: { type: 'self-check/hazard-missing', status: 422, title: '还有隐患没有上报' },
  zeroUnconfirmed: { type: 'self-check/zero-unconfirmed', status: 422, title: '要确认零报告' },
} satisfies Record<string, ProblemKind>
