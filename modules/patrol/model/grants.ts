import type { Grants } from '#kernel/identity/permissions.ts'

const STAFF = ['city_officer', 'county_officer', 'town_officer', 'grid_chief', 'grid_officer']

export const patrolGrants: Grants = {
  'patrol.read': { title: '查看巡查', roles: ['city_admin', 'leader', ...STAFF] },
  'patrol.record': { title: '登记巡查', roles: STAFF },
}
