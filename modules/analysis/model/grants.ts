import type { Grants } from '#kernel/identity/permissions.ts'

/** Offices write report templates for their own grid; what is written, whoever reads figures reads inside his grid or his seat's mail. */
export const analysisGrants: Grants = {
  'report.keep': {
    title: '写报告模板、定期发送报告',
    roles: ['city_admin', 'city_officer', 'county_officer', 'town_officer'],
  },
}
