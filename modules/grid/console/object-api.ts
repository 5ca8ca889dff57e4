import type { z } from 'zod'
import { useRead } from '#kernel/ui/query.ts'
import type { PlaceView, ResponsibilityView } from '../model/boundary-objects.ts'

/** A supervised place of class C. */
export type SupervisedPlace = z.output<typeof PlaceView>

/** Some places and how many there are. */
export interface Places {
  items: SupervisedPlace[]
  nextCursor: string | null
  total: number
}

/** One unit of a responsibility grid. */
export type ResponsibilityNode = z.output<typeof ResponsibilityView>

/** All units one may see, each below the one it belongs to. */
export const useResponsibility = () =>
  useRead<{ items: ResponsibilityNode[]; total: number }>('/responsibility-nodes', { keep: true })
