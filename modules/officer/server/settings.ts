import { defineSetting, wholeNumber } from '#kernel/settings/setting.ts'

/** What an office may choose of certificates. */
export const officerSettings = {
  longestTerm: defineSetting({
    key: 'officer.longest-term-years',
    group: 'supervision',
    title: '执法证件有效期最长多少年',
    sentence: '登记和换发时，有效期不能超过这个年数；拿不准的看证件上印的日期。',
    unit: '年',
    ...wholeNumber(1, 30),
    fallback: 10,
    source: '平台默认，防止填错日期',
    unverified: '各地证件的有效期不同，没有查到全国统一的规定，未经核实',
  }),
}
