import type { Grants } from '#kernel/identity/permissions.ts'

const officials = [
  'city_admin',
  'leader',
  'city_officer',
  'county_officer',
  'town_officer',
  'grid_chief',
  'grid_officer',
]
const editors = ['city_admin', 'city_officer', 'county_officer', 'town_officer']

export const enterpriseGrants: Grants = {
  'enterprise.read': { title: '查看企业', roles: [...officials, 'enterprise_contact'] },
  'enterprise.reveal': { title: '查看完整个人信息', roles: [...editors, 'grid_officer', 'enterprise_contact'] },
  'enterprise.create': { title: '登记企业', roles: editors },
  'enterprise.update': { title: '修改企业档案', roles: editors },
  'enterprise.import': { title: '批量导入企业', roles: ['city_admin', 'city_officer', 'county_officer'] },
  'enterprise.export': { title: '导出企业', roles: [...editors, 'leader'] },
  'enterprise.approve': { title: '审核企业变更', roles: editors },
  'enterprise.keep-ledger': { title: '维护台账', roles: [...editors, 'enterprise_contact'] },
  'enterprise.propose': { title: '维护本企业档案', roles: ['enterprise_contact'] },
  'enterprise.verify': { title: '现场核实关键信息', roles: [...editors, 'grid_chief', 'grid_officer'] },
}
