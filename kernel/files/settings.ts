import { defineSetting, type SettingsReader, several, wholeNumber } from '#kernel/settings/setting.ts'
import { commonKinds } from './kinds.ts'
import type { UploadLimits } from './service.ts'

/** What may be uploaded. */
export const fileSettings = {
  maxMegabytes: defineSetting({
    key: 'file.max-megabytes',
    group: 'file',
    title: '一个文件最大多大',
    sentence: '超过的文件不接收；正在上传的按开始时的设置。',
    unit: 'MB',
    ...wholeNumber(1, 500),
    fallback: 50,
    source: '平台默认；没有法定数值',
  }),
  endings: defineSetting({
    key: 'file.endings',
    group: 'file',
    title: '接收哪些类型的文件',
    sentence: '按文件名的后缀接收，内容与后缀不符的一律不收；已上传的文件不受影响。',
    ...several(
      Object.keys(commonKinds).map((ending) => ({ value: ending, label: ending })),
      '至少选一种，一种都不选就什么文件也传不上来',
    ),
    fallback: Object.keys(commonKinds),
    source: 'GB/T 22239-2019 8.1.4.4、8.1.4.5 入侵防范、恶意代码防范；压缩包无法检查内容，不在可选之列',
  }),
}

/** The limits of an upload as the settings have them whenever one is asked for. */
export const uploadLimitsOf = (settings: SettingsReader): UploadLimits => ({
  get maxBytes() {
    return settings.get(fileSettings.maxMegabytes) * 1024 * 1024
  },
  get kinds() {
    const endings = settings.get(fileSettings.endings)
    return Object.fromEntries(Object.entries(commonKinds).filter(([ending]) => endings.includes(ending)))
  },
})
