import { z } from 'zod'
import { keysOf } from '#kernel/cases/model/inputs.ts'
import { GradeCounts } from '#kernel/sync/model/schema.ts'
import { drawKinds, drawStates, inspectionMethods, inspectionReasons, lineClasses, planKinds } from './codes.ts'
import { TeamMember } from './inspection.ts'
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
    inspectionId: z.uuid().nullable().meta({ description: '按这一家次做的检查；还没有就为空' }),
    visitedOn: z.string().nullable(),
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
    expected: z
      .number()
      .nullable()
      .meta({ description: '排序模型预期一次检查查出多少条，只供参考，先后按规则；没有模型的为空' }),
  })
  .meta({ id: 'InspectionProposal' })

const hash = z.string().regex(/^[0-9a-f]{64}$/, '指纹应是 64 位十六进制数')

/** A draw as it is opened: enterprises come from a plan, people are named. */
export const OpenDraw = z
  .strictObject({
    id: z.uuid('编号不正确').optional(),
    purpose: z.string('请填用途').trim().min(2, '写清楚为什么抽').max(100, '最多 100 字'),
    kind: z.enum(keysOf(drawKinds), '请选抽什么'),
    planId: z.uuid('计划编号不正确').optional(),
    names: z
      .array(z.string().trim().min(2, '名字至少两个字').max(60, '名字最多 60 字'))
      .max(500, '最多 500 个')
      .default([]),
    excluded: z
      .array(
        z.strictObject({
          key: z.string().max(60),
          why: z.string().trim().min(2, '写明为什么排除').max(200, '最多 200 字'),
        }),
      )
      .max(500)
      .default([]),
    count: z.number('请填抽几个').int('应是整数').min(1, '至少抽 1 个').max(200, '最多抽 200 个'),
  })
  .refine(({ kind, planId }) => kind !== 'object' || planId !== undefined, { error: '请选计划', path: ['planId'] })
  .refine(({ kind, names }) => kind === 'object' || names.length > 1, { error: '至少写两个名字', path: ['names'] })
export type OpenDrawInput = z.output<typeof OpenDraw>

export const JoinDraw = z.strictObject({ commitment: hash })
export const RevealDraw = z.strictObject({
  secret: z.string().regex(/^[0-9a-f]{32,128}$/, '随机数应是 32 到 128 位十六进制数'),
})
export const ChooseByHand = z.strictObject({
  name: z.string('请填名称').trim().min(2, '写清楚选了谁').max(100, '最多 100 字'),
  why: z.string('请填理由').trim().min(2, '写明为什么人工选定').max(300, '最多 300 字'),
})
export const VoidDraw = z.strictObject({
  why: z.string('请填理由').trim().min(2, '写明为什么作废').max(300, '最多 300 字'),
})

const DrawListView = z.object({
  purpose: z.string(),
  kind: z.string(),
  rule: z.string(),
  candidates: z.array(z.object({ key: z.string(), name: z.string() })),
  excluded: z.array(z.object({ key: z.string(), why: z.string() })),
  count: z.number(),
})

/** Everything an outsider needs to draw again. */
export const DrawRecordView = z
  .object({
    list: DrawListView,
    commitment: z.string(),
    parties: z.array(z.object({ name: z.string(), commitment: z.string(), secret: z.string().nullable() })),
    drawn: z.array(z.string()).nullable(),
  })
  .meta({ id: 'DrawRecord' })

export const DrawLine = z
  .object({
    id: z.uuid(),
    gridCode: z.string(),
    gridName: z.string(),
    state: z.enum(keysOf(drawStates)),
    purpose: z.string(),
    kind: z.enum(keysOf(drawKinds)),
    candidates: z.number(),
    count: z.number(),
    parties: z.number(),
    openedBy: z.string(),
    openedAt: z.iso.datetime(),
  })
  .meta({ id: 'DrawLine' })

export const DrawView = DrawLine.extend({
  record: DrawRecordView,
  chosen: z.array(z.object({ name: z.string(), why: z.string(), by: z.string(), at: z.string() })),
  voidReason: z.string().nullable(),
  drawnAt: z.iso.datetime().nullable(),
  mine: z.number().nullable().meta({ description: '我是第几方' }),
  openActs: z.array(z.enum(['join', 'begin', 'reveal', 'choose', 'void'])),
}).meta({ id: 'Draw' })

