import { z } from 'zod'
import { keysOf } from '#kernel/cases/model/inputs.ts'
import { GridCode } from '#modules/grid/model/schema.ts'
import { findAccidentType } from '#standards/accident-type/accident-types.ts'
import { checkPhone } from '#standards/code/phone.ts'
import { checkRhythms, controlKinds, directReasons, verdicts } from './codes.ts'
import { bandSets, type Method, methodFactors } from './methods.ts'

/** Text of a line or some lines, as the form calls it. */
const text = (title: string, least: number, most: number) =>
  z.string(`请填写${title}`).trim().min(least, `${title}至少 ${least} 个字`).max(most, `${title}最多 ${most} 字`)

const Phone = z
  .string('电话应为文字')
  .trim()
  .max(30, '电话太长')
  .transform((written, context) => {
    if (written === '') return null
    const phone = checkPhone(written)
    if (!phone.valid) context.addIssue({ code: 'custom', message: phone.reason ?? '电话号码不正确' })
    return phone.valid ? phone.normalized : z.NEVER
  })
  .nullish()
  .transform((phone) => phone ?? null)

const Point = {
  lng: z.number('经度应为数字').min(73.4, '经度不在中国范围内').max(135.1, '经度不在中国范围内').nullish(),
  lat: z.number('纬度应为数字').min(3.4, '纬度不在中国范围内').max(53.6, '纬度不在中国范围内').nullish(),
  shape: z.unknown().nullish().meta({ description: '范围，GeoJSON Polygon，WGS 84；没有画就不填' }),
}

/** What a risk point is and who controls it, beside its grading. */
const Described = {
  name: text('风险点名称', 2, 60),
  unit: text('所在部位', 2, 60),
  activity: text('作业活动', 2, 100),
  factor: text('危险有害因素', 2, 500),
  accidentType: z
    .string('请选事故类别')
    .refine((code) => findAccidentType(code) !== undefined, '没有这个事故类别')
    .meta({ description: '可能导致的事故类别，GB 6441，如 25-09' }),
  controller: text('责任人', 2, 30),
  controllerPhone: Phone,
  ...Point,
}

const values = (method: Method) =>
  z.strictObject(
    Object.fromEntries(
      methodFactors[method].map(({ key, title, choices }) => [
        key,
        z.number(`请选${title}`).refine((value) => choices.some((one) => one.value === value), `请选${title}`),
      ]),
    ),
    '这种方法没有这个因素',
  )

/** Values by one of the methods, and a situation that makes it red directly. */
export const Assessment = z
  .discriminatedUnion(
    'method',
    [
      z.strictObject({ method: z.literal('LEC'), values: values('LEC') }),
      z.strictObject({ method: z.literal('LS'), values: values('LS') }),
    ],
    '请选评估方法',
  )
  .meta({ id: 'RiskFactors' })
export type AssessmentInput = z.output<typeof Assessment>

const Direct = z.enum(keysOf(directReasons), '没有这种直判情形').nullish()

export const ControlInput = z
  .strictObject({
    id: z.uuid('编号不正确').optional(),
    kind: z.enum(keysOf(controlKinds), '请选措施种类'),
    text: text('管控措施', 2, 300),
    checker: text('检查人', 2, 30),
    every: z.enum(keysOf(checkRhythms), '请选检查频次'),
  })
  .meta({ id: 'NewRiskControl' })
export type NewControl = z.output<typeof ControlInput>

export const CreateRiskPoint = z
  .strictObject({
    id: z.uuid('编号不正确').optional(),
    ...Described,
    assessment: Assessment,
    directReason: Direct,
    controls: z.array(ControlInput).min(1, '至少写一条管控措施').max(50, '一个风险点最多 50 条措施'),
  })
  .meta({ id: 'CreateRiskPoint' })
export type NewRiskPoint = z.output<typeof CreateRiskPoint>

export const ChangeRiskPoint = z.strictObject(Described).meta({ id: 'ChangeRiskPoint' })
export type RiskPointChange = z.output<typeof ChangeRiskPoint>

export const AssessRiskPoint = z
  .strictObject({ assessment: Assessment, directReason: Direct, why: text('评估说明', 2, 500) })
  .meta({ id: 'AssessRiskPoint' })

export const OpinionInput = z
  .strictObject({
    verdict: z.enum(keysOf(verdicts), '请选复核结论'),
    text: z.string().trim().max(500, '意见最多 500 字').default(''),
  })
  .refine(({ verdict, text: said }) => verdict === 'agreed' || said.length >= 2, {
    path: ['text'],
    message: '写清楚哪里要改，至少两个字',
  })
  .meta({ id: 'NewRiskOpinion' })

export const ControlCheck = z
  .strictObject({
    result: z.enum(['works', 'failed'], '请选有效或失效'),
    text: z.string().trim().max(300, '最多 300 字').default(''),
  })
  .refine(({ result, text: said }) => result === 'works' || said.length >= 2, {
    path: ['text'],
    message: '失效的写清楚是什么情况，至少两个字',
  })

