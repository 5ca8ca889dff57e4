import type { z } from 'zod'
import type { CaseLine, CaseOne } from '#kernel/cases/console/api.ts'
import { queryString } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'
import type { Adjuster, Tier } from '#standards/penalty/discretion.ts'
import type {
  EvidenceView,
  PenaltyFacts as FactsSchema,
  OwnPenalty,
  PublishedView,
  SimilarView,
  StandingView,
} from '../model/schema.ts'
import { type Story, storyOf } from '../model/story.ts'

export type PenaltyFacts = z.output<typeof FactsSchema>
export type Standing = z.output<typeof StandingView>
export type EvidenceOne = z.output<typeof EvidenceView>
export type Similar = z.output<typeof SimilarView>
export type Own = z.output<typeof OwnPenalty>
export type Published = z.output<typeof PublishedView>

interface Page<T> {
  items: T[]
  nextCursor: string | null
  total: number
}

export interface Discretion {
  items: { id: string; conduct: string; basis: string; subject: string }[]
  stages: Record<string, string>
  grounds: { key: Adjuster; effect: string; words: string; basis: string }[]
  versions: { name: string; from: string; to: string | null; tiers: Tier[] }[]
}

export interface OwnLine {
  id: string
  title: string
  stage: string
  notifiedOn: string | null
  decidedOn: string | null
  decisionNo: string | null
  fine: number
  paid: number
  payBy: string | null
}

/** The facts of a line; null while its case has none yet. */
export const factsOf = (line: Pick<CaseLine, 'facts'>): PenaltyFacts | null =>
  (line.facts as PenaltyFacts | undefined) ?? null

/** A case as its acts tell it. */
export const toldOf = (one: CaseOne): Story => storyOf(one.history)

/** How a case stands by the law; asked anew whenever something was done. */
export const useStanding = (one: Pick<CaseOne, 'id' | 'acts'>) =>
  useRead<Standing>(`/enforcement-cases/${one.id}/standing?acts=${one.acts}`, { keep: true })

export const useEvidence = (id: string | null | undefined) =>
  useRead<Page<EvidenceOne>>(id ? `/enforcement-cases/${id}/evidence` : null, { staleTime: 0 })

export const useSimilar = (id: string) => useRead<Page<Similar> & { since: string }>(`/enforcement-cases/${id}/similar`)

/** Conducts, grounds, and the steps of one conduct. */
export const useDiscretion = (item: string | undefined) =>
  useRead<Discretion>(`/enforcement-discretion${queryString({ item })}`, { keep: true })

export const useOwnPenalties = () => useRead<Page<OwnLine>>('/my-penalties', { staleTime: 0 })
export const useOwnPenalty = (id: string) => useRead<Own>(`/my-penalties/${id}`, { staleTime: 0 })

export const usePublished = (q: string | undefined, cursor: string | undefined) =>
  useRead<Page<Published>>(`/penalties${queryString({ q, cursor })}`, { keep: true })
