import { defineSetting, type Setting, type SettingsReader, wholeNumber } from '#kernel/settings/setting.ts'
import { type Grade, grades, type PatrolLevel, patrolLevels } from '../model/codes.ts'
import type { Cycles, VisitLimits } from '../model/rules.ts'

const SOURCE = '平台默认；没有法定数值'
const MOST_DAYS = 400

/** Days between two visits by level and grade; 0 for those visited at random or by sample only (grid.md §8, 未经核实). */
const DEFAULTS: Cycles = {
  grid: { red: 7, orange: 14, yellow: 30, blue: 90, place: 90 },
  town: { red: 30, orange: 90, yellow: 182, blue: 365, place: 182 },
  county: { red: 90, orange: 182, yellow: 0, blue: 0, place: 0 },
}

const LEVELS = Object.keys(patrolLevels) as PatrolLevel[]
const GRADES = Object.keys(grades) as Grade[]

const cycle = (level: PatrolLevel, grade: Grade): Setting<number> =>
  defineSetting({
    key: `patrol.cycle-${level}-${grade}`,
    group: 'supervision',
    title: `${patrolLevels[level]}巡查${grades[grade]}对象的周期`,
    sentence: '0 表示不按周期，随机或抽查；改了以后待巡查名单马上按新的周期算。',
    unit: '天',
    ...wholeNumber(0, MOST_DAYS),
    fallback: DEFAULTS[level][grade],
    source: SOURCE,
    unverified: '各地巡查周期不一，未经核实',
  })

const cycleSettings = Object.fromEntries(
  LEVELS.flatMap((level) => GRADES.map((grade) => [`${level}-${grade}`, cycle(level, grade)])),
) as Record<`${PatrolLevel}-${Grade}`, Setting<number>>

const limits = {
  bufferM: defineSetting({
    key: 'patrol.buffer-m',
    group: 'supervision',
    title: '巡查打卡离对象多远要写理由',
    sentence: '打卡点到对象的直线距离超过它，要写理由才能交，记录上有提示。',
    unit: '米',
    ...wholeNumber(20, 5000),
    fallback: 200,
    source: SOURCE,
    unverified: '未经核实',
  }),
  accuracyM: defineSetting({
    key: 'patrol.accuracy-m',
    group: 'supervision',
    title: '定位误差超过多少算不准',
    sentence: '超过的照收，记录上有提示。',
    unit: '米',
    ...wholeNumber(5, 5000),
    fallback: 50,
    source: SOURCE,
    unverified: '未经核实',
  }),
  secondsPerItem: defineSetting({
    key: 'patrol.seconds-per-item',
    group: 'supervision',
    title: '每个检查项至少看多少秒',
    sentence: '停留时间不到检查项数乘它的，记录上有提示。',
    unit: '秒',
    ...wholeNumber(0, 600),
    fallback: 10,
    source: SOURCE,
    unverified: '未经核实',
  }),
  leastMinutes: defineSetting({
    key: 'patrol.least-minutes',
    group: 'supervision',
    title: '一次巡查至少停留多少分钟',
    sentence: '不到的照收，记录上有提示。',
    unit: '分钟',
    ...wholeNumber(0, 120),
    fallback: 3,
    source: SOURCE,
    unverified: '未经核实',
  }),
  topKmh: defineSetting({
    key: 'patrol.top-kmh',
    group: 'supervision',
    title: '两次打卡之间多快算走得太快',
    sentence: '按直线距离和时间差算，超过的照收，记录上有提示。',
    unit: '公里每小时',
    ...wholeNumber(20, 500),
    fallback: 100,
    source: SOURCE,
    unverified: '未经核实',
  }),
}

/** What the administrator may change about patrols. */
export const patrolSettings = { ...cycleSettings, ...limits }

/** Cycles in force. */
export const cyclesOf = (settings: SettingsReader): Cycles =>
  Object.fromEntries(
    LEVELS.map((level) => [
      level,
      Object.fromEntries(GRADES.map((grade) => [grade, settings.get(cycleSettings[`${level}-${grade}`])])),
    ]),
  ) as unknown as Cycles

/** Limits beyond which a visit is marked. */
export const limitsOf = (settings: SettingsReader): VisitLimits => ({
  bufferM: settings.get(limits.bufferM),
  accuracyM: settings.get(limits.accuracyM),
  secondsPerItem: settings.get(limits.secondsPerItem),
  leastMinutes: settings.get(limits.leastMinutes),
  topKmh: settings.get(limits.topKmh),
})