/** What came of a visit, as lists are narrowed by it. */
export const inspectionOutcomes = {
  visited: '已到场检查',
  clean: '未发现问题',
  ordered: '责令整改',
  reinspected: '已复查',
  refused: '拒绝签字',
} as const

const day = z.iso.date('日期应如 2026-11-21')

/** What a list of inspections may be narrowed by, beside what all kinds of cases have. */
export const InspectionFilter = z.object({
  reason: z.enum(keysOf(inspectionReasons), '没有这种事由').optional(),
  method: z.enum(keysOf(inspectionMethods), '没有这种方式').optional(),
  result: z.enum(keysOf(inspectionOutcomes), '没有这种结果').optional(),
  office: z
    .string()
    .regex(/^\d{4,15}$/, '网格编码不正确')
    .optional()
    .meta({ description: '哪一级机关检查的' }),
  planId: z.uuid('计划编号不正确').optional(),
  planMonth: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/, '月份应如 2026-03')
    .optional()
    .meta({ description: '计划排在哪个月' }),
  year: z
    .string()
    .regex(/^20\d\d$/, '年份应如 2026')
    .optional(),
  month: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/, '月份应如 2026-03')
    .optional(),
  visitedFrom: day.optional(),
  visitedTo: day.optional(),
  mine: z
    .enum(['true', 'false'], '只能是 true 或 false')
    .optional()
    .meta({ description: 'true 只看派了自己去的，和到过场以后轮到自己岗位的；false 只看别人的' }),
})
export type InspectionFilterInput = z.output<typeof InspectionFilter>

/** What a line of the list says of an inspection. */
export const InspectionFacts = z
  .object({
    reason: z.enum(keysOf(inspectionReasons)),
    planId: z.uuid().nullable(),
    month: z.string().nullable(),
    beyond: z.string().nullable(),
    method: z.enum(keysOf(inspectionMethods)),
    content: z.string(),
    templateCode: z.string().nullable(),
    officeGrid: z.string(),
    plannedOn: z.string().nullable(),
    notifiedOn: z.string().nullable(),
    visitedOn: z.string().nullable(),
    site: z.string().nullable(),
    contact: z.string().nullable(),
    clean: z.boolean().nullable(),
    met: z.number(),
    notMet: z.number(),
    notChecked: z.number(),
    findings: z.number(),
    signedOn: z.string().nullable(),
    refused: z.boolean(),
    orderedOn: z.string().nullable(),
    dueOn: z.string().nullable(),
    reinspectedOn: z.string().nullable(),
    team: z.array(TeamMember),
    grades: GradeCounts.nullable().meta({ description: '用设备记的几步：现场、滞后、补录；不是用设备记的为空' }),
  })
  .meta({ id: 'InspectionFacts' })

/** A hazard an inspection ordered to be put right, as it stands now. */
export const OrderedHazard = z.object({
  no: z.number(),
  hazardId: z.uuid(),
  what: z.string(),
  state: z.string(),
  stateTitle: z.string(),
  dueOn: z.string().nullable(),
  open: z.boolean(),
  submitted: z.boolean().meta({ description: '企业报了整改完成，等复查' }),
})

/** What is needed on site: whom, by which checks, what was ordered, how often this year. */
export const SiteView = z
  .object({
    id: z.uuid(),
    objectId: z.uuid(),
    objectName: z.string(),
    address: z.string().nullable(),
    lng: z.number().nullable(),
    lat: z.number().nullable(),
    year: z.object({ done: z.number(), open: z.number(), cap: z.number() }),
    longestDays: z.number().meta({ description: '整改期限最长多少天（未经核实）' }),
    templates: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        items: z.array(
          z.object({
            code: z.string(),
            question: z.string(),
            how: z.string(),
            basis: z.string(),
            category: z.string(),
            rank: z.string(),
            criterion: z.string().nullable(),
            rectification: z.string(),
          }),
        ),
      }),
    ),
    hazards: z.array(OrderedHazard),
  })
  .meta({ id: 'InspectionSite' })

/** An inspection as the enterprise sees it. */
export const OwnInspection = z
  .object({
    id: z.uuid(),
    number: z.string(),
    stateTitle: z.string(),
    office: z.string(),
    plannedOn: z.string().nullable(),
    visitedOn: z.string().nullable(),
    content: z.string(),
    team: z.array(z.object({ name: z.string(), certNo: z.string() })),
    clean: z.boolean().nullable(),
    dueOn: z.string().nullable(),
    hazards: z.array(OrderedHazard),
  })
  .meta({ id: 'OwnInspection' })
