export const hazardRanks = { ordinary: '一般隐患', major: '重大隐患' } as const

/** Where a hazard was found (hazards.md §2). */
export const selfSources = {
  self_check: '企业自查',
  daily_patrol: '日常巡检',
  professional_check: '专业检查',
  seasonal_check: '季节性检查',
  holiday_check: '节假日检查',
} as const

export const officeSources = {
  government_inspection: '政府检查',
  grid_patrol: '网格巡查',
  expert_check: '专家检查',
  complaint: '投诉举报',
  superior_order: '上级交办',
  other_department: '其他部门移送',
  monitoring_alarm: '监测报警',
} as const

export const hazardSources = { ...selfSources, ...officeSources } as const
export type HazardSource = keyof typeof hazardSources

/** Level of supervision by name (挂牌督办), numbered as locally used (hazards.md §4). */
export const listingLevels = { city: '市级', county: '县级', town: '镇级' } as const
