import { z } from 'zod'
import { findCase } from '#kernel/cases/store.ts'
import type { Tx } from '#kernel/db/db.ts'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { isUsable, listTemplates } from '#modules/check-item/server/library.ts'
import { findEnterprise } from '#modules/enterprise/server/store/enterprise.ts'
import { gridNames } from '#modules/grid/server/store.ts'
import { inspectionCase } from '../../model/inspection.ts'
import { OwnInspection, SiteView } from '../../model/schema.ts'
import { inspectionSettings } from '../settings.ts'
import { listStanding } from './hazards.ts'
import * as store from './store.ts'
import { templatesOf } from './templates.ts'

const tag = '执法检查'
const One = z.object({ id: z.uuid('检查编号不正确') })
const day = z.iso.date('日期应如 2026-11-21')

/** What inspections have beside the routes every kind of case has. */
export const onSiteRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/inspections/:id/site',
    summary: '现场要用的：企业、检查表、今年查过几次、责令整改的隐患',
    tag,
    permission: 'inspection.read',
    params: One,
    answer: SiteView,
    act: async ({ tx, actor, params, settings }) => {
      const [row] = (await findCase(tx, actor.scope, params.id)) ? await store.listInspections(tx, [params.id]) : []
      const enterprise = row && (await findEnterprise(tx, actor.scope, row.objectId))
      if (!row || !enterprise) throw new Problem(common.notFound, '没有这次检查，或它不在您的辖区。')
      const year = (row.visitedOn ?? row.plannedOn ?? today()).slice(0, 4)
      const templates = await templatesOf(tx, row)
      return {
        id: row.id,
        objectId: row.objectId,
        objectName: String(enterprise.name),
        address: (enterprise.address as string | null) ?? null,
        lng: (enterprise.lng as number | null) ?? null,
        lat: (enterprise.lat as number | null) ?? null,
        year: {
          ...(await store.countOfYear(tx, actor.scope, row.objectId, year)),
          cap: settings.get(inspectionSettings.yearlyCap),
        },
        longestDays: settings.get(inspectionSettings.longestTerm),
        templates,
        hazards: await listStanding(tx, actor, row.id),
      }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/inspection-counts/:id',
    summary: '一家企业今年检查和安排了几次，上限几次',
    tag,
    permission: 'inspection.read',
    params: z.object({ id: z.uuid('企业编号不正确') }),
    answer: z.object({ year: z.string(), done: z.number(), open: z.number(), cap: z.number() }),
    act: async ({ tx, actor, params, settings }) => {
      if (!(await findEnterprise(tx, actor.scope, params.id)))
        throw new Problem(common.notFound, '没有这家企业，或它不在您的辖区。')
      const year = today().slice(0, 4)
      const counts = await store.countOfYear(tx, actor.scope, params.id, year)
      return { year, ...counts, cap: settings.get(inspectionSettings.yearlyCap) }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/inspection-templates',
    summary: '本辖区可用的检查表',
    tag,
    permission: 'inspection.read',
    answer: z.object({
      items: z.array(z.object({ code: z.string(), name: z.string(), level: z.string(), items: z.number() })),
      nextCursor: z.null(),
      total: z.number(),
    }),
    act: async ({ tx, actor }) => {
      const items = (await listTemplates(tx, today(), actor.gridCode))
        .filter((one) => isUsable(one, actor.gridCode))
        .map(({ code, name, level, itemCodes }) => ({ code, name, level, items: itemCodes.length }))
      return { items, nextCursor: null, total: items.length }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/inspection-figures',
    summary: '检查家次、未发现问题、责令整改、复查和问题数，按检查的机关',
    tag,
    permission: 'inspection.read',
    query: z.object({ visitedFrom: day.optional(), visitedTo: day.optional() }),
    answer: z.object({
      items: z.array(
        z.object({
          office: z.string(),
          officeName: z.string(),
          visited: z.number(),
          clean: z.number(),
          ordered: z.number(),
          reinspected: z.number(),
          findings: z.number(),
        }),
      ),
      nextCursor: z.null(),
      total: z.number(),
      asOf: z.iso.datetime(),
    }),
    act: async ({ tx, actor, query: { visitedFrom, visitedTo } }) => {
      const rows = await store.countByOffice(tx, actor.scope, { from: visitedFrom, to: visitedTo })
      const names = await gridNames(
        tx,
        rows.map(({ office }) => office),
      )
      const items = rows.map((row) => ({ ...row, officeName: names.get(row.office) ?? row.office }))
      return { items, nextCursor: null, total: items.length, asOf: new Date().toISOString() }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/own-inspections',
    summary: '企业看自己被检查的情况：通知过或到过场的，新的在前',
    tag,
    permission: 'inspection.see-own',
    query: z.object({
      cursor: z.string().max(300).optional(),
      limit: z.coerce.number().int().min(1).max(50).default(50),
    }),
    answer: z.object({ items: z.array(OwnInspection), nextCursor: z.string().nullable(), total: z.number() }),
    act: async ({ tx, actor, query: { cursor, limit } }) => {
      const after = readCursor<[string, string]>(cursor, ['instant', 'uuid'])
      const rows = await store.listOwn(tx, actor.scope, { after, limit })
      const last = rows.length === limit ? rows.at(-1) : undefined
      const names = await gridNames(
        tx,
        rows.map(({ officeGrid }) => officeGrid),
      )
      const items = []
      for (const row of rows) items.push(await ownView(tx, actor, row, names))
      const day = last && (last.visitedOn ?? last.plannedOn)
      return {
        items,
        nextCursor: last && day ? writeCursor([`${day}T00:00:00Z`, last.id]) : null,
        total: await store.countOwn(tx, actor.scope),
      }
    },
  }),
]

async function ownView(
  tx: Tx,
  actor: Actor,
  row: store.InspectionRow,
  names: ReadonlyMap<string, string>,
): Promise<z.input<typeof OwnInspection>> {
  const number = (await findCase(tx, actor.scope, row.id))?.number ?? ''
  return {
    id: row.id,
    number,
    stateTitle: inspectionCase.states[row.state as keyof typeof inspectionCase.states]?.title ?? row.state,
    office: `${names.get(row.officeGrid) ?? row.officeGrid}应急管理部门`,
    plannedOn: row.plannedOn,
    visitedOn: row.visitedOn,
    content: row.content,
    team: row.team.map(({ name, certNo }) => ({ name, certNo })),
    clean: row.signedOn ? row.clean : null,
    dueOn: row.dueOn,
    hazards: await listStanding(tx, actor, row.id),
  }
}
