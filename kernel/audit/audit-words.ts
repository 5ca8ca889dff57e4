import { type AuditWords, phrase, said } from './words.ts'

/** How reading the audit itself is said. */
export const auditOwnWords: AuditWords = {
  acts: {
    'audit.exported': {
      name: '导出审计记录',
      tell: (detail) => phrase(said(detail, 'count') && `${said(detail, 'count')} 条`, said(detail, 'format')),
    },
  },
  objects: {},
}
