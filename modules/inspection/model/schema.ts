import { z } from 'zod'
import { keysOf } from '#kernel/cases/model/inputs.ts'
import { lineClasses, planKinds } from './codes.ts'
import { grades } from './proposal.ts'

/** What a list of plans may be narrowed by, beside what all kinds of cases have. */
export const PlanFilter = z.object({
  kind: z.enum(keysOf(planKinds), '没有这种计划').optional(),
  year: z
    .string()
    .regex(/^20\d\d$/, '年份应如 2026')
    .optional(),
})
export type PlanFilterInput = z.output<typeof PlanFilter>

/** What a line of the list says of a plan. */
export const PlanFacts = z
  .object({
    name: z.string(),
    kind: z.enum(keysOf(planKinds)),
    fromMonth: z.string(),
    toMonth: z.string(),
    officers: z.number(),
    otherDays: z.number(),
    daysPerVisit: z.number(),
    cap: z.number(),
    basis: z.string(),
    version: z.number().meta({ description: '排过几版名单' }),
    approvedOn: z.string().nullable(),
    lines: z.number(),
    keyLines: z.number(),
    workload: z.object({
      workdays: z.number(),
      available: z.number(),
      supervision: z.number(),
      visits: z.number().meta({ description: '这些工作日能检查几家次（口径未经核实）' }),
    }),
  })
  .meta({ id: 'InspectionPlanFacts' })

/** An enterprise in a plan as it is shown. */
export const PlanLineView = z
  .object({
    objectId: z.uuid(),
    name: z.string(),
    gridCode: z.string(),
    gridName: z.string(),
    month: z.string(),
    class: z.enum(keysOf(lineClasses)),
    reason: z.string(),
    beyond: z.string().nullable(),
  })
  .meta({ id: 'InspectionPlanLine' })

/** An enterprise the rule proposes for a plan. */
export const ProposalView = z
  .object({
    objectId: z.uuid(),
    name: z.string(),
    gridCode: z.string(),
    gridName: z.string(),
    grade: z.enum(keysOf(grades)),
    class: z.enum(keysOf(lineClasses)),
    score: z.number(),
    reasons: z.array(z.string()),
    lastOn: z.string().nullable(),
    thisYear: z.number().meta({ description: '今年在各计划里安排了几次' }),
  })
  .meta({ id: 'InspectionProposal' })
