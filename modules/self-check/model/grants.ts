import type { Grants } from '#kernel/identity/permissions.ts'

/** An enterprise plans and does its own checks; offices of the place see whether and how. */
export const selfCheckGrants: Grants = {
  'self-check.read': {
    title: '查看企业自查',
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
  'self-check.keep': { title: '安排和开展本企业自查', roles: ['enterprise_contact'] },
}
