import { z } from 'zod'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { maskLedgerRow } from '../../model/ledger-rules.ts'
import { GradeRequest, Grading, MajorHazardInput, RecordView } from '../../model/schema.ts'
import { getEnterprise } from '../service/access.ts'
import { addRecord, changeRecord, getLedger, withdrawRecord } from '../service/ledger.ts'
import { addInstallation, changeInstallation, gradeOrRefuse, withdrawInstallation } from '../service/major-hazard.ts'
import { listMajorHazards, type MajorHazardRow } from '../store/major-hazard.ts'
import { listRecords } from '../store/record.ts'

const tag = '企业台账'
const Enterprise = z.object({ id: z.uuid('企业编号不正确') })
const Id = z.object({ id: z.uuid('编号不正确') })
const Data = z.record(z.string().max(50), z.union([z.string().max(10_000), z.number(), z.boolean(), z.null()]))
const Changed = z.object({ id: z.uuid(), version: z.number() })

const MajorHazardView = z
  .object({
    id: z.uuid(),
    name: z.string(),
    unitType: z.string(),
    exposedPeople: z.number(),
    stocks: z.array(z.record(z.string(), z.unknown())),
    s: z.number(),
    alpha: z.number(),
    r: z.number(),
    level: z.number().nullable(),
    assessedOn: z.string().nullable(),
    filingNumber: z.string().nullable(),
    filedOn: z.string().nullable(),
    createdOn: z.string(),
    version: z.number(),
    grading: Grading,
  })
  .meta({ id: 'MajorHazardInstallation' })

export const ledgerRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/enterprises/:id/records',
    summary: '企业的台账记录，个人信息打码',
    tag,
    permission: 'enterprise.read',
    params: Enterprise,
    query: z.object({ kind: z.string().max(50).optional() }),
    answer: z.object({ items: z.array(RecordView), nextCursor: z.string().nullable(), total: z.number() }),
    act: async ({ tx, actor, params, query }) => {
      const file = await getEnterprise(tx, actor, params.id)
      if (query.kind) getLedger(query.kind)
      const rows = await listRecords(tx, actor.scope, file.id, query.kind)
      const items = rows.map((row) => ({
        id: row.id,
        kind: row.kind,
        data: maskLedgerRow(getLedger(row.kind), row.data),
        version: row.version,
        updatedAt: row.updatedAt.toISOString(),
      }))
      return { items, nextCursor: null, total: items.length }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/enterprises/:id/records',
    summary: '登记一条台账',
    tag,
    permission: 'enterprise.keep-ledger',
    audit: 'enterprise.record-added',
    params: Enterprise,
    body: z.strictObject({ id: z.uuid('id 应为 UUID').optional(), kind: z.string().max(50), data: Data }),
    answer: Changed,
    status: 201,
    act: async ({ tx, actor, params, body, note }) => {
      const done = await addRecord(tx, actor, params.id, body)
      note({ objectType: 'enterprise', objectId: params.id, detail: { record: done.id, kind: body.kind } })
      return done
    },
  }),
  route({
    method: 'PUT',
    path: '/api/v1/enterprise-records/:id',
    summary: '修改一条台账（带 If-Match 版本号）；没有带上的个人信息保持原样',
    tag,
    permission: 'enterprise.keep-ledger',
    audit: 'enterprise.record-changed',
    params: Id,
    body: z.strictObject({ data: Data }),
    answer: Changed,
    act: async ({ tx, actor, params, body, ifMatch, note }) => {
      const done = await changeRecord(tx, actor, params.id, ifMatch, body.data)
      note({ objectType: 'enterprise', objectId: done.enterpriseId, detail: { record: done.id } })
      return done
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/enterprise-records/:id/withdraw',
    summary: '撤下一条台账并说明原因（带 If-Match 版本号）',
    tag,
    permission: 'enterprise.keep-ledger',
    audit: 'enterprise.record-withdrawn',
    params: Id,
    body: z.strictObject({ reason: z.string().trim().min(2, '请写明原因').max(300) }),
    answer: Changed,
    act: async ({ tx, actor, params, body, ifMatch, note }) => {
      const done = await withdrawRecord(tx, actor, params.id, ifMatch, body.reason)
      note({ objectType: 'enterprise', objectId: done.enterpriseId, detail: { record: done.id, reason: body.reason } })
      return done
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/major-hazards/grade',
    summary: '按 GB 18218-2018 试算重大危险源分级，逐步列出',
    tag,
    permission: 'enterprise.read',
    audit: 'enterprise.hazard-graded',
    body: GradeRequest,
    answer: Grading,
    act: async ({ body }) => gradeOrRefuse(body),
  }),
  route({
    method: 'GET',
    path: '/api/v1/enterprises/:id/major-hazards',
    summary: '企业的重大危险源和分级过程',
    tag,
    permission: 'enterprise.read',
    params: Enterprise,
    answer: z.object({ items: z.array(MajorHazardView), nextCursor: z.string().nullable(), total: z.number() }),
    act: async ({ tx, actor, params }) => {
      const file = await getEnterprise(tx, actor, params.id)
      const rows = await listMajorHazards(tx, actor.scope, file.id)
      return { items: rows.map(hazardView), nextCursor: null, total: rows.length }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/enterprises/:id/major-hazards',
    summary: '登记重大危险源并分级',
    tag,
    permission: 'enterprise.update',
    audit: 'enterprise.hazard-added',
    params: Enterprise,
    body: MajorHazardInput,
    answer: Changed.extend({ level: z.number().nullable() }),
    status: 201,
    act: async ({ tx, actor, params, body, note }) => {
      const done = await addInstallation(tx, actor, params.id, body)
      note({ objectType: 'enterprise', objectId: params.id, detail: { installation: done.id, level: done.level } })
      return done
    },
  }),
  route({
    method: 'PUT',
    path: '/api/v1/major-hazards/:id',
    summary: '修改重大危险源并重新分级（带 If-Match 版本号）',
    tag,
    permission: 'enterprise.update',
    audit: 'enterprise.hazard-changed',
    params: Id,
    body: MajorHazardInput,
    answer: Changed.extend({ level: z.number().nullable() }),
    act: async ({ tx, actor, params, body, ifMatch, note }) => {
      const done = await changeInstallation(tx, actor, params.id, ifMatch, body)
      note({
        objectType: 'enterprise',
        objectId: done.enterpriseId,
        detail: { installation: done.id, level: done.level },
      })
      return done
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/major-hazards/:id/withdraw',
    summary: '核销重大危险源（带 If-Match 版本号）',
    tag,
    permission: 'enterprise.update',
    audit: 'enterprise.hazard-withdrawn',
    params: Id,
    answer: Changed,
    act: async ({ tx, actor, params, ifMatch, note }) => {
      const done = await withdrawInstallation(tx, actor, params.id, ifMatch)
      note({ objectType: 'enterprise', objectId: done.enterpriseId, detail: { installation: done.id } })
      return done
    },
  }),
]

function hazardView({ enterpriseId: _enterprise, gridCode: _grid, ...row }: MajorHazardRow) {
  return { ...row, stocks: row.stocks as unknown as Record<string, unknown>[], grading: gradeOrRefuse(row) }
}
