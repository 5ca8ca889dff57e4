import type { ProblemKind } from '#kernel/http/problem.ts'

export const enterpriseProblems = {
  notFound: { type: 'enterprise/not-found', status: 404, title: '没有找到这家企业' },
  creditCodeTaken: { type: 'enterprise/credit-code-taken', status: 409, title: '信用代码已登记' },
  invalidField: { type: 'enterprise/invalid-field', status: 422, title: '填写有误' },
  gridUnknown: { type: 'enterprise/grid-unknown', status: 422, title: '网格不存在' },
  gridOutside: { type: 'enterprise/grid-outside', status: 403, title: '不在您的辖区' },
  nothingChanged: { type: 'enterprise/nothing-changed', status: 422, title: '没有改动' },
} satisfies Record<string, ProblemKind>
