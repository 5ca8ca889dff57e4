import { z } from 'zod'
import { ROLES } from '../model/roles.ts'

const GridCode = z.string().regex(/^[1-9]\d{3}(\d{2}(\d{3}(\d{3}(\d{3})?)?)?)?$/, '网格编码不正确')
const Day = z.iso.date('日期格式应为 2026-11-21')
const Layer = z
  .string()
  .regex(/^[a-z][a-z-]{1,30}$/, '业务层不正确')
  .default('safety')

export const NewBody = z
  .object({
    name: z.string().trim().min(2, '请填写单位名称').max(100),
    shortName: z.string().trim().min(1, '请填写简称').max(30),
    kind: z.enum(['government', 'enterprise', 'agency', 'group'], '单位类别不正确'),
    gridCode: GridCode,
    layer: Layer,
    parentId: z.uuid('上级单位编号不正确').nullish(),
  })
  .meta({ id: 'NewBody' })

export const BodyView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    shortName: z.string(),
    kind: z.string(),
    gridCode: z.string(),
    layer: z.string(),
    parentId: z.uuid().nullable(),
  })
  .meta({ id: 'Body' })

export const NewSeat = z
  .object({
    bodyId: z.uuid('单位编号不正确'),
    title: z.string().trim().min(1, '请填写岗位名称').max(50),
    role: z.enum(ROLES as [string, ...string[]], '角色不正确'),
    gridCode: GridCode,
    layer: Layer,
    objectId: z.uuid('监管对象编号不正确').nullish(),
    fromOn: Day.optional(),
  })
  .meta({ id: 'NewSeat' })

export const SeatLine = z
  .object({
    id: z.uuid(),
    title: z.string(),
    role: z.string(),
    bodyId: z.uuid(),
    bodyName: z.string(),
    gridCode: z.string(),
    layer: z.string(),
    objectId: z.uuid().nullable(),
    fromOn: z.string(),
    toOn: z.string().nullable(),
    holders: z.array(
      z.object({
        personId: z.uuid(),
        name: z.string(),
        fromOn: z.string(),
        toOn: z.string().nullable(),
        standsInFor: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'SeatLine' })

export const Appointment = z
  .object({ personId: z.uuid('人员编号不正确'), fromOn: Day.optional() })
  .meta({ id: 'Appointment' })

export const Leaving = z.object({ personId: z.uuid('人员编号不正确'), lastDay: Day }).meta({ id: 'Leaving' })
