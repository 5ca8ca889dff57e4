import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { caseGrants } from '#kernel/cases/model/declared.ts'
import type { Grants } from '#kernel/identity/permissions.ts'
import { taskCase } from './states.ts'

export const taskGrants: Grants = caseGrants(taskCase as unknown as CaseType)
