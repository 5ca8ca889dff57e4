import { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { rankOf } from '#kernel/identity/model/roles.ts'
import { placeSeat } from '#kernel/identity/seat/place.ts'
import { today } from '#kernel/identity/service.ts'
import { covers } from '#kernel/scope/scope.ts'
import { PlaceSeat, StrandedSeats } from '../../model/boundary-seat.ts'
import { GridCode } from '../../model/schema.ts'
import { noGrid } from '../duty/service.ts'
import { findGrid, listPath } from '../store.ts'
import * as plans from './store.ts'
import * as store from './stranded-store.ts'

const tag = '网格边界'

/** Seats a change of boundaries left on nodes that are gone, and where they go. */
export const strandedRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/grids/:code/stranded-seats',
    summary: '还在撤销网格上的岗位，和可以安排到的新网格',
    tag,
    permission: 'seat.read',
    params: z.object({ code: GridCode }),
    answer: StrandedSeats,
    act: async ({ tx, actor, params }) => {
      if (!(await findGrid(tx, actor.scope, params.code))) throw noGrid()
      const rows = await store.listStranded(tx, actor.scope, params.code, today())
      const names = new Map(
        (
          await listPath(
            tx,
            rows.flatMap(({ into }) => into),
          )
        ).map(({ code, name }) => [code, name]),
      )
      const items = rows.map((row) => ({
        ...row,
        into: row.into.map((code) => ({ code, name: names.get(code) ?? code })),
      }))
      return { items, total: items.length }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/stranded-seats/:id/place',
    summary: '把撤销网格上的岗位安排到新网格；在岗人员不变',
    tag,
    permission: 'seat.manage',
    audit: 'grid.seat-placed',
    params: z.object({ id: z.uuid('岗位编号不正确') }),
    body: PlaceSeat,
    answer: z.object({ id: z.uuid(), gridCode: z.string() }),
    act: async ({ tx, actor, params, body, note }) => {
      const from = await placeStranded(tx, actor, params.id, body.gridCode)
      note({
        objectType: 'seat',
        objectId: params.id,
        gridCode: body.gridCode,
        detail: { from, to: body.gridCode },
      })
      return { id: params.id, gridCode: body.gridCode }
    },
  }),
]

/** Moves a seat from a retired node to a standing one. @returns the node it left. @throws notFound, forbidden */
async function placeStranded(tx: Tx, actor: Actor, id: string, to: string): Promise<string> {
  const seat = await store.lockStranded(tx, actor.scope, id, today())
  if (!seat) throw new Problem(common.notFound, '没有这个岗位，它不在您的辖区，或已经安排好了。')
  if (rankOf(seat.role) < rankOf(actor.role))
    throw new Problem(common.forbidden, '这个岗位的角色高于您自己，请由上级安排。')
  if (!covers(actor.scope, to) || (await plans.listNodes(tx, [to])).length === 0) throw noGrid()
  await placeSeat(tx, id, to)
  return seat.gridCode
}
