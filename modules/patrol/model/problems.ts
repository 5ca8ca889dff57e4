import type { ProblemKind } from '#kernel/http/problem.ts'

export const patrolProblems = {
  reasonMissing: { type: 'patrol/reason-missing', status: 422, title: '请说明打卡位置' },
  wrongTimes: { type: 'patrol/wrong-times', status: 422, title: '巡查时间不对' },
  checkUnknown: { type: 'patrol/check-unknown', status: 422, title: '检查项不对' },
  idTaken: { type: 'patrol/id-taken', status: 409, title: '编号已被使用' },
  notYours: { type: 'patrol/not-yours', status: 409, title: '不能撤回' },
} satisfies Record<string, ProblemKind>
