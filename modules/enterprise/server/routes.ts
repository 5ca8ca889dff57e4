import { mapConstraints } from '#kernel/http/problem.ts'
import type { AnyRoute } from '#kernel/http/route.ts'
import { enterpriseProblems } from '../model/problems.ts'
import type { Importer } from './import/service.ts'
import { changeRoutes } from './routes/change.ts'
import { registerRoutes } from './routes/enterprise.ts'
import { exportRoutes } from './routes/export.ts'
import { fileRoutes } from './routes/file.ts'
import { importRoutes } from './routes/import.ts'
import { ledgerRoutes } from './routes/ledger.ts'
import { mapRoutes } from './routes/map.ts'
import { mergeRoutes } from './routes/merge.ts'
import { summaryRoutes } from './routes/summary.ts'

mapConstraints({
  enterprise_credit_code_is_unique: {
    kind: enterpriseProblems.creditCodeTaken,
    detail: '这个统一社会信用代码和厂区序号已经登记过。',
  },
  enterprise_record_pkey: { kind: enterpriseProblems.idTaken, detail: '这个编号已经用过。' },
  major_hazard_installation_pkey: { kind: enterpriseProblems.idTaken, detail: '这个编号已经用过。' },
  enterprise_pkey: { kind: enterpriseProblems.idTaken, detail: '这个编号已经用过。' },
})

/** All routes of the register. */
export const enterpriseRoutes = (importer: Importer): AnyRoute[] => [
  ...registerRoutes,
  ...mapRoutes,
  ...summaryRoutes,
  ...exportRoutes,
  ...fileRoutes,
  ...changeRoutes,
  ...mergeRoutes,
  ...ledgerRoutes,
  ...importRoutes(importer),
]
