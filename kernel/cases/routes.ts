import { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { newId } from '#kernel/db/id.ts'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import { type Actor, may } from '#kernel/identity/model/actor.ts'
import { covers } from '#kernel/scope/scope.ts'
import { SheetFormat, sendSheet } from '#kernel/sheet/send.ts'
import { actOnMany, BulkAnswer, MOST_AT_ONCE } from './bulk.ts'
import { bulkAllRoutes } from './bulk-routes.ts'
import type { CaseDesk } from './desk.ts'
import { dossierRoute } from './dossier.ts'
import { beginExport, exportColumns, exportRows } from './export.ts'
import { figuresOf, totalOf } from './figures.ts'
import { filterOf } from './filter.ts'
import type { CaseKind } from './holder.ts'
import { boxRoutes } from './inbox-routes.ts'
import { findLine, listCases, listFitSeats } from './list-store.ts'
import type { ActSpec } from './model/case-type.ts'
import { COMMON_ACTS, type CommonAct, commonSpec } from './model/common-acts.ts'
import { noCase } from './refusals.ts'
import {
  ActEnvelope,
  CaseAnswerView,
  CaseFilterInput,
  CaseId,
  CaseLineView,
  CaseView,
  FigureView,
  OpenEnvelope,
} from './schema.ts'
import { actOnCase, openCase, readCase } from './service.ts'
import { caseSettings } from './settings.ts'
import { findCase } from './store.ts'
import { viewCase, viewLines } from './view.ts'

const Sort = z
  .enum(['opened', 'due'], '只能按 opened 或 due 排')
  .default('opened')
  .meta({ description: 'opened 新的在前，due 期限近的在前' })
const One = z.object({ id: CaseId })
/** Where an act says its actor was: beside its input, or in an input that asks for the position. */
const PLACES = ['place', 'input.position']

/** The inbox, and for every kind of case its list, figures, one case, and a route for each act. */
export function caseRoutes(desk: CaseDesk): AnyRoute[] {
  return [
    ...boxRoutes(desk),
    dossierRoute(desk),
    ...[...desk.kinds.values()].flatMap((kind) => routesOfKind(desk, kind)),
  ]
}

function routesOfKind(desk: CaseDesk, kind: CaseKind): AnyRoute[] {
  const acts = Object.entries(kind.type.acts).filter(([, spec]) => !spec.internal)
  const openings = acts.filter(([, spec]) => spec.from === 'nothing')
  const bulk = bulkActs(kind)
  return [
    ...readRoutes(desk, kind),
    ...openings.map(([act, spec]) => openRoute(desk, kind, act, spec, openings.length > 1)),
    ...acts.filter(([, spec]) => spec.from !== 'nothing').map(([act, spec]) => actRoute(kind, act, spec)),
    ...commonActs().map((act) => actRoute(kind, act, commonSpec(act))),
    bulkRoute(kind, bulk),
    ...bulkAllRoutes(desk, kind, bulk),
  ]
}

const commonActs = () => (Object.keys(COMMON_ACTS) as CommonAct[]).filter((act) => !commonSpec(act).platform)

const base = ({ type }: CaseKind) => `/api/v1/${type.path}`
const reading = ({ type }: CaseKind) => ({ tag: type.title, permission: `${type.name}.read` })

function readRoutes(desk: CaseDesk, kind: CaseKind): AnyRoute[] {
  const { type } = kind
  return [
    route({
      ...reading(kind),
      method: 'GET',
      path: base(kind),
      summary: `${type.title}列表`,
      query: CaseFilterInput.extend({
        ...kind.list?.filter.shape,
        sort: Sort,
        cursor: z.string().max(500).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      answer: z.object({
        items: z.array(kind.list ? CaseLineView.extend({ facts: kind.list.facts.nullable() }) : CaseLineView),
        nextCursor: z.string().nullable(),
        total: z.number(),
        totalIsBound: z.boolean().meta({ description: '总数只数到上限' }),
      }),
      act: async ({ tx, actor, query }) => {
        const { cursor, limit, sort, ...rest } = query
        const filter = await filterOf(tx, actor, desk, kind, rest)
        const at = readCursor<[string, string]>(cursor, ['instant', 'uuid'])
        const after = at && { key: at[0], id: at[1] }
        const rows = await listCases(tx, actor.scope, filter, { sort, after, limit })
        const known = await kind.list?.total?.(tx, actor.scope, rest)
        const total = known == null ? await totalOf(tx, actor.scope, filter) : { total: known, totalIsBound: false }
        const last = rows.length === limit ? rows.at(-1) : undefined
        return {
          items: await withFacts(tx, kind, await viewLines(tx, actor, desk, rows)),
          nextCursor: last ? writeCursor([last.sortKey, last.id]) : null,
          ...total,
        }
      },
    }),
    route({
      ...reading(kind),
      method: 'GET',
      path: `${base(kind)}/figures`,
      summary: `${type.title}按状态、时限、网格或月份的数量`,
      query: CaseFilterInput.extend({
        ...kind.list?.filter.shape,
        by: z.enum(['state', 'stage', 'grid', 'month'], '只能按 state、stage、grid、month'),
      }),
      answer: z.object({ items: z.array(FigureView), total: z.number(), asOf: z.iso.datetime() }),
      act: async ({ tx, actor, query: { by, ...filter } }) => {
        const items = await figuresOf(tx, actor, desk, type, await filterOf(tx, actor, desk, kind, filter), by)
        return { items, total: items.reduce((sum, { total }) => sum + total, 0), asOf: new Date().toISOString() }
      },
    }),
    exportRoute(desk, kind),
    route({
      ...reading(kind),
      method: 'GET',
      path: `${base(kind)}/:id`,
      summary: `一件${type.title}：现状、经过、可办和不可办的事`,
      params: One,
      answer: kind.list ? CaseView.extend({ facts: kind.list.facts.nullable() }) : CaseView,
      act: async ({ tx, actor, params, reply }) => {
        const found = await readCase(tx, actor, kind, params.id)
        const line = found && (await findLine(tx, actor.scope, params.id))
        if (!found || !line) throw noCase(type)
        reply.header('etag', `"${line.acts}"`)
        const [view] = await withFacts(tx, kind, [await viewCase(tx, actor, desk, kind, { ...found, row: line })])
        return view as z.input<typeof CaseView>
      },
    }),
    route({
      ...reading(kind),
      method: 'GET',
      path: `${base(kind)}/:id/seats`,
      summary: '可以转给、抄送或征求意见的岗位',
      params: One,
      answer: z.object({
        items: z.array(
          z.object({
            id: z.uuid(),
            title: z.string(),
            bodyName: z.string(),
            personName: z.string(),
            gridCode: z.string(),
          }),
        ),
        nextCursor: z.null(),
        total: z.number(),
      }),
      act: async ({ tx, actor, params }) => {
        const found = await readCase(tx, actor, kind, params.id)
        if (!found) throw noCase(type)
        const items = actor.scope.objectId ? [] : await listFitSeats(tx, found.row, today())
        return { items, nextCursor: null, total: items.length }
      },
    }),
  ]
}

function exportRoute(desk: CaseDesk, kind: CaseKind): AnyRoute {
  const { type } = kind
  return route({
    method: 'GET',
    path: `${base(kind)}/export`,
    summary: `导出符合筛选的${type.title}清单，留审计记录`,
    tag: type.title,
    permission: `${type.name}.export`,
    audit: `${type.name}.exported`,
    query: CaseFilterInput.extend({ ...kind.list?.filter.shape, sort: Sort, format: SheetFormat }),
    answer: z.any(),
    raw: true,
    perMinute: 20,
    act: async ({ db, actor, query, reply, meta, settings }) => {
      const { format, sort, ...asked } = query
      const filter = await db.read(actor.scope, (tx) => filterOf(tx, actor, desk, kind, asked))
      const ceiling = settings.get(caseSettings.exportCeiling)
      const most = await beginExport(db, actor, kind, filter, { asked, format, ceiling, meta })
      const rows = exportRows(db, actor, desk, kind, filter, { sort, most })
      return sendSheet(reply, {
        name: `${type.title}清单-${today()}-${most}件`,
        format,
        columns: exportColumns(kind),
        rows,
      })
    },
  })
}

async function withFacts<Line extends { id: string }>(tx: Tx, kind: CaseKind, lines: Line[]): Promise<Line[]> {
  if (!kind.list) return lines
  const facts = await kind.list.factsOf(
    tx,
    lines.map(({ id }) => id),
  )
  return lines.map((line) => ({ ...line, facts: facts.get(line.id) ?? null }))
}

/** A second way to open a kind of case has its act in the address. */
function openRoute(desk: CaseDesk, kind: CaseKind, act: string, spec: ActSpec<string>, several: boolean): AnyRoute {
  const { type } = kind
  return route({
    method: 'POST',
    path: several ? `${base(kind)}/${act}` : base(kind),
    summary: `${type.title}：${spec.title}`,
    tag: type.title,
    permission: `${type.name}.${act}`,
    audit: `${type.name}.${act}`,
    offline: true,
    places: PLACES,
    body: OpenEnvelope.extend({ input: spec.input }),
    answer: CaseAnswerView,
    status: 201,
    act: async ({ tx, actor, body, note }) => {
      const { id = newId(), objectId, gridCode, fromId, input, attachments, place, deviceAt } = body
      const about = await placeOf(tx, actor, desk, { objectId: objectId ?? null, gridCode: gridCode ?? null })
      const origin = fromId ? await originOf(tx, actor, desk, fromId) : undefined
      const wish = { id, act, title: kind.titleOf(input), ...about, input, attachments, place, deviceAt, origin }
      const answer = await openCase(tx, actor, kind, wish)
      note({ objectType: type.name, objectId: id, gridCode: about.gridCode, detail: { number: answer.number } })
      return answer
    },
  })
}

/** The case a new one comes out of. @throws notFound outside the actor's scope */
async function originOf(tx: Tx, actor: Actor, desk: CaseDesk, id: string): Promise<{ kind: CaseKind; id: string }> {
  const row = await findCase(tx, actor.scope, id)
  const kind = row && desk.kinds.get(row.type)
  if (!kind || !may(actor, `${kind.type.name}.read`))
    throw new Problem(common.invalid, '没有拆出它的那件事，或它不在您的辖区。', {
      errors: [{ pointer: '/fromId', message: '没有这件事，或它不在您的辖区' }],
    })
  return { kind, id }
}

/** Where a new case lies: with its object, else in the grid named. An enterprise speaks of itself. */
async function placeOf(
  tx: Tx,
  actor: Actor,
  desk: CaseDesk,
  wish: { objectId: string | null; gridCode: string | null },
): Promise<{ objectId: string | null; gridCode: string }> {
  const objectId = actor.scope.objectId ?? wish.objectId
  if (objectId) {
    const gridCode = await desk.world.placeOfObject(tx, actor.scope, objectId)
    if (!gridCode) throw new Problem(common.notFound, '没有这个监管对象，或它不在您的辖区。')
    return { objectId, gridCode }
  }
  if (!wish.gridCode || !covers(actor.scope, wish.gridCode))
    throw new Problem(common.invalid, '请选监管对象，或您辖区内的网格。', {
      errors: [{ pointer: '/gridCode', message: '请选监管对象，或您辖区内的网格' }],
    })
  if (!(await desk.world.gridNames(tx, [wish.gridCode])).has(wish.gridCode))
    throw new Problem(common.invalid, '没有这个网格，请重新选。', {
      errors: [{ pointer: '/gridCode', message: '没有这个网格' }],
    })
  return { objectId: null, gridCode: wish.gridCode }
}

function actRoute(kind: CaseKind, act: string, spec: Pick<ActSpec<string>, 'title' | 'input'>): AnyRoute {
  const { type } = kind
  const own = act in type.acts
  return route({
    method: 'POST',
    path: `${base(kind)}/:id/${act}`,
    summary: `${type.title}：${spec.title}`,
    tag: type.title,
    permission: `${type.name}.${own ? act : 'take-part'}`,
    audit: `${type.name}.${act}`,
    offline: true,
    places: PLACES,
    params: One,
    body: ActEnvelope.extend({ input: spec.input }),
    answer: CaseAnswerView,
    act: async ({ tx, actor, params, body, ifMatch, note }) => {
      const version = body.version ?? ifMatch
      if (own && version === null)
        throw new Problem(common.versionMissing, '请带上您看到的版本（已办步数），以免盖掉别人刚办的事。')
      const answer = await actOnCase(tx, actor, kind, params.id, act, body, version)
      note({ objectType: type.name, objectId: params.id, detail: { number: answer.number } })
      return answer
    },
  })
}

/** The acts of a kind that may be done to many cases at once, each with its input. */
function bulkActs({ type }: CaseKind): z.ZodType {
  const acts = [
    ...Object.entries(type.acts)
      .filter(([, spec]) => spec.bulk && spec.from !== 'nothing')
      .map(([act]) => act),
    ...commonActs().filter((act) => commonSpec(act).bulk),
  ]
  const inputs = acts.map((act) =>
    z.strictObject({ act: z.literal(act), input: (type.acts[act] ?? commonSpec(act as CommonAct)).input }),
  )
  return z.discriminatedUnion('act', inputs as never, `只能批量办：${acts.join('、')}`)
}

function bulkRoute(kind: CaseKind, acts: z.ZodType): AnyRoute {
  const { type } = kind
  return route({
    method: 'POST',
    path: `${base(kind)}/bulk-acts`,
    summary: `${type.title}：对多件办同一件事，逐件给出结果`,
    tag: type.title,
    permission: `${type.name}.take-part`,
    audit: `${type.name}.bulk-act`,
    body: z.strictObject({
      act: acts,
      items: z
        .array(z.strictObject({ id: CaseId, version: z.number().int().min(1) }))
        .min(1, '至少选一件')
        .max(MOST_AT_ONCE, `一次最多 ${MOST_AT_ONCE} 件`),
    }),
    answer: BulkAnswer,
    act: async ({ tx, actor, body, note }) => {
      const { act, input } = body.act as { act: string; input: Record<string, unknown> }
      const answer = await actOnMany(tx, actor, kind, act, input, body.items)
      note({ objectType: type.name, detail: { act, done: answer.done, refused: answer.refused } })
      return answer
    },
  })
}
