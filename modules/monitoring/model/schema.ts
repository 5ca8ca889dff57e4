import { z } from 'zod'
import { keysOf } from '#kernel/cases/model/inputs.ts'
import { GridCode } from '#modules/grid/model/schema.ts'
import * as codes from './codes.ts'

const text = (title: string, least: number, most: number) =>
  z.string(`请填写${title}`).trim().min(least, `${title}至少 ${least} 个字`).max(most, `${title}最多 ${most} 字`)
const Instant = z.iso.datetime({ offset: true, error: '时间不正确' })
const Value = z.number('应为数字').min(-1e9, '数值太小').max(1e9, '数值太大')
const Seconds = z.number('应为秒数').int('应为整秒').min(0, '不能小于 0').max(3600, '最多 3600 秒')

/** The rule of a point, as somebody asks for it. Limits stand in their order and inside the range of the sensor. */
export const RuleInput = z
  .strictObject({
    highHigh: Value.nullable(),
    high: Value.nullable(),
    low: Value.nullable(),
    lowLow: Value.nullable(),
    deadBand: Value.min(0, '死区不能小于 0'),
    onDelayS: Seconds,
    offDelayS: Seconds,
    ratePerMinute: Value.positive('应大于 0').nullable(),
    flatMinutes: z.number('应为分钟数').int().min(5, '至少 5 分钟').max(10_080, '最多七天').nullable(),
    flatBand: Value.min(0, '不能小于 0'),
    steadyCount: z.number('应为个数').int().min(20, '至少 20 个').max(10_000, '最多 10000 个').nullable(),
    steadyStep: Value.min(0, '不能小于 0'),
    lateS: z.number('应为秒数').int().min(30, '至少 30 秒').max(3600, '最多 3600 秒'),
  })
  .superRefine((rule, context) => {
    const order = (['lowLow', 'low', 'high', 'highHigh'] as const).flatMap((key) =>
      rule[key] === null ? [] : [{ key, value: rule[key] }],
    )
    order.forEach(({ key, value }, at) => {
      const before = order[at - 1]
      if (before && before.value >= value)
        context.addIssue({ code: 'custom', path: [key], message: '限值应按低低、低、高、高高由小到大' })
    })
  })
  .meta({ id: 'PointRule' })

const Described = {
  unitName: text('所属设备', 1, 40).meta({ description: '储罐、反应釜、库房或区域，如「储罐 TK101」' }),
  name: text('测点名称', 1, 40),
  medium: text('介质', 1, 40).nullish(),
  isDangerous: z.boolean('请选介质是否易燃或有毒'),
  staleMinutes: z.number('应为分钟数').int().min(1, '至少 1 分钟').max(1440, '最多一天'),
}

/** A point to be made of something a device says. */
export const PointInput = z
  .strictObject({
    seriesNo: z.number('请选设备上报的数据').int().positive(),
    ...Described,
    parameter: z.enum(keysOf(codes.parameters), '请选参数'),
    unit: z.string('请填写单位').trim().max(12, '单位最多 12 字'),
    template: z.string().max(40).nullish(),
    rangeLow: Value,
    rangeHigh: Value,
    rule: RuleInput,
  })
  .refine(({ rangeLow, rangeHigh }) => rangeHigh > rangeLow, { path: ['rangeHigh'], message: '量程上限应大于下限' })
  .refine(({ rangeLow, rangeHigh, rule }) => limitsIn(rule, rangeLow, rangeHigh), {
    path: ['rule'],
    message: '限值应在量程以内',
  })

/** Whether a point's limits can be reached by its sensor at all. */
export const limitsIn = (rule: z.output<typeof RuleInput>, low: number, high: number): boolean =>
  [rule.highHigh, rule.high, rule.low, rule.lowLow].every((limit) => limit === null || (limit >= low && limit <= high))

export const PointChangeInput = z.strictObject(Described)
export const RuleAskInput = z.strictObject({ rule: RuleInput, reason: text('理由', 2, 300) })
export const AnswerInput = z.strictObject({ answer: text('意见', 2, 300) })
export const ReasonInput = z.strictObject({ reason: text('原因', 2, 300) })

export const WindowInput = z
  .strictObject({
    kind: z.enum(keysOf(codes.windowKinds), '请选检定或检修'),
    from: Instant,
    to: Instant,
    reason: text('原因', 2, 300),
  })
  .refine(({ from, to }) => Date.parse(to) > Date.parse(from), { path: ['to'], message: '结束应在开始之后' })

export const ShelfInput = z.strictObject({
  hours: z.number('请填写小时数').min(0.25, '至少一刻钟').max(24, '最多 24 小时'),
  reason: text('原因', 2, 300),
})

export const standings = {
  alarm: '有报警',
  serious: '一二级报警',
  silent: '没有数据',
  shelved: '搁置中',
  window: '检定检修中',
} as const

