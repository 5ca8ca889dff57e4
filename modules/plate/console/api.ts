import type { z } from 'zod'
import { queryString } from '#kernel/ui/api.ts'
import type { PlateSheet } from '../model/codes.ts'
import type { PlateView, ShownPlate as ShownSchema } from '../model/schema.ts'

/** A plate as the server tells it. */
export type Plate = z.output<typeof PlateView>

/** What everybody sees of a plate. */
export type ShownPlate = z.output<typeof ShownSchema>

/** Every plate of an enterprise, the latest first. */
export const platesPath = (objectId: string): string => `/enterprises/${objectId}/plates`

/** Address of the PDF with the plates of some enterprises. */
export const printAddress = (objectIds: readonly string[], sheet: PlateSheet): string =>
  `/api/v1/plates/print${queryString({ sheet })}&objects=${objectIds.join()}`
