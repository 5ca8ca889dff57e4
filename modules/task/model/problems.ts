import type { ProblemKind } from '#kernel/http/problem.ts'

export const taskProblems = {
  notBelow: { type: 'task/grid-not-below', status: 422, title: '不是下级网格' },
  handedAlready: { type: 'task/handed-already', status: 409, title: '已经下达过' },
  noTargets: { type: 'task/no-targets', status: 422, title: '没有对象' },
  notATarget: { type: 'task/not-a-target', status: 422, title: '不是这项任务的对象' },
  childrenOpen: { type: 'task/children-open', status: 409, title: '下级还没有办完' },
  templateTwice: { type: 'task/template-twice', status: 409, title: '已有同名模板' },
  templateOfAbove: { type: 'task/template-of-above', status: 403, title: '上级的模板' },
  targetsOpen: { type: 'task/targets-open', status: 409, title: '对象还没有办完' },
} satisfies Record<string, ProblemKind>
