import type { Grants } from '#kernel/identity/permissions.ts'

const READERS = ['city_admin', 'leader', 'city_officer', 'county_officer', 'town_officer']

/** Certificates are kept by those who keep people and seats. */
export const officerGrants: Grants = {
  'officer.read': { title: '查看执法人员和证件', roles: READERS },
  'officer.maintain': { title: '登记、换发、暂扣、注销执法证件', roles: ['city_admin', 'county_officer'] },
}
