import { defineSetting, wholeNumber } from '#kernel/settings/setting.ts'

/** What an office may choose of inspections. */
export const inspectionSettings = {
  yearlyCap: defineSetting({
    key: 'inspection.yearly-cap',
    group: 'supervision',
    title: '每家企业一年最多检查几次',
    sentence: '没有排进计划的检查按这个数提醒；到了次数再查，要选突破上限的理由。计划里的按计划自己的上限。',
    unit: '次',
    ...wholeNumber(1, 50),
    fallback: 2,
    source: '国办发〔2024〕54号要求公布年度检查频次上限',
    unverified: '各地公布的次数不同，未经核实',
  }),
  longestTerm: defineSetting({
    key: 'inspection.longest-term-days',
    group: 'supervision',
    title: '责令限期整改最长多少天',
    sentence: '责令整改时期限不能超过这个天数；确实不够的由企业申请延期。',
    unit: '天',
    ...wholeNumber(1, 365),
    fallback: 30,
    source: '执法文书通常不超过 30 日',
    unverified: '没有查到全国统一的规定，未经核实',
  }),
}
