import { z } from 'zod'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { readCurve } from '#kernel/telemetry/curve.ts'
import type { Grain } from '#kernel/telemetry/rollup.ts'
import { GridCode } from '#modules/grid/model/schema.ts'
import { CurveView, PointFile, PointFilter, PointLine, RuleInput } from '../../model/schema.ts'
import { pointTemplates } from '../../model/templates.ts'
import { notFound } from '../service/access.ts'
import { listUnused } from '../service/point.ts'
import { monitoringSettings } from '../settings.ts'
import { boundsOf } from '../store/bounds.ts'
import * as store from '../store/point.ts'
import * as standing from '../store/standing.ts'
import { viewFile, viewPoint, viewSignal } from '../view.ts'

const tag = '监测'
const One = z.object({ id: z.uuid('测点编号不正确') })
const Paged = { cursor: z.string().max(800).optional(), limit: z.coerce.number().int().min(1).max(500).default(50) }
const Instant = z.iso.datetime({ offset: true, error: '时间不正确' })
const HOUR = 3_600_000
const DAY = 24 * HOUR
const MOST_POINTS = 10_000
/** A shift is eight hours; what a seat got in the last one is compared with what is bearable. */
const SHIFT_HOURS = 8

/** Grain of a curve by how much time it shows: some thousand points at most. */
const grainOf = (ms: number): Grain | null =>
  ms <= 2 * HOUR ? null : ms <= 3 * DAY ? 'minute' : ms <= 60 * DAY ? 'hour' : 'day'

