/** Kinds of plans (enforcement.md §8). */
export const planKinds = { annual: '年度计划', monthly: '月度计划', temporary: '临时计划' } as const
export type PlanKind = keyof typeof planKinds

/** How an enterprise came into a plan: named for its risk, or one of those among whom is drawn. */
export const lineClasses = { key: '重点检查', general: '一般检查' } as const
export type LineClass = keyof typeof lineClasses

/** What lets an enterprise be inspected more often than its cap (国办发〔2024〕54号). */
export const beyondReasons = {
  complaint: '投诉举报',
  referral: '转办交办',
  clue: '数据监测等线索',
  accident: '发生事故',
  special: '专项需要',
} as const

/** What is drawn (双随机: enterprises and officers; experts the same way). */
export const drawKinds = { object: '检查对象', officer: '检查人员', expert: '专家' } as const

/** How far a draw is. */
export const drawStates = {
  committing: '等各方报指纹',
  revealing: '等各方亮随机数',
  drawn: '已抽出',
  void: '已作废',
} as const
export type DrawState = keyof typeof drawStates

/** Why an enterprise is inspected: as a plan has it, or for a reason of its own (enforcement.md §2 `planned`). */
export const inspectionReasons = { plan: '计划安排', ...beyondReasons } as const
export type InspectionReason = keyof typeof inspectionReasons

/** Whether the enterprise is told before (四不两直: no notice, no call, no briefing, no escort; straight to the site). */
export const inspectionMethods = { announced: '提前通知', unannounced: '四不两直' } as const
export type InspectionMethod = keyof typeof inspectionMethods

/** What came of one item. */
export const itemResults = { met: '符合', not_met: '不符合', not_checked: '没有查' } as const
export type ItemResult = keyof typeof itemResults
