import { z } from 'zod'
import { keysOf } from '#kernel/cases/model/inputs.ts'
import type { Tx } from '#kernel/db/db.ts'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import { gridNames } from '#modules/grid/server/store.ts'
import { standings } from '../model/codes.ts'
import { standingOn } from '../model/rules.ts'
import { CertificateView, NewCertificate, OfficerChoice, RenewCertificate, WithReason } from '../model/schema.ts'
import { certify, findOfficers, getCertificate, moveCertificate, renewCertificate } from './service.ts'
import { officerSettings } from './settings.ts'
import * as store from './store.ts'

const tag = '执法人员'
const One = z.object({ id: z.uuid('证件编号不正确') })
const change = { tag, permission: 'officer.maintain', params: One, answer: CertificateView } as const

/** Certificates of officers. */
export const officerRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/officer-certificates',
    summary: '本辖区的执法证件，先到期的在前',
    tag,
    permission: 'officer.read',
    query: z.object({
      q: z.string().trim().max(50).default(''),
      standing: z.enum([...keysOf(standings), 'unfit'], '没有这种情形').optional(),
      cursor: z.string().max(300).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: z.object({
      items: z.array(CertificateView),
      nextCursor: z.string().nullable(),
      total: z.number(),
      expiring: z.number().meta({ description: '60 日内到期的' }),
      unfit: z.number().meta({ description: '已过期和已暂扣的' }),
    }),
    act: async ({ tx, actor, query: { q, standing, cursor, limit } }) => {
      const after = readCursor<[string, string]>(cursor, ['string', 'uuid'])
      const filter = { q, standing, on: today() }
      const rows = await store.listCertificates(tx, actor.scope, filter, { after, limit })
      const last = rows.length === limit ? rows.at(-1) : undefined
      const counts = await store.countCertificates(tx, actor.scope, filter)
      return { items: await views(tx, rows), nextCursor: last ? writeCursor([last.place, last.id]) : null, ...counts }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/officer-certificates/:id',
    summary: '一本执法证件',
    tag,
    permission: 'officer.read',
    params: One,
    answer: CertificateView,
    act: async ({ tx, actor, params }) => view(tx, await getCertificate(tx, actor, params.id)),
  }),
  route({
    method: 'GET',
    path: '/api/v1/officers',
    summary: '可选的执法人员，本单位的在前；那天不能执法的说明原因',
    tag,
    permission: 'officer.read',
    query: z.object({
      q: z.string().trim().max(50).default(''),
      on: z.iso.date('日期应如 2026-01-31').optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    answer: z.object({ items: z.array(OfficerChoice), nextCursor: z.null(), total: z.number() }),
    act: async ({ tx, actor, query }) => {
      const items = await findOfficers(tx, actor, { ...query, on: query.on ?? today() })
      return { items, nextCursor: null, total: items.length }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/officer-certificates',
    summary: '登记一个人的执法证件',
    tag,
    permission: 'officer.maintain',
    audit: 'officer.certified',
    body: NewCertificate,
    answer: CertificateView,
    status: 201,
    act: async ({ tx, actor, body, settings, note }) => {
      const row = await certify(tx, actor, body, settings.get(officerSettings.longestTerm))
      note(about(row))
      return view(tx, row)
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/officer-certificates/:id/renew',
    summary: '换发：新的有效期（带 If-Match 版本号）',
    audit: 'officer.renewed',
    body: RenewCertificate,
    ...change,
    act: async ({ tx, actor, params, body, ifMatch, settings, note }) => {
      const longest = settings.get(officerSettings.longestTerm)
      const row = await renewCertificate(tx, actor, params.id, ifMatch, body, longest)
      note(about(row))
      return view(tx, row)
    },
  }),
  ...moves(),
]

function moves(): AnyRoute[] {
  const table = [
    { word: 'suspend', audit: 'officer.suspended', summary: '暂扣，写明理由' },
    { word: 'restore', audit: 'officer.restored', summary: '解除暂扣，写明理由' },
    { word: 'revoke', audit: 'officer.revoked', summary: '注销，写明理由' },
  ] as const
  return table.map(({ word, audit, summary }) =>
    route({
      method: 'POST',
      path: `/api/v1/officer-certificates/:id/${word}`,
      summary: `${summary}（带 If-Match 版本号）`,
      audit,
      body: WithReason,
      ...change,
      act: async ({ tx, actor, params, body, ifMatch, note }) => {
        const row = await moveCertificate(tx, actor, params.id, ifMatch, word, body.reason)
        note(about(row, body.reason))
        return view(tx, row)
      },
    }),
  )
}

const about = ({ id, gridCode, name, number, validFrom, validTo }: store.CertificateRow, reason?: string) => ({
  objectType: 'officer-certificate',
  objectId: id,
  gridCode,
  detail: { name, number, validFrom, validTo, ...(reason ? { reason } : {}) },
})

async function views(tx: Tx, rows: readonly store.CertificateRow[]): Promise<z.input<typeof CertificateView>[]> {
  const codes = rows.map(({ gridCode }) => gridCode)
  const names = await gridNames(tx, codes)
  const on = today()
  return rows.map((row) => ({
    id: row.id,
    personId: row.personId,
    name: row.name,
    number: row.number,
    issuer: row.issuer,
    field: row.field,
    validFrom: row.validFrom,
    validTo: row.validTo,
    state: row.state,
    standing: standingOn(row, on),
    reason: row.reason,
    gridCode: row.gridCode,
    gridName: names.get(row.gridCode) ?? row.gridCode,
    version: row.version,
    changedAt: row.changedAt.toISOString(),
    changedBy: row.changedBy,
  }))
}

const view = async (tx: Tx, row: store.CertificateRow) => (await views(tx, [row]))[0] as z.input<typeof CertificateView>
