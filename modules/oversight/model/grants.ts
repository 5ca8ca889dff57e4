import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { caseGrants } from '#kernel/cases/model/declared.ts'
import type { Grants } from '#kernel/identity/permissions.ts'
import { oversightCase } from './states.ts'

export const oversightGrants: Grants = caseGrants(oversightCase as unknown as CaseType)
