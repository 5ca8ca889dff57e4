import { z } from 'zod'
import { gridPrefix } from './codes.ts'

/** A grid code in any written form; the output is the prefix code. */
export const GridCode = z
  .string()
  .max(20)
  .transform((written, context) => {
    const prefix = gridPrefix(written)
    if (!prefix) context.addIssue({ code: 'custom', message: '网格编码应为 4、6、9、12 或 15 位数字' })
    return prefix ?? z.NEVER
  })
  .meta({ description: '网格编码：市 4 位、县区 6 位、镇街 9 位、村居 12 位、单元格 15 位；补零的写法也可以' })

export const GridNode = z
  .object({
    code: z.string(),
    name: z.string(),
    level: z.enum(['city', 'county', 'town', 'village', 'cell']),
    parentCode: z.string().nullable(),
    kind: z.enum(['administrative', 'zone', 'basic', 'exclusive', 'temporary']),
    childCount: z.number(),
    enterpriseCount: z.number(),
    geometrySource: z.enum(['demo', 'imported', 'drawn']).nullable(),
    labelLng: z.number().nullable(),
    labelLat: z.number().nullable(),
    version: z.number(),
    retiredOn: z.string().nullable().meta({ description: '撤销日期；没有撤销为空' }),
  })
  .meta({ id: 'GridNode' })
