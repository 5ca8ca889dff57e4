import { defineSetting, type SettingsReader, several, wholeNumber } from '#kernel/settings/setting.ts'
import { hazardClasses } from '../model/codes.ts'
import type { WatchRules } from '../model/watch.ts'

const term = (key: string, title: string, unit: string, bounds: [number, number], fallback: number, source: string) =>
  defineSetting({
    key: `vehicle.${key}`,
    group: 'supervision',
    title,
    sentence: '以后收到的定位按它判断；已有的报警不变。',
    unit,
    ...wholeNumber(...bounds),
    fallback,
    source,
    unverified: '未经核实，各地和企业制度可能更严',
  })

/** What the administrator may change about vehicles of hazardous goods. */
export const vehicleSettings = {
  speedLimit: term('speed-limit', '危险货物车辆默认限速', 'km/h', [20, 120], 80, '道路危险货物运输管理规定的通行做法'),
  overspeedMargin: term(
    'overspeed-margin',
    '超过限速多少 km/h 才算超速',
    'km/h',
    [0, 20],
    3,
    '平台默认：定位测速的误差',
  ),
  overspeed: term('overspeed-seconds', '超速持续多少秒报警', '秒', [0, 600], 10, '平台默认'),
  driving: term(
    'driving-minutes',
    '连续驾驶多少分钟为疲劳驾驶',
    '分钟',
    [30, 480],
    240,
    '道路交通安全法实施条例第六十二条第七项',
  ),
  rest: term('rest-minutes', '停车多少分钟算休息过', '分钟', [5, 120], 20, '道路交通安全法实施条例第六十二条第七项'),
  stop: term('stop-minutes', '载货途中停车多少分钟报警', '分钟', [5, 240], 20, '平台默认'),
  silent: term('silent-minutes', '载货车辆多少分钟没有定位报离线', '分钟', [2, 120], 10, '平台默认'),
  late: term('late-seconds', '晚到多少秒的定位只存不报警', '秒', [30, 3600], 300, '平台默认'),
  poweredClasses: defineSetting({
    key: 'vehicle.powered-classes',
    group: 'supervision',
    title: '载有哪些类项的货物时不得断开动力',
    sentence: '这些货物运输中要靠车辆动力控温或搅拌，断开动力会带来新的危险。',
    ...several(Object.entries(hazardClasses).map(([value, label]) => ({ value, label }))),
    fallback: ['4.1', '5.2'],
    source: '平台默认：自反应物质和有机过氧化物需要控温',
    unverified: '未经核实',
  }),
}

/** The rules of following in force. */
export const watchRulesOf = (settings: SettingsReader): WatchRules => ({
  overspeedMarginKmh: settings.get(vehicleSettings.overspeedMargin),
  overspeedSeconds: settings.get(vehicleSettings.overspeed),
  drivingMinutes: settings.get(vehicleSettings.driving),
  restMinutes: settings.get(vehicleSettings.rest),
  stopMinutes: settings.get(vehicleSettings.stop),
  lateSeconds: settings.get(vehicleSettings.late),
})
