import type { ProblemKind } from '#kernel/http/problem.ts'

export const officerProblems = {
  certified: { type: 'officer/already-certified', status: 409, title: '已经有执法证件' },
  numberTaken: { type: 'officer/number-taken', status: 409, title: '证号已登记' },
  closed: { type: 'officer/closed', status: 409, title: '这一步现在不能做' },
  own: { type: 'officer/own-certificate', status: 403, title: '自己的证件不能自己办' },
  notAbove: { type: 'officer/not-above', status: 403, title: '由暂扣的一级或上级办' },
  noOffice: { type: 'officer/no-office', status: 422, title: '不是执法机关的人' },
} satisfies Record<string, ProblemKind>
