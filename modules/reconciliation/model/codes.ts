/** How a row of the sheet and the platform differ. */
export const differenceKinds = {
  different: { title: '不一致', hint: '两边都有，有的栏目说法不同。' },
  missing: { title: '平台没有', hint: '台账里有，平台上本网格里找不到。' },
  extra: { title: '台账没有', hint: '平台上有，台账里找不到。' },
  duplicate: { title: '台账重复', hint: '台账里同一条写了不止一次，从第二次起列在这里。' },
  unclear: { title: '认不出', hint: '不能确定是哪一条，平台没有替您猜；可能的列在旁边。' },
} as const
export type DifferenceKind = keyof typeof differenceKinds

/** What a person says of a difference. */
export const verdicts = {
  platform: { title: '平台要改', hint: '改好以前一直算未决；再比对一次，改好的自动了结。' },
  office: { title: '台账要改', hint: '平台没有错，台账下次改过来。' },
  definition: { title: '口径不同', hint: '两边都没有错，数的不是一回事；写明差在哪里。' },
  verified: { title: '已核实属实', hint: '核实过，情况就是这样。' },
  same: { title: '认定是这一条', hint: '下次本单位的台账里再有这一行，直接按它比对。' },
  foreign: { title: '不归本网格', hint: '下次本单位的台账里再有这一行，不再列出。' },
} as const
export type Verdict = keyof typeof verdicts

/** What may be said of any difference; whose a row is, is said one by one. */
export const settling = ['platform', 'office', 'definition', 'verified'] as const satisfies readonly Verdict[]

/** How far a reconciliation is. */
export const states = {
  mapping: '等您认列',
  comparing: '正在比对',
  compared: '比对好了',
  failed: '没有比成',
  withdrawn: '已作废',
} as const
export type State = keyof typeof states

/** Rows of one sheet at most. */
export const MOST_LINES = 100_000
/** Differences settled in one act at most. */
export const MOST_SETTLED = 200
