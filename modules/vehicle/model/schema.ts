import { z } from 'zod'
import { keysOf } from '#kernel/cases/model/inputs.ts'
import { GridCode } from '#modules/grid/model/schema.ts'
import { checkPhone } from '#standards/code/phone.ts'
import { checkPlate } from '#standards/code/plate.ts'
import * as codes from './codes.ts'

const text = (title: string, least: number, most: number) =>
  z.string(`请填写${title}`).trim().min(least, `${title}至少 ${least} 个字`).max(most, `${title}最多 ${most} 字`)
const Day = z.iso.date('日期不正确')
const Instant = z.iso.datetime({ offset: true, error: '时间不正确' })
const Tonnes = z.number('请填写吨数').positive('吨数应大于 0').max(1000, '吨数太大')

const Plate = text('车牌号', 5, 12).transform((written, context) => {
  const plate = checkPlate(written)
  if (!plate.valid) context.addIssue({ code: 'custom', message: plate.reason ?? '车牌号不正确' })
  return plate.valid ? plate.normalized : z.NEVER
})

const Phone = z
  .string('电话应为文字')
  .trim()
  .max(30, '电话太长')
  .transform((written, context) => {
    const phone = checkPhone(written)
    if (!phone.valid) context.addIssue({ code: 'custom', message: phone.reason ?? '电话号码不正确' })
    return phone.valid ? phone.normalized : z.NEVER
  })

/** Number of the terminal in the headers of JT/T 808: digits without leading zeros. */
const TerminalPhone = z
  .string('终端手机号应为文字')
  .trim()
  .regex(/^0*\d{5,20}$/, '终端手机号为 5 到 20 位数字')
  .transform((digits) => digits.replace(/^0+/, ''))

const Word = z.number('指令字应为数字').int().min(0x08, '指令字不正确').max(0xff, '指令字不正确').nullable()

/** What a terminal can do besides the standard. */
export const Profile = z
  .strictObject({
    cutWord: Word.default(null).meta({ description: '0x8105 里断开动力的指令字，如 100（0x64）；没有核实就不填' }),
    restoreWord: Word.default(null),
    canListen: z.boolean().default(false),
    hasCamera: z.boolean().default(false),
  })
  .refine(({ cutWord, restoreWord }) => (cutWord === null) === (restoreWord === null), {
    path: ['restoreWord'],
    message: '能断开就必须能恢复，两个指令字一起填',
  })
  .meta({ id: 'TerminalProfile' })

export const VehicleInput = z
  .strictObject({
    objectId: z.uuid('企业编号不正确').optional().meta({ description: '属于哪家企业；企业自己登记时不填' }),
    plate: Plate,
    plateColor: z.number('请选车牌颜色').refine((color) => color in codes.plateColors, '请选车牌颜色'),
    kind: z.enum(keysOf(codes.vehicleKinds), '请选车辆类型'),
    permit: text('道路运输证号', 4, 30).nullish(),
    permitUntil: Day.nullish(),
    loadTonnes: Tonnes.nullish(),
    hazardClass: z.enum(keysOf(codes.hazardClasses), '请选危险货物类项').nullish(),
    phone: TerminalPhone.nullish(),
    speedLimitKmh: z.number('限速应为数字').int().min(20, '限速 20 到 120').max(120, '限速 20 到 120').nullish(),
    profile: Profile.default({ cutWord: null, restoreWord: null, canListen: false, hasCamera: false }),
  })
  .meta({ id: 'NewVehicle' })
export type NewVehicle = z.output<typeof VehicleInput>

export const CrewInput = z
  .strictObject({
    objectId: z.uuid('企业编号不正确').optional(),
    name: text('姓名', 2, 30),
    duty: z.enum(keysOf(codes.duties), '请选岗位'),
    phone: Phone.nullish(),
    certificate: text('从业资格证号', 4, 30),
    certifiedUntil: Day,
  })
  .meta({ id: 'NewCrewMember' })
export type NewCrewMember = z.output<typeof CrewInput>

