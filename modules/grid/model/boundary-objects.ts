import { z } from 'zod'
import { checkUscc } from '#standards/code/uscc.ts'
import { GridCode } from './schema.ts'

/** Kinds of supervised places (objects of class C, grid.md §1.3). */
export const placeKinds = {
  school: '学校',
  hospital: '医院',
  association: '协会',
  stadium: '体育场馆',
  scenic_spot: '景区',
  market: '市场',
  religious_site: '宗教活动场所',
  other: '其他',
} as const

/** Kinds of nodes of a responsibility grid (责任网格): the head office by who owns it, and what hangs below. */
export const responsibilityKinds = {
  city_direct: '市直企业',
  province: '省属企业',
  central: '央属企业',
  subsidiary: '下属单位',
} as const

const Day = z.iso.date('日期应如 2026-11-21')
const Name = z.string().trim().min(2, '请填写名称').max(120)

export const NewPlace = z
  .strictObject({
    id: z.uuid('id 应为 UUID').optional(),
    kind: z.enum(Object.keys(placeKinds) as [keyof typeof placeKinds], '类别不在可选范围'),
    name: Name,
    gridCode: GridCode,
    address: z.string().trim().max(200).nullish(),
    lng: z.number().min(73.4, '坐标不在中国范围内').max(135.1, '坐标不在中国范围内').nullish(),
    lat: z.number().min(3.4, '坐标不在中国范围内').max(53.6, '坐标不在中国范围内').nullish(),
    principal: z.string().trim().max(50).nullish(),
    fromOn: Day.optional(),
  })
  .refine(({ lng, lat }) => ((lng ?? null) === null) === ((lat ?? null) === null), {
    message: '经度和纬度应一起填写',
    path: ['lng'],
  })
  .meta({ id: 'NewSupervisedPlace' })

export const PlaceView = z
  .object({
    id: z.uuid(),
    kind: z.string(),
    kindName: z.string(),
    name: z.string(),
    gridCode: z.string(),
    gridName: z.string(),
    address: z.string().nullable(),
    lng: z.number().nullable(),
    lat: z.number().nullable(),
    principal: z.string().nullable(),
    fromOn: z.string(),
    toOn: z.string().nullable(),
  })
  .meta({ id: 'SupervisedPlace' })

export const NewResponsibility = z
  .strictObject({
    id: z.uuid('id 应为 UUID').optional(),
    parentId: z.uuid('上级编号不正确').nullish(),
    name: Name,
    kind: z.enum(Object.keys(responsibilityKinds) as [keyof typeof responsibilityKinds], '类别不在可选范围'),
    creditCode: z
      .string()
      .trim()
      .refine((code) => checkUscc(code).valid, '统一社会信用代码不正确')
      .transform((code) => checkUscc(code).normalized)
      .nullish(),
    objectId: z.uuid('企业编号不正确').nullish(),
    gridCode: GridCode,
    seatId: z.uuid('岗位编号不正确').nullish(),
    fromOn: Day.optional(),
  })
  .refine(({ kind, parentId }) => (kind === 'subsidiary') === Boolean(parentId), {
    message: '下属单位要有上级，总部没有上级',
    path: ['parentId'],
  })
  .meta({ id: 'NewResponsibilityNode' })

export const ResponsibilityView = z
  .object({
    id: z.uuid(),
    parentId: z.uuid().nullable(),
    depth: z.number(),
    name: z.string(),
    kind: z.string(),
    kindName: z.string(),
    creditCode: z.string().nullable(),
    objectId: z.uuid().nullable(),
    gridCode: z.string(),
    gridName: z.string(),
    seatId: z.uuid().nullable(),
    seatTitle: z.string().nullable(),
    fromOn: z.string(),
    toOn: z.string().nullable(),
  })
  .meta({ id: 'ResponsibilityNode' })

/** The end of an object's supervision, with its reason for the audit. */
export const EndInput = z.strictObject({ lastDay: Day, reason: z.string().trim().min(2, '请写明理由').max(300) })
