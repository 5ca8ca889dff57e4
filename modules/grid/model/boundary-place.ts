import { z } from 'zod'
import { FindingView } from './boundary-plan.ts'

/** A point on the map, as typed or pressed. */
export const PointQuery = z.object({
  lng: z.coerce.number('经度应为数字').min(73.4, '坐标不在中国范围内').max(135.1, '坐标不在中国范围内'),
  lat: z.coerce.number('纬度应为数字').min(3.4, '坐标不在中国范围内').max(53.6, '坐标不在中国范围内'),
})

/** The deepest grid inside the reader's scope that holds a point, with the names above it. */
export const BoundaryPlace = z
  .object({
    found: z
      .object({
        code: z.string(),
        name: z.string(),
        sketched: z.boolean().meta({ description: '边界是示意的' }),
        path: z.array(z.object({ code: z.string(), name: z.string() })),
      })
      .nullable(),
  })
  .meta({ id: 'GridOfPoint' })

/** The quality report of a node's children. */
export const QualityView = z
  .object({
    gridCode: z.string(),
    gridName: z.string(),
    madeAt: z.iso.datetime().meta({ description: '核对时间' }),
    children: z.number(),
    withoutBoundary: z.number(),
    findings: z.array(FindingView),
    strays: z.object({
      total: z.number(),
      items: z.array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          gridCode: z.string(),
          gridName: z.string(),
          proposed: z.string().nullable(),
          proposedName: z.string().nullable(),
        }),
      ),
    }),
  })
  .meta({ id: 'GridQuality' })
