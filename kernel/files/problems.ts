import type { ProblemKind } from '#kernel/http/problem.ts'

export const fileProblems = {
  wrongKind: { type: 'file/wrong-kind', status: 422, title: '文件类型不符' },
  empty: { type: 'file/empty', status: 422, title: '文件为空' },
  outsideRegion: { type: 'file/outside-region', status: 403, title: '不在您的辖区' },
  idTaken: { type: 'file/id-taken', status: 409, title: '文件编号已被使用' },
  storeAway: { type: 'file/store-away', status: 503, title: '文件存储暂时不可用' },
} satisfies Record<string, ProblemKind>
