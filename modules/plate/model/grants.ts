import type { Grants } from '#kernel/identity/permissions.ts'

const KEEPERS = [
  'city_admin',
  'city_officer',
  'county_officer',
  'town_officer',
  'grid_chief',
  'grid_officer',
  'enterprise_contact',
]

/** Plates are made by whoever goes to the enterprise, and by the enterprise for its own gate. */
export const plateGrants: Grants = {
  'plate.read': { title: '查看、扫描、打印企业码牌', roles: [...KEEPERS, 'leader'] },
  'plate.issue': { title: '制作、作废企业码牌', roles: KEEPERS },
}
