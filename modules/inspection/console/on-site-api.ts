import type { z } from 'zod'
import { type CaseLine, useCase } from '#kernel/cases/console/api.ts'
import { queryString } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'
import { inspectionCase } from '../model/inspection.ts'
import type { InspectionFacts as FactsSchema, OwnInspection, SiteView } from '../model/schema.ts'

export type InspectionFacts = z.output<typeof FactsSchema>
export type Site = z.output<typeof SiteView>
export type Own = z.output<typeof OwnInspection>
export type SiteItem = Site['templates'][number]['items'][number]

/** The facts of a line; null while its case has none yet. */
export const inspectionFacts = (line: Pick<CaseLine, 'facts'>): InspectionFacts | null =>
  (line.facts as InspectionFacts | undefined) ?? null

/** The facts of the inspection a form is about; null until they are read. */
export const useInspectionFacts = (id: string | null | undefined): InspectionFacts | null =>
  inspectionFacts(useCase(inspectionCase.path, id ?? '').data ?? {})

/** What is needed on site. */
export const useSite = (id: string | null | undefined) =>
  useRead<Site>(id ? `/inspections/${id}/site` : null, { staleTime: 5000 })

/** How often an enterprise was inspected this year, against the cap. */
export const useYearCount = (objectId: string | undefined) =>
  useRead<{ year: string; done: number; open: number; cap: number }>(
    objectId ? `/inspection-counts/${objectId}` : null,
    { staleTime: 0 },
  )

export const useInspectionTemplates = () =>
  useRead<{ items: { code: string; name: string; level: string; items: number }[] }>('/inspection-templates', {
    staleTime: 300_000,
  })

export const useOwnInspections = (cursor: string | undefined) =>
  useRead<{ items: Own[]; nextCursor: string | null; total: number }>(`/own-inspections${queryString({ cursor })}`, {
    keep: true,
  })

export interface OfficeFigure {
  office: string
  officeName: string
  visited: number
  clean: number
  ordered: number
  reinspected: number
  findings: number
}

export const useInspectionFigures = (filter: { visitedFrom?: string | undefined; visitedTo?: string | undefined }) =>
  useRead<{ items: OfficeFigure[]; asOf: string }>(`/inspection-figures${queryString(filter)}`, { keep: true })
