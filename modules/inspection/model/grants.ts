import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { caseGrants } from '#kernel/cases/model/declared.ts'
import type { Grants } from '#kernel/identity/permissions.ts'
import { inspectionType } from './inspection.ts'
import { planCase } from './plan.ts'

const OFFICES = ['city_officer', 'county_officer']

export const inspectionGrants: Grants = {
  ...caseGrants(planCase as unknown as CaseType),
  ...caseGrants(inspectionType),
  'inspection.see-own': { title: '查看本企业受检查的情况', roles: ['enterprise_contact'] },
  'draw.read': { title: '查看随机抽取', roles: ['city_admin', 'leader', ...OFFICES] },
  'draw.open': { title: '发起随机抽取', roles: OFFICES },
  'draw.take-part': { title: '作为一方参与随机抽取', roles: ['city_admin', 'leader', ...OFFICES] },
}
