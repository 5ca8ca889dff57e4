import type { z } from 'zod'
import { type CaseLine, useCase } from '#kernel/cases/console/api.ts'
import type { OversightFacts as FactsSchema } from '../model/schema.ts'
import { oversightCase } from '../model/states.ts'

/** What a line says of an inspection. */
export type OversightFacts = z.output<typeof FactsSchema>
export type FindingFact = OversightFacts['findings'][number]

/** The facts of a line; null while its case has none yet. */
export const factsOf = (line: Pick<CaseLine, 'facts'>): OversightFacts | null =>
  (line.facts as OversightFacts | undefined) ?? null

/** The facts of the inspection a form is about; null until they are read. */
export const useFacts = (caseId: string | null | undefined): OversightFacts | null =>
  factsOf(useCase(oversightCase.path, caseId ?? '').data ?? {})