/** What a list of risk points may be narrowed by. */
export const RiskFilter = z.object({
  q: z.string().trim().max(60).optional().meta({ description: '名称、部位、作业或企业名称的一部分' }),
  grid: GridCode.optional(),
  objectId: z.uuid('企业编号不正确').optional(),
  level: z
    .string()
    .regex(/^[1-4](,[1-4]){0,3}$/, '风险等级应为 1 到 4，几个用逗号分开')
    .optional(),
  regulatorClass: z.string().max(40).optional(),
  accidentType: z
    .string()
    .regex(/^\d\d-\d\d$/, '没有这个事故类别')
    .optional(),
  review: z
    .enum(['overdue', 'soon'], '只能是 overdue 或 soon')
    .optional()
    .meta({ description: '评估已过期；或 30 天内到期' }),
  reassess: z.enum(['true', 'false'], '只能是 true 或 false').optional().meta({ description: '需重新评估' }),
  opinion: z
    .enum(['open', 'none'], '只能是 open 或 none')
    .optional()
    .meta({ description: '有没回复的意见；没有复核过' }),
  controls: z
    .enum(['due', 'failed'], '只能是 due 或 failed')
    .optional()
    .meta({ description: '措施该检查了；措施失效' }),
  located: z.enum(['true', 'false'], '只能是 true 或 false').optional(),
})
export type RiskFilterInput = z.output<typeof RiskFilter>

const level = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)])

export const RiskLine = z
  .object({
    id: z.uuid(),
    objectId: z.uuid(),
    objectName: z.string(),
    gridCode: z.string(),
    gridName: z.string(),
    name: z.string(),
    unit: z.string(),
    activity: z.string(),
    accidentType: z.string(),
    accidentTypeName: z.string(),
    level,
    score: z.number(),
    method: z.enum(['LEC', 'LS']),
    directReason: z.string().nullable(),
    controller: z.string(),
    gradedOn: z.string(),
    reviewDueOn: z.string(),
    reassessSince: z.string().nullable(),
    opinionOpen: z.boolean(),
    controls: z.number().meta({ description: '管控措施条数' }),
    controlsDue: z.number().meta({ description: '该检查还没有检查的措施' }),
    controlsFailed: z.number().meta({ description: '最近一次检查失效的措施' }),
    failures: z.number().meta({ description: '指到这个风险点的隐患，不含撤回的' }),
    lng: z.number().nullable(),
    lat: z.number().nullable(),
  })
  .meta({ id: 'RiskLine' })

const By = z.object({ name: z.string(), seat: z.string(), body: z.string() })

export const ControlView = z
  .object({
    id: z.uuid(),
    kind: z.enum(keysOf(controlKinds)),
    text: z.string(),
    checker: z.string(),
    every: z.enum(keysOf(checkRhythms)),
    lastCheckedOn: z.string().nullable(),
    lastResult: z.enum(['works', 'failed']).nullable(),
    checkDueOn: z.string(),
    failures: z.number().meta({ description: '指明这条措施失效的隐患' }),
    version: z.number(),
  })
  .meta({ id: 'RiskControl' })

export const AssessmentView = z
  .object({
    id: z.uuid(),
    on: z.string(),
    method: z.enum(['LEC', 'LS']),
    values: z.record(z.string(), z.number()),
    score: z.number(),
    scored: level,
    level,
    directReason: z.string().nullable(),
    bandSet: z.enum(bandSets.map(({ code }) => code) as [string, ...string[]]),
    why: z.string(),
    by: By,
  })
  .meta({ id: 'RiskAssessment' })

export const ControlCheckView = z
  .object({
    id: z.uuid(),
    control: z.string().meta({ description: '检查的措施' }),
    on: z.string(),
    result: z.enum(['works', 'failed']),
    text: z.string(),
    by: By,
  })
  .meta({ id: 'RiskControlCheck' })

export const OpinionView = z
  .object({
    id: z.uuid(),
    verdict: z.enum(keysOf(verdicts)),
    text: z.string(),
    by: By,
    at: z.iso.datetime(),
    reply: z.string().nullable(),
    repliedAt: z.iso.datetime().nullable(),
    repliedBy: By.nullable(),
  })
  .meta({ id: 'RiskOpinion' })

/** A risk point with all that hangs on it. */
export const RiskFile = RiskLine.extend({
  factor: z.string(),
  controllerPhone: z.string().nullable(),
  shape: z.unknown().nullable(),
  values: z.record(z.string(), z.number()),
  scored: level,
  bandSet: z.string(),
  reassessReason: z.string().nullable(),
  withdrawnAt: z.iso.datetime().nullable(),
  withdrawnReason: z.string().nullable(),
  version: z.number(),
  items: z.array(ControlView),
  assessments: z.array(AssessmentView),
  checks: z.array(ControlCheckView).meta({ description: '最近的措施检查，新的在前' }),
  opinions: z.array(OpinionView),
  openActs: z.array(z.string()),
}).meta({ id: 'RiskFile' })

export const RiskSummary = z
  .object({
    at: z.iso.datetime(),
    total: z.number(),
    enterprises: z.number(),
    byLevel: z.object({ '1': z.number(), '2': z.number(), '3': z.number(), '4': z.number() }),
    reviewOverdue: z.number(),
    reassess: z.number(),
    opinionOpen: z.number(),
    controlsDue: z.number().meta({ description: '有措施该检查还没有检查的风险点' }),
    controlsFailed: z.number().meta({ description: '有措施失效的风险点' }),
  })
  .meta({ id: 'RiskSummary' })

export const RegionView = z
  .object({
    gridCode: z.string(),
    gridName: z.string(),
    enterprises: z.number().meta({ description: '有风险点的企业' }),
    byLevel: z
      .object({ '1': z.number(), '2': z.number(), '3': z.number(), '4': z.number() })
      .meta({ description: '企业数，按最高一级风险点' }),
    points: z.number(),
    index: z.number().nullable(),
    level: level.nullable(),
  })
  .meta({ id: 'RiskRegion' })
