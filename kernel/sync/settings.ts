import { defineSetting, type SettingsReader, wholeNumber } from '#kernel/settings/setting.ts'
import type { FieldLimits } from './model/grade.ts'

const source = '平台默认；没有法定数值，未经核实'
const group = 'field'

/** From where on a record counts as delayed or back-filled. */
export const fieldSettings = {
  nearM: defineSetting({
    key: 'field.near-metres',
    group,
    title: '离对象多远以内算在现场',
    sentence: '设备自己的定位误差另加；超过的记为补录，照样收下。',
    unit: '米',
    ...wholeNumber(50, 5_000),
    fallback: 300,
    source,
  }),
  travelHours: defineSetting({
    key: 'field.travel-hours',
    group,
    title: '记下多少小时内送到不算滞后',
    sentence: '没有网络时先存在设备上；超过这些小时才送到的记为滞后。',
    unit: '小时',
    ...wholeNumber(1, 240),
    fallback: 24,
    source,
  }),
  clockMinutes: defineSetting({
    key: 'field.clock-minutes',
    group,
    title: '设备时钟差多少分钟要注明',
    sentence: '时间按平台校时换算，差得多的注明差多少。',
    unit: '分钟',
    ...wholeNumber(1, 240),
    fallback: 10,
    source,
  }),
  writeMinutes: defineSetting({
    key: 'field.write-minutes',
    group,
    title: '事后多少分钟内记下算现场',
    sentence: '超过的记为补录，要写明原因。',
    unit: '分钟',
    ...wholeNumber(5, 1_440),
    fallback: 120,
    source,
  }),
}

/** The limits as the administrator has them now. */
export const fieldLimits = (settings: SettingsReader): FieldLimits => ({
  nearM: settings.get(fieldSettings.nearM),
  travelHours: settings.get(fieldSettings.travelHours),
  clockMinutes: settings.get(fieldSettings.clockMinutes),
  writeMinutes: settings.get(fieldSettings.writeMinutes),
})
