import { defineSetting, wholeNumber } from '#kernel/settings/setting.ts'

/** What the administrator may change about self-checks. */
export const selfCheckSettings = {
  zeroRun: defineSetting({
    key: 'self-check.zero-run',
    group: 'supervision',
    title: '连续多少次零报告后列为存疑',
    sentence: '同时政府检查近期发现过隐患的，企业列入零报告存疑；只是列出来，不作结论。',
    unit: '次',
    ...wholeNumber(2, 60),
    fallback: 3,
    source: '平台默认；没有法定数值',
  }),
  officeDays: defineSetting({
    key: 'self-check.office-days',
    group: 'supervision',
    title: '零报告存疑：政府检查发现的隐患往前数多少天',
    sentence: '这么多天内政府检查发现过隐患，又连续零报告的，列为存疑。',
    unit: '天',
    ...wholeNumber(7, 366),
    fallback: 90,
    source: '平台默认；没有法定数值',
  }),
}
