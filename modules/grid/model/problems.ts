import type { ProblemKind } from '#kernel/http/problem.ts'

export const gridProblems = {
  seatElsewhere: { type: 'grid/seat-elsewhere', status: 422, title: '岗位不在这个网格' },
} satisfies Record<string, ProblemKind>
