import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { appendAudit } from '#kernel/audit/audit.ts'
import { newId } from '#kernel/db/id.ts'
import { actorLine } from '#kernel/http/chain.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import { SheetFormat, sendSheet } from '#kernel/sheet/send.ts'
import { sheetLimits } from '#kernel/sheet/sheet.ts'
import { gridNames } from '#modules/grid/server/store.ts'
import { neededWords } from '../model/head.ts'
import type { ListColumn, ListTable } from '../model/list.ts'
import { exampleOf } from '../model/sample.ts'
import {
  DifferenceFilter,
  DifferenceView,
  IdentifyLine,
  ListView,
  MapColumns,
  ReconciliationView,
  ReopenDifferences,
  SettleDifferences,
  StartReconciliation,
  WithdrawReconciliation,
} from '../model/schema.ts'
import { differenceColumns, differenceRows } from './export.ts'
import {
  compareAgain,
  compareColumns,
  getList,
  getReconciliation,
  identify,
  listsOf,
  reopen,
  settle,
  startReconciliation,
  withdraw,
} from './service.ts'
import * as store from './store.ts'
import { differenceViews, viewOf } from './view.ts'

const tag = '数据核对'
const read = 'reconciliation.read'
const keep = 'reconciliation.keep'
const One = z.object({ id: z.uuid('核对编号不正确') })
const Done = z.object({ id: z.uuid(), count: z.number() })

