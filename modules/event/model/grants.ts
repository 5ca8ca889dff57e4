import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { caseGrants } from '#kernel/cases/model/declared.ts'
import type { Grants } from '#kernel/identity/permissions.ts'
import { eventCase } from './states.ts'

export const eventGrants: Grants = caseGrants(eventCase as unknown as CaseType)
