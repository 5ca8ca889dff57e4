import { z } from 'zod'
import { keysOf } from '#kernel/cases/model/inputs.ts'
import { GridCode } from '#modules/grid/model/schema.ts'
import { answers, checkStates, diligences, rhythms } from './codes.ts'

export const PlanInput = z
  .strictObject({
    id: z.uuid('编号不正确').optional(),
    template: z.string('请选检查模板').min(1, '请选检查模板').max(40),
    rhythm: z.enum(keysOf(rhythms), '请选多久一次'),
  })
  .meta({ id: 'NewSelfCheckPlan' })
export type NewPlan = z.output<typeof PlanInput>

export const AnswerInput = z
  .strictObject({
    answer: z.enum(keysOf(answers), '请选没问题、有问题或不涉及'),
    note: z.string().trim().max(300, '最多 300 字').default(''),
  })
  .meta({ id: 'NewSelfCheckAnswer' })

/** A hazard out of an item that is not in order; its category and basis follow from the item. */
export const ItemHazard = z
  .strictObject({
    id: z.uuid('编号不正确').meta({ description: '隐患的编号，由提交方生成，重复提交只算一次' }),
    what: z.string('写清楚看到了什么').trim().min(2, '写清楚看到了什么，至少两个字').max(500, '最多 500 字'),
    where: z.string('写清楚在哪里').trim().min(2, '写清楚在哪里，至少两个字').max(100, '最多 100 字'),
    attachments: z.array(z.uuid('附件编号不正确')).min(1, '至少拍一张照片').max(20, '最多 20 个附件'),
  })
  .meta({ id: 'NewSelfCheckHazard' })

export const FinishInput = z.strictObject({
  zero: z.boolean('请选是否零报告').default(false).meta({ description: '没有问题时，明确确认零报告' }),
})

export const CheckFilter = z.object({
  grid: GridCode.optional(),
  objectId: z.uuid('企业编号不正确').optional(),
  state: z.enum(keysOf(checkStates), '没有这个状态').optional(),
  zero: z.enum(['true', 'false'], '只能是 true 或 false').optional().meta({ description: '零报告' }),
  dueFrom: z.iso.date('日期应如 2026-11-21').optional(),
  dueTo: z.iso.date('日期应如 2026-11-21').optional(),
})
export type CheckFilterInput = z.output<typeof CheckFilter>

export const OfficeFilter = z.object({
  grid: GridCode.optional(),
  regulatorClass: z.string().max(40).optional(),
  month: z
    .string()
    .regex(/^20\d\d-(0[1-9]|1[0-2])$/, '月份应如 2026-11')
    .optional()
    .meta({ description: '按哪个月看；不给则本月' }),
  state: z.enum(keysOf(diligences), '没有这个状态').optional(),
  doubtful: z.enum(['true'], '只能是 true').optional().meta({ description: '零报告存疑' }),
  q: z.string().trim().max(60).optional(),
})
export type OfficeFilterInput = z.output<typeof OfficeFilter>

export const PlanView = z
  .object({
    id: z.uuid(),
    template: z.string(),
    templateName: z.string(),
    rhythm: z.enum(keysOf(rhythms)),
    items: z.number(),
    fromOn: z.string(),
    endedOn: z.string().nullable(),
  })
  .meta({ id: 'SelfCheckPlan' })

export const CheckLine = z
  .object({
    id: z.uuid(),
    objectId: z.uuid(),
    objectName: z.string(),
    gridCode: z.string(),
    gridName: z.string(),
    template: z.string(),
    templateName: z.string(),
    rhythm: z.enum(keysOf(rhythms)),
    fromOn: z.string(),
    dueOn: z.string(),
    state: z.enum(keysOf(checkStates)),
    items: z.number(),
    answered: z.number(),
    bad: z.number(),
    zero: z.boolean(),
    finishedAt: z.iso.datetime().nullable(),
    finishedBy: z.string().nullable(),
  })
  .meta({ id: 'SelfCheckLine' })

export const ItemView = z
  .object({
    code: z.string(),
    plain: z.string().meta({ description: '给企业员工看的问法' }),
    question: z.string(),
    how: z.string(),
    basis: z.string(),
    criterion: z.string().nullable(),
    rectification: z.string(),
    verified: z.boolean(),
    answer: z.enum(keysOf(answers)).nullable(),
    note: z.string(),
    hazardId: z.uuid().nullable(),
    hazardNumber: z.string().nullable(),
    answeredAt: z.iso.datetime().nullable(),
    answeredBy: z.string().nullable(),
  })
  .meta({ id: 'SelfCheckItem' })

export const CheckFile = CheckLine.extend({
  list: z.array(ItemView),
  openActs: z.array(z.string()),
}).meta({ id: 'SelfCheckFile' })

export const EnterpriseRow = z
  .object({
    objectId: z.uuid(),
    objectName: z.string(),
    gridCode: z.string(),
    gridName: z.string(),
    state: z.enum(keysOf(diligences)),
    plans: z.number(),
    due: z.number().meta({ description: '这个月到期的自查' }),
    done: z.number(),
    missed: z.number(),
    zero: z.number().meta({ description: '这个月的零报告' }),
    hazards: z.number().meta({ description: '这个月自查发现的问题' }),
    zeroRun: z.number().meta({ description: '最近连续零报告次数' }),
    officeHazards: z.number().meta({ description: '近期政府检查发现的隐患' }),
    doubtful: z.boolean(),
    lastDoneOn: z.string().nullable(),
  })
  .meta({ id: 'SelfCheckEnterprise' })

export const OfficeFigures = z
  .object({
    month: z.string(),
    zeroRun: z.number().meta({ description: '连续多少次零报告起存疑' }),
    officeDays: z.number().meta({ description: '政府检查发现隐患往前数的天数' }),
    total: z.number(),
    none: z.number(),
    waiting: z.number(),
    missing: z.number(),
    partial: z.number(),
    complete: z.number(),
    doubtful: z.number(),
    checksDue: z.number(),
    checksDone: z.number(),
    zeroReports: z.number(),
    hazards: z.number(),
    asOf: z.iso.datetime(),
  })
  .meta({ id: 'SelfCheckFigures' })
