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
