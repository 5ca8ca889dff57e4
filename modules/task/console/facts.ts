import type { z } from 'zod'
import type { CaseLine } from '#kernel/cases/console/api.ts'
import type { TaskFacts as FactsSchema } from '../model/schema.ts'

/** What a line says of a task. */
export type TaskFacts = z.output<typeof FactsSchema>

/** The facts of a line; null while its case has none yet. */
export const factsOf = (line: Pick<CaseLine, 'facts'>): TaskFacts | null =>
  (line.facts as TaskFacts | undefined) ?? null
