import { defineSetting, wholeNumber } from '#kernel/settings/setting.ts'

const term = (key: string, title: string, unit: string, bounds: [number, number], fallback: number, source: string) =>
  defineSetting({
    key: `monitoring.${key}`,
    group: 'supervision',
    title,
    sentence: '以后的报警按它处理；已有的不变。',
    unit,
    ...wholeNumber(...bounds),
    fallback,
    source,
    unverified: '未经核实，各地和企业制度可能更严',
  })

const LIFE = 'GB 17681-2024 的通行做法'

/** What the administrator may change about points and alarms. */
export const monitoringSettings = {
  silent: term('silent-minutes', '设备多少分钟没有数据报离线', '分钟', [2, 1440], 10, LIFE),
  escalateFirst: term('escalate-enterprise', '报警多少分钟无人确认再催企业', '分钟', [1, 120], 5, LIFE),
  escalateCounty: term('escalate-county', '报警多少分钟无人确认报县级值班', '分钟', [2, 240], 15, LIFE),
  escalateLeader: term('escalate-leader', '一二级报警多少分钟无人确认报县级领导', '分钟', [5, 480], 30, LIFE),
  stormSize: term('storm-size', '同一企业五分钟内多少个测点报警并为一件', '个', [3, 200], 10, '平台默认'),
  windowHours: term('window-hours', '一次检定检修最长多少小时', '小时', [1, 720], 72, '平台默认'),
  ceiling: term(
    'alarm-ceiling',
    '一个岗位一班最多收多少件报警才算合理',
    '件',
    [1, 1000],
    48,
    'EEMUA 191：每小时不多于 6 件',
  ),
}
