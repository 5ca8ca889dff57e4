import type { Grants } from '#kernel/identity/permissions.ts'

const OFFICERS = ['city_officer', 'county_officer', 'town_officer']

/** Who reads what the figures say is worse, who decides on it, and who lets it be looked for at once. */
export const insightGrants: Grants = {
  'insight.read': { title: '查看研判、排序模型和预警', roles: ['city_admin', 'leader', ...OFFICERS] },
  'insight.decide': { title: '采纳或不采纳研判', roles: ['leader', ...OFFICERS] },
  'insight.entrust': { title: '把研判交办给本单位监管岗位', roles: ['leader'] },
  'insight.find': { title: '马上重新研判、重新训练排序模型', roles: ['city_admin', 'city_officer'] },
}
