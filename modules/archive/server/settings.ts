import { defineSetting, wholeNumber } from '#kernel/settings/setting.ts'

/** What an office may choose of its archives. */
export const archiveSettings = {
  fileWithinDays: defineSetting({
    key: 'archive.file-within-days',
    group: 'supervision',
    title: '结案后多少天内归档',
    sentence: '超过这个天数还没有归档的，待归档清单里标为逾期。',
    unit: '天',
    ...wholeNumber(1, 365),
    fallback: 30,
    source: '案卷在结案后三十日内归档，各地通行做法',
    unverified: '没有查到全国统一的规定，未经核实',
  }),
}
