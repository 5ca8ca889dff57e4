import type { z } from 'zod'
import { type CaseLine, useCase } from '#kernel/cases/console/api.ts'
import { queryString } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'
import { planCase } from '../model/plan.ts'
import type { PlanFacts as FactsSchema, PlanLineView, ProposalView } from '../model/schema.ts'

export type PlanFacts = z.output<typeof FactsSchema>
export type PlanLine = z.output<typeof PlanLineView>
export type Proposal = z.output<typeof ProposalView>

interface Page<T> {
  items: T[]
  nextCursor: null
  total: number
}

/** The facts of a line; null while its case has none yet. */
export const factsOf = (line: Pick<CaseLine, 'facts'>): PlanFacts | null =>
  (line.facts as PlanFacts | undefined) ?? null

/** The facts of the plan a form is about; null until they are read. */
export const usePlanFacts = (id: string | null | undefined): PlanFacts | null =>
  factsOf(useCase(planCase.path, id ?? '').data ?? {})

/** Who is in a plan. */
export const usePlanLines = (id: string | null | undefined) =>
  useRead<Page<PlanLine>>(id ? `/inspection-plans/${id}/lines` : null, { staleTime: 0 })

export const useProposals = (id: string | null | undefined, q: string, limit: number) =>
  useRead<Page<Proposal> & { expectedBy: { words: string; link: string } | null }>(
    id ? `/inspection-plans/${id}/proposals${queryString({ q, limit })}` : null,
    { keep: true },
  )
