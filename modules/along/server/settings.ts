import { defineSetting, wholeNumber } from '#kernel/settings/setting.ts'

/** What the administrator may change about taking along. */
export const alongSettings = {
  fileKilobytes: defineSetting({
    key: 'along.file-kilobytes',
    group: 'field',
    title: '带上一家企业最多多大',
    sentence: '一家企业的档案、历史和隐患超过它，从最大的一部分起不带，并写明没有带什么。',
    unit: 'KB',
    ...wholeNumber(5, 5_000),
    fallback: 5_000,
    source: '平台默认：每家不超过 5 MB',
  }),
}
