import { defineSetting, wholeNumber } from '#kernel/settings/setting.ts'

/** What the administrator may change about the audit. */
export const auditSettings = {
  exportCeiling: defineSetting({
    key: 'audit.export-ceiling',
    group: 'data',
    title: '一次最多导出多少条审计记录',
    sentence: '超过时要先按日期或操作缩小范围。',
    unit: '条',
    ...wholeNumber(100, 200_000),
    fallback: 50_000,
    source: '平台默认；没有法定数值',
  }),
}
