import type { Grants } from '#kernel/identity/permissions.ts'

/** Everyday settings belong to the system administrator, those of security to the security administrator. */
export const settingGrants: Grants = {
  'settings.read': { title: '查看系统设置', roles: ['city_admin', 'security_admin', 'audit_admin'] },
  'settings.edit': { title: '修改系统设置', roles: ['city_admin'] },
  'settings.secure': { title: '修改登录与安全设置', roles: ['city_admin', 'security_admin'], apart: 'security_admin' },
}
