import { type AuditWords, phrase, quoted, said } from '#kernel/audit/words.ts'

const titled = (detail: Readonly<Record<string, unknown>>) => quoted(said(detail, 'title'))

/** How reports of one's own are said in the audit. */
export const analysisWords: AuditWords = {
  acts: {
    'report.template-created': { name: '新建报告模板', tell: (detail) => phrase(titled(detail)) },
    'report.template-saved': {
      name: '修改报告模板',
      tell: (detail) => phrase(titled(detail), said(detail, 'version') && `第 ${said(detail, 'version')} 版`),
    },
    'report.template-retired': { name: '停用报告模板', tell: (detail) => phrase(titled(detail)) },
    'report.previewed': { name: '预览报告', tell: (detail) => phrase(titled(detail)) },
    'report.written': {
      name: '写出报告',
      tell: (detail) =>
        phrase(titled(detail), said(detail, 'period'), said(detail, 'sent') && `发给 ${said(detail, 'sent')} 个岗位`),
    },
  },
  objects: { report: '报告', 'report-template': '报告模板' },
  links: { report: (id) => `/reports/${id}`, 'report-template': (id) => `/report-templates/${id}` },
}
