import type { Retention } from './codes.ts'

/** A row of the retention table (保管期限表): what it is for and what is declared for it. */
export interface RetentionRule {
  key: string
  title: string
  retention: Retention
  source: string
}

const SOURCE = '国家档案局令第8号；对应平台业务的归类未经核实，由档案主管部门审定'

/** The declared retention of each class of file; an office sets another with a reason. official-documents-archives.md §5. */
export const retentionRules: readonly RetentionRule[] = [
  { key: 'penalty.ordinary', title: '行政处罚案卷（普通程序）', retention: 'thirty', source: SOURCE },
  { key: 'penalty.simple', title: '行政处罚案卷（当场处罚）', retention: 'ten', source: SOURCE },
  { key: 'penalty.unpunished', title: '行政处罚案卷（终止、移送、撤销）', retention: 'ten', source: SOURCE },
  { key: 'inspection', title: '执法检查记录（未立案）', retention: 'ten', source: SOURCE },
  { key: 'hazard.listed', title: '挂牌督办的重大隐患', retention: 'thirty', source: SOURCE },
]

export const findRule = (key: string): RetentionRule | undefined => retentionRules.find((rule) => rule.key === key)

/** Digits of the code of a city. */
const CITY_DIGITS = 4

/** Whether a seat at a grid may set periods: the table is one for the whole city, so only the city's own office does. */
export const setsRetention = (gridCode: string): boolean => gridCode !== '' && gridCode.length <= CITY_DIGITS
