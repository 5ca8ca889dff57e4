import type { Grants } from '#kernel/identity/permissions.ts'

/** One's own inbox needs no word; the outbox shows what left the platform. */
export const messageGrants: Grants = {
  'outbox.read': { title: '查看短信和邮件发送记录', roles: ['city_admin'] },
}
