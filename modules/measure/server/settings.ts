import { defineSetting, type SettingsReader, wholeNumber } from '#kernel/settings/setting.ts'

const STOP_MONTHS = 6

/** What an administrator may choose of measures. */
export const measureSettings = {
  stopMonths: defineSetting({
    key: 'measure.stop-months',
    group: 'supervision',
    title: '责令停产停用最长多少个月',
    sentence: '送达和延长时，期限不能超过从送达起这么多个月。',
    unit: '个月',
    ...wholeNumber(1, 24),
    fallback: STOP_MONTHS,
    source: '安全生产法第六十五条没有写期限',
    unverified: '各地执法文书常用六个月，未经核实',
  }),
}

let reader: SettingsReader | null = null

/** Lends the settings of the process to the gates of acts, which the engine calls without them. @returns takes them out again */
export function limitMeasuresBy(settings: SettingsReader): () => void {
  reader = settings
  return () => {
    if (reader === settings) reader = null
  }
}

/** Longest months of a stop; the declared ones in a process that lent no settings. */
export const stopMonthsNow = (): number => (reader ? reader.get(measureSettings.stopMonths) : STOP_MONTHS)
