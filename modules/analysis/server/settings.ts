import { defineSetting, line, type SettingsReader } from '#kernel/settings/setting.ts'
import { readLocalDate } from '#standards/calendar/local-date.ts'

/** What the administrator may change about reports. */
export const analysisSettings = {
  reportDay: defineSetting<string>({
    key: 'analysis.report-day',
    group: 'supervision',
    title: '通报的数据日期',
    sentence: '通报和排名默认截至哪一天；不填为当天。演示数据写入它自己的报告日。',
    ...line(10, dayFault, '2026-11-22'),
    fallback: '',
    source: '平台默认',
  }),
}

function dayFault(text: string): string | null {
  try {
    readLocalDate(text)
    return null
  } catch {
    return '应为日期，如 2026-11-22'
  }
}

/** The day of the newest data, where it is recorded and has come; today otherwise. */
export function reportDayOf(settings: SettingsReader, today: string): string {
  const recorded = settings.get(analysisSettings.reportDay)
  return recorded !== '' && recorded <= today ? recorded : today
}
