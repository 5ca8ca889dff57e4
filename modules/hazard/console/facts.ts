import type { z } from 'zod'
import type { CaseLine } from '#kernel/cases/console/api.ts'
import type { HazardFacts as FactsSchema } from '../model/schema.ts'

/** What a line says of a hazard. */
export type HazardFacts = z.output<typeof FactsSchema>

/** The facts of a line; null while its case has none yet. */
export const factsOf = (line: Pick<CaseLine, 'facts'>): HazardFacts | null =>
  (line.facts as HazardFacts | undefined) ?? null
