import { mapConstraints } from '#kernel/http/problem.ts'
import type { AnyRoute } from '#kernel/http/route.ts'
import { enterpriseProblems } from '../model/problems.ts'
import { enterpriseFileRoutes } from './routes/enterprise.ts'

mapConstraints({
  enterprise_credit_code_is_unique: {
    kind: enterpriseProblems.creditCodeTaken,
    detail: '这个统一社会信用代码和厂区序号已经登记过。',
  },
  enterprise_pkey: { kind: enterpriseProblems.idTaken, detail: '这个编号已经用过。' },
})

/** All routes of the register. */
export const enterpriseRoutes: AnyRoute[] = [...enterpriseFileRoutes]
