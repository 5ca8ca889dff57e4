import { z } from 'zod'
import { keysOf } from '#kernel/cases/model/inputs.ts'
import { hazardCategories, hazardRanks, hazardSources } from './codes.ts'

/** What a list of hazards may be narrowed by, beside what all kinds of cases have. */
export const HazardFilter = z.object({
  rank: z.enum(keysOf(hazardRanks), '没有这个隐患等级').optional(),
  category: z
    .string()
    .refine(
      (code) => code === 'base' || code === 'site' || hazardCategories.some((one) => one.code === code),
      '没有这个隐患类别',
    )
    .optional(),
  source: z.enum(keysOf(hazardSources), '没有这个来源').optional(),
  criterion: z.string().max(10, '没有这条判定标准').optional(),
  graded: z.enum(['true', 'false'], '只能是 true 或 false').optional(),
  counted: z
    .enum(['true', 'false'], '只能是 true 或 false')
    .optional()
    .meta({ description: '不含撤回的，和统计数对得上' }),
  term: z
    .enum(['past', 'overdue'], '只能是 past 或 overdue')
    .optional()
    .meta({ description: '期限已过；其中还没有改完的' }),
  listed: z.enum(['true', 'false'], '只能是 true 或 false').optional(),
  recurring: z.enum(['true', 'false'], '只能是 true 或 false').optional(),
  riskPointId: z.uuid('风险点编号不正确').optional().meta({ description: '指明这个风险点的措施失效的' }),
  controlId: z.uuid('管控措施编号不正确').optional().meta({ description: '指明这条管控措施失效的' }),
  foundFrom: z.iso.date('日期应如 2026-11-21').optional(),
  foundTo: z.iso.date('日期应如 2026-11-21').optional(),
})

export type HazardFilterInput = z.output<typeof HazardFilter>

/** What a line of the list says of a hazard. */
export const HazardFacts = z
  .object({
    rank: z.enum(keysOf(hazardRanks)).nullable(),
    category: z.string().nullable(),
    categoryName: z.string(),
    source: z.string(),
    sourceName: z.string(),
    selfFound: z.boolean(),
    place: z.string(),
    foundOn: z.string(),
    criterion: z.string().nullable(),
    listedLevel: z.string().nullable(),
    recurring: z.boolean(),
    control: z
      .object({ id: z.uuid(), text: z.string(), riskPointId: z.uuid(), riskPointName: z.string() })
      .nullable()
      .meta({ description: '失效的管控措施和它的风险点' }),
  })
  .meta({ id: 'HazardFacts' })
