import { defineSetting, wholeNumber } from '#kernel/settings/setting.ts'

/** What the administrator may change about cases. */
export const caseSettings = {
  raiseAfterHours: defineSetting({
    key: 'cases.raise-after-hours',
    group: 'cases',
    title: '逾期多少小时后报上级岗位',
    sentence: '从期限届满起算；到时仍未办的，上级岗位收到消息，下级逾期一栏里看得到。',
    unit: '小时',
    ...wholeNumber(0, 720),
    fallback: 24,
    source: '平台默认；没有法定数值',
  }),
  exportCeiling: defineSetting({
    key: 'cases.export-ceiling',
    group: 'cases',
    title: '一次最多导出多少件',
    sentence: '超过时要先缩小范围；更多的数据走交换接口。',
    unit: '件',
    ...wholeNumber(100, 200_000),
    fallback: 50_000,
    source: '平台默认；没有法定数值',
  }),
  bulkCeiling: defineSetting({
    key: 'cases.bulk-ceiling',
    group: 'cases',
    title: '全选符合条件的，一次最多办多少件',
    sentence: '超过时要先缩小范围；由后台逐件办，办不成的逐件给出原因。',
    unit: '件',
    ...wholeNumber(200, 20_000),
    fallback: 2_000,
    source: '平台默认；没有法定数值',
  }),
  riseAfterDays: defineSetting({
    key: 'cases.rise-after-days',
    group: 'cases',
    title: '岗位空缺多少天后，手里的事升给上级岗位',
    sentence: '给继任者留的时间；到期没人接，事情自动升给上级岗位，不会没人管。',
    unit: '天',
    ...wholeNumber(0, 60),
    fallback: 3,
    source: '平台默认；没有法定数值',
  }),
}
