/** What is ordered or done at once because a danger cannot wait (现场处理和强制措施). */
export const measureKinds = { stop: '责令停产停用', seizure: '查封、扣押' } as const
export type MeasureKind = keyof typeof measureKinds

/** Article each kind rests on. */
export const measureLaw: Readonly<Record<MeasureKind, string>> = {
  stop: '《中华人民共和国安全生产法》第六十五条第一款第三项',
  seizure: '《中华人民共和国安全生产法》第六十五条第一款第四项',
}

/** What the enterprise is to do or to bear, by the words of the law. */
export const measureTypes = {
  withdraw: '从危险区域内撤出作业人员',
  halt: '暂时停产停业',
  'stop-building': '停止施工',
  'stop-use': '停止使用相关设施、设备',
  seal: '查封',
  impound: '扣押',
} as const
export type MeasureType = keyof typeof measureTypes

/** Which kind a type is of. */
export const kindOf = (type: unknown): MeasureKind => (type === 'seal' || type === 'impound' ? 'seizure' : 'stop')

/** What is cut off to make an enterprise obey (安全生产法第70条). */
export const cutOffs = { power: '停止供电', explosives: '停止供应民用爆炸物品' } as const

/** How a decision reaches the enterprise. */
export const serviceWays = { hand: '直接送达', left: '留置送达', post: '邮寄送达' } as const

/** What becomes of what was sealed or impounded (行政强制法第27、28条). */
export const disposals = { release: '解除', return: '退还', confiscate: '没收', destroy: '销毁' } as const
export type Disposal = keyof typeof disposals
