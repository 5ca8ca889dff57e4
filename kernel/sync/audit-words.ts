import type { AuditWords } from '#kernel/audit/words.ts'

/** How what devices send is said in the audit; each operation has the line of its own act beside. */
export const syncWords: AuditWords = {
  acts: { 'sync.received': { name: '收到设备离线记录' } },
  objects: {},
}
