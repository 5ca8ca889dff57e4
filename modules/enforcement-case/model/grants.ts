import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { caseGrants } from '#kernel/cases/model/declared.ts'
import type { Grants } from '#kernel/identity/permissions.ts'
import { PARTY } from './standing.ts'
import { enforcementCase } from './states.ts'

export const enforcementGrants: Grants = {
  ...caseGrants(enforcementCase as unknown as CaseType),
  'enforcement-case.read-own': { title: '查看对本单位的处罚告知和决定', roles: PARTY },
}
