import { z } from 'zod'
import { GridCode } from './schema.ts'

const Place = z.object({ code: z.string(), name: z.string() })

/** Seats on nodes that a change of boundaries retired. */
export const StrandedSeats = z
  .object({
    items: z.array(
      z.object({
        id: z.uuid(),
        title: z.string(),
        role: z.string(),
        bodyName: z.string(),
        gridCode: z.string(),
        gridName: z.string(),
        retiredOn: z.string(),
        holders: z.array(z.string()),
        into: z.array(Place).meta({ description: '接替撤销网格的新网格' }),
      }),
    ),
    total: z.number(),
  })
  .meta({ id: 'StrandedSeats' })

export const PlaceSeat = z.strictObject({ gridCode: GridCode })
