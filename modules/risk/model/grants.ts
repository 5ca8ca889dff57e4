import type { Grants } from '#kernel/identity/permissions.ts'

const officers = ['city_officer', 'county_officer', 'town_officer']

/** The enterprise keeps its risk points itself; offices of the place read them and say what they think. */
export const riskGrants: Grants = {
  'risk.read': {
    title: '查看风险点',
    roles: ['city_admin', 'leader', ...officers, 'grid_chief', 'grid_officer', 'enterprise_contact'],
  },
  'risk.keep': { title: '维护本企业风险点', roles: ['enterprise_contact'] },
  'risk.review': { title: '复核风险点', roles: officers },
}
