/** The four statutory levels (安全风险分级): 1 the worst. */
export type Level = 1 | 2 | 3 | 4
export const LEVELS: readonly Level[] = [1, 2, 3, 4]

export const levelNames: Readonly<Record<Level, string>> = { 1: '重大风险', 2: '较大风险', 3: '一般风险', 4: '低风险' }
export const levelColours: Readonly<Record<Level, string>> = { 1: '红', 2: '橙', 3: '黄', 4: '蓝' }

/** Who controls a risk of each level, and what that asks (hazards.md §7.3). */
export const controlDuties: Readonly<Record<Level, { layer: string; duty: string }>> = {
  1: { layer: '公司（厂）级', duty: '主要负责人管控；有专项方案；限制现场人数' },
  2: { layer: '部门（车间）级', duty: '车间负责人管控；有专项方案；定期巡查' },
  3: { layer: '班组级', duty: '班组长管控；班前交底' },
  4: { layer: '岗位级', duty: '岗位人员管控；作业前确认' },
}

/** Measures in five kinds (管控措施), in the order of preference. */
export const controlKinds = {
  engineering: '工程技术措施',
  management: '管理措施',
  training: '培训教育措施',
  ppe: '个体防护措施',
  emergency: '应急处置措施',
} as const
export type ControlKind = keyof typeof controlKinds

/** How often a measure is looked at, with the days it lasts. */
export const checkRhythms = {
  shift: { name: '每班', days: 1 },
  daily: { name: '每日', days: 1 },
  weekly: { name: '每周', days: 7 },
  monthly: { name: '每月', days: 31 },
  quarterly: { name: '每季度', days: 92 },
  half_year: { name: '每半年', days: 183 },
  yearly: { name: '每年', days: 366 },
} as const
export type CheckRhythm = keyof typeof checkRhythms

/** How often measures of a level are looked at unless the enterprise says otherwise; no source binds (unverified). */
export const usualRhythms: Readonly<Record<Level, CheckRhythm>> = {
  1: 'daily',
  2: 'weekly',
  3: 'monthly',
  4: 'quarterly',
}

/** Situations that make a risk red whatever the score (直判). Local lists differ: unverified. */
export const directReasons = {
  breach: '违反法律法规和国家标准的强制性条款',
  criterion: '符合重大事故隐患判定标准所列情形',
  happened: '发生过死亡、重伤或重大财产损失，条件依然存在',
  installation: '涉及重大危险源',
  crowd: '有中毒、火灾、爆炸危险的场所，同时作业 10 人及以上',
} as const
export type DirectReason = keyof typeof directReasons

/** What an office thinks of a risk point (复核意见). */
export const verdicts = {
  agreed: '分级和措施合理',
  too_low: '风险等级偏低',
  incomplete: '措施不全或不落实',
  unclear: '描述不清楚',
} as const
export type Verdict = keyof typeof verdicts

/** Why a risk point is to be assessed again. */
export const reassessReasons = { repeated: '隐患反复出现' } as const
export type ReassessReason = keyof typeof reassessReasons
