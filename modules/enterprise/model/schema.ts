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
  .strictObject({ ...shape, id: z.uuid('id 应为 UUID').optional(), gridCode: GridCode })
  .meta({ id: 'CreateEnterprise' })

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

export const EnterpriseFilter = z.object({
  q: z.string().trim().max(100).optional().meta({ description: '名称、信用代码、拼音首字母、地址或联系人的一部分' }),
  grid: GridCode.optional(),
  regulatorClass: z.string().max(40).optional(),
  industry: z.string().max(8).optional(),
  scale: z.string().max(20).optional(),
  operatingState: z.string().max(20).optional(),
  riskLevel: z.enum(['1', '2', '3', '4', 'none']).optional(),
  majorHazard: z.enum(['true', 'false']).optional(),
  freshness: z.enum(['fresh', 'stale']).optional(),
})

export const EnterpriseQuery = EnterpriseFilter.extend({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export type EnterpriseFilterInput = z.output<typeof EnterpriseFilter>
