import type { TermSpec } from '#kernel/cases/model/case-type.ts'

/** From filing to decision; one clock over all states between (行政处罚法第60条). */
const WHOLE: TermSpec = {
  title: '办案期限',
  term: { amount: 90, unit: 'D' },
  source: '行政处罚法第六十条：自立案之日起九十日内作出决定',
  since: 'investigating',
}

/** Where a case of penalty may stand, in the order of an ordinary one (enforcement.md §3). */
export const caseStates = {
  clue: { title: '线索核查' },
  simple: {
    title: '当场处罚待备案',
    clock: { title: '备案期限', term: { amount: 5, unit: 'WD' }, source: '当场处罚决定五日内备案', unverified: true },
  },
  filing: {
    title: '待立案审批',
    clock: { title: '立案审批', term: { amount: 5, unit: 'WD' }, source: '平台默认，没有法定期限', unverified: true },
  },
  investigating: { title: '调查取证', clock: WHOLE },
  investigated: { title: '调查终结', clock: WHOLE },
  reviewing: { title: '法制审核', clock: WHOLE },
  notified: { title: '已告知', clock: WHOLE },
  hearing: { title: '听证', clock: WHOLE },
  approval: { title: '待负责人决定', clock: WHOLE },
  decided: {
    title: '待送达',
    clock: {
      title: '送达期限',
      term: { amount: 7, unit: 'WD' },
      source: '行政处罚法第六十一条：当事人不在场的七日内送达',
    },
  },
  performing: {
    title: '待缴款',
    clock: {
      title: '缴款期限',
      term: { amount: 15, unit: 'D' },
      source: '行政处罚法第六十七条：收到决定书之日起十五日内',
      startsOn: 'on',
    },
  },
  enforcing: { title: '申请强制执行' },
  closing: {
    title: '待结案',
    clock: { title: '结案', term: { amount: 30, unit: 'D' }, source: '平台默认，没有法定期限', unverified: true },
  },
  // Nothing is left to whoever handled it; by when its file is bound is the archive's to say.
  closed: { title: '待归档', ends: true },
  archived: { title: '已归档', ends: true },
  unfiled: { title: '不予立案', ends: true },
  transferred: { title: '已移送', ends: true },
  terminated: { title: '已终止', ends: true },
  annulled: { title: '决定已撤销', ends: true },
} as const satisfies Record<string, { title: string; ends?: boolean; clock?: TermSpec }>

export type PenaltyState = keyof typeof caseStates

/** Offices that investigate and review: those of the city and of the counties. */
export const HANDLERS = ['city_officer', 'county_officer'] as const
/** Whoever heads an agency: approves, leads the discussion, decides. */
export const HEADS = ['leader'] as const
export const CLUE_FINDERS = [...HANDLERS, 'town_officer'] as const
export const PARTY = ['enterprise_contact'] as const

/** After the case is filed and before it is decided. */
export const UNDER_WAY = ['investigating', 'investigated', 'reviewing', 'notified', 'hearing', 'approval'] as const
/** Once there is a decision. */
export const DECIDED = ['decided', 'performing', 'enforcing', 'closing', 'closed'] as const
