import type { ProblemKind } from '#kernel/http/problem.ts'

export const baseMapProblems = {
  off: { type: 'base-map/off', status: 404, title: '没有设底图' },
  away: { type: 'base-map/away', status: 503, title: '底图暂时取不到' },
} satisfies Record<string, ProblemKind>