const Lng = z.number('经度应为数字').min(73.4, '经度不在中国范围内').max(135.1, '经度不在中国范围内')
const Lat = z.number('纬度应为数字').min(3.4, '纬度不在中国范围内').max(53.6, '纬度不在中国范围内')
const Position = z.tuple([Lng, Lat])

export const WaybillInput = z
  .strictObject({
    number: text('运单号', 4, 40),
    unNumber: z
      .string('请填写 UN 编号')
      .trim()
      .regex(/^(UN)?\d{4}$/i, 'UN 编号为 4 位数字')
      .transform((un) => un.slice(-4)),
    cargo: text('货物名称', 1, 60),
    hazardClass: z.enum(keysOf(codes.hazardClasses), '请选危险货物类项'),
    tonnes: Tonnes,
    shipper: text('托运人', 2, 60),
    consignee: text('收货人', 2, 60),
    origin: text('装货地点', 2, 100),
    destination: text('卸货地点', 2, 100),
    route: z.array(Position).min(2, '路线至少两个点').max(2000, '路线最多 2000 个点').nullish(),
    corridorM: z
      .number('偏离距离应为数字')
      .int()
      .min(50, '偏离距离 50 到 5000 米')
      .max(5000, '偏离距离 50 到 5000 米')
      .default(300),
    driverId: z.uuid('请选驾驶员'),
    escortId: z.uuid('请选押运员'),
    leavesAt: Instant,
    arrivesAt: Instant,
  })
  .refine(({ driverId, escortId }) => driverId !== escortId, {
    path: ['escortId'],
    message: '驾驶员和押运员不能是同一个人',
  })
  .refine(({ leavesAt, arrivesAt }) => Date.parse(arrivesAt) > Date.parse(leavesAt), {
    path: ['arrivesAt'],
    message: '到达时间应在出发之后',
  })
  .meta({ id: 'NewWaybill' })
export type NewWaybill = z.output<typeof WaybillInput>

export const FenceShape = z
  .discriminatedUnion(
    'type',
    [
      z.strictObject({
        type: z.literal('Circle'),
        center: Position,
        metres: z.number('半径应为数字').min(20, '半径 20 米到 50 公里').max(50_000, '半径 20 米到 50 公里'),
      }),
      z.strictObject({
        type: z.literal('Polygon'),
        coordinates: z
          .array(z.array(Position).min(4, '范围至少 3 个角').max(2000, '范围最多 2000 个角'))
          .length(1, '范围不能有洞'),
      }),
    ],
    '请画出范围',
  )
  .meta({ id: 'FenceShape' })
export type FenceShape = z.output<typeof FenceShape>

export const FenceInput = z
  .strictObject({
    gridCode: GridCode,
    name: text('围栏名称', 2, 60),
    kind: z.enum(keysOf(codes.fenceKinds), '请选围栏类型'),
    rule: z.enum(keysOf(codes.fenceRules), '请选管控要求'),
    shape: FenceShape,
    speedKmh: z.number('限速应为数字').int().min(5, '限速 5 到 120').max(120, '限速 5 到 120').nullish(),
    days: z.array(z.number().int().min(1).max(7)).min(1, '至少选一天').default([1, 2, 3, 4, 5, 6, 7]),
    fromMinute: z.number().int().min(0).max(1439).default(0),
    toMinute: z.number().int().min(1).max(1440).default(1440),
    basis: text('依据', 2, 200),
  })
  .refine(({ rule, speedKmh }) => (rule === 'speed') === (speedKmh != null), {
    path: ['speedKmh'],
    message: '限速围栏要填限速，其他的不填',
  })
  .refine(({ fromMinute, toMinute }) => fromMinute !== toMinute, { path: ['toMinute'], message: '起止时间不能相同' })
  .meta({ id: 'NewFence' })
export type NewFence = z.output<typeof FenceInput>

const Seconds = (least: number, most: number) => z.number('秒数应为数字').int().min(least).max(most)

