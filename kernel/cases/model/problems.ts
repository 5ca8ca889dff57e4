import type { ProblemKind } from '#kernel/http/problem.ts'

export const caseProblems = {
  actClosed: { type: 'case/act-closed', status: 409, title: '现在不能这样办理' },
  evidenceMissing: { type: 'case/evidence-missing', status: 422, title: '缺少附件' },
  fileUnknown: { type: 'case/file-unknown', status: 422, title: '附件不存在' },
  seatUnfit: { type: 'case/seat-unfit', status: 422, title: '不能转给这个岗位' },
  idTaken: { type: 'case/id-taken', status: 409, title: '编号已被使用' },
  notSameMatter: { type: 'case/not-same-matter', status: 409, title: '不能并成一件' },
  exportTooLarge: { type: 'case/export-too-large', status: 422, title: '导出过多' },
  bulkTooLarge: { type: 'case/bulk-too-large', status: 422, title: '一次办得过多' },
  bulkOthers: { type: 'case/bulk-others', status: 409, title: '符合条件的变了' },
  filed: { type: 'case/filed', status: 409, title: '已经归档' },
  bulkOver: { type: 'case/bulk-over', status: 409, title: '已经办完或停止了' },
} satisfies Record<string, ProblemKind>
