import { type AuditWords, phrase, quoted, said } from '#kernel/audit/words.ts'

/** How figures taken out are said in the audit. */
export const indicatorWords: AuditWords = {
  acts: {
    'indicator.exported': { name: '导出指标', tell: (detail) => phrase(quoted(said(detail, 'name'))) },
  },
  objects: { indicator: '指标' },
}
