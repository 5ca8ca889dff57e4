import type { z } from 'zod'
import type { CaseLine } from '#kernel/cases/console/api.ts'
import type { AlarmFacts as FactsSchema } from '../model/schema.ts'

/** What a line says of an alarm. */
export type AlarmFacts = z.output<typeof FactsSchema>

/** The facts of a line; null while its case has none yet. */
export const factsOf = (line: Pick<CaseLine, 'facts'>): AlarmFacts | null =>
  (line.facts as AlarmFacts | undefined) ?? null
