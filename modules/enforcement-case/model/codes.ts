/** Where a clue came from (enforcement.md §3). */
export const clueSources = {
  inspection: '执法检查',
  hazard: '隐患逾期未改',
  complaint: '投诉举报',
  referral: '其他机关移送',
  superior: '上级交办',
  accident: '生产安全事故',
  other: '其他',
} as const
export type ClueSource = keyof typeof clueSources

export const partyKinds = { unit: '单位', person: '个人' } as const
export type PartyKind = keyof typeof partyKinds

/** The eight kinds of evidence (行政处罚法第四十六条). */
export const evidenceKinds = {
  documentary: '书证',
  physical: '物证',
  media: '视听资料',
  electronic: '电子数据',
  witness: '证人证言',
  party: '当事人的陈述',
  appraisal: '鉴定意见',
  scene: '勘验笔录、现场笔录',
} as const
export type EvidenceKind = keyof typeof evidenceKinds

export const copyKinds = { original: '原件（原物）', copy: '复制件，已与原件核对' } as const

/** What becomes of evidence registered and kept in place (行政处罚法第五十六条; Order 15 art. 26). */
export const holdDisposals = {
  recorded: '采取记录、复制、拍照、录像等保全措施后返还',
  appraise: '送交鉴定',
  seize: '依法查封、扣押',
  confiscate: '依法没收',
  release: '违法事实不成立，解除',
} as const

/** How a case may come out (行政处罚法第五十七条). */
export const outcomes = {
  penalise: '给予行政处罚',
  'none-minor': '不予处罚：违法行为轻微',
  'none-unproven': '不予处罚：违法事实不能成立',
  transfer: '移送其他机关',
} as const
export type Outcome = keyof typeof outcomes

/** Kinds of penalty beside the fine (行政处罚法第九条). */
export const otherPenalties = {
  warning: '警告',
  criticism: '通报批评',
  suspend: '责令停产停业整顿',
  restrict: '限制开展生产经营活动',
  revoke: '吊销许可证件',
  downgrade: '降低资质等级、暂扣许可证件',
  close: '责令关闭',
  ban: '限制从业',
} as const
export type OtherPenalty = keyof typeof otherPenalties

/** Those that give a right to a hearing whatever the fine (行政处罚法第六十三条). */
export const HEARING_PENALTIES: readonly OtherPenalty[] = ['suspend', 'restrict', 'revoke', 'downgrade', 'close', 'ban']

/** Lawful ways to serve (行政处罚法第六十一条; 民事诉讼法第八十八至九十五条). */
export const serviceWays = {
  direct: '直接送达',
  left: '留置送达',
  post: '邮寄送达',
  entrusted: '委托送达',
  electronic: '电子送达',
  announced: '公告送达',
} as const
export type ServiceWay = keyof typeof serviceWays

export const reviewVerdicts = { agree: '同意', change: '建议改正', disagree: '不同意' } as const

/** Who may review: first-time reviewers hold the national legal qualification (行政处罚法第五十八条). */
export const reviewerGrounds = {
  exam: '已通过国家统一法律职业资格考试取得法律职业资格',
  earlier: '不是初次从事法制审核',
} as const

export const hearingEnds = {
  held: '如期举行',
  absent: '当事人无正当理由不出席，视为放弃',
  withdrawn: '当事人撤回申请，或中途退出',
} as const

export const transferGrounds = {
  crime: '涉嫌犯罪，移送司法机关',
  competence: '不属于本机关管辖',
  other: '应当由其他行政机关处理',
} as const

export const terminationGrounds = {
  unproven: '违法事实不能成立',
  dissolved: '当事人死亡或者终止，没有权利义务承受人',
  wrong: '不应当立案而立案',
  lapsed: '超过追责期限',
  other: '其他法定情形',
} as const

export const remedies = { reconsideration: '行政复议', litigation: '行政诉讼' } as const
export const remedyResults = {
  upheld: '维持，或驳回请求',
  changed: '变更',
  revoked: '撤销',
  withdrawn: '撤回申请、撤诉',
} as const

export const courtResults = {
  executed: '执行完毕',
  partly: '部分执行，终结本次执行',
  refused: '裁定不予受理或者不准予执行',
} as const

export const paymentKinds = { fine: '罚款', surcharge: '加处罚款' } as const
export type PaymentKind = keyof typeof paymentKinds

/** When a fine may be collected on the spot (行政处罚法第六十八、六十九条). */
export const collectGrounds = {
  none: '不当场收缴，由当事人到银行缴纳',
  small: '依法给予一百元以下的罚款',
  hard: '不当场收缴事后难以执行',
  remote: '边远、水上、交通不便地区，当事人提出当场缴纳',
} as const

export const retentions = { permanent: '永久', thirty: '三十年', ten: '十年' } as const

/** Fines an on-the-spot decision may reach, in yuan (行政处罚法第五十一条). */
export const ON_SPOT_MOST: Readonly<Record<PartyKind, number>> = { person: 200, unit: 3000 }