/** Reads of points: list, figures, enterprises, one, its curve, templates, quality. */
export const readRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/monitor-points',
    summary: '监测点列表：现值、限值、报警、搁置、检修',
    tag,
    permission: 'monitoring.read',
    query: PointFilter.extend(Paged),
    answer: z.object({ items: z.array(PointLine), nextCursor: z.string().nullable(), total: z.number() }),
    act: async ({ tx, actor, query: { cursor, limit, ...filter } }) => {
      const page = await store.listPoints(tx, actor.scope, filter, { cursor, limit })
      const { total } = await store.countPoints(tx, actor.scope, filter)
      return { items: page.items.map(viewPoint), nextCursor: page.nextCursor, total }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/monitor-points/summary',
    summary: '监测点的几个数：在线、报警、搁置、检修；筛选与列表相同',
    tag,
    permission: 'monitoring.read',
    query: PointFilter,
    answer: z.object({
      at: z.string(),
      total: z.number(),
      online: z.number(),
      alarming: z.number(),
      serious: z.number(),
      shelved: z.number(),
      inWindow: z.number(),
    }),
    act: async ({ tx, actor, query }) => ({
      at: new Date().toISOString(),
      ...(await store.countPoints(tx, actor.scope, query)),
    }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/monitor-plants',
    summary: '有监测点的企业，最急的在前，最多 200 家',
    tag,
    permission: 'monitoring.read',
    query: PointFilter,
    answer: z.object({
      items: z.array(
        z.object({
          objectId: z.uuid(),
          objectName: z.string(),
          gridCode: z.string(),
          points: z.number(),
          online: z.number(),
          alarming: z.number(),
          worst: z.number().nullable(),
          heardAt: z.string().nullable(),
        }),
      ),
    }),
    act: async ({ tx, actor, query }) => {
      const rows = await store.listPlants(tx, actor.scope, query)
      return { items: rows.map(({ heardAt, ...row }) => ({ ...row, heardAt: heardAt?.toISOString() ?? null })) }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/monitor-points/:id',
    summary: '一个监测点：规则、限值修改、检定检修、搁置',
    tag,
    permission: 'monitoring.read',
    params: One,
    answer: PointFile,
    act: async ({ tx, actor, params, reply }) => {
      const row = await store.findPoint(tx, actor.scope, params.id)
      if (!row) throw notFound()
      reply.header('etag', `"${row.version}"`)
      const [changes, windows, shelves] = [
        await standing.listChanges(tx, row.id),
        await standing.listWindows(tx, row.id),
        await standing.listShelves(tx, row.id),
      ]
      return viewFile(actor, row, { changes, windows, shelves })
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/monitor-points/:id/curve',
    summary: '一个监测点一段时间的曲线和报警；两小时内是原始数据，更长的按分钟、小时、天',
    tag,
    permission: 'monitoring.read',
    params: One,
    query: z
      .object({ from: Instant, to: Instant })
      .refine(({ from, to }) => Date.parse(to) > Date.parse(from), { path: ['to'], message: '结束应在开始之后' })
      .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= 3 * 366 * DAY, {
        path: ['to'],
        message: '一次最多看三年',
      }),
    answer: CurveView,
    act: async ({ tx, actor, params, query }) => {
      const point = await store.findPoint(tx, actor.scope, params.id)
      if (!point) throw notFound()
      const [from, to] = [new Date(query.from), new Date(query.to)]
      const grain = grainOf(to.getTime() - from.getTime())
      const curve = await readCurve(tx, point.seriesNo, from, to, grain)
      return {
        grain: grain ?? ('reading' as const),
        points: curve.map(({ at, low, high, mean, n }) => ({ at: at.toISOString(), low, high, mean, n })),
        signals: (await standing.listSignals(tx, point.id, from, to)).map(viewSignal),
        isCut: curve.length >= MOST_POINTS,
      }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/monitor-templates',
    summary: '测点模板：参数、单位、量程、限值和出处',
    tag,
    permission: 'monitoring.read',
    answer: z.object({
      items: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          parameter: PointLine.shape.parameter,
          unit: z.string(),
          range: z.tuple([z.number(), z.number()]),
          rule: RuleInput,
          staleMinutes: z.number(),
          isDangerous: z.boolean(),
          source: z.string(),
          unverified: z.boolean(),
          asks: z.array(z.string()).meta({ description: '只有企业自己知道、必须核对的限值' }),
        }),
      ),
    }),
    act: async () => ({
      items: pointTemplates.map(({ fits: _fits, range, asks, ...one }) => ({
        ...one,
        range: [...range] as [number, number],
        asks: [...asks],
      })),
    }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/monitor-series',
    summary: '一家企业的设备上报过、还没有登记成测点的数据',
    tag,
    permission: 'monitoring.keep',
    query: z.object({ objectId: z.uuid('企业编号不正确').optional() }),
    answer: z.object({
      items: z.array(
        z.object({
          no: z.number(),
          code: z.string(),
          deviceId: z.uuid(),
          deviceCode: z.string(),
          deviceName: z.string(),
          heardAt: z.string().nullable(),
          template: z.string().nullable().meta({ description: '按名称猜的模板' }),
        }),
      ),
    }),
    act: async ({ tx, actor, query }) => ({ items: await listUnused(tx, actor, query.objectId) }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/monitor-quality',
    summary: '报警质量：每个测点的报警、误报、抖动、长期不消，和每个岗位一班收到的报警',
    tag,
    permission: 'monitoring.read',
    query: z.object({
      grid: GridCode.optional(),
      objectId: z.uuid('企业编号不正确').optional(),
      days: z.coerce.number().int().min(1, '至少一天').max(365, '最多一年').default(30),
    }),
    answer: z.object({
      days: z.number(),
      points: z.array(
        z.object({
          pointId: z.uuid(),
          objectId: z.uuid(),
          objectName: z.string(),
          pointName: z.string(),
          alarms: z.number().meta({ description: '报警件数' }),
          handled: z.number().meta({ description: '其中写明原因的' }),
          falseOnes: z.number().meta({ description: '其中误报' }),
          signals: z.number().meta({ description: '越限次数；远多于件数说明抖动' }),
          standing: z.number().meta({ description: '一天以上没有消除' }),
          shelved: z.number().meta({ description: '搁置次数' }),
        }),
      ),
      ceiling: z.number(),
      shiftHours: z.number(),
      seats: z.array(z.object({ seatId: z.uuid(), seat: z.string(), body: z.string(), alarms: z.number() })),
    }),
    act: async ({ tx, actor, query, settings }) => {
      const since = new Date(Date.now() - query.days * DAY)
      const shift = new Date(Date.now() - SHIFT_HOURS * HOUR)
      return {
        days: query.days,
        points: await standing.listQuality(tx, boundsOf(actor.scope, query, 'p'), since, 200),
        ceiling: settings.get(monitoringSettings.ceiling),
        shiftHours: SHIFT_HOURS,
        seats: await standing.listLoad(tx, boundsOf(actor.scope, query, 'a'), shift),
      }
    },
  }),
]
