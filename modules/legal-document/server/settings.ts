import { defineSetting, line, wholeNumber } from '#kernel/settings/setting.ts'

/** What the administrator may change about documents; what an agency is called stands with the agency. */
export const documentSettings = {
  siteAddress: defineSetting({
    key: 'legal-document.site-address',
    group: 'supervision',
    title: '二维码里的网址开头',
    sentence: '印在文书和企业码牌的二维码里，如 https://aq.example.gov.cn；不填时文书印服务器自己的网址，码牌不能印。',
    ...line(
      200,
      (text) => (/^https?:\/\/[^/\s]+$/.test(text) ? null : '写成 https://主机名 的样子，后面不带斜杠'),
      'https://aq.example.gov.cn',
    ),
    fallback: '',
    source: '平台默认',
  }),
  deviceNumbers: defineSetting({
    key: 'legal-document.device-numbers',
    group: 'supervision',
    title: '一台现场设备每种字号带几个号',
    sentence: '带得少，丢了设备作废的号就少；剩一半以下时联网自动补满。',
    unit: '个',
    ...wholeNumber(2, 50),
    fallback: 6,
    source: '平台默认，没有法定数值，未经核实',
  }),
  deviceNumbersADay: defineSetting({
    key: 'legal-document.device-numbers-a-day',
    group: 'supervision',
    title: '一个账号一天给现场设备领多少个号',
    sentence: '各种字号合计；一天查十几家、每家三份文书、换过设备也够用，再多的当天不给。',
    unit: '个',
    ...wholeNumber(10, 2000),
    fallback: 120,
    source: '平台默认，没有法定数值，未经核实',
  }),
}
