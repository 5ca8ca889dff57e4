import { useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { useMe } from '#kernel/identity/console/me.ts'
import type { Search } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'
import { LEVELS, type Level } from '../model/codes.ts'
import type { GradeRules } from '../model/rules.ts'
import type {
  ControlView,
  OpinionView,
  RegionView,
  RiskFile as RiskFileSchema,
  RiskLine as RiskLineSchema,
  RiskSummary as RiskSummarySchema,
} from '../model/schema.ts'

export type RiskLine = z.output<typeof RiskLineSchema>
export type RiskFile = z.output<typeof RiskFileSchema>
export type RiskSummary = z.output<typeof RiskSummarySchema>
export type Control = z.output<typeof ControlView>
export type Opinion = z.output<typeof OpinionView>
export type Region = z.output<typeof RegionView>

/** Rules of grading and of the regional colour, as the settings have them. */
export interface RiskRules extends GradeRules {
  weights: Record<Level, number>
  least: [number, number, number]
  repeatCount: number
  repeatDays: number
}

/** What the list, the figures and the map are narrowed by. */
export const filterKeys = [
  'q',
  'grid',
  'level',
  'regulatorClass',
  'accidentType',
  'review',
  'reassess',
  'opinion',
  'controls',
  'located',
  'objectId',
] as const

/** The filters of an address. */
export const filterOf = (search: Search): Search =>
  Object.fromEntries(filterKeys.flatMap((key) => (search[key] ? [[key, search[key]]] : [])))

export const useRiskRules = () => useRead<RiskRules>('/risk-rules', { staleTime: 300_000 })

export const useRiskList = (search: Search) =>
  useRead<{ items: RiskLine[]; nextCursor: string | null; total: number }>(
    `/risk-points${queryString({ ...filterOf(search), cursor: search.cursor, limit: 50 })}`,
    { keep: true },
  )

/** Figures of the chosen place, whatever else the list is narrowed by. */
export const useRiskSummary = (search: Search) =>
  useRead<RiskSummary>(`/risk-points/summary${queryString({ grid: search.grid, objectId: search.objectId })}`, {
    keep: true,
  })

export const useRiskFile = (id: string) => useRead<RiskFile>(`/risk-points/${id}`)

/** Makes everything read of risk points be read again. */
export function useForgetRisks(): () => Promise<void> {
  const client = useQueryClient()
  return () =>
    client.invalidateQueries({
      predicate: ({ queryKey: [path] }) => typeof path === 'string' && path.startsWith('/risk-'),
    })
}

/** The enterprise whose seat one sits on, with its place on the map; null at an office. */
export function useOwnEnterprise() {
  const me = useMe()
  const id = me.data?.objectId ?? null
  return useRead<{ values: { name: string; lng: number | null; lat: number | null } }>(id && `/enterprises/${id}`)
}

/** A level as the marks want it. */
export const markLevel = (level: Level) => String(level) as '1' | '2' | '3' | '4'

export { LEVELS }
