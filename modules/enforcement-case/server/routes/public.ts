import { z } from 'zod'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { wholeTree } from '#kernel/scope/scope.ts'
import { gridNames } from '#modules/grid/server/store.ts'
import { findPenaltyItem } from '#standards/penalty/items.ts'
import { publicParty } from '../../model/publicity.ts'
import { PublishedView } from '../../model/schema.ts'
import * as store from '../store.ts'

/** The public list of penalty decisions (行政处罚公示): anybody reads it. */
export const publicRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/penalties',
    summary: '行政处罚公示：不用登录；个人不显示姓名',
    tag: '行政处罚公示',
    permission: 'public',
    perMinute: 60,
    raw: true,
    query: z.object({
      q: z.string().trim().max(50, '最多 50 字').default(''),
      grid: z
        .string()
        .regex(/^\d{4,6}$/, '区划代码不正确')
        .optional(),
      cursor: z.string().max(500).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    answer: z.object({ items: z.array(PublishedView), nextCursor: z.string().nullable(), total: z.number() }),
    act: async ({ db, query }) =>
      // A view of the database shows what is published and nothing else, whatever the scope.
      db.read(wholeTree, async (tx) => {
        const after = readCursor<[string, string]>(query.cursor, ['instant', 'uuid'])
        const { rows, total } = await store.listPublished(
          tx,
          { q: query.q, grid: query.grid ?? '' },
          { after: after && [after[0].slice(0, 10), after[1]], limit: query.limit },
        )
        const names = await gridNames(tx, [...new Set(rows.map(({ gridCode }) => gridCode.slice(0, 6)))])
        const last = rows.length === query.limit ? rows.at(-1) : undefined
        return {
          items: rows.map((row) => ({
            id: row.id,
            party: publicParty(row.partyKind, row.partyName),
            decisionNo: row.decisionNo,
            decidedOn: row.decidedOn,
            facts: row.publicFacts,
            basis: findPenaltyItem(row.item ?? '')?.basis ?? '',
            fine: row.fineFen / 100,
            others: row.others,
            agencyArea: names.get(row.gridCode.slice(0, 6)) ?? '',
            publishedOn: row.publishedOn,
          })),
          nextCursor: last ? writeCursor([`${last.publishedOn}T00:00:00.000Z`, last.id]) : null,
          total,
        }
      }),
  }),
]
