import type { Grants } from '#kernel/identity/permissions.ts'

/** Reading the audit is its own right (GB/T 22239-2019 8.1.4.3). */
export const auditGrants: Grants = {
  'audit.read': { title: '查看审计记录', roles: ['city_admin', 'audit_admin'], apart: 'audit_admin' },
}
