import type { CaseType } from '#kernel/cases/model/case-type.ts'
import { caseGrants } from '#kernel/cases/model/declared.ts'
import type { Grants } from '#kernel/identity/permissions.ts'
import { alarmCase } from './states.ts'

const officers = ['city_officer', 'county_officer', 'town_officer']

/** An enterprise keeps its points and puts alarms aside; thresholds are changed by two persons, of it or of an office. */
export const monitoringGrants: Grants = {
  ...caseGrants(alarmCase as unknown as CaseType),
  'monitoring.read': { title: '查看监测点', roles: ['city_admin', 'leader', ...officers, 'enterprise_contact'] },
  'monitoring.keep': { title: '登记测点、检定检修、申请改限值', roles: ['enterprise_contact', ...officers] },
  'monitoring.release': { title: '复核限值修改', roles: ['enterprise_contact', ...officers] },
  'monitoring.shelve': { title: '搁置报警', roles: ['enterprise_contact', ...officers] },
}
