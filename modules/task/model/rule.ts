import { z } from 'zod'

const GridCode = z.string().regex(/^\d{6}(\d{3}){0,3}$/, '网格编码不正确')

/** Grids of the next level a task goes to. */
export const GridCodes = z
  .array(GridCode)
  .min(1, '至少选一个下级网格')
  .max(300, '一次最多 300 个网格')
  .refine((codes) => new Set(codes).size === codes.length, '同一个网格选了两次')
  .meta({ title: '下级网格', widget: 'grids' })

/** Which enterprises a task is about; what is left out does not narrow. The words are those of the register's filter. */
export const TargetRule = z
  .strictObject({
    regulatorClass: z.string().max(40).optional(),
    industry: z.string().max(8).optional(),
    scale: z.string().max(20).optional(),
    operatingState: z.string().max(20).optional(),
    riskLevel: z.enum(['1', '2', '3', '4', 'none'], '没有这个风险等级').optional(),
    majorHazard: z.enum(['true', 'false'], '只能是 true 或 false').optional(),
    freshness: z.enum(['fresh', 'stale'], '只能是 fresh 或 stale').optional(),
    objectIds: z
      .array(z.uuid('监管对象编号不正确'))
      .min(1, '至少一家企业')
      .max(500, '最多 500 家')
      .optional()
      .meta({ description: '只在这些企业里选，如研判排定的名单' }),
  })
  .meta({ title: '对象范围', widget: 'target-rule' })

export type TargetRuleInput = z.output<typeof TargetRule>
