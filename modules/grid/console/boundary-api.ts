import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { z } from 'zod'
import type { Area } from '#kernel/geo/polygon.ts'
import { queryString } from '#kernel/ui/api.ts'
import { useRead } from '#kernel/ui/query.ts'
import type { BoundaryPlace, QualityView } from '../model/boundary-place.ts'
import type { PlanLine as PlanLineSchema, PlanShapes as PlanShapesSchema, PlanView } from '../model/boundary-plan.ts'

/** A what-if with everything it would do. */
export type Plan = z.output<typeof PlanView>

/** One plan in a list. */
export type PlanLine = z.output<typeof PlanLineSchema>

/** Outlines of what a plan touches, before and after. */
export type PlanShapes = z.output<typeof PlanShapesSchema>

/** The quality report of a node's children. */
export type Quality = z.output<typeof QualityView>

/** The deepest grid around a point. */
export type PlaceOfPoint = z.output<typeof BoundaryPlace>

/** One change of a node's shape or name. */
export interface GridChange {
  id: string
  kind: 'loaded' | 'boundary' | 'renamed' | 'split' | 'merged' | 'created' | 'retired'
  before: ChangedNode | null
  after: ChangedNode | null
  reason: string | null
  documentNumber: string | null
  by: string | null
  at: string
}

/** What a change keeps of a node on either side of it. */
export interface ChangedNode {
  name?: string
  geometry?: Area | null
  source?: string | null
  version?: number
  from?: string[]
  into?: string[]
}

/** A node with the boundary it has. */
export interface BoundaryFeature {
  code: string
  name: string
  level: string
  source: string
  geometry: Area
}

interface Boundaries {
  features: { geometry: Area; properties: Omit<BoundaryFeature, 'geometry'> }[]
}

/** Boundaries of a node and its children as they stand, by code. */
export function useShapes(code: string) {
  const read = useRead<Boundaries>(`/grids/${code}/boundaries`, { staleTime: 600_000 })
  const shapes = useMemo(() => {
    const features = read.data?.features.map(({ geometry, properties }) => ({ ...properties, geometry }))
    return new Map(features?.map((feature) => [feature.code, feature]))
  }, [read.data])
  return { ...read, shapes }
}

/** A plan; null asks nothing. */
export const usePlan = (id: string | null) => useRead<Plan>(id && `/grid-plans/${id}`)

/** The outlines of a plan; null asks nothing. */
export const usePlanShapes = (id: string | null) => useRead<PlanShapes>(id && `/grid-plans/${id}/shapes`)

/** The newest plans below a node. */
export const usePlans = (code: string) =>
  useRead<{ items: PlanLine[] }>(`/grid-plans${queryString({ grid: code, limit: 100 })}`)

/** What was changed about a node, the newest first. */
export const useChanges = (code: string) => useRead<{ items: GridChange[] }>(`/grids/${code}/changes?limit=100`)

/** After a change of the grid nothing that was read before is sure any more. */
export function useForgetGrid(): () => Promise<void> {
  const client = useQueryClient()
  return () => client.invalidateQueries()
}
