import { z } from 'zod'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { narrow } from '#kernel/scope/scope.ts'
import type { IdentityContext } from '../context.ts'
import { today } from '../limits.ts'
import { Appointment, BodyView, Leaving, NewBody, NewSeat, SeatLine } from './schema.ts'
import * as service from './service.ts'
import { listBodies, listSeats } from './store.ts'

const Id = z.object({ id: z.uuid('岗位编号不正确') })
const Made = z.object({ id: z.uuid() })
const cursor = z.string().max(500).optional()
const SeatIds = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(z.uuid('岗位编号不正确')).max(100, '一次最多问一百个岗位'))
const limit = z.coerce.number().int().min(1).max(200).default(50)

/** Bodies, their seats, and who sits on them. */
export function seatRoutes(context: IdentityContext): AnyRoute[] {
  const { limits } = context
  return [
    route({
      method: 'GET',
      path: '/api/v1/bodies',
      summary: '本辖区单位',
      tag: '单位',
      permission: 'body.read',
      query: z.object({ q: z.string().trim().max(50).default(''), cursor, limit }),
      answer: z.object({ items: z.array(BodyView), nextCursor: z.string().nullable(), total: z.number() }),
      act: async ({ tx, actor, query }) => {
        const after = readCursor<[string, string]>(query.cursor, ['string', 'uuid'])
        const { rows, total } = await listBodies(tx, actor.scope, query.q, { after, limit: query.limit })
        return { items: rows, nextCursor: next(rows, query.limit), total }
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/bodies',
      summary: '登记单位',
      tag: '单位',
      permission: 'body.create',
      audit: 'identity.body-created',
      body: NewBody,
      answer: Made,
      status: 201,
      act: async ({ tx, actor, body, note }) => {
        const id = await service.createBody(tx, actor, body)
        note({ objectType: 'body', objectId: id, gridCode: body.gridCode, detail: { name: body.name } })
        return { id }
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/seats',
      summary: '本辖区岗位和在岗人员',
      tag: '岗位',
      permission: 'seat.read',
      query: z.object({
        grid: z
          .string()
          .regex(/^\d{4,15}$/, '网格编码不正确')
          .optional(),
        q: z.string().trim().max(50).default(''),
        role: z.string().max(40).optional(),
        person: z.uuid('人员编号不正确').optional(),
        ids: SeatIds.optional().meta({ description: '只要这些岗位，用逗号分开，最多一百个' }),
        cursor,
        limit,
      }),
      answer: z.object({ items: z.array(SeatLine), nextCursor: z.string().nullable(), total: z.number() }),
      act: async ({ tx, actor, query }) => {
        const scope = query.grid ? narrow(actor.scope, query.grid) : actor.scope
        const after = readCursor<[string, string]>(query.cursor, ['string', 'uuid'])
        const filter = { role: query.role, personId: query.person, q: query.q.normalize('NFKC'), ids: query.ids }
        const { rows, total } = await listSeats(tx, scope, today(limits.now()), filter, { after, limit: query.limit })
        return { items: rows, nextCursor: next(rows, query.limit), total }
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/seats',
      summary: '设置岗位',
      tag: '岗位',
      permission: 'seat.manage',
      audit: 'identity.seat-created',
      freshProof: true,
      body: NewSeat,
      answer: Made,
      status: 201,
      act: async ({ tx, actor, body, note }) => {
        const id = await service.createSeat(tx, context, actor, body)
        note({
          objectType: 'seat',
          objectId: id,
          gridCode: body.gridCode,
          detail: { title: body.title, role: body.role, layer: body.layer },
        })
        return { id }
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/seats/:id/close',
      summary: '撤销岗位；岗位上不能还有人',
      tag: '岗位',
      permission: 'seat.manage',
      audit: 'identity.seat-closed',
      params: Id,
      answer: Made,
      act: async ({ tx, actor, params, note }) => {
        const { gridCode, title } = await service.closeSeat(tx, limits, actor, params.id)
        note({ objectType: 'seat', objectId: params.id, gridCode, detail: { title } })
        return params
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/seats/:id/holders',
      summary: '任职',
      tag: '岗位',
      permission: 'seat.manage',
      audit: 'identity.seat-held',
      freshProof: true,
      params: Id,
      body: Appointment,
      answer: z.object({ seatId: z.uuid(), personId: z.uuid(), fromOn: z.string() }),
      status: 201,
      act: async ({ tx, actor, params, body, note }) => {
        const done = await service.appoint(tx, limits, actor, params.id, body)
        note({
          objectType: 'seat',
          objectId: params.id,
          gridCode: done.gridCode,
          detail: { person: done.personName, personId: done.personId, fromOn: done.fromOn },
        })
        return { seatId: done.seatId, personId: done.personId, fromOn: done.fromOn }
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/seats/:id/leave',
      summary: '离岗，生成移交清单',
      tag: '岗位',
      permission: 'seat.manage',
      audit: 'identity.seat-left',
      params: Id,
      body: Leaving,
      answer: z.object({ handoverId: z.uuid(), items: z.number() }),
      status: 201,
      act: async ({ tx, actor, params, body, note }) => {
        const done = await service.leaveSeat(tx, limits, actor, params.id, body)
        note({
          objectType: 'seat',
          objectId: params.id,
          gridCode: done.gridCode,
          detail: { ...body, handoverId: done.handoverId, items: done.items },
        })
        return { handoverId: done.handoverId, items: done.items }
      },
    }),
  ]
}

function next(rows: { gridCode: string; id: string }[], size: number): string | null {
  const last = rows.length === size ? rows.at(-1) : undefined
  return last ? writeCursor([last.gridCode, last.id]) : null
}
