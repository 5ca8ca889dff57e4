/** Matters a village may report straight to the county (特殊事项), the town told at once (grid.md §5; 未经核实). */
export const specialMatters = {
  casualty: '人员伤亡',
  fire: '火灾、爆炸、泄漏',
  major_hazard: '重大事故隐患',
  collective: '群体性事件',
  epidemic: '疫情',
  disaster: '洪涝、滑坡等灾害',
  key_facility: '危及重要设施',
  town_staff: '反映镇街工作人员',
} as const

export type SpecialMatter = keyof typeof specialMatters

/** Whoever a matter complains of is not told of it by a copy. */
export const isCopiedToTown = (matter: string): boolean => matter !== 'town_staff'

/** The same item at the same object or place within so many days is one matter (grid.md §5). */
export const DOUBLE_DAYS = 7
