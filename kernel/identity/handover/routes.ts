import { z } from 'zod'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import type { IdentityContext } from '../context.ts'
import { acceptItem, listMine } from './service.ts'

const tag = '移交'

const HandoverView = z
  .object({
    id: z.uuid(),
    seatId: z.uuid(),
    seatTitle: z.string(),
    gridCode: z.string(),
    fromPersonName: z.string(),
    lastDay: z.string(),
    createdAt: z.iso.datetime(),
    closedAt: z.iso.datetime().nullable(),
    items: z.array(
      z.object({
        id: z.uuid(),
        kind: z.string(),
        title: z.string(),
        link: z.string().nullable(),
        raised: z.boolean(),
        acceptedAt: z.iso.datetime().nullable(),
        acceptedByName: z.string().nullable(),
        mayAccept: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'Handover' })

/** Hand-overs of seats, accepted item by item. */
export function handoverRoutes({ limits }: IdentityContext): AnyRoute[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/handovers',
      summary: '与我有关的移交：我接任的、升至我岗位的、我移交出去的',
      tag,
      permission: 'signed-in',
      query: z.object({
        open: z.enum(['yes', 'no'], '只能是 yes 或 no').default('no'),
        cursor: z.string().max(500).optional(),
        limit: z.coerce.number().int().min(1).max(100).default(20),
      }),
      answer: z.object({ items: z.array(HandoverView), nextCursor: z.string().nullable(), total: z.number() }),
      act: async ({ tx, actor, query }) => {
        const before = readCursor<[string]>(query.cursor, ['uuid'])?.[0] ?? null
        const page = { before, limit: query.limit, open: query.open === 'yes' }
        const { rows, total } = await listMine(tx, limits, actor, page)
        const last = rows.length === query.limit ? rows.at(-1) : undefined
        const items = rows.map((row) => ({
          ...row,
          createdAt: row.createdAt.toISOString(),
          closedAt: row.closedAt?.toISOString() ?? null,
          items: row.items.map((item) => ({
            ...item,
            raised: item.raisedTo !== null,
            acceptedAt: item.acceptedAt?.toISOString() ?? null,
          })),
        }))
        return { items, nextCursor: last ? writeCursor([last.id]) : null, total }
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/handovers/:id/items/:itemId/accept',
      summary: '接收一项移交；全部接收后移交办结',
      tag,
      permission: 'in-person',
      audit: 'identity.handover-item-accepted',
      params: z.object({ id: z.uuid('移交编号不正确'), itemId: z.uuid('事项编号不正确') }),
      answer: z.object({ closed: z.boolean(), left: z.number() }),
      act: async ({ tx, actor, params, note }) => {
        const done = await acceptItem(tx, limits, actor, params.id, params.itemId)
        note({
          objectType: 'handover',
          objectId: params.id,
          gridCode: done.gridCode,
          detail: { itemId: params.itemId, kind: done.kind, title: done.title, closed: done.closed },
        })
        return { closed: done.closed, left: done.left }
      },
    }),
  ]
}
