import { z } from 'zod'
import { GridCode } from '#modules/grid/model/schema.ts'
import { type Field, type FieldKey, fields } from './fields.ts'
import type { Value } from './values.ts'

/** Values of a file as they travel: any of the register's fields, each as text, number, flag or list. */
export type EnterpriseValues = Partial<Record<FieldKey, Value>>

const Written = z.union([
  z.string().max(10_000),
  z.number(),
  z.boolean(),
  z.array(z.string().max(100)).max(50),
  z.null(),
])

const shape = Object.fromEntries(
  (fields as readonly Field[]).map((field) => [field.key, Written.optional().meta({ description: field.label })]),
) as Record<FieldKey, z.ZodOptional<typeof Written>>

/** Written values of any fields; each is read by `readValue`, so typing habits are forgiven alike everywhere. */
export const EnterpriseFields = z.strictObject(shape, '含有未知的字段')

export const CreateEnterprise = z
  .strictObject({
    ...shape,
    id: z.uuid('id 应为 UUID').optional(),
    gridCode: GridCode,
    unlike: z
      .array(z.uuid('企业编号不正确'))
      .max(20)
      .optional()
      .meta({ description: '登记前提示过、确认不是同一家的企业；以后不再提示' }),
  })
  .meta({ id: 'CreateEnterprise' })

/** Values about to be registered, to be told of near doubles before they are. */
export const DoublesCheck = z.strictObject({ ...shape, gridCode: GridCode }).meta({ id: 'DoublesCheck' })

export const UpdateEnterprise = z
  .strictObject({
    values: EnterpriseFields,
    reason: z.string().trim().max(500).optional(),
    gridCode: GridCode.optional(),
  })
  .meta({ id: 'UpdateEnterprise' })

