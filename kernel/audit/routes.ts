import { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { type AuditEvent, verifyAudit } from './audit.ts'
import { listEvents } from './store.ts'

const Day = z.iso.date('日期格式应为 2026-11-21')

const AuditLine = z
  .object({
    seq: z.number(),
    at: z.iso.datetime(),
    action: z.string(),
    actor: z.object({
      name: z.string().optional(),
      account: z.string().optional(),
      seat: z.string().optional(),
      body: z.string().optional(),
    }),
    objectType: z.string().nullable(),
    objectId: z.string().nullable(),
    /** As it is called today; null where its kind has no names or it is out of the reader's scope. */
    objectName: z.string().nullable(),
    gridCode: z.string().nullable(),
    detail: z.record(z.string(), z.unknown()),
    ip: z.string(),
    agent: z.string(),
    requestId: z.string(),
  })
  .meta({ id: 'AuditLine' })

const Verdict = z
  .object({
    ok: z.boolean(),
    checked: z.number(),
    broken: z.object({ seq: z.number(), id: z.string().optional(), why: z.string() }).optional(),
  })
  .meta({ id: 'AuditVerdict' })

/** How objects are called today, by the type the audit notes them under. */
export type ObjectNames = Readonly<
  Record<string, (tx: Tx, scope: Scope, ids: readonly string[]) => Promise<ReadonlyMap<string, string>>>
>

/** Reading the audit and checking its chain. */
export const auditRoutes = (names: ObjectNames): AnyRoute[] => [
  route({
    method: 'GET',
    path: '/api/v1/audit-events',
    summary: '审计记录：本辖区内的，以及自己的操作',
    tag: '审计',
    permission: 'audit.read',
    query: z.object({
      action: z.string().max(80).optional(),
      objectType: z.string().max(80).optional(),
      objectId: z.string().max(200).optional(),
      account: z.string().max(64).optional(),
      q: z.string().trim().max(64).optional().describe('姓名的一部分、账号或办件编号'),
      from: Day.optional(),
      to: Day.optional(),
      cursor: z.string().max(500).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: z.object({ items: z.array(AuditLine), nextCursor: z.string().nullable(), total: z.number() }),
    act: async ({ tx, actor, query }) => {
      const before = readCursor<[number]>(query.cursor, ['number'])?.[0] ?? null
      const { rows, total } = await listEvents(tx, actor, query, { before, limit: query.limit })
      const called = await namesOf(names, tx, actor.scope, rows)
      const last = rows.length === query.limit ? rows.at(-1) : undefined
      return {
        items: rows.map(({ request, ...row }) => ({
          ...row,
          objectName: called.get(row.objectId ?? '') ?? null,
          at: row.at.toISOString(),
          ip: request.ip ?? '',
          agent: request.agent ?? '',
          requestId: request.id ?? '',
        })),
        nextCursor: last ? writeCursor([last.seq]) : null,
        total,
      }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/audit-chain',
    summary: '校验审计链：有改动或缺失时给出第一条',
    tag: '审计',
    permission: 'audit.read',
    answer: Verdict,
    perMinute: 6,
    act: ({ tx }) => verifyAudit(tx),
  }),
]

/** Names of what these lines are about, by id. */
async function namesOf(
  names: ObjectNames,
  tx: Tx,
  scope: Scope,
  rows: readonly AuditEvent[],
): Promise<Map<string, string>> {
  const called = new Map<string, string>()
  for (const [type, find] of Object.entries(names)) {
    const ids = rows.flatMap(({ objectType, objectId }) => (objectType === type && objectId ? [objectId] : []))
    if (ids.length === 0) continue
    for (const [id, name] of await find(tx, scope, [...new Set(ids)])) called.set(id, name)
  }
  return called
}
