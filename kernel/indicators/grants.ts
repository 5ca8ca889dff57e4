import { OBJECT_ROLES, ROLES } from '#kernel/identity/model/roles.ts'
import type { Grants } from '#kernel/identity/permissions.ts'

/** Offices read figures; each figure besides asks for the word its rows ask for. */
export const indicatorGrants: Grants = {
  'indicator.read': { title: '查看指标和决策分析', roles: ROLES.filter((role) => !OBJECT_ROLES.has(role)) },
}
