import { z } from 'zod'
import { appendAudit } from '#kernel/audit/audit.ts'
import { actorLine, metaOf } from '#kernel/http/chain.ts'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import { readBody } from '#kernel/http/read-body.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import { LEVELS, topOf } from '#kernel/scope/scope.ts'
import { refuseOtherAccount } from './account.ts'
import { newChallenge } from './challenge.ts'
import { type FieldGrade, fieldGrades } from './model/grade.ts'
import { ActSince, OwnAccount, outcomes, SendOperations } from './model/operation.ts'
import type { Offline } from './offline.ts'
import { carryOut } from './service.ts'
import { fieldLimits } from './settings.ts'
import { countByGrid, countRecords, listGaps, listRecords } from './store.ts'
import type { SyncContext } from './witness.ts'

const tag = '离线记录'
const GRADES = Object.keys(fieldGrades) as [FieldGrade, ...FieldGrade[]]
const OUTCOMES = Object.keys(outcomes) as [keyof typeof outcomes, ...(keyof typeof outcomes)[]]
const Device = z.object({ deviceId: z.uuid('设备编号不正确') })
const OwnDevice = Device.extend({ accountId: OwnAccount })
const Grid = z.string().regex(/^\d{4,15}$/, '网格编码不正确')
const Day = z.iso.date('日期应如 2026-11-21')

const OperationAnswerView = z
  .object({
    id: z.uuid(),
    outcome: z.enum(OUTCOMES),
    receipt: z.string().nullable().meta({ description: '收条号，如 R-1122-7F3A；没有收下的为空' }),
    status: z.number(),
    answer: z.unknown(),
    problem: z
      .object({
        type: z.string(),
        detail: z.string(),
        errors: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
        since: z.array(ActSince).optional().meta({ description: '别人先办了什么' }),
        currentVersion: z.number().optional(),
      })
      .nullable(),
    grade: z.enum(GRADES).nullable().meta({ description: '现场、滞后或补录；早已送达的不再评' }),
    reasons: z.array(z.string()),
  })
  .meta({ id: 'OperationAnswer' })

const FieldRecordView = z
  .object({
    id: z.uuid(),
    aboutPath: z.string().meta({ description: '交到哪个接口' }),
    aboutId: z.uuid().nullable(),
    aboutSeq: z.number().nullable().meta({ description: '办件的第几步' }),
    aboutTitle: z.string().meta({ description: '办的是什么' }),
    objectName: z.string().nullable(),
    personName: z.string(),
    gridCode: z.string(),
    gridName: z.string(),
    wallAt: z.iso.datetime().meta({ description: '设备时钟' }),
    doneAt: z.iso.datetime().meta({ description: '按平台校时换算的时间' }),
    receivedAt: z.iso.datetime(),
    distanceM: z.number().nullable(),
    grade: z.enum(GRADES),
    gradeTitle: z.string(),
    reasons: z.array(z.string()),
    hash: z.string(),
  })
  .meta({ id: 'FieldRecord' })

const GradeFigure = z
  .object({
    gridCode: z.string(),
    gridName: z.string(),
    onSite: z.number(),
    delayed: z.number(),
    backFilled: z.number(),
    total: z.number(),
  })
  .meta({ id: 'FieldRecordFigure' })

