import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { common, Problem } from '#kernel/http/problem.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { sheetLimits } from '#kernel/sheet/sheet.ts'
import { GridCode } from '#modules/grid/model/schema.ts'
import { enterpriseProblems } from '../../model/problems.ts'
import { refusedSheet } from '../import/refused.ts'
import {
  applyImport,
  CLEARED,
  changeMapping,
  decideRow,
  type Importer,
  noImport,
  openActs,
  takeUpload,
} from '../import/service.ts'
import * as store from '../import/store.ts'

const tag = '企业导入'
const Id = z.object({ id: z.uuid('导入编号不正确') })

const ImportView = z
  .object({
    id: z.uuid(),
    state: z.enum(['reading', 'mapping', 'checking', 'checked', 'applying', 'done', 'failed']),
    filename: z.string(),
    sheets: z.array(z.string()),
    sheet: z.number(),
    headers: z.array(z.object({ column: z.number(), head: z.string(), field: z.string().nullable() })),
    gridDefault: z.string().nullable(),
    counts: z.object({
      rows: z.number(),
      fresh: z.number(),
      changed: z.number(),
      same: z.number(),
      disputed: z.number(),
      doubtful: z.number(),
      wrong: z.number(),
      uncoded: z.number(),
      noted: z.number(),
      hidden: z.number(),
    }),
    decided: z.number().meta({ description: '疑似重复的行里，已经定了要写入的' }),
    hiddenSheets: z.array(z.string()),
    leaveHidden: z.boolean(),
    rowsDone: z.number(),
    fault: z.string().nullable(),
    startedBy: z.string(),
    createdAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
    clearedAt: z.iso.datetime().nullable(),
    openActs: z.array(z.string()),
  })
  .meta({ id: 'EnterpriseImport' })

const HeldRow = z.object({
  row: z.number(),
  outcome: z.enum(['wrong', 'doubtful', 'disputed', 'noted']),
  name: z.string().nullable(),
  problems: z.array(
    z.object({ column: z.number().nullable(), head: z.string(), message: z.string(), value: z.string() }),
  ),
  decision: z.enum(['new', 'update', 'skip']).nullable(),
  twinId: z.uuid().nullable(),
})