/** What each order takes. */
export const orderParams = {
  text: z.strictObject({ text: text('文字', 1, 200) }),
  track: z.strictObject({ everySeconds: Seconds(1, 60), forSeconds: Seconds(10, 3600) }),
  photo: z.strictObject({ channel: z.number('请选通道').int().min(1).max(8) }),
  interval: z.strictObject({ everySeconds: Seconds(5, 600) }),
  limit: z.strictObject({ speedKmh: z.number('请填限速').int().min(20).max(120) }),
  listen: z.strictObject({ phone: Phone }),
  lock: z.strictObject({}),
  unlock: z.strictObject({}),
  cut: z.strictObject({}),
  restore: z.strictObject({}),
} satisfies Record<codes.OrderKind, z.ZodType>

const orderOf = <K extends codes.OrderKind>(kind: K) =>
  z.strictObject({
    id: z.uuid('编号不正确').optional(),
    kind: z.literal(kind),
    params: orderParams[kind],
    basis: text('法律依据', 4, 200),
    reason: text('事由', 4, 300),
    validSeconds: Seconds(5, 3600),
  })

export const OrderInput = z
  .discriminatedUnion(
    'kind',
    [
      orderOf('text'),
      orderOf('track'),
      orderOf('photo'),
      orderOf('interval'),
      orderOf('limit'),
      orderOf('listen'),
      orderOf('lock'),
      orderOf('unlock'),
      orderOf('cut'),
      orderOf('restore'),
    ],
    '请选指令',
  )
  .meta({ id: 'NewVehicleOrder' })
export type NewOrder = z.output<typeof OrderInput>

export const HandleInput = z
  .strictObject({ cause: z.enum(keysOf(codes.causes), '请选核实结果'), text: text('处理情况', 4, 500) })
  .meta({ id: 'HandleVehicleAlert' })

/** What a list of vehicles may be narrowed by. */
export const VehicleFilter = z.object({
  q: z.string().trim().max(60).optional().meta({ description: '车牌号、终端号或企业名称的一部分' }),
  grid: GridCode.optional(),
  objectId: z.uuid('企业编号不正确').optional(),
  state: z.enum(['moving', 'standing', 'silent', 'never'], '没有这种状态').optional(),
  loaded: z.enum(['true', 'false']).optional(),
  alerts: z.enum(['open']).optional(),
})
export type VehicleFilterInput = z.output<typeof VehicleFilter>

export const AlertFilter = z.object({
  grid: GridCode.optional(),
  vehicleId: z.uuid('车辆编号不正确').optional(),
  kind: z.enum(keysOf(codes.alertKinds), '没有这种报警').optional(),
  open: z.enum(['true', 'false']).optional(),
})
export type AlertFilterInput = z.output<typeof AlertFilter>

const Signature = z.object({ name: z.string(), seat: z.string(), body: z.string() })
export type Signature = z.output<typeof Signature>

/** How a vehicle moves, by its newest place. */
export const Motion = z.enum(['moving', 'standing', 'silent', 'never'])

const LastPlace = z.object({
  at: z.string(),
  lng: z.number(),
  lat: z.number(),
  speedKmh: z.number().nullable(),
  direction: z.number().nullable(),
})

export const VehicleLine = z
  .object({
    id: z.uuid(),
    plate: z.string(),
    plateColor: z.number(),
    kind: z.string(),
    objectId: z.uuid(),
    objectName: z.string(),
    gridCode: z.string(),
    hazardClass: z.string().nullable(),
    phone: z.string().nullable(),
    motion: Motion,
    place: LastPlace.nullable(),
    cargo: z.string().nullable(),
    openAlerts: z.number(),
    worst: z.number().nullable(),
  })
  .meta({ id: 'VehicleLine' })

export const AlertLine = z
  .object({
    id: z.uuid(),
    vehicleId: z.uuid(),
    plate: z.string(),
    objectName: z.string(),
    kind: z.string(),
    level: z.number(),
    beganAt: z.string(),
    endedAt: z.string().nullable(),
    lng: z.number().nullable(),
    lat: z.number().nullable(),
    facts: z.record(z.string(), z.union([z.string(), z.number()])),
    handledAt: z.string().nullable(),
    cause: z.string().nullable(),
    handling: z.string().nullable(),
    handledBy: Signature.nullable(),
  })
  .meta({ id: 'VehicleAlert' })

