/** Levels that go on patrol, by the grid of the seat. */
export const patrolLevels = { grid: '网格', town: '镇街', county: '县区' } as const
export type PatrolLevel = keyof typeof patrolLevels

/** Grade of an object, from which its cycle follows (grid.md §8). */
export const grades = {
  red: '红色风险',
  orange: '橙色风险',
  yellow: '黄色风险',
  blue: '蓝色风险',
  place: '其他对象',
} as const
export type Grade = keyof typeof grades

/** What was seen of one check. */
export const results = { ok: '合格', not_ok: '不合格', na: '不适用' } as const

/** What follows from a check that was not met. */
export const follows = { hazard: '登记为隐患', event: '登记为事件', fixed: '当场改好了' } as const
export type Follow = keyof typeof follows

/** What makes a visit worth a second look: said, never refused. */
export const flags = {
  far: '打卡点离对象太远',
  no_position: '没有定位',
  inaccurate: '定位不准',
  short: '停留太短',
  leap: '与上一次打卡之间走得太快',
  late_sent: '过了一天才上报',
} as const
export type Flag = keyof typeof flags
