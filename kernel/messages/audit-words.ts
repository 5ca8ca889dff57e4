import type { AuditWords } from '#kernel/audit/words.ts'

/** How messages are said in the audit. */
export const messageWords: AuditWords = {
  acts: { 'message.read': { name: '读消息' }, 'message.all-read': { name: '消息全部已读' } },
  objects: { message: '消息' },
}
