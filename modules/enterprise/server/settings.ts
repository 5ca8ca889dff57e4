import { defineSetting, wholeNumber } from '#kernel/settings/setting.ts'

/** What the administrator may change about the register. */
export const enterpriseSettings = {
  exportCeiling: defineSetting({
    key: 'enterprise.export-ceiling',
    group: 'data',
    title: '一次最多导出多少家企业',
    sentence: '超过时要先缩小范围；更多的数据走交换接口。',
    unit: '家',
    ...wholeNumber(100, 200_000),
    fallback: 50_000,
    source: '平台默认；没有法定数值',
  }),
}
