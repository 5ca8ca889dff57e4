import type { z } from 'zod'
import { type CaseLine, type CaseOne, useCase } from '#kernel/cases/console/api.ts'
import { queryString } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'
import { measureCase } from '../model/measure.ts'
import type { MeasureFacts as FactsSchema, OwnMeasureLine as LineSchema, OwnMeasure } from '../model/schema.ts'
import { type MeasureStory, storyOf } from '../model/story.ts'

export type MeasureFacts = z.output<typeof FactsSchema>
export type Own = z.output<typeof OwnMeasure>
export type OwnLine = z.output<typeof LineSchema>

/** The facts of a line; null while its case has none yet. */
export const factsOf = (line: Pick<CaseLine, 'facts'>): MeasureFacts | null =>
  (line.facts as MeasureFacts | undefined) ?? null

/** A measure as its acts tell it. */
export const toldOf = (one: CaseOne): MeasureStory => storyOf(one.history)

/** The measure a form is about as its acts tell it; null until it is read. */
export function useTold(caseId: string | null | undefined): MeasureStory | null {
  const { data } = useCase(measureCase.path, caseId ?? '')
  return data ? toldOf(data) : null
}

export const useOwnMeasures = () => useRead<{ items: OwnLine[] }>('/own-measures', { staleTime: 0 })

export const useOwnMeasure = (id: string) => useRead<Own>(`/own-measures/${id}`, { staleTime: 0 })

/** Papers of a measure the enterprise was served. */
export const useServedPapers = (id: string) =>
  useRead<{ items: { id: string; name: string; number: string | null; servedOn: string | null }[] }>(
    `/legal-documents${queryString({ caseId: id, served: 'yes', limit: 20 })}`,
  )

/** Measures that run against an enterprise. */
export const useRunning = (objectId: string) =>
  useRead<{ items: CaseLine[]; total: number }>(`/measures${queryString({ objectId, running: 'true', limit: 5 })}`)
