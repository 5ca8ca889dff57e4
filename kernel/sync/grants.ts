import { OBJECT_ROLES, ROLES, WATCHING_ROLES } from '#kernel/identity/model/roles.ts'
import type { Grants } from '#kernel/identity/permissions.ts'

const WORKING = ROLES.filter((role) => !WATCHING_ROLES.has(role))

/**
 * Everybody who works may send what his device kept; what of it is taken, the routes themselves decide. How officers' records were made is
 * no business of the enterprises they are about.
 */
export const syncGrants: Grants = {
  'field.send': { title: '提交离线记录', roles: WORKING },
  'field.export': { title: '导出现场实录', roles: ['city_admin', 'leader', 'city_officer', 'county_officer'] },
  'field.read': { title: '查看现场实录', roles: WORKING.filter((role) => !OBJECT_ROLES.has(role)) },
}
