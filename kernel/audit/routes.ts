import { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { SheetFormat, sendSheet } from '#kernel/sheet/send.ts'
import { type AuditEvent, verifyAudit } from './audit.ts'
import { beginExport, exportColumns, exportRows } from './export.ts'
import { auditSettings } from './settings.ts'
import { countEvents, listEvents } from './store.ts'
import type { AuditWords } from './words.ts'

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

const Filter = z.object({
  action: z.string().max(80).optional(),
  objectType: z.string().max(80).optional(),
  objectId: z.string().max(200).optional(),
  account: z.string().max(64).optional(),
  q: z.string().trim().max(64).optional().describe('姓名的一部分、账号或办件编号'),
  from: Day.optional(),
  to: Day.optional(),
})

/** Reading the audit and checking its chain. @param words how the rooms say what they wrote, for exports */
export const auditRoutes = (names: ObjectNames, words: AuditWords): AnyRoute[] => [
  route({
    method: 'GET',
    path: '/api/v1/audit-events',
    summary: '审计记录：本辖区内的，以及自己的操作',
    tag: '审计',
    permission: 'audit.read',
    query: Filter.extend({
      cursor: z.string().max(500).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: z.object({ items: z.array(AuditLine), nextCursor: z.string().nullable(), total: z.number() }),
    act: async ({ tx, actor, query }) => {
      const before = readCursor<[number]>(query.cursor, ['number'])?.[0] ?? null
      const rows = await listEvents(tx, actor, query, { before, limit: query.limit })
      const total = await countEvents(tx, actor, query)
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
    path: '/api/v1/audit-events/export',
    summary: '导出符合筛选的审计记录；导出本身也记一条',
    tag: '审计',
    permission: 'audit.read',
    audit: 'audit.exported',
    query: Filter.extend({ format: SheetFormat }),
    answer: z.any(),
    raw: true,
    perMinute: 20,
    act: async ({ db, actor, query, reply, meta, settings }) => {
      const { format, ...filter } = query
      const ceiling = settings.get(auditSettings.exportCeiling)
      const until = await beginExport(db, actor, filter, { format, ceiling, meta })
      const called = (tx: Tx, rows: readonly AuditEvent[]) => namesOf(names, tx, actor.scope, rows)
      const rows = exportRows(db, actor, filter, { words, called, before: until.seq + 1 })
      const name = `审计记录-${today()}-${until.count}条`
      return sendSheet(reply, { name, format, columns: [...exportColumns], rows })
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