export const PointFilter = z.object({
  objectId: z.uuid('企业编号不正确').optional(),
  grid: GridCode.optional(),
  parameter: z.enum(keysOf(codes.parameters), '没有这种参数').optional(),
  standing: z.enum(keysOf(standings), '没有这种状态').optional(),
  q: z.string().trim().max(50, '最多 50 字').optional(),
})
export type PointFilterInput = z.output<typeof PointFilter>

const Quality = z.enum(['good', 'uncertain', 'bad', 'maintenance'])
const Level = z.number().int().min(1).max(4)

export const PointLine = z
  .object({
    id: z.uuid(),
    objectId: z.uuid(),
    objectName: z.string(),
    gridCode: z.string(),
    unitName: z.string(),
    name: z.string(),
    parameter: z.enum(keysOf(codes.parameters)),
    unit: z.string(),
    isOnline: z.boolean(),
    at: z.string().nullable().meta({ description: '最近一次测量的时间' }),
    value: z.number().nullable(),
    quality: Quality.nullable(),
    limits: z.object({
      highHigh: z.number().nullable(),
      high: z.number().nullable(),
      low: z.number().nullable(),
      lowLow: z.number().nullable(),
    }),
    range: z.tuple([z.number(), z.number()]),
    alarm: z.object({ kind: z.enum(keysOf(codes.alarmKinds)), level: Level, id: z.uuid().nullable() }).nullable(),
    shelvedUntil: z.string().nullable(),
    windowUntil: z.string().nullable(),
  })
  .meta({ id: 'MonitorPointLine' })

export const Signature = z.object({ name: z.string(), seat: z.string(), body: z.string() })
export type Signature = z.output<typeof Signature>

export const PointFile = PointLine.extend({
  medium: z.string().nullable(),
  isDangerous: z.boolean(),
  template: z.object({ title: z.string(), source: z.string(), unverified: z.boolean() }).nullable(),
  staleMinutes: z.number(),
  deviceName: z.string(),
  seriesCode: z.string(),
  rule: RuleInput,
  ruleVersion: z.number(),
  version: z.number(),
  changes: z.array(
    z.object({
      id: z.uuid(),
      state: z.enum(keysOf(codes.changeStates)),
      before: RuleInput,
      rule: RuleInput,
      reason: z.string(),
      askedAt: z.string(),
      askedBy: Signature,
      settledAt: z.string().nullable(),
      settledBy: Signature.nullable(),
      answer: z.string().nullable(),
      isOwn: z.boolean(),
    }),
  ),
  windows: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(keysOf(codes.windowKinds)),
      from: z.string(),
      to: z.string(),
      reason: z.string(),
      by: Signature,
      endedAt: z.string().nullable(),
    }),
  ),
  shelves: z.array(
    z.object({
      id: z.uuid(),
      at: z.string(),
      until: z.string(),
      reason: z.string(),
      by: Signature,
      endedAt: z.string().nullable(),
    }),
  ),
  acts: z.array(z.string()),
}).meta({ id: 'MonitorPoint' })

export const CurveView = z
  .object({
    grain: z.enum(['reading', 'minute', 'hour', 'day']),
    points: z.array(z.object({ at: z.string(), low: z.number(), high: z.number(), mean: z.number(), n: z.number() })),
    signals: z.array(
      z.object({
        id: z.uuid(),
        kind: z.enum(keysOf(codes.alarmKinds)),
        level: Level,
        beganAt: z.string(),
        endedAt: z.string().nullable(),
        value: z.number().nullable(),
        alarmId: z.uuid().nullable(),
      }),
    ),
    isCut: z.boolean(),
  })
  .meta({ id: 'MonitorCurve' })

/** What a list of alarms may be narrowed by, beside what all kinds of cases have. */
export const AlarmFilter = z.object({
  level: z
    .string()
    .regex(/^[1-4](,[1-4])*$/, '等级应为 1 到 4')
    .optional()
    .meta({ description: '等级，可以写几个，如 1,2' }),
  kind: z.enum(keysOf(codes.alarmKinds), '没有这种报警').optional(),
  cause: z.enum(keysOf(codes.causes), '没有这种原因').optional(),
  standing: z.enum(['true', 'false'], '只能是 true 或 false').optional().meta({ description: 'true 数值还没有恢复' }),
  pointId: z.uuid('测点编号不正确').optional(),
})
export type AlarmFilterInput = z.output<typeof AlarmFilter>

export const AlarmFacts = z
  .object({
    level: Level,
    kind: z.enum(keysOf(codes.alarmKinds)),
    pointId: z.uuid().nullable(),
    pointName: z.string().nullable(),
    unit: z.string().nullable(),
    value: z.number().nullable(),
    limit: z.number().nullable(),
    beganAt: z.string(),
    noticedAt: z.string(),
    clearedAt: z.string().nullable(),
    acknowledgedAt: z.string().nullable(),
    cause: z.enum(keysOf(codes.causes)).nullable(),
    isStorm: z.boolean(),
    points: z.number().meta({ description: '牵涉的测点或设备数' }),
    signals: z.number().meta({ description: '越限次数' }),
    hazardId: z.uuid().nullable(),
  })
  .meta({ id: 'AlarmFacts' })
