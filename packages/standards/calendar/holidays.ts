import type { HolidayNotice } from './work-calendar.ts'

/**
 * The published calendars of 2023–2026. 国务院办公厅关于各年部分节假日安排的通知; `work` are weekend days that are worked.
 * Later years are imported by an administrator; this seed is never the runtime truth.
 */
export const HOLIDAY_NOTICES: readonly HolidayNotice[] = [
  {
    year: 2023,
    source: 'www.gov.cn/zhengce/zhengceku/2022-12/08/content_5730844.htm',
    holidays: [
      { name: '元旦', from: '2022-12-31', to: '2023-01-02', work: [] },
      { name: '春节', from: '2023-01-21', to: '2023-01-27', work: ['2023-01-28', '2023-01-29'] },
      { name: '清明节', from: '2023-04-05', to: '2023-04-05', work: [] },
      { name: '劳动节', from: '2023-04-29', to: '2023-05-03', work: ['2023-04-23', '2023-05-06'] },
      { name: '端午节', from: '2023-06-22', to: '2023-06-24', work: ['2023-06-25'] },
      { name: '中秋节、国庆节', from: '2023-09-29', to: '2023-10-06', work: ['2023-10-07', '2023-10-08'] },
    ],
  },
  {
    year: 2024,
    source: 'www.gov.cn/zhengce/zhengceku/202310/content_6911528.htm',
    holidays: [
      { name: '元旦', from: '2024-01-01', to: '2024-01-01', work: [] },
      { name: '春节', from: '2024-02-10', to: '2024-02-17', work: ['2024-02-04', '2024-02-18'] },
      { name: '清明节', from: '2024-04-04', to: '2024-04-06', work: ['2024-04-07'] },
      { name: '劳动节', from: '2024-05-01', to: '2024-05-05', work: ['2024-04-28', '2024-05-11'] },
      { name: '端午节', from: '2024-06-10', to: '2024-06-10', work: [] },
      { name: '中秋节', from: '2024-09-15', to: '2024-09-17', work: ['2024-09-14'] },
      { name: '国庆节', from: '2024-10-01', to: '2024-10-07', work: ['2024-09-29', '2024-10-12'] },
    ],
  },
  {
    year: 2025,
    source: 'www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm',
    holidays: [
      { name: '元旦', from: '2025-01-01', to: '2025-01-01', work: [] },
      { name: '春节', from: '2025-01-28', to: '2025-02-04', work: ['2025-01-26', '2025-02-08'] },
      { name: '清明节', from: '2025-04-04', to: '2025-04-06', work: [] },
      { name: '劳动节', from: '2025-05-01', to: '2025-05-05', work: ['2025-04-27'] },
      { name: '端午节', from: '2025-05-31', to: '2025-06-02', work: [] },
      { name: '国庆节、中秋节', from: '2025-10-01', to: '2025-10-08', work: ['2025-09-28', '2025-10-11'] },
    ],
  },
  {
    year: 2026,
    source: 'www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm',
    holidays: [
      { name: '元旦', from: '2026-01-01', to: '2026-01-03', work: ['2026-01-04'] },
      { name: '春节', from: '2026-02-15', to: '2026-02-23', work: ['2026-02-14', '2026-02-28'] },
      { name: '清明节', from: '2026-04-04', to: '2026-04-06', work: [] },
      { name: '劳动节', from: '2026-05-01', to: '2026-05-05', work: ['2026-05-09'] },
      { name: '端午节', from: '2026-06-19', to: '2026-06-21', work: [] },
      { name: '中秋节', from: '2026-09-25', to: '2026-09-27', work: [] },
      { name: '国庆节', from: '2026-10-01', to: '2026-10-07', work: ['2026-09-20', '2026-10-10'] },
    ],
  },
]
