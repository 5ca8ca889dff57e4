import { z } from 'zod'
import { idInput, keysOf, line, words } from '#kernel/cases/model/inputs.ts'
import { GradeCounts } from '#kernel/sync/model/schema.ts'
import { findEventItem } from '#modules/event/model/catalogue.ts'
import { flags, follows, grades, patrolLevels, results } from './codes.ts'

const instant = (fault: string) =>
  z.iso.datetime({ offset: true, error: fault }).refine((at) => /^(19|20|21)/.test(at), fault)

const PHOTOS = 20

const photos = z.array(idInput('照片编号不正确')).max(PHOTOS, `最多 ${PHOTOS} 张`).default([])

/** One check of a visit. */
export const PatrolItemInput = z
  .strictObject({
    code: z.string().max(40, '没有这个检查项'),
    result: z.enum(keysOf(results), '请选合格、不合格或不适用'),
    note: z.string().trim().max(500, '最多 500 字').default(''),
    photos,
    follow: z.enum(keysOf(follows), '请选怎么处理').nullish(),
    /** Item of the catalogue, when it is registered as an event. */
    eventItem: z
      .string()
      .refine((code) => findEventItem(code), '事项目录里没有这一项')
      .nullish(),
    where: line('具体位置', '写清楚在哪里，至少两个字').nullish(),
  })
  .superRefine((item, context) => {
    const need = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    if (item.result !== 'not_ok') return item.follow ? need('follow', '合格的不用处理') : undefined
    if (item.note.length < 2) need('note', '写清楚看到了什么，至少两个字')
    if (!item.follow) need('follow', '不合格的要选怎么处理')
    if (item.follow === 'event' && !item.eventItem) need('eventItem', '选一个事项')
    if (item.follow === 'hazard' && item.photos.length === 0) need('photos', '登记为隐患要有照片')
    if ((item.follow === 'hazard' || item.follow === 'event') && !item.where) need('where', '写清楚在哪里')
  })

/** A visit as the phone sends it, whole: once on site, or later from where there was no network. */
export const RecordPatrol = z.strictObject({
  id: idInput('巡查编号不正确').optional().meta({ description: '由发送方生成的 UUIDv7，重发不会重复' }),
  objectId: idInput('监管对象编号不正确'),
  checkIn: z.strictObject({
    position: z
      .strictObject({
        lng: z.number('经度不正确').min(-180, '经度不正确').max(180, '经度不正确'),
        lat: z.number('纬度不正确').min(-90, '纬度不正确').max(90, '纬度不正确'),
        accuracyM: z.number().min(0).max(1e7).nullable().default(null),
      })
      .nullable(),
    photos,
    reason: z.string().trim().max(300, '最多 300 字').default(''),
  }),
  startedAt: instant('到达时间不正确'),
  endedAt: instant('离开时间不正确'),
  template: z.string().max(40).nullish(),
  items: z.array(PatrolItemInput).min(1, '至少看一项').max(200, '一次最多 200 项'),
  note: z.string().trim().max(1000, '最多 1,000 字').default(''),
  /** Who of the object was there and signed; the signature is a picture. */
  metBy: z.string().trim().max(50, '最多 50 字').default(''),
  signature: idInput('签名编号不正确').nullish(),
})

export type RecordPatrolInput = z.output<typeof RecordPatrol>

export const WithdrawPatrol = z.strictObject({ reason: words('撤回理由', '写清楚为什么撤回', 300) })

const Day = z.iso.date('日期应如 2026-11-21')
const GridCode = z.string().regex(/^\d{4,15}$/, '网格编码不正确')

export const DueQuery = z.object({
  grid: GridCode.optional(),
  level: z
    .enum(keysOf(patrolLevels), '没有这一级')
    .optional()
    .meta({ description: '按哪一级的周期算，默认自己的一级' }),
  within: z.coerce
    .number('应为天数')
    .int()
    .min(0, '不能小于 0')
    .max(400, '最多 400 天')
    .default(7)
    .meta({ description: '多少天内到期的，逾期的总在里面' }),
  cursor: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})

