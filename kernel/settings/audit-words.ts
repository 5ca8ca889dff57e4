import { type AuditDetail, type AuditWords, said } from '#kernel/audit/words.ts'

const tell = (detail: AuditDetail) =>
  `「${said(detail, 'title')}」从 ${said(detail, 'before')} 改为 ${said(detail, 'after')}`

/** How changes of settings are said in the audit. */
export const settingWords: AuditWords = {
  acts: {
    'settings.changed': { name: '改系统设置', tell },
    'settings.security-changed': { name: '改登录与安全设置', tell },
  },
  objects: { setting: '系统设置' },
}
