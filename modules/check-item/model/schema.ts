import { z } from 'zod'

export const CheckItemView = z
  .object({
    code: z.string(),
    industry: z.string(),
    industryName: z.string(),
    audience: z.enum(['government', 'enterprise', 'both']),
    category: z.string(),
    question: z.string(),
    plain: z.string().meta({ description: '给企业员工看的问法' }),
    how: z.string().meta({ description: '现场看什么、查什么' }),
    basis: z.string(),
    penaltyItem: z.string().nullable(),
    rank: z.enum(['ordinary', 'major']),
    criterion: z.string().nullable(),
    rectification: z.string(),
    days: z.number().meta({ description: '整改期限（日），1 为立即' }),
    photoRequired: z.boolean(),
    from: z.string().meta({ description: '从这一天起适用' }),
    verified: z.boolean().meta({ description: '依据的条款已核对' }),
  })
  .meta({ id: 'CheckItem' })

export const CheckTemplateView = z
  .object({
    code: z.string(),
    name: z.string(),
    industry: z.string(),
    industryName: z.string(),
    level: z.string(),
    levelName: z.string(),
    itemCodes: z.array(z.string()),
    minutes: z.number(),
  })
  .meta({ id: 'CheckTemplate' })

export const CheckItemFilter = z.object({
  q: z.string().trim().max(50).optional(),
  industry: z.string().max(40).optional(),
  category: z.string().max(4).optional(),
  audience: z.enum(['government', 'enterprise'], '只能是 government 或 enterprise').optional(),
  template: z.string().max(40).optional(),
  on: z.iso.date('日期应如 2026-11-21').optional(),
})
