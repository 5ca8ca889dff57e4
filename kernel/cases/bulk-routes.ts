import { z } from 'zod'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { beginBulk, cancelBulk, noBulk } from './bulk-all.ts'
import { type BulkCounts, type BulkRow, countItems, findBulk, listItems } from './bulk-store.ts'
import type { CaseDesk } from './desk.ts'
import { filterOf } from './filter.ts'
import type { CaseKind } from './holder.ts'
import { titleOfAct } from './model/title-of-act.ts'
import { CaseFilterInput } from './schema.ts'
import { caseSettings } from './settings.ts'

export const BulkJobView = z
  .object({
    id: z.uuid(),
    act: z.string(),
    actTitle: z.string(),
    total: z.number(),
    done: z.number(),
    refused: z.number(),
    state: z.enum(['running', 'done', 'cancelled']),
    begunAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'CaseBulkJob' })

export const BulkItemView = z
  .object({
    id: z.uuid(),
    number: z.string().nullable(),
    title: z.string(),
    link: z.string(),
    why: z.string().nullable().meta({ description: '没有办成的原因' }),
  })
  .meta({ id: 'CaseBulkItem' })

const RESULTS = { done: true, refused: false, left: null } as const
const One = z.object({ id: z.uuid('批量办理编号不正确') })

/**
 * One act on everything a filter matches: begun, looked at, stopped.
 * @param acts the acts that may be done to many at once, with their inputs
 */
export function bulkAllRoutes(desk: CaseDesk, kind: CaseKind, acts: z.ZodType): AnyRoute[] {
  const { type } = kind
  const base = `/api/v1/${type.path}/bulk-jobs`
  const about = { tag: type.title, permission: `${type.name}.read` }
  // Strict: a filter the platform does not know would be dropped, and more be acted on than was meant.
  const filter = z.strictObject({ ...CaseFilterInput.shape, ...kind.list?.filter.shape })
  return [
    route({
      ...about,
      method: 'POST',
      path: base,
      summary: `${type.title}：对符合筛选的全部办同一件事，由后台逐件办`,
      audit: `${type.name}.bulk-begun`,
      body: z.strictObject({
        act: acts,
        filter,
        expected: z.number().int().min(1, '至少要有一件').meta({ description: '您看到的件数；和实际不同就不办' }),
      }),
      answer: BulkJobView,
      status: 201,
      act: async ({ tx, actor, body, settings, note }) => {
        const { act, input } = body.act as { act: string; input: Record<string, unknown> }
        const wish = { act, input, asked: body.filter, expected: body.expected }
        const matched = await filterOf(tx, actor, desk, kind, body.filter)
        const ceiling = settings.get(caseSettings.bulkCeiling)
        const { id, total } = await beginBulk(tx, actor, kind, wish, matched, ceiling)
        note({ objectType: type.name, detail: { act, total, filter: body.filter } })
        return viewOf(kind, await getBulk(tx, actor, kind, id))
      },
    }),
    route({
      ...about,
      method: 'GET',
      path: `${base}/:id`,
      summary: '一次批量办理：办到哪里了',
      params: One,
      answer: BulkJobView,
      act: async ({ tx, actor, params }) => viewOf(kind, await getBulk(tx, actor, kind, params.id)),
    }),
    route({
      ...about,
      method: 'GET',
      path: `${base}/:id/items`,
      summary: '一次批量办理的结果，没办成的给出原因',
      params: One,
      query: z.object({
        result: z.enum(['done', 'refused', 'left'], '没有这种结果').default('refused'),
        cursor: z.string().max(500).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      answer: z.object({ items: z.array(BulkItemView), nextCursor: z.string().nullable(), total: z.number() }),
      act: async ({ tx, actor, params, query }) => {
        await getBulk(tx, actor, kind, params.id)
        const after = readCursor<[string]>(query.cursor, ['uuid'])?.[0] ?? null
        const page = { after, limit: query.limit }
        const rows = await listItems(tx, actor.scope, params.id, RESULTS[query.result], page)
        const last = rows.length === query.limit ? rows.at(-1) : undefined
        return {
          items: rows.map(({ done: _done, ...row }) => ({ ...row, link: kind.link(row.id) })),
          nextCursor: last ? writeCursor([last.id]) : null,
          total: (await countItems(tx, params.id))[query.result],
        }
      },
    }),
    route({
      ...about,
      method: 'POST',
      path: `${base}/:id/cancel`,
      summary: '停止一次批量办理；已经办成的不退回',
      audit: `${type.name}.bulk-cancelled`,
      params: One,
      answer: BulkJobView,
      act: async ({ tx, actor, params, note }) => {
        await cancelBulk(tx, actor, kind, params.id)
        const { done, refused, left } = await countItems(tx, params.id)
        note({ objectType: type.name, detail: { done, refused, left } })
        return viewOf(kind, await getBulk(tx, actor, kind, params.id))
      },
    }),
  ]
}

async function getBulk(tx: Parameters<typeof findBulk>[0], actor: Actor, kind: CaseKind, id: string) {
  const found = await findBulk(tx, actor, kind.type.name, id)
  if (!found) throw noBulk()
  return found
}

const viewOf = (kind: CaseKind, bulk: BulkRow & BulkCounts): z.input<typeof BulkJobView> => ({
  id: bulk.id,
  act: bulk.act,
  actTitle: titleOfAct(kind.type, bulk.act),
  total: bulk.total,
  done: bulk.done,
  refused: bulk.refused,
  state: bulk.state,
  begunAt: bulk.begunAt.toISOString(),
  endedAt: bulk.endedAt?.toISOString() ?? null,
})
