import type { TallySpec } from '#kernel/tally/spec.ts'

/** Figures of every kind of case, by how they stand; its part is the kind. */
export const caseTally: TallySpec = {
  name: 'case',
  dimensions: ['state', 'stage', 'month'],
  measures: ['total', 'open', 'late'],
}
