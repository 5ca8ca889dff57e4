import type { z } from 'zod'
import { useRead } from '#kernel/ui/query.ts'
import type { CoverageView, DutyView, ScoreCard as ScoreCardSchema } from '../model/duty-schema.ts'

/** Who answers for what in a grid. */
export type Duty = z.output<typeof DutyView>

/** The proof that every object has exactly one seat per business, or where it fails. */
export type Coverage = z.output<typeof CoverageView>

/** The seven elements of a grid. */
export type ScoreCard = z.output<typeof ScoreCardSchema>

/** Names of layers, businesses and roles. */
export interface GridWords {
  layers: { code: string; name: string }[]
  businesses: { code: string; name: string; layer: string; enforcement: boolean }[]
  roles: Record<string, string>
}

/** Names of layers, businesses and roles, read once. */
export const useGridWords = () => useRead<GridWords>('/grid-layers', { staleTime: Number.POSITIVE_INFINITY })

/** Duties of a grid in a layer. */
export const useDuties = (code: string, layer: string) =>
  useRead<{ items: Duty[]; total: number }>(`/grids/${code}/duties?layer=${layer}`)
