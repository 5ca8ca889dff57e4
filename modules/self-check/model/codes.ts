/** How often an enterprise checks itself by one template. */
export const rhythms = { daily: '每日', weekly: '每周', monthly: '每月', quarterly: '每季度' } as const
export type Rhythm = keyof typeof rhythms

/** What came of one item. */
// Not 符合: a question such as 有没有淘汰的设备 has no side on which 符合 is surely the good one.
export const answers = { ok: '没问题', bad: '有问题', na: '不涉及' } as const
export type Answer = keyof typeof answers

/** How one check stands. */
export const checkStates = { due: '待自查', doing: '自查中', done: '已完成', missed: '逾期未查' } as const
export type CheckState = keyof typeof checkStates

/** How an enterprise checked itself in a period. */
export const diligences = {
  none: '没有自查计划',
  waiting: '还没有到期',
  missing: '一次都没查',
  partial: '有漏查',
  complete: '按期完成',
} as const
export type Diligence = keyof typeof diligences
