import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { caseGrants } from '#kernel/cases/model/declared.ts'
import type { Grants } from '#kernel/identity/permissions.ts'
import { measureCase } from './measure.ts'

export const measureGrants: Grants = {
  ...caseGrants(measureCase as unknown as CaseType),
  'measure.read-own': { title: '查看对本单位采取的措施', roles: ['enterprise_contact'] },
}
