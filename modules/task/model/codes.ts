/** Kinds of tasks (grid.md §4). */
export const taskKinds = { routine: '日常', special: '专项', campaign: '集中整治', emergency: '应急' } as const

/** How often those who carry it out say how far they are. */
export const feedbackRhythms = { none: '不要求', daily: '每日', weekly: '每周', monthly: '每月' } as const

/** What came of one target. */
export const targetResults = { done: '已完成', problem: '发现问题', not_applicable: '不适用' } as const
export type TargetResult = keyof typeof targetResults
