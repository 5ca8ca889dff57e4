import type { z } from 'zod'
import type { Search } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'
import type { DueView, PatrolLine as LineSchema, PatrolView, VisitView } from '../model/schema.ts'

export type Due = z.output<typeof DueView>
export type PatrolLine = z.output<typeof LineSchema>
export type Patrol = z.output<typeof PatrolView>
export type VisitPlan = z.output<typeof VisitView>

/** What is due, the most pressing first. */
export interface DueList {
  items: Due[]
  nextCursor: string | null
  total: number
  overdue: number
  objects: number
  level: 'grid' | 'town' | 'county'
  on: string
}

/** Objects due within some days in the chosen grid. */
export const useDue = (search: Search) => useRead<DueList>(`/patrol-due${queryString(search)}`, { keep: true })

/** What there is to know before a visit. */
export const useVisitPlan = (objectId: string) => useRead<VisitPlan>(`/patrol-visits/${objectId}`)

export const usePatrols = (search: Search) =>
  useRead<{ items: PatrolLine[]; nextCursor: string | null; total: number }>(`/patrols${queryString(search)}`, {
    keep: true,
  })

export const usePatrol = (id: string) => useRead<Patrol>(`/patrols/${id}`)

/** Coverage of one grid below. */
export interface Coverage {
  gridCode: string
  gridName: string
  objects: number
  visited: number
}

export const useCoverage = (search: Search) =>
  useRead<{ items: Coverage[]; quarter: string; from: string; to: string }>(`/patrol-coverage${queryString(search)}`, {
    keep: true,
  })

/** An object by name, with its visits in the quarter. */
export interface Covered {
  objectId: string
  kind: 'enterprise' | 'place'
  name: string
  gridCode: string
  gridName: string
  visits: number
  lastOn: string | null
}

export const useCovered = (search: Search) =>
  useRead<{ items: Covered[]; nextCursor: string | null; total: number }>(
    `/patrol-coverage/objects${queryString(search)}`,
    { keep: true },
  )
