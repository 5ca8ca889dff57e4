import { type AuditDetail, type AuditWords, phrase, said } from '#kernel/audit/words.ts'

const changed = (detail: AuditDetail) => phrase(said(detail, 'code'), said(detail, 'name'), said(detail, 'why'))

/** How changes of the check library are said in the audit. */
export const checkItemWords: AuditWords = {
  acts: {
    'check-item.added': { name: '新增检查项', tell: changed },
    'check-item.corrected': { name: '更正检查项', tell: changed },
    'check-item.closed': { name: '停用检查项', tell: changed },
    'check-item.import-read': { name: '预览检查项表格' },
    'check-item.imported': {
      name: '导入检查项',
      tell: (detail) =>
        phrase(
          said(detail, 'filename'),
          `新增 ${said(detail, 'added')} 项`,
          `更正 ${said(detail, 'corrected')} 项`,
          said(detail, 'why'),
        ),
    },
    'check-item.template-added': { name: '新增检查模板', tell: changed },
    'check-item.template-revised': { name: '修改检查模板', tell: changed },
    'check-item.template-closed': { name: '停用检查模板', tell: changed },
  },
  objects: { 'check-item': '检查项', 'check-template': '检查模板' },
  links: {
    'check-item': (code) => `/check-items/${code}`,
    'check-template': (code) => `/check-templates/${code}`,
  },
}
