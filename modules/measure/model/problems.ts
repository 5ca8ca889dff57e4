import type { ProblemKind } from '#kernel/http/problem.ts'

export const measureProblems = {
  againstLaw: { type: 'measure/against-law', status: 422, title: '这样办不合规定' },
  fewOfficers: { type: 'measure/few-officers', status: 422, title: '要有两名执法人员' },
  otherParty: { type: 'measure/other-party', status: 422, title: '不能对这家企业采取措施' },
  noOwn: { type: 'measure/no-own', status: 404, title: '没有这项措施' },
} satisfies Record<string, ProblemKind>
