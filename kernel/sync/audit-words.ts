import { type AuditWords, said } from '#kernel/audit/words.ts'

/** How what devices send is said in the audit; each operation has the line of its own act beside. */
export const syncWords: AuditWords = {
  acts: {
    'sync.received': { name: '收到设备离线记录' },
    'field.exported': {
      name: '导出现场实录',
      tell: (detail) => `${said(detail, 'count')} 条，${said(detail, 'format').toUpperCase()} 文件`,
    },
  },
  objects: {},
}
