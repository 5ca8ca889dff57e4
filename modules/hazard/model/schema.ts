import { z } from 'zod'
import { keysOf } from '#kernel/cases/model/inputs.ts'
import { hazardCategories } from '#standards/hazard/categories.ts'
import { hazardRanks, hazardSources } from './codes.ts'
import { listingSteps } from './listing.ts'

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
    .meta({ description: '到期应改：整改期限已过的，不论改完没有；其中还没有改完的' }),
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
    item: z
      .object({
        code: z.string(),
        question: z.string(),
        category: z.string(),
        rank: z.enum(keysOf(hazardRanks)),
        criterion: z.string().nullable(),
        basis: z.string(),
        rectification: z.string(),
        days: z.number(),
      })
      .nullable()
      .meta({ description: '查出它的检查项，和检查项给的类别、等级、依据、整改建议、期限（日）' }),
    control: z
      .object({ id: z.uuid(), text: z.string(), riskPointId: z.uuid(), riskPointName: z.string() })
      .nullable()
      .meta({ description: '失效的管控措施和它的风险点' }),
  })
  .meta({ id: 'HazardFacts' })

/** A listing (挂牌督办) with what it asks for. */
export const ListingView = z
  .object({
    level: z.string(),
    leader: z.string(),
    requirement: z.string(),
    since: z.string(),
    until: z.string(),
    liftedOn: z.string().nullable(),
    steps: z.array(
      z.object({
        key: z.enum(keysOf(listingSteps)),
        title: z.string(),
        who: z.enum(['office', 'object']),
        dueOn: z.string().meta({ description: '最后一天' }),
        doneOn: z.string().nullable(),
        provisional: z.boolean().meta({ description: '跨到的年份放假安排尚未公布，暂按周末推算' }),
      }),
    ),
  })
  .meta({ id: 'HazardListing' })