/** What devices send of their own, and how near to the event their records were made. */
export function syncRoutes(context: SyncContext, offline: Offline): AnyRoute[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/sync',
      summary: '交离线时办的事：逐项按顺序办，每项有自己的结果；同一项再交得到同一个结果',
      tag,
      permission: 'field.send',
      audit: 'sync.received',
      raw: true,
      body: SendOperations,
      answer: z.object({ items: z.array(OperationAnswerView) }),
      act: async ({ actor, db, request, body }) => {
        const { accountId, operations } = readBody(SendOperations, body)
        refuseOtherAccount(actor, accountId)
        const items = await carryOut({ db, offline }, actor, request, operations)
        const detail = { count: items.length, taken: items.filter(({ receipt }) => receipt).length }
        await db.write(actor.scope, (tx) =>
          appendAudit(tx, { action: 'sync.received', ...actorLine(actor), detail, request: metaOf(request) }),
        )
        return { items }
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/sync/challenge',
      summary: '平台校时凭据：设备离线时用它证明记录的时间',
      tag,
      permission: 'field.send',
      query: OwnDevice,
      answer: z.object({
        token: z.string(),
        at: z.iso.datetime(),
        limits: z.object({
          nearM: z.number(),
          travelHours: z.number(),
          clockMinutes: z.number(),
          writeMinutes: z.number(),
        }),
      }),
      act: async ({ actor, query }) => {
        refuseOtherAccount(actor, query.accountId)
        const now = new Date()
        const token = newChallenge(context.secrets, actor.accountId, query.deviceId.toLowerCase(), now)
        return { token, at: now.toISOString(), limits: fieldLimits(context.settings) }
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/sync/gaps',
      summary: '自己的一台设备还有哪些流水号没有送到',
      tag,
      permission: 'field.send',
      query: Device,
      answer: z.object({ items: z.array(z.number()) }),
      act: async ({ tx, actor, query }) => ({
        items: await listGaps(tx, { accountId: actor.accountId, deviceId: query.deviceId }),
      }),
    }),
    route({
      method: 'GET',
      path: '/api/v1/field-records',
      summary: '现场实录：记录是现场、滞后还是补录，为什么',
      tag,
      permission: 'field.read',
      query: z.object({
        grid: Grid.optional(),
        aboutId: z.uuid('编号不正确').optional(),
        grade: z.enum(GRADES, '没有这一档').optional(),
        cursor: z.string().max(200).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      answer: z.object({ items: z.array(FieldRecordView), nextCursor: z.string().nullable(), total: z.number() }),
      act: async ({ tx, actor, query: { cursor, limit, ...filter } }) => {
        const at = readCursor<[string, string]>(cursor, ['instant', 'uuid'])
        const rows = await listRecords(tx, actor.scope, filter, { after: at && { at: at[0], id: at[1] }, limit })
        const last = rows.length === limit ? rows.at(-1) : undefined
        const names = await context.gridNames(
          tx,
          rows.map(({ gridCode }) => gridCode),
        )
        const objectIds = [...new Set(rows.flatMap(({ objectId }) => objectId ?? []))]
        const objects = await context.objectNames(tx, actor.scope, objectIds)
        return {
          items: rows.map(
            ({ id, aboutPath, aboutId, aboutSeq, personName, gridCode, distanceM, grade, reasons, hash, ...row }) => ({
              ...{ id, aboutPath, aboutId, aboutSeq, personName, gridCode, distanceM, grade, reasons, hash },
              aboutTitle: offline.titleOf(aboutPath),
              objectName: objects.get(row.objectId ?? '') ?? null,
              gridName: names.get(gridCode) ?? gridCode,
              gradeTitle: fieldGrades[grade],
              wallAt: row.wallAt.toISOString(),
              doneAt: row.doneAt.toISOString(),
              receivedAt: row.receivedAt.toISOString(),
            }),
          ),
          nextCursor: last ? writeCursor([last.receivedKey, last.id]) : null,
          total: await countRecords(tx, actor.scope, filter),
        }
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/field-records/figures',
      summary: '现场记录占比，按下级网格',
      tag,
      permission: 'field.read',
      query: z.object({ grid: Grid.optional(), from: Day.optional(), to: Day.optional() }),
      answer: z.object({ items: z.array(GradeFigure), total: GradeFigure, asOf: z.iso.datetime() }),
      act: async ({ tx, actor, query }) => {
        const grid = query.grid ?? topOf(actor.scope) ?? actor.gridCode
        const digits = LEVELS.find((level) => level > grid.length) ?? grid.length
        const span = { from: query.from ?? `${today().slice(0, 4)}-01-01`, to: query.to ?? today() }
        const counts = await countByGrid(tx, actor.scope, { grid, digits, ...span })
        const codes = [...new Set(counts.map(({ gridCode }) => gridCode))]
        const names = await context.gridNames(tx, [...codes, grid])
        const figureAt = (gridCode: string, of: typeof counts) => ({
          ...{ gridCode, gridName: names.get(gridCode) ?? gridCode },
          ...sharesOf(of),
        })
        const items = codes.map((code) =>
          figureAt(
            code,
            counts.filter(({ gridCode }) => gridCode === code),
          ),
        )
        return { items, total: figureAt(grid, counts), asOf: new Date().toISOString() }
      },
    }),
  ]
}

function sharesOf(counts: readonly { grade: FieldGrade; n: number }[]) {
  const of = (wanted: FieldGrade) => counts.reduce((sum, { grade, n }) => (grade === wanted ? sum + n : sum), 0)
  const [onSite, delayed, backFilled] = [of('on-site'), of('delayed'), of('back-filled')]
  return { onSite, delayed, backFilled, total: onSite + delayed + backFilled }
}
