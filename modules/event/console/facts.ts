import type { z } from 'zod'
import type { CaseLine } from '#kernel/cases/console/api.ts'
import type { EventFacts as FactsSchema } from '../model/schema.ts'

/** What a line says of an event. */
export type EventFacts = z.output<typeof FactsSchema>

/** The facts of a line; null while its case has none yet. */
export const factsOf = (line: Pick<CaseLine, 'facts'>): EventFacts | null =>
  (line.facts as EventFacts | undefined) ?? null
