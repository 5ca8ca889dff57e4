import type { TallySpec } from '#kernel/tally/spec.ts'

/** Figures of hazards, withdrawn and merged ones left out. */
export const hazardTally: TallySpec = {
  name: 'hazard',
  dimensions: ['category', 'rank', 'source', 'criterion', 'month'],
  measures: ['found', 'due', 'late', 'closed', 'major', 'recurring'],
}
