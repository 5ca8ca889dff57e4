import { z } from 'zod'
import { appendAudit } from '#kernel/audit/audit.ts'
import { actorLine, metaOf } from '#kernel/http/chain.ts'
import { readBody } from '#kernel/http/read-body.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { refuseOtherAccount } from './account.ts'
import { newChallenge } from './challenge.ts'
import { type FieldGrade, fieldGrades } from './model/grade.ts'
import { outcomes } from './model/operation.ts'
import { ActSince, OwnAccount, SendOperations } from './model/schema.ts'
import type { Offline } from './offline.ts'
import { recordRoutes } from './record-routes.ts'
import { carryOut } from './service.ts'
import { fieldLimits } from './settings.ts'
import { listGaps } from './store.ts'
import type { SyncContext } from './witness.ts'

const tag = '离线记录'
const GRADES = Object.keys(fieldGrades) as [FieldGrade, ...FieldGrade[]]
const OUTCOMES = Object.keys(outcomes) as [keyof typeof outcomes, ...(keyof typeof outcomes)[]]
const Device = z.object({ deviceId: z.uuid('设备编号不正确') })
const OwnDevice = Device.extend({ accountId: OwnAccount })

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
    ...recordRoutes(context, offline),
  ]
}
