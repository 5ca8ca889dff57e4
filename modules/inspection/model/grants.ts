import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { caseGrants } from '#kernel/cases/model/declared.ts'
import type { Grants } from '#kernel/identity/permissions.ts'
import { planCase } from './plan.ts'

export const inspectionGrants: Grants = caseGrants(planCase as unknown as CaseType)
