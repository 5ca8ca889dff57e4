import { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { MapWindow } from '#kernel/geo/map-window.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import type { SettingsReader } from '#kernel/settings/setting.ts'
import { GridCode } from '#modules/grid/model/schema.ts'
import { listChildren, listPath } from '#modules/grid/server/store.ts'
import { findAccidentType } from '#standards/accident-type/accident-types.ts'
import { addDays } from '#standards/calendar/local-date.ts'
import { digitsBelow } from '#standards/code/grid-code.ts'
import { maskPhone } from '#standards/code/mask.ts'
import type { Level } from '../../model/codes.ts'
import { regionOf } from '../../model/rules.ts'
import { RegionView, RiskFile, RiskFilter, RiskLine, RiskSummary } from '../../model/schema.ts'
import { notFound, openActsOn } from '../service/access.ts'
import { gradeRulesOf, regionRulesOf, riskSettings } from '../settings.ts'
import { listControlChecks, listControls, listControlsOf } from '../store/control.ts'
import * as lists from '../store/list.ts'
import { listOpinions } from '../store/opinion.ts'
import { findPoint, listAssessments } from '../store/point.ts'

const tag = '风险'
const One = z.object({ id: z.uuid('风险点编号不正确') })
const POINTS = 800
/** Looks at measures shown with a risk point. */
const CHECKS = 20
/** Days before an assessment falls due on which it does so soon. */
const SOON = 30

const ByLevel = z.object({ '1': z.number(), '2': z.number(), '3': z.number(), '4': z.number() })
const Rules = z.object({
  LEC: z.string(),
  LS: z.string(),
  reviewMonths: ByLevel,
  weights: ByLevel,
  least: z.tuple([z.number(), z.number(), z.number()]),
  repeatCount: z.number(),
  repeatDays: z.number(),
})

/** Reads of risk points: rules, list, figures, map, regions, one. */
export const readRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/risk-rules',
    summary: '风险评估和区域风险现在按什么算：分档、评估周期、权重',
    tag,
    permission: 'risk.read',
    answer: Rules,
    act: async ({ settings }) => ({
      ...gradeRulesOf(settings),
      ...regionRulesOf(settings),
      least: [...regionRulesOf(settings).least] as [number, number, number],
      repeatCount: settings.get(riskSettings.repeatCount),
      repeatDays: settings.get(riskSettings.repeatDays),
    }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/risk-points',
    summary: '风险点列表，等级高的在前',
    tag,
    permission: 'risk.read',
    query: RiskFilter.extend({
      cursor: z.string().max(800).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: z.object({ items: z.array(RiskLine), nextCursor: z.string().nullable(), total: z.number() }),
    act: async ({ tx, actor, query }) => {
      const { cursor, limit, ...filter } = query
      const days = daysOf()
      const page = await lists.listPoints(tx, actor.scope, filter, days, { cursor, limit })
      const total = await lists.countPoints(tx, actor.scope, filter, days)
      return { items: await linesOf(tx, page.items), nextCursor: page.nextCursor, total }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/risk-points/summary',
    summary: '风险点的几个数；筛选与列表相同，各数可由列表核对',
    tag,
    permission: 'risk.read',
    query: RiskFilter,
    answer: RiskSummary,
    act: async ({ tx, actor, query }) => {
      const { red, orange, yellow, blue, ...row } = await lists.summarise(tx, actor.scope, query, daysOf())
      return { at: new Date().toISOString(), ...row, byLevel: { '1': red, '2': orange, '3': yellow, '4': blue } }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/risk-points/map',
    summary: '地图窗口内的风险点：多时聚合，少时逐个；筛选与列表相同',
    tag,
    permission: 'risk.read',
    query: RiskFilter.extend({ bbox: MapWindow, zoom: z.coerce.number().min(0).max(22) }),
    answer: z.object({
      clusters: z.array(
        z.object({
          lng: z.number(),
          lat: z.number(),
          count: z.number(),
          place: z.string().nullable(),
          byLevel: ByLevel,
        }),
      ),
      points: z.array(
        z.object({
          id: z.uuid(),
          name: z.string(),
          objectName: z.string(),
          lng: z.number(),
          lat: z.number(),
          level: z.number(),
        }),
      ),
      total: z.number(),
    }),
    act: async ({ tx, actor, query }) => {
      const { bbox, zoom, ...filter } = query
      const days = daysOf()
      const points = zoom >= 12 ? await lists.listInWindow(tx, actor.scope, filter, days, bbox, POINTS + 1) : undefined
      if (points && points.length <= POINTS) return { clusters: [], points, total: points.length }
      const clusters = await lists.listClusters(tx, actor.scope, filter, days, { box: bbox, zoom })
      const names = await namesOf(
        tx,
        clusters.map(({ townCode }) => townCode),
      )
      return {
        clusters: clusters.map(({ red, orange, yellow, blue, townCode, ...cluster }) => ({
          ...cluster,
          place: names.get(townCode) ?? null,
          byLevel: { '1': red, '2': orange, '3': yellow, '4': blue },
        })),
        points: [],
        total: clusters.reduce((sum, { count }) => sum + count, 0),
      }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/risk-regions',
    summary: '下级网格的区域风险：企业按最高一级风险点计分，取平均',
    tag,
    permission: 'risk.read',
    query: z.object({ grid: GridCode.optional() }),
    answer: z.object({ items: z.array(RegionView), nextCursor: z.null(), total: z.number(), asOf: z.iso.datetime() }),
    act: async ({ tx, actor, query, settings }) => {
      const items = await regionsOf(tx, actor, query.grid ?? actor.gridCode, settings)
      return { items, nextCursor: null, total: items.length, asOf: new Date().toISOString() }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/risk-controls',
    summary: '一家企业的管控措施，按风险点',
    tag,
    permission: 'risk.read',
    query: z.object({ objectId: z.uuid('企业编号不正确') }),
    answer: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          kind: z.string(),
          text: z.string(),
          riskPointId: z.uuid(),
          riskPointName: z.string(),
          unit: z.string(),
          level: z.number(),
        }),
      ),
      nextCursor: z.null(),
      total: z.number(),
    }),
    act: async ({ tx, actor, query }) => {
      const items = await listControlsOf(tx, actor.scope, query.objectId)
      return { items, nextCursor: null, total: items.length }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/risk-points/:id',
    summary: '一个风险点：评估、措施、复核意见',
    tag,
    permission: 'risk.read',
    params: One,
    answer: RiskFile,
    act: async ({ tx, actor, params, reply }) => {
      const file = await fileOf(tx, actor, params.id, daysOf())
      reply.header('etag', `"${file.version}"`)
      return file
    },
  }),
]

function daysOf(): lists.ListDays {
  const on = today()
  return { today: on, soon: addDays(on, SOON) }
}

const namesOf = async (tx: Tx, codes: readonly string[]): Promise<Map<string, string>> =>
  new Map((await listPath(tx, [...new Set(codes)])).map(({ code, name }) => [code, name]))

async function linesOf(tx: Tx, rows: readonly lists.RiskLineRow[]) {
  const names = await namesOf(
    tx,
    rows.map(({ gridCode }) => gridCode),
  )
  return rows.map((row) => ({
    ...row,
    gridName: names.get(row.gridCode) ?? row.gridCode,
    accidentTypeName: findAccidentType(row.accidentType)?.name ?? row.accidentType,
  }))
}

/** Grids one level below with the colour of each; a grid without graded enterprises has none. Enterprises see no regions. */
async function regionsOf(tx: Tx, actor: Actor, grid: string, settings: SettingsReader) {
  if (actor.scope.objectId || grid === '') return []
  const rules = regionRulesOf(settings)
  const counted = await lists.countRegions(tx, actor.scope, grid, digitsBelow(grid))
  const byCode = new Map(counted.map((row) => [row.gridCode, row]))
  return (await listChildren(tx, actor.scope, grid)).map(({ code, name }) => {
    const { red = 0, orange = 0, yellow = 0, blue = 0, points = 0 } = byCode.get(code) ?? {}
    const byLevel: Record<Level, number> = { 1: red, 2: orange, 3: yellow, 4: blue }
    const region = regionOf(byLevel, rules)
    return {
      gridCode: code,
      gridName: name,
      enterprises: red + orange + yellow + blue,
      byLevel,
      points,
      index: region?.index ?? null,
      level: region?.level ?? null,
    }
  })
}

/** Everything of a point; its controller's phone is masked for all but the enterprise itself. @throws notFound */
async function fileOf(tx: Tx, actor: Actor, id: string, days: lists.ListDays) {
  const point = await findPoint(tx, actor.scope, id)
  const [line] = await linesOf(
    tx,
    [await lists.findLine(tx, actor.scope, id, days)].flatMap((row) => row ?? []),
  )
  if (!point || !line) throw notFound()
  const own = actor.scope.objectId !== null
  return {
    ...point,
    ...line,
    controllerPhone: point.controllerPhone && !own ? maskPhone(point.controllerPhone) : point.controllerPhone,
    withdrawnAt: point.withdrawnAt?.toISOString() ?? null,
    items: (await listControls(tx, actor.scope, id)).map(({ withdrawnAt: _, ...control }) => control),
    assessments: await listAssessments(tx, actor.scope, id),
    checks: await listControlChecks(tx, actor.scope, id, CHECKS),
    opinions: (await listOpinions(tx, actor.scope, id)).map(({ at, repliedAt, ...opinion }) => ({
      ...opinion,
      at: at.toISOString(),
      repliedAt: repliedAt?.toISOString() ?? null,
    })),
    openActs: openActsOn(actor, point),
  }
}
