import { useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { Search } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'
import type { Parameter } from '../model/codes.ts'
import type { CurveView, PointFile as FileSchema, PointLine as LineSchema, RuleInput } from '../model/schema.ts'

export type PointLine = z.output<typeof LineSchema>
export type PointFile = z.output<typeof FileSchema>
export type Curve = z.output<typeof CurveView>
export type Rule = z.output<typeof RuleInput>

export interface PointSummary {
  at: string
  total: number
  online: number
  alarming: number
  serious: number
  shelved: number
  inWindow: number
}

export interface Plant {
  objectId: string
  objectName: string
  gridCode: string
  points: number
  online: number
  alarming: number
  worst: number | null
  heardAt: string | null
}

export interface Template {
  id: string
  title: string
  parameter: Parameter
  unit: string
  range: [number, number]
  rule: Rule
  staleMinutes: number
  isDangerous: boolean
  source: string
  unverified: boolean
  asks: string[]
}

export interface UnusedSeries {
  no: number
  code: string
  deviceCode: string
  deviceName: string
  heardAt: string | null
  template: string | null
}

export interface Quality {
  days: number
  points: {
    pointId: string
    objectId: string
    objectName: string
    pointName: string
    alarms: number
    handled: number
    falseOnes: number
    signals: number
    standing: number
    shelved: number
  }[]
  ceiling: number
  shiftHours: number
  seats: { seatId: string; seat: string; body: string; alarms: number }[]
}

/** What lists and figures of points are narrowed by. */
export const filterKeys = ['q', 'grid', 'objectId', 'parameter', 'standing'] as const
export const filterOf = (search: Search): Search =>
  Object.fromEntries(filterKeys.flatMap((key) => (search[key] ? [[key, search[key]]] : [])))

/** Values change: what is on a page is read again so often. */
const LIVE_MS = 5_000
const live = { keep: true, every: () => LIVE_MS }

export const usePoints = (search: Search, limit = 50) =>
  useRead<{ items: PointLine[]; nextCursor: string | null; total: number }>(
    `/monitor-points${queryString({ ...filterOf(search), cursor: search.cursor, limit })}`,
    live,
  )

export const useSummary = (search: Search) =>
  useRead<PointSummary>(`/monitor-points/summary${queryString({ grid: search.grid, objectId: search.objectId })}`, live)

export const usePlants = (search: Search) =>
  useRead<{ items: Plant[] }>(`/monitor-plants${queryString({ grid: search.grid, q: search.q })}`, live)

export const usePoint = (id: string) => useRead<PointFile>(`/monitor-points/${id}`, live)

export const useCurve = (id: string | null, from: string, to: string, isLive: boolean) =>
  useRead<Curve>(id && `/monitor-points/${id}/curve${queryString({ from, to })}`, {
    keep: true,
    every: () => isLive && LIVE_MS,
  })

export const useTemplates = () => useRead<{ items: Template[] }>('/monitor-templates', { staleTime: 600_000 })

export const useUnused = (objectId: string | null) =>
  useRead<{ items: UnusedSeries[] }>(objectId && `/monitor-series${queryString({ objectId })}`)

export const useQuality = (search: Search) =>
  useRead<Quality>(
    `/monitor-quality${queryString({ grid: search.grid, objectId: search.objectId, days: search.days })}`,
    { keep: true },
  )

const OURS = ['/monitor-', '/alarms']

/** Makes everything read of points and alarms be read again. */
export function useForgetPoints(): () => Promise<void> {
  const client = useQueryClient()
  return () =>
    client.invalidateQueries({
      predicate: ({ queryKey: [path] }) => typeof path === 'string' && OURS.some((start) => path.startsWith(start)),
    })
}
