import type { ProblemKind } from '#kernel/http/problem.ts'

export const enterpriseProblems = {
  notFound: { type: 'enterprise/not-found', status: 404, title: '没有找到这家企业' },
  creditCodeTaken: { type: 'enterprise/credit-code-taken', status: 409, title: '信用代码已登记' },
  invalidField: { type: 'enterprise/invalid-field', status: 422, title: '填写有误' },
  idTaken: { type: 'enterprise/id-taken', status: 409, title: '编号已使用' },
  gridUnknown: { type: 'enterprise/grid-unknown', status: 422, title: '网格不存在' },
  gridOutside: { type: 'enterprise/grid-outside', status: 403, title: '不在您的辖区' },
  merged: { type: 'enterprise/merged', status: 409, title: '档案已合并' },
  notConfirmable: { type: 'enterprise/not-confirmable', status: 422, title: '不能确认' },
  notOwn: { type: 'enterprise/not-own-field', status: 403, title: '不能修改这个字段' },
  ledgerUnknown: { type: 'enterprise/ledger-unknown', status: 404, title: '没有这种台账' },
  notGradable: { type: 'enterprise/not-gradable', status: 422, title: '不能分级' },
  sheetUnreadable: { type: 'enterprise/sheet-unreadable', status: 422, title: '表格无法读取' },
  uploadCleared: { type: 'enterprise/upload-cleared', status: 409, title: '原始表格已清除' },
  nameNotMapped: { type: 'enterprise/name-not-mapped', status: 422, title: '缺少企业名称列' },
  exportTooLarge: { type: 'enterprise/export-too-large', status: 422, title: '导出过多' },
  sameFile: { type: 'enterprise/same-file', status: 422, title: '同一份档案' },
  twoEnterprises: { type: 'enterprise/two-enterprises', status: 422, title: '是两家企业' },
  nothingChanged: { type: 'enterprise/nothing-changed', status: 422, title: '没有改动' },
} satisfies Record<string, ProblemKind>