/** Lists of offices held against the platform: upload, columns, differences, what was said of them. */
export const reconciliationRoutes = (lists: ListTable): AnyRoute[] => [
  route({
    method: 'GET',
    path: '/api/v1/reconciliation-lists',
    summary: '可以核对哪几种台账，各要哪些列',
    tag,
    permission: read,
    answer: z.object({ items: z.array(ListView) }),
    act: async ({ actor }) => ({
      items: listsOf(lists, actor).map((kind) => ({
        ...{ name: kind.name, title: kind.title, unit: kind.unit, isStanding: kind.isStanding, add: kind.add },
        needed: neededWords(kind),
        columns: kind.columns.map(({ key, label }) => ({ key, label })),
      })),
    }),
  }),
  route({
    method: 'POST',
    path: '/api/v1/reconciliations',
    summary: '上传一份台账（xlsx 或 csv，正文为文件内容）：认出表头和各列，给人改；个人信息的列不保留',
    tag,
    permission: keep,
    audit: 'reconciliation.started',
    query: StartReconciliation,
    answer: ReconciliationView,
    status: 201,
    perMinute: 30,
    raw: true,
    act: async ({ db, actor, query, request, reply, meta }) => {
      const key = request.headers['idempotency-key']
      const id = typeof key === 'string' ? idOfKey(actor.accountId, key) : newId()
      const stream = streamOf(request.body, request.headers['content-length'])
      const about = { ...query, today: today() }
      const isNew = await startReconciliation(db, lists, actor, { stream, id }, about, meta)
      if (!isNew) reply.header('idempotency-replayed', 'true')
      return db.read(actor.scope, async (tx) => {
        const { row, kind } = await getReconciliation(tx, lists, actor, id)
        return viewOf(row, kind, await gridNames(tx, [row.gridCode]), actor)
      })
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/reconciliations',
    summary: '辖区内的核对，新的在前',
    tag,
    permission: read,
    query: z.object({
      list: z.string().max(40).optional(),
      cursor: z.string().max(400).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    answer: z.object({ items: z.array(ReconciliationView), nextCursor: z.string().nullable(), total: z.number() }),
    act: async ({ tx, actor, query }) => {
      const kinds = new Map(listsOf(lists, actor).map((kind) => [kind.name, kind]))
      const page = await store.listReconciliations(tx, actor.scope, { ...query, lists: [...kinds.keys()] })
      const names = await gridNames(
        tx,
        page.items.map(({ gridCode }) => gridCode),
      )
      const items = page.items.flatMap((row) => {
        const kind = kinds.get(row.list)
        return kind ? [viewOf(row, kind, names, actor)] : []
      })
      return { ...page, items }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/reconciliations/:id',
    summary: '一次核对：各列、比对结果、两边的数怎么对上',
    tag,
    permission: read,
    params: One,
    answer: ReconciliationView,
    act: async ({ tx, actor, params: { id } }) => {
      const { row, kind } = await getReconciliation(tx, lists, actor, id)
      return viewOf(row, kind, await gridNames(tx, [row.gridCode]), actor)
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/reconciliations/:id/compare',
    summary: '说明各列是什么，开始比对',
    tag,
    permission: keep,
    audit: 'reconciliation.compared',
    params: One,
    body: MapColumns,
    answer: z.object({ id: z.uuid() }),
    act: async ({ tx, actor, params: { id }, body, note }) => {
      const { filename, gridCode } = await compareColumns(tx, lists, actor, id, body)
      note({ objectType: 'reconciliation', objectId: id, gridCode, detail: { filename } })
      return { id }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/reconciliations/:id/compare-again',
    summary: '同一份台账和平台现在的数据再比对一次；已经改好的自动了结',
    tag,
    permission: keep,
    audit: 'reconciliation.compared',
    params: One,
    answer: z.object({ id: z.uuid() }),
    act: async ({ tx, actor, params: { id }, note }) => {
      const { filename, gridCode } = await compareAgain(tx, lists, actor, id)
      note({ objectType: 'reconciliation', objectId: id, gridCode, detail: { filename } })
      return { id }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/reconciliations/:id/withdraw',
    summary: '作废一次核对，写明原因；台账的内容随即清除',
    tag,
    permission: keep,
    audit: 'reconciliation.withdrawn',
    params: One,
    body: WithdrawReconciliation,
    answer: z.object({ id: z.uuid() }),
    act: async ({ tx, actor, params: { id }, body: { reason }, note }) => {
      const { filename, gridCode } = await withdraw(tx, lists, actor, id, reason)
      note({ objectType: 'reconciliation', objectId: id, gridCode, detail: { filename, reason } })
      return { id }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/reconciliations/:id/differences',
    summary: '差异，按类别、按未决或已处理，每页 50 处',
    tag,
    permission: read,
    params: One,
    query: DifferenceFilter,
    answer: z.object({ items: z.array(DifferenceView), nextCursor: z.string().nullable(), total: z.number() }),
    act: async ({ tx, actor, params: { id }, query }) => {
      const { kind } = await getReconciliation(tx, lists, actor, id)
      const page = await store.listDifferences(tx, id, query)
      return { ...page, items: await differenceViews(tx, kind, page.items) }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/reconciliations/:id/settle',
    summary: '处理差异：平台要改、台账要改、口径不同（写明）、已核实属实',
    tag,
    permission: keep,
    audit: 'reconciliation.settled',
    params: One,
    body: SettleDifferences,
    answer: Done,
    act: async ({ tx, actor, params: { id }, body, note }) => {
      const { gridCode } = await settle(tx, lists, actor, id, body)
      const { verdict, reason, ids } = body
      note({ objectType: 'reconciliation', objectId: id, gridCode, detail: { count: ids.length, verdict, reason } })
      return { id, count: ids.length }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/reconciliations/:id/identify',
    summary: '认定一行认不出的台账是平台上哪一条，或不归本网格；本单位下次核对时记得',
    tag,
    permission: keep,
    audit: 'reconciliation.identified',
    params: One,
    body: IdentifyLine,
    answer: z.object({ id: z.uuid() }),
    act: async ({ tx, actor, params: { id }, body, note }) => {
      const { gridCode } = await identify(tx, lists, actor, id, body)
      const { rowId, reason } = body
      note({ objectType: 'reconciliation', objectId: id, gridCode, detail: { rowId, reason } })
      return { id }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/reconciliation-lists/:name/sample',
    summary: '下载一种台账的样表：平台认得的各列，一行示例',
    tag,
    permission: read,
    params: z.object({ name: z.string().max(40) }),
    answer: z.any(),
    raw: true,
    act: async ({ actor, params: { name }, reply }) => {
      const { title, columns } = getList(lists, actor, name)
      const heads = columns.map(({ label }: ListColumn) => ({ head: label }))
      const rows = Readable.from([columns.map(exampleOf)])
      return sendSheet(reply, { name: `样表-${title}`, format: 'xlsx', columns: heads, rows })
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/reconciliations/:id/reopen',
    summary: '重开处理过的差异，写明原因',
    tag,
    permission: keep,
    audit: 'reconciliation.reopened',
    params: One,
    body: ReopenDifferences,
    answer: Done,
    act: async ({ tx, actor, params: { id }, body, note }) => {
      const { gridCode } = await reopen(tx, lists, actor, id, body)
      const { reason, ids } = body
      note({ objectType: 'reconciliation', objectId: id, gridCode, detail: { count: ids.length, reason } })
      return { id, count: ids.length }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/reconciliations/:id/export',
    summary: '导出差异，每个不同的栏目一行，留审计记录',
    tag,
    permission: read,
    audit: 'reconciliation.exported',
    params: One,
    query: z.object({ format: SheetFormat }),
    answer: z.any(),
    raw: true,
    perMinute: 20,
    act: async ({ db, actor, params: { id }, query: { format }, reply, meta }) => {
      const { row, views } = await db.read(actor.scope, async (tx) => {
        const { row, kind } = await getReconciliation(tx, lists, actor, id)
        return { row, views: await differenceViews(tx, kind, await store.listAllDifferences(tx, id)) }
      })
      const { filename, gridCode } = row
      // Written before the first byte leaves: an export that nobody recorded must not exist.
      await db.write(actor.scope, (tx) =>
        appendAudit(tx, {
          action: 'reconciliation.exported',
          ...actorLine(actor),
          ...{ objectType: 'reconciliation', objectId: id, gridCode },
          detail: { filename, format, count: views.length },
          request: meta,
        }),
      )
      const name = `差异-${filename.replace(/\.\w+$/, '')}`
      const rows = Readable.from(views.flatMap(differenceRows))
      return sendSheet(reply, { name, format, columns: differenceColumns, rows })
    },
  }),
]

/** The same upload sent again under the same key is the same reconciliation: its id follows from the key. */
function idOfKey(accountId: string, key: string): string {
  const hex = createHash('sha256').update(`${accountId}/reconciliation/${key}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** The bytes of an upload, refused before reading when they announce themselves as too many. */
function streamOf(body: unknown, length: string | undefined): Readable {
  if (Number(length ?? 0) > sheetLimits.bytes)
    throw new Problem(common.tooLarge, `文件超过 ${sheetLimits.bytes / 1024 / 1024} MB。按镇街或按月份分成几份。`)
  if (body instanceof Readable) return body
  throw new Problem(common.wrongMedia, '以 application/octet-stream 发送文件内容。')
}
