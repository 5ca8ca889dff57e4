import type { Grants } from '#kernel/identity/permissions.ts'

const offices = ['city_admin', 'city_officer', 'county_officer', 'town_officer']

export const documentGrants: Grants = {
  'legal-document.read': {
    title: '查看执法文书',
    roles: [...offices, 'leader', 'grid_chief', 'grid_officer', 'enterprise_contact'],
  },
  'legal-document.draft': { title: '起草执法文书', roles: offices },
  'legal-document.issue': { title: '制发执法文书、取号', roles: ['city_officer', 'county_officer', 'city_admin'] },
  'legal-document.sign': { title: '采集文书签名', roles: offices },
  'legal-document.serve': { title: '登记文书送达', roles: offices },
  'legal-document.receive': { title: '签收送达本企业的文书', roles: ['enterprise_contact'] },
  'legal-document.withdraw': { title: '撤回、更正执法文书', roles: ['city_officer', 'county_officer', 'city_admin'] },
  'legal-document.number': { title: '预留、退回、作废文号', roles: ['city_officer', 'county_officer', 'city_admin'] },
  'legal-template.maintain': { title: '维护文书模板', roles: ['city_admin', 'city_officer', 'county_officer'] },
  'legal-agency.maintain': { title: '维护执法机关信息', roles: ['city_admin', 'county_officer'] },
}
