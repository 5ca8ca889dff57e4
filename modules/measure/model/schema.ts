import { z } from 'zod'
import { keysOf } from '#kernel/cases/model/inputs.ts'
import { measureKinds, measureTypes } from './codes.ts'

const yes = z.enum(['true', 'false'], '只能是 true 或 false').optional()

/** What a list of measures may be narrowed by, beside what all kinds of cases have. */
export const MeasureFilter = z.object({
  kind: z.enum(keysOf(measureKinds), '没有这种措施').optional(),
  running: yes.meta({ description: 'true 正在执行的' }),
  asked: yes.meta({ description: 'true 企业申请恢复（解除）、等复查的' }),
})
export type MeasureFilterInput = z.output<typeof MeasureFilter>

/** What a line of the list says of a measure. */
export const MeasureFacts = z
  .object({
    kind: z.enum(keysOf(measureKinds)),
    type: z.enum(keysOf(measureTypes)),
    scope: z.string(),
    urgent: z.boolean().meta({ description: '当场采取、事后补批' }),
    servedOn: z.string().nullable(),
    testedSince: z.string().nullable().meta({ description: '从哪天起在检测、检验、鉴定，不计入期限' }),
    cutFrom: z.string().nullable().meta({ description: '从什么时候起停止供电、供应' }),
    askedOn: z.string().nullable().meta({ description: '企业哪天申请恢复（解除）' }),
    liftedOn: z.string().nullable(),
  })
  .meta({ id: 'MeasureFacts' })

const OwnAct = z.object({ act: z.string(), title: z.string() })

/** A measure as the enterprise is told of it. */
export const OwnMeasure = z
  .object({
    id: z.uuid(),
    number: z.string().nullable(),
    version: z.number(),
    stage: z.string(),
    kind: z.enum(keysOf(measureKinds)),
    typeTitle: z.string(),
    basis: z.string(),
    what: z.string(),
    scope: z.string(),
    condition: z.string(),
    items: z.array(z.object({ name: z.string(), spec: z.string(), qty: z.string(), disposal: z.string().nullable() })),
    urgent: z.boolean(),
    servedOn: z.string().nullable(),
    until: z.string().nullable().meta({ description: '到哪天为止；检测、检验、鉴定期间不计' }),
    cut: z.object({ title: z.string(), supplier: z.string(), startsAt: z.string() }).nullable(),
    askedOn: z.string().nullable(),
    takenOn: z.string().meta({ description: '当场采取的是采取那天，报批的是报批那天' }),
    applications: z
      .array(z.object({ on: z.string(), by: z.string(), text: z.string() }))
      .meta({ description: '恢复（解除）的申请，新的在前' }),
    failed: z.object({ on: z.string(), text: z.string() }).nullable().meta({ description: '上次复查不合格的情况' }),
    liftedOn: z.string().nullable(),
    remedyUntil: z
      .object({ reconsideration: z.string(), litigation: z.string() })
      .nullable()
      .meta({ description: '行政复议法第20条六十日、行政诉讼法第46条六个月' }),
    acts: z.array(OwnAct),
  })
  .meta({ id: 'OwnMeasure' })

/** A line of the enterprise's own list. */
export const OwnMeasureLine = OwnMeasure.pick({
  id: true,
  number: true,
  stage: true,
  kind: true,
  typeTitle: true,
  scope: true,
  urgent: true,
  takenOn: true,
  servedOn: true,
  until: true,
  askedOn: true,
  liftedOn: true,
}).meta({ id: 'OwnMeasureLine' })
