import type { ProblemKind } from '#kernel/http/problem.ts'

export const plateProblems = {
  ended: { type: 'plate/ended', status: 409, title: '码牌已经作废' },
  noSite: { type: 'plate/no-site', status: 409, title: '还没有设置网址' },
  none: { type: 'plate/none', status: 409, title: '还没有码牌' },
  glyph: { type: 'plate/glyph', status: 422, title: '有的字印不出来' },
} as const satisfies Record<string, ProblemKind>
