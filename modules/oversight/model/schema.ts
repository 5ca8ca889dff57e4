import { z } from 'zod'
import { keysOf } from '#kernel/cases/model/inputs.ts'
import { checkPoints, findingStates, OTHER_POINT, pointResults, templates } from './codes.ts'

const CODES: [string, ...string[]] = [OTHER_POINT, ...checkPoints.map(({ code }) => code)]

/** What a list of inspections may be narrowed by, beside what all kinds of cases have. */
export const OversightFilter = z.object({
  template: z.enum(keysOf(templates), '没有这种检查表').optional(),
  found: z
    .enum(['true', 'false'], '只能是 true 或 false')
    .optional()
    .meta({ description: 'true 查出问题的，false 查过没有问题的' }),
})

export type OversightFilterInput = z.output<typeof OversightFilter>

const FindingView = z.object({
  no: z.int(),
  itemCode: z.string(),
  itemName: z.string(),
  text: z.string(),
  dueOn: z.string(),
  state: z.enum(keysOf(findingStates)),
  reply: z.string().nullable(),
  repeated: z.boolean().meta({ description: '同一网格同一项一年内又查出来（平台口径，未经核实）' }),
})

/** What a line of the list says of an inspection. */
export const OversightFacts = z
  .object({
    subject: z.string(),
    template: z.enum(keysOf(templates)),
    scope: z.string(),
    inspectors: z.string(),
    plannedOn: z.string(),
    visitedOn: z.string().nullable(),
    points: z.array(z.object({ code: z.string(), result: z.enum(keysOf(pointResults)), text: z.string() })),
    findings: z.array(FindingView),
  })
  .meta({ id: 'OversightFacts' })

const day = z.iso.date('日期应如 2026-11-21')

/** What a list of findings may be narrowed by. */
export const FindingFilter = z.object({
  grid: z
    .string()
    .regex(/^\d{4}(\d{2}(\d{3}){0,3})?$/, '网格编码不正确')
    .optional(),
  own: z
    .enum(['true', 'false'], '只能是 true 或 false')
    .optional()
    .meta({ description: 'true 只看 grid 这一级自己的，不含下级' }),
  itemCode: z.enum(CODES, '检查表里没有这一项').optional(),
  state: z.enum(keysOf(findingStates), '没有这种情况').optional(),
  left: z.enum(['true', 'false'], '只能是 true 或 false').optional().meta({ description: 'true 还没有复核通过的' }),
  late: z.enum(['true', 'false'], '只能是 true 或 false').optional().meta({ description: 'true 过了期限还待整改的' }),
  repeated: z.enum(['true', 'false'], '只能是 true 或 false').optional(),
  foundFrom: day.optional(),
  foundTo: day.optional(),
})

export type FindingFilterInput = z.output<typeof FindingFilter>

/** A finding as a row of its own, with the inspection it came of. */
export const FindingLine = FindingView.extend({
  id: z.uuid().meta({ description: '所属督导检查' }),
  number: z.string().nullable(),
  subject: z.string(),
  gridCode: z.string(),
  gridName: z.string(),
  foundOn: z.string(),
  late: z.boolean(),
}).meta({ id: 'OversightFinding' })
