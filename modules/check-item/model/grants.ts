import type { Grants } from '#kernel/identity/permissions.ts'

/** What to look at is no secret: whoever supervises or is supervised may read it. */
export const checkItemGrants: Grants = {
  'check-item.read': {
    title: '查看检查项和检查模板',
    roles: [
      'city_admin',
      'leader',
      'city_officer',
      'county_officer',
      'town_officer',
      'grid_chief',
      'grid_officer',
      'enterprise_contact',
    ],
  },
  'check-item.maintain': {
    title: '维护本地的检查项和检查模板',
    roles: ['city_admin', 'city_officer', 'county_officer'],
  },
}
