import { z } from 'zod'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { gridNames } from '#modules/grid/server/store.ts'
import { digitsBelow } from '#standards/code/grid-code.ts'
import { pointName } from '../model/codes.ts'
import { FindingFilter, FindingLine } from '../model/schema.ts'
import { viewFinding } from './kind.ts'
import * as store from './store.ts'

const tag = '督导检查'

/** What oversight has beside the routes every kind of case has: the findings one by one, and their figures. */
export const oversightRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/oversight-findings',
    summary: '督导检查查出的问题，一条一行，没有整改好的、先到期的在前',
    tag,
    permission: 'oversight.read',
    query: FindingFilter.extend({
      limit: z.coerce.number().int().min(1).max(100, '一页最多 100 条').default(50),
      cursor: z.string().max(400).optional(),
    }),
    answer: z.object({ items: z.array(FindingLine), nextCursor: z.string().nullable(), total: z.number() }),
    act: async ({ tx, actor, query: { limit, cursor, ...filter } }) => {
      const page = await store.listFindings(tx, actor.scope, filter, { limit, cursor })
      const names = await gridNames(
        tx,
        page.items.map(({ gridCode }) => gridCode),
      )
      const items = page.items.map((row) => ({
        ...viewFinding(row),
        id: row.id,
        foundOn: row.foundOn,
        gridName: names.get(row.gridCode) ?? row.gridCode,
      }))
      return { ...page, items: items as z.input<typeof FindingLine>[] }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/oversight-figures',
    summary: '督导检查查出、已整改、没有整改好、逾期、重复的问题数，按网格、检查项或月份',
    tag,
    permission: 'oversight.read',
    query: FindingFilter.extend({ by: z.enum(['grid', 'item', 'month'], '没有这种分法') }),
    answer: z.object({
      items: z.array(
        z.object({
          key: z.string(),
          title: z.string(),
          found: z.number().meta({ description: '查出的问题' }),
          passed: z.number().meta({ description: '复核通过' }),
          left: z.number().meta({ description: '还没有复核通过' }),
          late: z.number().meta({ description: '过了期限还待整改' }),
          repeated: z.number().meta({ description: '一年内同一网格同一项又查出来（未经核实）' }),
        }),
      ),
      nextCursor: z.null(),
      total: z.number(),
      asOf: z.iso.datetime(),
    }),
    act: async ({ tx, actor, query: { by, ...filter } }) => {
      const digits = digitsBelow(filter.grid ?? actor.gridCode)
      const rows = await store.countFindings(tx, actor.scope, filter, by, digits)
      const names =
        by === 'grid'
          ? await gridNames(
              tx,
              rows.map(({ key }) => key),
            )
          : null
      const titleOf = (key: string) => (by === 'item' ? pointName(key) : (names?.get(key) ?? key))
      const items = rows.map((row) => ({ ...row, title: titleOf(row.key) }))
      return { items, nextCursor: null, total: items.length, asOf: new Date().toISOString() }
    },
  }),
]
