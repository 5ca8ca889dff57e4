import { defineSetting, wholeNumber } from '#kernel/settings/setting.ts'

const drillMonths = (who: 'often' | 'other', title: string, months: number, source: string, unverified?: string) =>
  defineSetting({
    key: `enterprise.drill-months-${who}`,
    group: 'supervision',
    title,
    sentence: `${who === 'often' ? '高危单位指危险物品、矿山、金属冶炼、建筑施工单位。' : ''}满这个时间没有再演练的企业，从次日起计入应演练未演练。`,
    unit: '个月',
    ...wholeNumber(1, 36),
    fallback: months,
    source,
    ...(unverified ? { unverified } : {}),
  })

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
  drillMonthsOften: drillMonths(
    'often',
    '高危单位、人员密集场所多少个月演练一次',
    6,
    '生产安全事故应急条例第八条：至少每半年组织一次',
  ),
  drillMonthsOther: drillMonths(
    'other',
    '其他企业多少个月演练一次',
    12,
    '生产安全事故应急预案管理办法：综合或专项预案每年至少演练一次',
    '现场处置方案每半年一次的规定未经核实，这里按一年计',
  ),
  importKeptDays: defineSetting({
    key: 'enterprise.import-kept-days',
    group: 'data',
    title: '导入的原始表格保留多少天',
    sentence: '到期后清除上传的文件和退回的行，导入记录和各类行数留下；已写入的企业不受影响。',
    unit: '天',
    ...wholeNumber(7, 3650),
    fallback: 180,
    source: '平台默认；表格里有个人信息，只留办事需要的时间（个人信息保护法第十九条）',
  }),
}
