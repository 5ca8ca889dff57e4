import type { ProblemKind } from '#kernel/http/problem.ts'

export const enforcementProblems = {
  fewOfficers: { type: 'enforcement-case/few-officers', status: 422, title: '执法人员不符合要求' },
  lapsed: { type: 'enforcement-case/lapsed', status: 422, title: '超过追责期限' },
  outsideRange: { type: 'enforcement-case/outside-range', status: 422, title: '裁量不能成立' },
  notNotified: { type: 'enforcement-case/not-notified', status: 409, title: '还没有告知' },
  rightsOpen: { type: 'enforcement-case/rights-open', status: 409, title: '当事人的权利期限没有过' },
  heavier: { type: 'enforcement-case/heavier', status: 422, title: '不能因申辩加重处罚' },
  notReviewed: { type: 'enforcement-case/not-reviewed', status: 409, title: '要先审核或讨论' },
  sameHands: { type: 'enforcement-case/same-hands', status: 409, title: '不能由同一人办' },
  tooEarly: { type: 'enforcement-case/too-early', status: 422, title: '期限不对' },
  numberTaken: { type: 'enforcement-case/number-taken', status: 409, title: '文号已经用过' },
  otherParty: { type: 'enforcement-case/other-party', status: 422, title: '当事人名称不对' },
  withdrawn: { type: 'enforcement-case/withdrawn', status: 422, title: '回避的人选不对' },
  finedBefore: { type: 'enforcement-case/fined-before', status: 409, title: '同一行为已经罚过款' },
  wrongAmount: { type: 'enforcement-case/wrong-amount', status: 422, title: '金额不对' },
  personal: { type: 'enforcement-case/personal', status: 422, title: '公示内容有个人信息' },
  noOwn: { type: 'enforcement-case/no-own', status: 404, title: '没有这件处罚' },
} satisfies Record<string, ProblemKind>
