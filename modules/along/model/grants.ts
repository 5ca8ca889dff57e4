import type { Grants } from '#kernel/identity/permissions.ts'

/** Those who go out to enterprises; what of a file comes along, the words of its parts decide. */
export const alongGrants: Grants = {
  'along.take': {
    title: '带上一片外出',
    roles: ['city_officer', 'county_officer', 'town_officer', 'grid_chief', 'grid_officer'],
  },
}
