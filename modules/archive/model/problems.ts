import type { ProblemKind } from '#kernel/http/problem.ts'

export const archiveProblems = {
  notWaiting: { type: 'archive/not-waiting', status: 409, title: '还不能立卷' },
  volumeThere: { type: 'archive/volume-there', status: 409, title: '已经立卷' },
  notAtHand: { type: 'archive/not-at-hand', status: 409, title: '现在不能这样办' },
  notWhole: { type: 'archive/not-whole', status: 422, title: '检测没有通过' },
  noOffice: { type: 'archive/no-office', status: 422, title: '还没有档号设置' },
  officeTaken: { type: 'archive/office-taken', status: 409, title: '档号设置已被改过' },
  sameCodes: { type: 'archive/same-codes', status: 409, title: '档号会重复' },
  notLent: { type: 'archive/not-lent', status: 403, title: '没有借阅' },
  askedAlready: { type: 'archive/asked-already', status: 409, title: '已经提出' },
  samePerson: { type: 'archive/same-person', status: 409, title: '要由另一个人办' },
  notOver: { type: 'archive/not-over', status: 409, title: '保管期限还没有到' },
  altered: { type: 'archive/altered', status: 422, title: '与归档时不符' },
  bytesGone: { type: 'archive/bytes-gone', status: 410, title: '全文已经销毁' },
} satisfies Record<string, ProblemKind>