/** An object as whoever visits it wants to know it. */
const SUBJECT = {
  objectId: z.uuid(),
  kind: z.enum(['enterprise', 'place']),
  name: z.string(),
  gridCode: z.string(),
  gridName: z.string(),
  address: z.string().nullable(),
  lng: z.number().nullable(),
  lat: z.number().nullable(),
  grade: z.enum(keysOf(grades)),
  lastOn: z.string().nullable(),
  openHazards: z.number(),
}

export const DueView = z
  .object({
    ...SUBJECT,
    cycleDays: z.number(),
    dueOn: z.string(),
    overdueDays: z.number().meta({ description: '负数为还有几天' }),
    priority: z.number(),
    reasons: z.array(z.string()).meta({ description: '为什么排在这里' }),
  })
  .meta({ id: 'PatrolDue' })

export const PatrolFilter = z.object({
  grid: GridCode.optional(),
  objectId: idInput('监管对象编号不正确').optional(),
  mine: z.enum(['true'], '只能是 true').optional(),
  flag: z.enum(['any', ...keysOf(flags)], '没有这种提示').optional(),
  findings: z.enum(['true', 'false'], '只能是 true 或 false').optional(),
  level: z.enum(keysOf(patrolLevels), '没有这一级').optional(),
  from: Day.optional(),
  to: Day.optional(),
})

export type PatrolFilterInput = z.output<typeof PatrolFilter>

export const PatrolLine = z
  .object({
    id: z.uuid(),
    objectId: z.uuid(),
    objectName: z.string(),
    kind: z.enum(['enterprise', 'place']),
    gridCode: z.string(),
    gridName: z.string(),
    officer: z.string(),
    seatTitle: z.string(),
    bodyName: z.string(),
    level: z.enum(keysOf(patrolLevels)),
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime(),
    items: z.number(),
    findings: z.number(),
    distanceM: z.number().nullable(),
    flags: z.array(z.enum(keysOf(flags))),
    withdrawn: z.boolean(),
    grades: GradeCounts.nullable().meta({ description: '用设备记的：现场、滞后还是补录；不是用设备记的为空' }),
  })
  .meta({ id: 'PatrolLine' })

const Photo = z.object({ id: z.uuid(), name: z.string().nullable(), mediaType: z.string().nullable() })

export const PatrolView = PatrolLine.extend({
  lng: z.number().nullable(),
  lat: z.number().nullable(),
  accuracyM: z.number().nullable(),
  objectLng: z.number().nullable(),
  objectLat: z.number().nullable(),
  reason: z.string(),
  template: z.string().nullable(),
  note: z.string(),
  metBy: z.string(),
  receivedAt: z.iso.datetime(),
  withdrawnReason: z.string().nullable(),
  mayWithdraw: z.boolean(),
  photos: z.array(Photo),
  signature: Photo.nullable(),
  checks: z.array(
    z.object({
      code: z.string(),
      question: z.string(),
      result: z.enum(keysOf(results)),
      note: z.string(),
      follow: z.enum(keysOf(follows)).nullable(),
      caseId: z.uuid().nullable(),
      link: z.string().nullable(),
      photos: z.array(Photo),
    }),
  ),
}).meta({ id: 'Patrol' })

const Quarter = z.string().regex(/^20\d\d-Q[1-4]$/, '季度应如 2026-Q4')

export const CoverageQuery = z.object({ grid: GridCode.optional(), quarter: Quarter.optional() })

export const CoveredQuery = CoverageQuery.extend({
  visited: z.enum(['true', 'false'], '只能是 true 或 false').optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

/** What there is to know before a visit. */
export const VisitView = z
  .object({
    ...SUBJECT,
    bufferM: z.number(),
    accuracyM: z.number(),
    templates: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        minutes: z.number(),
        items: z.array(z.object({ code: z.string(), question: z.string(), how: z.string(), basis: z.string() })),
      }),
    ),
  })
  .meta({ id: 'PatrolVisit' })
