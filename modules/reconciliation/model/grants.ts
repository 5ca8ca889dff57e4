import type { Grants } from '#kernel/identity/permissions.ts'

const KEEPERS = ['city_admin', 'city_officer', 'county_officer', 'town_officer']

/** Offices hold their own lists against the platform; whoever leads reads what came of it. Each list besides asks for the word its rows ask for. */
export const reconciliationGrants: Grants = {
  'reconciliation.read': { title: '查看数据核对', roles: [...KEEPERS, 'leader'] },
  'reconciliation.keep': { title: '上传台账核对、处理差异', roles: KEEPERS },
}
