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

export const gridGrants: Grants = {
  'grid.read': { title: '查看网格', roles: [...officials, 'enterprise_contact'] },
  'grid.assign': { title: '安排监管责任', roles: ['city_admin', 'city_officer', 'county_officer'] },
  'grid.edit': { title: '调整网格', roles: ['city_admin'] },
}
