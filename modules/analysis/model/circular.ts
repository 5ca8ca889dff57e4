import { addDays, type LocalDate } from '#standards/calendar/local-date.ts'

/** One line of the circular: an indicator, and by what it is parted. What is counted and how stands at the indicator. */
export interface LineSpec {
  code: string
  /** `grid` for the grids one level below, or a dimension of the indicator; none for the whole alone. */
  by?: string
  /** Parts stand in the order their dimension names them, such as levels; the largest first otherwise. */
  inOrder?: boolean
}

export interface SectionSpec {
  title: string
  lines: readonly LineSpec[]
}

export const CIRCULAR_TITLE = '应用情况通报'

/** The circular (应用情况通报), section by section. No figure stands here: every one is read from the ledger of indicators. */
export const circularSections: readonly SectionSpec[] = [
  {
    title: '企业底数',
    lines: [
      { code: 'enterprise.count', by: 'grid' },
      { code: 'enterprise.growth', by: 'grid' },
      { code: 'enterprise.count', by: 'class' },
    ],
  },
  {
    title: '重大危险源',
    lines: [
      { code: 'enterprise.with-installation', by: 'grid' },
      { code: 'installation.count', by: 'grid' },
      { code: 'installation.count', by: 'level', inOrder: true },
    ],
  },
  {
    title: '执法检查',
    lines: [
      { code: 'inspection.visited', by: 'office' },
      { code: 'inspection.found', by: 'office' },
      { code: 'legal_document.orders', by: 'office' },
      { code: 'legal_document.opinions', by: 'office' },
      { code: 'inspection.per-hundred', by: 'grid' },
    ],
  },
  {
    title: '隐患治理',
    lines: [
      { code: 'hazard.office-found', by: 'grid' },
      { code: 'hazard.self-found', by: 'grid' },
      { code: 'hazard.major', by: 'grid' },
      { code: 'hazard.open', by: 'grid' },
      { code: 'hazard.late', by: 'grid' },
      { code: 'hazard.on-time', by: 'grid' },
    ],
  },
  {
    title: '自查、演练、巡查、事件和处罚',
    lines: [
      { code: 'self_check.finished', by: 'grid' },
      { code: 'self_check.on-time', by: 'grid' },
      { code: 'drill.held', by: 'grid' },
      { code: 'drill_duty.late', by: 'grid' },
      { code: 'drill_duty.coverage', by: 'grid' },
      { code: 'patrol.visited', by: 'grid' },
      { code: 'patrol.found', by: 'grid' },
      { code: 'event.found', by: 'grid' },
      { code: 'event.open', by: 'grid' },
      { code: 'enforcement_case.filed', by: 'grid' },
      { code: 'enforcement_case.decided', by: 'grid' },
      { code: 'enforcement_case.fine', by: 'grid' },
    ],
  },
]

/** What the circular of the reference city also told and no room of this platform counts yet. Never printed as 0. */
export const notConnected: readonly string[] = [
  '投诉举报',
  '安全生产标准化',
  '培训考试',
  '动态考核',
  '诚信等级',
  '应急预案和物资',
  '生产安全事故',
]

/** What the city's own office is called among the offices of its counties. */
export const CITY_OFFICE = '市执法支队'

/** Length of the first circular's period, 2016-07-01 to 2017-02-15: so many days before its day it begins. */
const DAYS_BEFORE = 229

/** The first day of a circular when nobody names one. */
export const firstDayOf = (asOf: LocalDate): LocalDate => addDays(asOf, -DAYS_BEFORE)