export const WaybillView = z
  .object({
    id: z.uuid(),
    number: z.string(),
    unNumber: z.string(),
    cargo: z.string(),
    hazardClass: z.string(),
    tonnes: z.number(),
    shipper: z.string(),
    consignee: z.string(),
    origin: z.string(),
    destination: z.string(),
    route: z.array(z.tuple([z.number(), z.number()])).nullable(),
    corridorM: z.number(),
    driver: z.string(),
    escort: z.string(),
    leavesAt: z.string(),
    arrivesAt: z.string(),
    startedAt: z.string().nullable(),
    endedAt: z.string().nullable(),
    cancelledReason: z.string().nullable(),
  })
  .meta({ id: 'Waybill' })

const Refused = z.object({ code: z.string(), sentence: z.string() })

export const OrderView = z
  .object({
    id: z.uuid(),
    kind: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
    basis: z.string(),
    reason: z.string(),
    validSeconds: z.number(),
    needsRelease: z.boolean(),
    askedAt: z.string(),
    askedBy: Signature,
    releasedAt: z.string().nullable(),
    releasedBy: Signature.nullable(),
    refusedAt: z.string().nullable(),
    refusedReason: z.string().nullable(),
    state: z.enum(keysOf(codes.orderStates)),
    heldBy: z.string().nullable(),
    sentAt: z.string().nullable(),
    answeredAt: z.string().nullable(),
    expiresAt: z.string().nullable(),
    effect: z.boolean().nullable().meta({ description: '执行后第一条定位的状态位是否与指令一致；看不出的为空' }),
    mayRelease: z.boolean(),
    whyNot: z.string().nullable(),
  })
  .meta({ id: 'VehicleOrder' })

export const CrewView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    duty: z.enum(keysOf(codes.duties)),
    phone: z.string().nullable(),
    certificate: z.string(),
    certifiedUntil: z.string(),
  })
  .meta({ id: 'CrewMember' })

export const VehicleFile = VehicleLine.extend({
  permit: z.string().nullable(),
  permitUntil: z.string().nullable(),
  loadTonnes: z.number().nullable(),
  speedLimitKmh: z.number().nullable(),
  profile: Profile,
  version: z.number(),
  heardAt: z.string().nullable(),
  isConnected: z.boolean(),
  waybills: z.array(WaybillView),
  orders: z.array(OrderView),
  refusals: z.partialRecord(z.enum(keysOf(codes.orderKinds)), z.array(Refused)),
  acts: z.array(z.string()),
}).meta({ id: 'VehicleFile' })

export const TrackView = z
  .object({
    points: z.array(
      z.object({
        at: z.string(),
        lng: z.number().nullable(),
        lat: z.number().nullable(),
        isFixed: z.boolean(),
        isHistory: z.boolean(),
        speedKmh: z.number().nullable(),
        direction: z.number().nullable(),
        alarm: z.number(),
      }),
    ),
    stops: z.array(
      z.object({ from: z.string(), to: z.string(), minutes: z.number(), lng: z.number(), lat: z.number() }),
    ),
    distanceKm: z.number(),
    topKmh: z.number(),
    isCut: z.boolean().meta({ description: '点太多，只给出前一万个' }),
  })
  .meta({ id: 'VehicleTrack' })

export const FenceView = z
  .object({
    id: z.uuid(),
    gridCode: z.string(),
    gridName: z.string(),
    name: z.string(),
    kind: z.enum(keysOf(codes.fenceKinds)),
    rule: z.enum(keysOf(codes.fenceRules)),
    shape: FenceShape,
    speedKmh: z.number().nullable(),
    days: z.array(z.number()),
    fromMinute: z.number(),
    toMinute: z.number(),
    basis: z.string(),
    version: z.number(),
    mayChange: z.boolean(),
  })
  .meta({ id: 'Fence' })
