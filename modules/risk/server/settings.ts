import { choice, defineSetting, type SettingsReader, wholeNumber } from '#kernel/settings/setting.ts'
import type { Level } from '../model/codes.ts'
import { bandSets, type Method } from '../model/methods.ts'
import type { GradeRules, RegionRules } from '../model/rules.ts'

const optionsOf = (method: Method) =>
  bandSets.filter((set) => set.method === method).map(({ code, title }) => ({ value: code, label: title }))

/** Names of settings carry no digits. */
const COLOURS: Readonly<Record<Level, string>> = { 1: 'red', 2: 'orange', 3: 'yellow', 4: 'blue' }

const reviewMonths = (level: Level, word: string, months: number) =>
  defineSetting({
    key: `risk.review-months-${COLOURS[level]}`,
    group: 'supervision',
    title: `${word}多少个月重新评估一次`,
    sentence: '下一次评估的期限从评估那天算起；已经定下的期限不变。',
    unit: '个月',
    ...wholeNumber(1, 60),
    fallback: months,
    source: '平台默认；没有法定数值',
    unverified: '评估周期未经核实',
  })

const weight = (level: Level, word: string, points: number) =>
  defineSetting({
    key: `risk.region-weight-${COLOURS[level]}`,
    group: 'supervision',
    title: `区域风险：最高一级风险点是${word}的企业计多少分`,
    sentence: '网格的区域风险指数是已评估企业得分的平均数。',
    unit: '分',
    ...wholeNumber(0, 100),
    fallback: points,
    source: '平台默认；没有法定数值',
    unverified: '区域风险的算法各地不同，未经核实',
  })

const least = (word: string, key: string, index: number) =>
  defineSetting({
    key: `risk.region-${key}`,
    group: 'supervision',
    title: `区域风险指数达到多少为${word}色`,
    sentence: '达到这个数的网格在风险图上显示这种颜色。',
    unit: '分',
    ...wholeNumber(1, 100),
    fallback: index,
    source: '平台默认；没有法定数值',
    unverified: '区域风险的分档各地不同，未经核实',
  })

/** What the administrator may change about risk grading. */
export const riskSettings = {
  lecBands: defineSetting({
    key: 'risk.lec-bands',
    group: 'supervision',
    title: 'LEC 法的分档',
    sentence: '以后的评估按它定级；做过的评估不变。',
    ...choice(optionsOf('LEC')),
    fallback: 'lec-over-320',
    source: '各地双重预防细则',
    unverified: '320 归橙还是归红，各地不一',
  }),
  lsBands: defineSetting({
    key: 'risk.ls-bands',
    group: 'supervision',
    title: 'LS 法的分档',
    sentence: '以后的评估按它定级；做过的评估不变。',
    ...choice(optionsOf('LS')),
    fallback: 'ls-shandong',
    source: '山东省双重预防细则',
    unverified: '各地分档不一',
  }),
  reviewMonths1: reviewMonths(1, '红色风险', 1),
  reviewMonths2: reviewMonths(2, '橙色风险', 3),
  reviewMonths3: reviewMonths(3, '黄色风险', 6),
  reviewMonths4: reviewMonths(4, '蓝色风险', 12),
  repeatCount: defineSetting({
    key: 'risk.repeat-count',
    group: 'supervision',
    title: '同一风险点出现多少条隐患后要重新评估',
    sentence: '达到时风险点标为需重新评估，并告知企业和负责的岗位。',
    unit: '条',
    ...wholeNumber(2, 20),
    fallback: 2,
    source: '平台默认；没有法定数值',
  }),
  repeatDays: defineSetting({
    key: 'risk.repeat-days',
    group: 'supervision',
    title: '在多少天内计算同一风险点的隐患',
    sentence: '往前数这么多天，上次评估之前的不算。',
    unit: '天',
    ...wholeNumber(7, 366),
    fallback: 90,
    source: '平台默认；没有法定数值',
  }),
  weight1: weight(1, '红色', 100),
  weight2: weight(2, '橙色', 60),
  weight3: weight(3, '黄色', 30),
  weight4: weight(4, '蓝色', 10),
  regionRed: least('红', 'red', 70),
  regionOrange: least('橙', 'orange', 40),
  regionYellow: least('黄', 'yellow', 20),
}

/** The rules of grading in force. */
export const gradeRulesOf = (settings: SettingsReader): GradeRules => ({
  LEC: settings.get(riskSettings.lecBands),
  LS: settings.get(riskSettings.lsBands),
  reviewMonths: {
    1: settings.get(riskSettings.reviewMonths1),
    2: settings.get(riskSettings.reviewMonths2),
    3: settings.get(riskSettings.reviewMonths3),
    4: settings.get(riskSettings.reviewMonths4),
  },
})

/** The rules of the regional colour in force. */
export const regionRulesOf = (settings: SettingsReader): RegionRules => ({
  weights: {
    1: settings.get(riskSettings.weight1),
    2: settings.get(riskSettings.weight2),
    3: settings.get(riskSettings.weight3),
    4: settings.get(riskSettings.weight4),
  },
  least: [
    settings.get(riskSettings.regionRed),
    settings.get(riskSettings.regionOrange),
    settings.get(riskSettings.regionYellow),
  ],
})
