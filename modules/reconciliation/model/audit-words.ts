import { type AuditWords, called, phrase, quoted, said } from '#kernel/audit/words.ts'
import { verdicts } from './codes.ts'

const VERDICTS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(verdicts).map(([key, { title }]) => [key, title]),
)
const times = (count: string) => count && `${count} 处`

/** How reconciliations are said in the audit. What stood in the sheet is not written there. */
export const reconciliationWords: AuditWords = {
  acts: {
    'reconciliation.started': {
      name: '上传台账核对',
      tell: (detail) =>
        phrase(
          said(detail, 'title'),
          quoted(said(detail, 'filename')),
          said(detail, 'lines') && `${said(detail, 'lines')} 行`,
        ),
    },
    'reconciliation.compared': {
      name: '比对台账',
      tell: (detail) => phrase(said(detail, 'title'), quoted(said(detail, 'filename'))),
    },
    'reconciliation.withdrawn': {
      name: '作废数据核对',
      tell: (detail) =>
        phrase(quoted(said(detail, 'filename')), said(detail, 'reason') && `原因：${said(detail, 'reason')}`),
    },
    'reconciliation.settled': {
      name: '处理核对差异',
      tell: (detail) =>
        phrase(times(said(detail, 'count')), called(detail, 'verdict', VERDICTS), said(detail, 'reason')),
    },
    'reconciliation.identified': {
      name: '认定台账里的一行',
      tell: (detail) => phrase(detail.rowId ? '是平台上的一条' : '不归本网格', said(detail, 'reason')),
    },
    'reconciliation.reopened': {
      name: '重开核对差异',
      tell: (detail) => phrase(times(said(detail, 'count')), said(detail, 'reason')),
    },
    'reconciliation.exported': {
      name: '导出核对差异',
      tell: (detail) => phrase(quoted(said(detail, 'filename')), times(said(detail, 'count'))),
    },
  },
  objects: { reconciliation: '数据核对' },
  links: { reconciliation: (id) => `/reconciliations/${id}` },
}
