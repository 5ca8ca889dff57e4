import { z } from 'zod'
import { common, Problem } from '#kernel/http/problem.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { may } from '#kernel/identity/model/actor.ts'
import { listDevicesByIds } from '#kernel/telemetry/devices.ts'
import { readTrack } from '#kernel/telemetry/positions.ts'
import { GridCode } from '#modules/grid/model/schema.ts'
import { gridNames } from '#modules/grid/server/store.ts'
import {
  AlertFilter,
  AlertLine,
  CrewView,
  FenceView,
  Motion,
  TrackView,
  VehicleFile,
  VehicleFilter,
  VehicleLine,
} from '../../model/schema.ts'
import { notFound } from '../service/access.ts'
import { refusalsOfAll } from '../service/order.ts'
import * as alerts from '../store/alert.ts'
import { listFences } from '../store/fence.ts'
import { listOrders } from '../store/order.ts'
import * as store from '../store/vehicle.ts'
import { listCrew, listWaybills } from '../store/waybill.ts'
import { viewAlert, viewCrew, viewFence, viewLine, viewOrder, viewTrack, viewWaybill } from '../view.ts'

const tag = '车辆'
const One = z.object({ id: z.uuid('车辆编号不正确') })
const Paged = { cursor: z.string().max(800).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }
const DAY_MS = 86_400_000
const Instant = z.iso.datetime({ offset: true, error: '时间不正确' })

/** Reads of vehicles: list, figures, map, one, its track, alerts, crew, fences. */
export const readRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/vehicles',
    summary: '危险货物车辆列表',
    tag,
    permission: 'vehicle.read',
    query: VehicleFilter.extend(Paged),
    answer: z.object({ items: z.array(VehicleLine), nextCursor: z.string().nullable(), total: z.number() }),
    act: async ({ tx, actor, query: { cursor, limit, ...filter } }) => {
      const page = await store.listVehicles(tx, actor.scope, filter, { cursor, limit })
      const { total } = await store.countVehicles(tx, actor.scope, filter)
      return { items: page.items.map(viewLine), nextCursor: page.nextCursor, total }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/vehicles/summary',
    summary: '车辆的几个数：行驶、停车、离线、载货、有报警；筛选与列表相同',
    tag,
    permission: 'vehicle.read',
    query: VehicleFilter,
    answer: z.object({
      at: z.string(),
      total: z.number(),
      moving: z.number(),
      standing: z.number(),
      silent: z.number(),
      never: z.number(),
      loaded: z.number(),
      alerting: z.number(),
    }),
    act: async ({ tx, actor, query }) => ({
      at: new Date().toISOString(),
      ...(await store.countVehicles(tx, actor.scope, query)),
    }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/vehicles/map',
    summary: '车辆现在在哪里；筛选与列表相同，最多一万辆',
    tag,
    permission: 'vehicle.read',
    query: VehicleFilter,
    answer: z.object({
      at: z.string(),
      isCut: z.boolean(),
      items: z.array(
        z.object({
          id: z.uuid(),
          plate: z.string(),
          motion: Motion,
          at: z.string(),
          lng: z.number(),
          lat: z.number(),
          speedKmh: z.number().nullable(),
          direction: z.number().nullable(),
          isLoaded: z.boolean(),
          worst: z.number().nullable(),
        }),
      ),
    }),
    act: async ({ tx, actor, query }) => {
      const rows = await store.listOnMap(tx, actor.scope, query)
      const items = rows.map(({ at, speed, ...row }) => ({ ...row, at: at.toISOString(), speedKmh: speed }))
      return { at: new Date().toISOString(), isCut: rows.length >= store.MOST_ON_MAP, items }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/vehicles/:id',
    summary: '一辆车：证件、终端、位置、运单、指令，以及每种指令现在为什么不能下发',
    tag,
    permission: 'vehicle.read',
    params: One,
    answer: VehicleFile,
    act: async ({ tx, actor, params, settings }) => {
      const row = await store.findLine(tx, actor.scope, params.id)
      if (!row) throw notFound()
      const [device] = row.deviceId ? await listDevicesByIds(tx, [row.deviceId]) : []
      const orders = await listOrders(tx, actor.scope, row.id)
      return {
        ...viewLine(row),
        ...{ permit: row.permit, permitUntil: row.permitUntil, loadTonnes: row.loadTonnes, version: row.version },
        ...{ speedLimitKmh: row.speedLimitKmh, profile: row.profile, isConnected: row.deviceId !== null },
        heardAt: device?.heardAt?.toISOString() ?? null,
        waybills: (await listWaybills(tx, actor.scope, row.id)).map(viewWaybill),
        orders: orders.map((order) => viewOrder(actor, order)),
        refusals: may(actor, 'vehicle.order') ? await refusalsOfAll(tx, settings, row) : {},
        acts: ['keep', 'order', 'handle', 'release'].filter((act) => may(actor, `vehicle.${act}`)),
      }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/vehicles/:id/track',
    summary: '一辆车一段时间的轨迹、停车、里程和最高车速；最长三天',
    tag,
    permission: 'vehicle.read',
    params: One,
    query: z
      .object({ from: Instant, to: Instant })
      .refine(({ from, to }) => Date.parse(to) > Date.parse(from), { path: ['to'], message: '结束应在开始之后' })
      .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= 3 * DAY_MS, {
        path: ['to'],
        message: '一次最多看三天',
      }),
    answer: TrackView,
    act: async ({ tx, actor, params, query }) => {
      const vehicle = await store.findVehicle(tx, actor.scope, params.id)
      if (!vehicle) throw notFound()
      if (!vehicle.deviceId) throw new Problem(common.notFound, '这辆车没有接入终端，没有轨迹。')
      return viewTrack(await readTrack(tx, vehicle.deviceId, new Date(query.from), new Date(query.to)))
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/vehicle-alerts',
    summary: '车辆报警，新的在前；本辖区的车，和在本辖区围栏上报警的外地车',
    tag,
    permission: 'vehicle.read',
    query: AlertFilter.extend(Paged),
    answer: z.object({ items: z.array(AlertLine), nextCursor: z.string().nullable(), total: z.number() }),
    act: async ({ tx, actor, query: { cursor, limit, ...filter } }) => {
      const page = await alerts.listAlerts(tx, actor.scope, filter, { cursor, limit })
      const total = await alerts.countAlerts(tx, actor.scope, filter)
      return { items: page.items.map(viewAlert), nextCursor: page.nextCursor, total }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/vehicle-crew',
    summary: '驾驶员和押运员，资格快到期的在前',
    tag,
    permission: 'vehicle.read',
    query: z.object({ objectId: z.uuid('企业编号不正确').optional() }),
    answer: z.object({ items: z.array(CrewView) }),
    act: async ({ tx, actor, query }) => ({
      items: (await listCrew(tx, actor.scope, query.objectId)).map(viewCrew),
    }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/fences',
    summary: '电子围栏：所有车都要知道，能改的是本辖区的',
    tag,
    permission: 'vehicle.read',
    query: z.object({ grid: GridCode.optional() }),
    answer: z.object({ items: z.array(FenceView) }),
    act: async ({ tx, actor, query }) => {
      const rows = await listFences(tx, actor.scope, query.grid)
      const names = await gridNames(tx, [...new Set(rows.map(({ gridCode }) => gridCode))])
      return { items: rows.map((row) => viewFence(actor, names, row)) }
    },
  }),
]
