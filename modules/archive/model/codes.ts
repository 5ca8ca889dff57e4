/** Retention periods (保管期限) with their code in the archive number. DA/T 13-2022, 国家档案局令第8号. */
export const retentions = { permanent: '永久', thirty: '30年', ten: '10年' } as const
export type Retention = keyof typeof retentions

export const retentionCodes: Readonly<Record<Retention, string>> = { permanent: 'Y', thirty: 'D30', ten: 'D10' }

/** Years of a period; null for ever. */
export const retentionYears: Readonly<Record<Retention, number | null>> = { permanent: null, thirty: 30, ten: 10 }

/** Categories of archives (档案门类); part of the codes was not confirmed. */
export const categories = {
  WS: '文书',
  KJ: '科技',
  KU: '会计',
  ZY: '专业',
  ZP: '照片',
  LY: '录音',
  LX: '录像',
} as const

/** How a volume stands. */
export const volumeStates = {
  draft: '立卷中',
  binding: '装订中',
  failed: '装订未成',
  bound: '已归档',
  superseded: '已撤卷',
  destroyed: '已销毁',
} as const
export type VolumeState = keyof typeof volumeStates

/** What a component of a volume is. */
export const parts = {
  cover: '封面',
  contents: '卷内目录',
  document: '文书',
  file: '证据和附件',
  acts: '办理经过',
  endnote: '备考表',
} as const
export type Part = keyof typeof parts

export const loanStates = {
  asked: '待批准',
  lent: '借阅中',
  refused: '未批准',
  withdrawn: '已撤回',
  returned: '已归还',
  expired: '到期收回',
} as const
export type LoanState = keyof typeof loanStates

/** Longest loan in days. official-documents-archives.md §5. */
export const LONGEST_LOAN = 15

/** What is noted of a volume. */
export const logKinds = {
  looked: '查看',
  downloaded: '下载',
  checked: '核验',
  lent: '借出',
  refused: '借阅未批准',
  returned: '归还',
  expired: '到期收回',
  exported: '导出移交包',
  'taken-out': '撤卷',
  appraised: '鉴定',
  destroyed: '销毁',
  altered: '字节不符，没有提供',
} as const
export type LogKind = keyof typeof logKinds

export const decisions = { extend: '延长保管', destroy: '销毁' } as const
export type Decision = keyof typeof decisions

export const appraisalStates = {
  proposed: '待审批',
  approved: '待监销',
  refused: '未同意',
  done: '已办理',
} as const
export type AppraisalState = keyof typeof appraisalStates

/** Properties a file is tested for (四性检测). DA/T 70-2018, not confirmed. */
export const properties = {
  authentic: '真实性',
  complete: '完整性',
  usable: '可用性',
  safe: '安全性',
} as const
export type Property = keyof typeof properties
