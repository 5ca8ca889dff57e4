/** What is measured (major-hazard-gb18218 §7), with the unit it is usually told in. */
export const parameters = {
  LEVEL: { title: '液位', unit: 'm' },
  TEMP: { title: '温度', unit: '℃' },
  PRES: { title: '压力', unit: 'MPa' },
  FLOW: { title: '流量', unit: 'm³/h' },
  LEL: { title: '可燃气体', unit: '%LEL' },
  TOX: { title: '有毒气体', unit: 'mg/m³' },
  O2: { title: '氧气', unit: '%VOL' },
  HUM: { title: '湿度', unit: '%RH' },
  WIND: { title: '风速', unit: 'm/s' },
  CH4: { title: '甲烷', unit: '%CH₄' },
  CO: { title: '一氧化碳', unit: 'ppm' },
  VALVE: { title: '阀门', unit: '' },
  SIS: { title: '联锁旁路', unit: '' },
} as const
export type Parameter = keyof typeof parameters
export const parameterNames = Object.fromEntries(
  Object.entries(parameters).map(([code, { title }]) => [code, title]),
) as Record<Parameter, string>

/** What is noticed of a point. Four thresholds, what says that the reading itself is not to be trusted, and silence. */
export const alarmKinds = {
  'high-high': '高高报',
  high: '高报',
  low: '低报',
  'low-low': '低低报',
  rate: '变化过快',
  fault: '测点故障',
  flat: '数值不变',
  steady: '数值过于平稳',
  stale: '测点没有数据',
  offline: '设备离线',
} as const
export type AlarmKind = keyof typeof alarmKinds

/** Kinds that are one matter: a value above both limits is one alarm, which grows worse. */
export const matterOf = (kind: AlarmKind): AlarmKind =>
  kind === 'high-high' ? 'high' : kind === 'low-low' ? 'low' : kind

export const alarmLevels = { 1: '一级', 2: '二级', 3: '三级', 4: '四级' } as const
export type AlarmLevel = 1 | 2 | 3 | 4

/** Severity of an alarm, 1 the worst. mqtt-sensors §4. @param isDangerous a toxic or flammable medium */
export function levelOf(kind: AlarmKind, isDangerous: boolean): AlarmLevel {
  if (kind === 'high-high' || kind === 'low-low') return isDangerous ? 1 : 2
  return kind === 'high' || kind === 'low' ? 3 : 4
}

/** What an alarm turned out to be. */
export const causes = {
  true: '真实险情',
  upset: '工艺波动',
  false: '误报',
  test: '测试或检定',
} as const
export type Cause = keyof typeof causes

export const windowKinds = { calibration: '检定校准', maintenance: '检修' } as const
export type WindowKind = keyof typeof windowKinds

/** Whether a change of thresholds is in force. */
export const changeStates = { asked: '待复核', released: '已生效', rejected: '未同意', withdrawn: '已撤回' } as const
export type ChangeState = keyof typeof changeStates
