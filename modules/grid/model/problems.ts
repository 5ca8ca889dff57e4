import type { ProblemKind } from '#kernel/http/problem.ts'

export const gridProblems = {
  seatElsewhere: { type: 'grid/seat-elsewhere', status: 422, title: '岗位不在这个网格' },
  badBoundary: { type: 'grid/bad-boundary', status: 422, title: '边界不合格' },
  notReshapeable: { type: 'grid/not-reshapeable', status: 422, title: '不能这样分合' },
  codeTaken: { type: 'grid/code-taken', status: 422, title: '网格编码不能使用' },
  planRefused: { type: 'grid/plan-refused', status: 422, title: '方案不能执行' },
  planExpired: { type: 'grid/plan-expired', status: 409, title: '方案已过期' },
  planApplied: { type: 'grid/plan-applied', status: 409, title: '方案已执行' },
  planOutdated: { type: 'grid/plan-outdated', status: 409, title: '网格已变化' },
  leftBehind: { type: 'grid/enterprises-left-behind', status: 409, title: '企业没有全部迁出' },
  placeKnown: { type: 'grid/place-known', status: 409, title: '场所已登记' },
  objectStands: { type: 'grid/object-stands', status: 409, title: '企业已在责任网格' },
} satisfies Record<string, ProblemKind>
