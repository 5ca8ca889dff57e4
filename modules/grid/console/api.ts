import type { z } from 'zod'
import { useRead } from '#kernel/ui/query.ts'
import type { GridNode as GridNodeSchema } from '../model/schema.ts'

/** A node of the grid tree as the server tells it. */
export type GridNode = z.output<typeof GridNodeSchema>

/** A node with the names above it, the city first, itself last. */
export type GridNodeWithPath = GridNode & { path: { code: string; name: string; level: string }[] }

/** Some nodes. */
export interface GridNodes {
  items: GridNode[]
  total: number
}

/** One node with its path; null asks nothing. */
export const useGrid = (code: string | null) =>
  useRead<GridNodeWithPath>(code && `/grids/${code}`, { staleTime: 300_000 })

/** The nodes right below; null asks nothing. */
export const useGridChildren = (code: string | null) =>
  useRead<GridNodes>(code && `/grids/${code}/children`, { staleTime: 300_000 })
