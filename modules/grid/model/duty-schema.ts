import { z } from 'zod'
import { businesses, layers } from './businesses.ts'
import { GridCode } from './schema.ts'

const layerCodes = layers.map(({ code }) => code) as [string, ...string[]]
const businessCodes = businesses.map(({ code }) => code) as [string, ...string[]]

export const LayerCode = z.enum(layerCodes, '没有这个逻辑层').default('safety')
export const BusinessCode = z.enum(businessCodes, '没有这项业务')
const Day = z.iso.date('日期应如 2026-11-21')

export const NewDuty = z
  .strictObject({
    id: z.uuid('id 应为 UUID').optional(),
    seatId: z.uuid('岗位编号不正确'),
    gridCode: GridCode,
    layer: LayerCode,
    role: z.enum(['main', 'deputy', 'specific', 'officer', 'grid_staff'], '责任角色不在可选范围'),
    businesses: z.array(BusinessCode).min(1).max(50).nullish(),
    objectClass: z.enum(['A', 'B', 'C']).nullish(),
    regulatorClasses: z.array(z.string().max(40)).min(1).max(10).nullish(),
    commitmentSignedOn: Day.nullish(),
    fromOn: Day,
  })
  .meta({ id: 'NewDuty' })

export const DutyView = z
  .object({
    id: z.uuid(),
    seatId: z.uuid(),
    seatTitle: z.string(),
    bodyName: z.string(),
    holders: z.array(z.string()),
    gridCode: z.string(),
    gridName: z.string(),
    layer: z.string(),
    role: z.string(),
    businesses: z.array(z.string()).nullable(),
    objectClass: z.string().nullable(),
    regulatorClasses: z.array(z.string()).nullable(),
    commitmentSignedOn: z.string().nullable(),
    fromOn: z.string(),
    toOn: z.string().nullable(),
  })
  .meta({ id: 'Duty' })

const FindingView = z.object({
  fault: z.enum(['gap', 'overlap', 'empty_post', 'unauthorised']),
  faultName: z.string(),
  business: z.string(),
  businessName: z.string(),
  gridCode: z.string(),
  gridName: z.string(),
  objectClass: z.string(),
  regulatorClasses: z.array(z.string()).readonly(),
  objects: z.number(),
  seats: z.array(z.object({ id: z.string(), title: z.string(), bodyName: z.string() })),
})

export const CoverageView = z
  .object({
    gridCode: z.string(),
    layer: z.string(),
    on: z.string(),
    objects: z.number(),
    businesses: z.number(),
    pairs: z.number(),
    answered: z.number(),
    byFault: z.record(z.string(), z.number()),
    findings: z.array(FindingView),
    findingsTotal: z.number(),
  })
  .meta({ id: 'Coverage' })

export const ScoreCard = z
  .object({
    gridCode: z.string(),
    gridName: z.string(),
    layer: z.string(),
    on: z.string(),
    met: z.number(),
    of: z.number(),
    elements: z.array(
      z.object({
        element: z.string(),
        title: z.string(),
        state: z.enum(['met', 'partly', 'missing']),
        summary: z.string(),
        gaps: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'ScoreCard' })

export const SupportInput = z
  .strictObject({
    layer: LayerCode,
    headcountNeeded: z.number().int().min(0).max(10_000),
    headcount: z.number().int().min(0).max(10_000),
    equipment: z.array(z.string().trim().min(1).max(100)).max(100).default([]),
    workRules: z.string().trim().max(4000).nullish(),
  })
  .meta({ id: 'GridSupport' })

export const MechanismInput = z
  .strictObject({
    layer: LayerCode,
    network: z.enum(['management', 'supervision', 'information']),
    rule: z.string().trim().min(2, '请写明制度名称').max(500),
    inForceOn: Day,
  })
  .meta({ id: 'GridMechanism' })

export const AuthorizationInput = z
  .strictObject({
    businesses: z.array(BusinessCode).min(1, '请选择业务').max(50),
    basis: z.string().trim().min(2, '请写明授权依据').max(300),
    fromOn: Day,
    toOn: Day.nullish(),
  })
  .meta({ id: 'SeatAuthorization' })
