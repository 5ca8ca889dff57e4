import type { ProblemKind } from '#kernel/http/problem.ts'

export const monitoringProblems = {
  notFound: { type: 'monitoring/not-found', status: 404, title: '没有找到这个测点' },
  taken: { type: 'monitoring/series-taken', status: 409, title: '这路数据已有测点' },
  changeOpen: { type: 'monitoring/change-open', status: 409, title: '有限值修改等着复核' },
  changeClosed: { type: 'monitoring/change-closed', status: 409, title: '这次修改已处理' },
  ownChange: { type: 'monitoring/own-change', status: 403, title: '要由另一个人复核' },
  tooLong: { type: 'monitoring/too-long', status: 422, title: '时间太长' },
  standing: { type: 'monitoring/still-standing', status: 409, title: '数值还没有恢复' },
} satisfies Record<string, ProblemKind>
