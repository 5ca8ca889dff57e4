import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { caseGrants } from '#kernel/cases/model/declared.ts'
import type { Grants } from '#kernel/identity/permissions.ts'
import { hazardCase } from './states.ts'

export const hazardGrants: Grants = caseGrants(hazardCase as unknown as CaseType)
