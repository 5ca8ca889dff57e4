import { z } from 'zod'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/service.ts'
import {
  EndInput,
  NewPlace,
  NewResponsibility,
  PlaceView,
  placeKinds,
  ResponsibilityView,
  responsibilityKinds,
} from '../../model/boundary-objects.ts'
import { GridCode } from '../../model/schema.ts'
import { addPlace, addResponsibility, endPlace, endResponsibility } from './object-service.ts'
import * as store from './object-store.ts'

const tag = '监管对象'
const Id = z.object({ id: z.uuid('编号不正确') })
const Made = z.object({ id: z.uuid() })
const On = z.iso.date('日期应如 2026-11-21').optional()

export const objectRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/supervised-places',
    summary: '辖区内的其他监管对象：学校、医院、市场等（C 类）',
    tag,
    permission: 'grid.read',
    query: z.object({
      grid: GridCode.optional(),
      kind: z.enum(Object.keys(placeKinds) as [keyof typeof placeKinds], '类别不在可选范围').optional(),
      q: z.string().trim().max(50).default(''),
      on: On,
      cursor: z.string().max(400).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: z.object({ items: z.array(PlaceView), nextCursor: z.string().nullable(), total: z.number() }),
    act: async ({ tx, actor, query }) => {
      const filter = { grid: query.grid ?? '', kind: query.kind ?? null, q: query.q, on: query.on ?? today() }
      const after = readCursor<[string, string, string]>(query.cursor, ['string', 'string', 'uuid'])
      const rows = await store.listPlaces(tx, actor.scope, filter, { after, limit: query.limit + 1 })
      const items = rows.slice(0, query.limit)
      const last = items.at(-1)
      return {
        items: items.map((row) => ({ ...row, kindName: placeKinds[row.kind] })),
        nextCursor: rows.length > query.limit && last ? writeCursor([last.gridCode, last.name, last.id]) : null,
        total: await store.countPlaces(tx, actor.scope, filter),
      }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/supervised-places',
    summary: '登记一个其他监管对象（C 类）',
    tag,
    permission: 'grid.assign',
    audit: 'grid.place-added',
    body: NewPlace,
    answer: Made,
    status: 201,
    act: async ({ tx, actor, body, note }) => {
      const id = await addPlace(tx, actor, body)
      note({
        objectType: 'supervised-place',
        objectId: id,
        gridCode: body.gridCode,
        detail: { name: body.name, kind: body.kind },
      })
      return { id }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/supervised-places/:id/end',
    summary: '结束对一个场所的监管',
    tag,
    permission: 'grid.assign',
    audit: 'grid.place-ended',
    params: Id,
    body: EndInput,
    answer: Made,
    act: async ({ tx, actor, params, body, note }) => {
      const gridCode = await endPlace(tx, actor, params.id, body.lastDay)
      note({ objectType: 'supervised-place', objectId: params.id, gridCode, detail: body })
      return { id: params.id }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/responsibility-nodes',
    summary: '责任网格：总部在上，下属单位在下，按层级排列',
    tag,
    permission: 'grid.read',
    query: z.object({ on: On }),
    answer: z.object({ items: z.array(ResponsibilityView), total: z.number() }),
    act: async ({ tx, actor, query }) => {
      const rows = await store.listResponsibility(tx, actor.scope, query.on ?? today())
      return { items: rows.map((row) => ({ ...row, kindName: responsibilityKinds[row.kind] })), total: rows.length }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/responsibility-nodes',
    summary: '登记责任网格的一个单位：总部或它的下属单位',
    tag,
    permission: 'grid.assign',
    audit: 'grid.responsibility-added',
    body: NewResponsibility,
    answer: Made,
    status: 201,
    act: async ({ tx, actor, body, note }) => {
      const id = await addResponsibility(tx, actor, body)
      note({
        objectType: 'responsibility-node',
        objectId: id,
        gridCode: body.gridCode,
        detail: { name: body.name, kind: body.kind },
      })
      return { id }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/responsibility-nodes/:id/end',
    summary: '停用责任网格的一个单位；下面还有单位时不能停用',
    tag,
    permission: 'grid.assign',
    audit: 'grid.responsibility-ended',
    params: Id,
    body: EndInput,
    answer: Made,
    act: async ({ tx, actor, params, body, note }) => {
      const gridCode = await endResponsibility(tx, actor, params.id, body.lastDay)
      note({ objectType: 'responsibility-node', objectId: params.id, gridCode, detail: body })
      return { id: params.id }
    },
  }),
]