export function importRoutes(importer: Importer): AnyRoute[] {
  const runLater = (id: string) => void setImmediate(() => importer.run(id))
  return [
    route({
      method: 'POST',
      path: '/api/v1/enterprise-imports',
      summary: '上传企业表格（xlsx 或 csv，正文为文件内容）；先检查，不写入',
      tag,
      permission: 'enterprise.import',
      audit: 'enterprise.import-started',
      query: z.object({ filename: z.string().trim().min(1, '请给出文件名').max(200), grid: GridCode.optional() }),
      answer: ImportView,
      status: 201,
      perMinute: 30,
      raw: true,
      act: async ({ db, actor, query, request, reply, meta }) => {
        const id = importIdOf(actor.accountId, request.headers['idempotency-key'])
        const stream = bodyStream(request.body, request.headers['content-length'])
        const about = { filename: query.filename, gridDefault: query.grid ?? null }
        const taken = await takeUpload(db, importer, actor, { stream, id }, about, meta)
        if (taken.isNew) runLater(taken.id)
        else reply.header('idempotency-replayed', 'true')
        return db.read(actor.scope, async (tx) =>
          importView((await store.findImport(tx, actor.scope, taken.id)) as store.ImportRow),
        )
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/enterprise-imports',
      summary: '辖区内的导入记录，新的在前',
      tag,
      permission: 'enterprise.import',
      query: z.object({
        cursor: z.string().max(300).optional(),
        limit: z.coerce.number().int().min(1).max(100).default(20),
      }),
      answer: z.object({ items: z.array(ImportView), nextCursor: z.string().nullable(), total: z.number() }),
      act: async ({ tx, actor, query }) => {
        const page = await store.listImports(tx, actor.scope, query)
        return {
          items: page.items.map(importView),
          nextCursor: page.nextCursor,
          total: await store.countImports(tx, actor.scope),
        }
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/enterprise-imports/:id',
      summary: '一次导入的进度和结果',
      tag,
      permission: 'enterprise.import',
      params: Id,
      answer: ImportView,
      act: async ({ tx, actor, params }) => {
        const found = await store.findImport(tx, actor.scope, params.id)
        if (!found) throw noImport()
        return importView(found)
      },
    }),
    route({
      method: 'PUT',
      path: '/api/v1/enterprise-imports/:id/mapping',
      summary: '指出各列是什么；随后重新检查。对应关系会记住',
      tag,
      permission: 'enterprise.import',
      audit: 'enterprise.import-mapped',
      params: Id,
      body: z.strictObject({
        columns: z.record(z.string().regex(/^\d{1,3}$/, '列号应为数字'), z.string().max(50).nullable()),
        gridDefault: GridCode.nullish(),
        sheet: z.number().int().min(0).max(50).optional(),
        leaveHidden: z.boolean().optional(),
      }),
      answer: z.object({ id: z.uuid() }),
      act: async ({ tx, actor, params, body, note, reply }) => {
        await changeMapping(tx, actor, params.id, body)
        note({ objectType: 'enterprise-import', objectId: params.id, detail: { columns: body.columns } })
        reply.raw.once('finish', () => runLater(params.id))
        return { id: params.id }
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/enterprise-imports/:id/rows',
      summary: '有错误、疑似重复、与现有信息矛盾的行，逐行逐列说明',
      tag,
      permission: 'enterprise.import',
      params: Id,
      query: z.object({
        outcome: z.enum(['wrong', 'doubtful', 'disputed', 'noted']).optional(),
        cursor: z.string().max(300).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      answer: z.object({ items: z.array(HeldRow), nextCursor: z.string().nullable(), total: z.number() }),
      act: async ({ tx, actor, params, query }) => {
        const batch = await store.findImport(tx, actor.scope, params.id)
        if (!batch) throw noImport()
        const page = await store.listHeldRows(tx, params.id, query)
        const { wrong = 0, doubtful = 0, disputed = 0, noted = 0 } = batch.counts
        const total = query.outcome ? (batch.counts[query.outcome] ?? 0) : wrong + doubtful + disputed + noted
        return { items: page.items.map(heldView), nextCursor: page.nextCursor, total }
      },
    }),
    route({
      method: 'PUT',
      path: '/api/v1/enterprise-imports/:id/rows/:row',
      summary: '判断疑似重复的一行：另一家、同一家，或不导入',
      tag,
      permission: 'enterprise.import',
      audit: 'enterprise.import-row-decided',
      params: z.object({ id: z.uuid('导入编号不正确'), row: z.coerce.number().int().min(1) }),
      body: z.strictObject({ decision: z.enum(['new', 'update', 'skip']) }),
      answer: z.object({ row: z.number(), decision: z.string() }),
      act: async ({ tx, actor, params, body, note }) => {
        await decideRow(tx, actor, params.id, params.row, body.decision)
        note({
          objectType: 'enterprise-import',
          objectId: params.id,
          detail: { row: params.row, decision: body.decision },
        })
        return { row: params.row, decision: body.decision }
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/enterprise-imports/:id/apply',
      summary: '把检查通过的行写入企业库；有错误的行留下，可下载退回',
      tag,
      permission: 'enterprise.import',
      audit: 'enterprise.import-applied',
      params: Id,
      answer: z.object({ id: z.uuid(), state: z.literal('applying') }),
      act: async ({ tx, actor, params, note, reply }) => {
        const { filename } = await applyImport(tx, actor, params.id)
        note({ objectType: 'enterprise-import', objectId: params.id, detail: { filename } })
        reply.raw.once('finish', () => runLater(params.id))
        return { id: params.id, state: 'applying' as const }
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/enterprise-imports/:id/refused.xlsx',
      summary: '没有写入的行，原样加上原因列，可改后再传',
      tag,
      permission: 'enterprise.import',
      params: Id,
      answer: z.any(),
      raw: true,
      act: async ({ db, actor, params, reply }) => {
        const batch = await db.read(actor.scope, (tx) => store.findImport(tx, actor.scope, params.id))
        if (!batch) throw noImport()
        if (batch.clearedAt) throw new Problem(enterpriseProblems.uploadCleared, CLEARED)
        const sheet = refusedSheet(db, actor.scope, batch, 'xlsx')
        reply.header(
          'content-disposition',
          `attachment; filename*=UTF-8''${encodeURIComponent(`退回-${batch.filename.replace(/\.\w+$/, '')}.xlsx`)}`,
        )
        reply.type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
        await reply.send(sheet)
        return null
      },
    }),
  ]
}

/** The same upload sent again under the same key is the same import: its id follows from the key. */
function importIdOf(accountId: string, key: string | string[] | undefined): string | null {
  if (typeof key !== 'string') return null
  const hex = createHash('sha256').update(`${accountId}/${key}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** The bytes of an upload, refused before reading when they announce themselves as too many. */
function bodyStream(body: unknown, length: string | undefined): Readable {
  if (Number(length ?? 0) > sheetLimits.bytes)
    throw new Problem(common.tooLarge, `文件超过 ${sheetLimits.bytes / 1024 / 1024} MB，请分成几个文件。`)
  if (body instanceof Readable) return body
  throw new Problem(common.wrongMedia, '请以 application/octet-stream 发送文件内容。')
}

function importView(row: store.ImportRow) {
  return {
    id: row.id,
    state: row.state,
    filename: row.filename,
    sheets: row.sheets,
    sheet: row.sheet,
    headers: (row.mapping ?? []).map(({ column, head, target }) => ({ column, head, field: target })),
    gridDefault: row.gridDefault,
    counts: {
      rows: 0,
      fresh: 0,
      changed: 0,
      same: 0,
      disputed: 0,
      doubtful: 0,
      wrong: 0,
      uncoded: 0,
      noted: 0,
      hidden: 0,
      ...row.counts,
    },
    decided: row.decided,
    hiddenSheets: row.hiddenSheets,
    leaveHidden: row.leaveHidden,
    rowsDone: row.rowsDone,
    fault: row.fault,
    startedBy: row.actor.name ?? '',
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    clearedAt: row.clearedAt?.toISOString() ?? null,
    openActs: openActs(row),
  }
}

const heldView = (row: store.HeldRow) => ({
  row: row.rowNumber,
  outcome: row.outcome as 'wrong' | 'doubtful' | 'disputed' | 'noted',
  name: row.name,
  problems: row.problems,
  decision: row.decision,
  twinId: row.twinId,
})