export const EnterpriseRow = z
  .object({
    id: z.uuid(),
    name: z.string(),
    creditCode: z.string().nullable(),
    gridCode: z.string(),
    gridName: z.string(),
    regulatorClasses: z.array(z.string()),
    industryCode: z.string().nullable(),
    scale: z.string().nullable(),
    operatingState: z.string(),
    riskLevel: z.string().nullable(),
    hasMajorHazard: z.boolean(),
    contact: z.string().nullable(),
    contactPhone: z.string().nullable(),
    address: z.string().nullable(),
    lng: z.number().nullable(),
    lat: z.number().nullable(),
    staleOn: z.string().nullable(),
    version: z.number(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'EnterpriseRow' })

export const Total = z
  .object({ total: z.number(), totalIs: z.enum(['exact', 'kept', 'at-least']) })
  .meta({ description: 'exact：逐条数过；kept：由各网格的计数得出；at-least：至少这么多' })

export const EnterpriseList = z
  .object({ items: z.array(EnterpriseRow), nextCursor: z.string().nullable(), ...Total.shape })
  .meta({ id: 'EnterpriseList' })

export const FactView = z.object({
  field: z.string(),
  confirmedAt: z.iso.datetime(),
  confirmedBy: z.string(),
  method: z.string(),
  goodUntil: z.string(),
})

export const EnterpriseFile = z
  .object({
    id: z.uuid(),
    gridCode: z.string(),
    gridPath: z.array(z.object({ code: z.string(), name: z.string(), level: z.string() })),
    version: z.number(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    mergedInto: z.uuid().nullable(),
    masked: z.boolean(),
    values: z.record(z.string(), z.unknown()),
    facts: z.array(FactView),
    openActs: z.array(z.string()),
  })
  .meta({ id: 'EnterpriseFile' })

/** One value or several with commas between; any of them counts. */
const anyOf = (one: string, fault: string) =>
  z
    .string()
    .max(400)
    .regex(new RegExp(`^(?:${one})(?:,(?:${one})){0,29}$`), fault)
    .optional()
    .meta({ description: '可给几个，用逗号分开，符合其中一个即可' })

const CODE = '[A-Za-z0-9_]{1,40}'

export const EnterpriseFilter = z.object({
  q: z.string().trim().max(100).optional().meta({ description: '名称、信用代码、拼音首字母、地址或联系人的一部分' }),
  grid: GridCode.optional(),
  regulatorClass: anyOf(CODE, '监管行业代码不正确'),
  industry: anyOf('[A-Ta-t][0-9]{0,4}|[0-9]{1,4}', '行业代码不正确'),
  scale: anyOf(CODE, '规模代码不正确'),
  operatingState: anyOf(CODE, '经营状态代码不正确'),
  riskLevel: anyOf('[1-4]|none', '风险等级应为 1、2、3、4 或 none'),
  majorHazard: z.enum(['true', 'false']).optional(),
  freshness: z.enum(['fresh', 'stale']).optional(),
  located: z.enum(['true', 'false']).optional().meta({ description: '有没有坐标；没有的不在地图上' }),
})

/** Orders of the list besides that of grids; with - the other way round. */
export const ENTERPRISE_SORTS = ['name', '-name', 'updated', '-updated', 'staleOn', '-staleOn'] as const
export type EnterpriseSort = (typeof ENTERPRISE_SORTS)[number]

export const EnterpriseQuery = EnterpriseFilter.extend({
  sort: z.enum(ENTERPRISE_SORTS).optional().meta({ description: '不给则按网格、名称；前面加 - 倒过来' }),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export type EnterpriseFilterInput = z.output<typeof EnterpriseFilter>

/** Why somebody looks at unmasked personal data; it goes into the audit. */
export const Purpose = z.string().trim().min(2, '请写明用途').max(200)

export const RecordView = z
  .object({
    id: z.uuid(),
    kind: z.string(),
    data: z.record(z.string(), z.unknown()),
    version: z.number(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'EnterpriseRecord' })

const Stock = z.strictObject({
  chemical: z.string().trim().min(1, '请填写物质名称').max(200),
  tonnes: z.number('数量应为数字（吨）').positive('数量应大于 0 吨').max(10_000_000, '数量不能超过 10,000,000 吨'),
  symbol: z.union([z.string().max(50), z.array(z.string().max(20)).max(10)]).optional(),
  beta: z.number().optional(),
  betaReason: z.string().max(200).optional(),
  conditionRow: z.number().int().optional(),
  aboveBoiling: z.boolean().optional(),
})

const People = z
  .number('厂外人数应为数字')
  .int('厂外人数应为整数')
  .min(0, '厂外人数不能为负数')
  .max(1_000_000, '厂外人数不能超过 1,000,000 人')

export const GradeRequest = z
  .strictObject({ exposedPeople: People, stocks: z.array(Stock).max(500) })
  .meta({ id: 'GradeRequest' })

export const MajorHazardInput = z
  .strictObject({
    id: z.uuid('id 应为 UUID').optional(),
    name: z.string().trim().min(1, '请填写名称').max(100),
    unitType: z.enum(['production', 'tank_farm', 'warehouse'], '单元类型不在可选范围'),
    ...GradeRequest.shape,
    assessedOn: z.iso.date('评估日期应如 2026-11-21').nullish(),
    filingNumber: z.string().trim().max(50).nullish(),
    filedOn: z.iso.date('备案日期应如 2026-11-21').nullish(),
  })
  .meta({ id: 'MajorHazardInput' })

const GradedItem = z.object({
  name: z.string(),
  row: z.number().nullable(),
  symbols: z.array(z.string()).readonly(),
  q: z.number(),
  Q: z.number(),
  ratio: z.number(),
  beta: z.number(),
  betaSource: z.string(),
  betaReason: z.string().nullable(),
  term: z.number(),
})

export const Grading = z
  .object({
    standard: z.string(),
    s: z.number(),
    isMajorHazard: z.boolean(),
    alpha: z.number(),
    r: z.number(),
    level: z.number().nullable(),
    items: z.array(GradedItem).readonly(),
    steps: z.array(z.string()).readonly(),
    assumptions: z.array(z.string()).readonly(),
  })
  .meta({ id: 'Grading' })
