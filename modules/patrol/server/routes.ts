import { z } from 'zod'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import { narrow, type Scope } from '#kernel/scope/scope.ts'
import { gradesOf } from '#kernel/sync/list-store.ts'
import { gridNames } from '#modules/grid/server/store.ts'
import { digitsBelow } from '#standards/code/grid-code.ts'
import { gradeOf, levelOf, quarterDays, quarterOf } from '../model/rules.ts'
import {
  CoverageQuery,
  CoveredQuery,
  DueQuery,
  DueView,
  PatrolFilter,
  PatrolLine,
  PatrolView,
  RecordPatrol,
  VisitView,
  WithdrawPatrol,
} from '../model/schema.ts'
import { dueList } from './due.ts'
import { noPatrol, recordPatrol, withdrawPatrol } from './service.ts'
import { cyclesOf, limitsOf } from './settings.ts'
import * as store from './store.ts'
import { patrolLibrary, templatesFor } from './templates.ts'
import { viewLine, viewPatrol } from './view.ts'

const tag = '巡查'
const One = z.object({ id: z.uuid('巡查编号不正确') })

const within = (scope: Scope, grid: string | undefined): Scope => (grid ? narrow(scope, grid) : scope)

/** Patrols: what is due, the visit itself, and the proof of coverage. A patrol is no inspection, and is not counted as one. */
export const patrolRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/patrol-due',
    summary: '待巡查名单：按上次走访加周期，重的在前，写明理由',
    tag,
    permission: 'patrol.read',
    query: DueQuery,
    answer: z.object({
      items: z.array(DueView),
      nextCursor: z.string().nullable(),
      total: z.number(),
      overdue: z.number().meta({ description: '其中已经逾期或从没有走访过的' }),
      objects: z.number().meta({ description: '辖区里的监管对象' }),
      level: z.string(),
      on: z.string(),
    }),
    act: async ({ tx, actor, query, settings }) => {
      const { cursor, limit, grid } = query
      const on = today()
      const level = query.level ?? levelOf(actor.gridCode)
      const subjects = await store.listSubjects(tx, within(actor.scope, grid), level)
      const due = dueList(subjects, level, cyclesOf(settings), on, query.within)
      const [from] = readCursor<[number]>(cursor, ['number']) ?? [0]
      const page = due.slice(from, from + limit)
      const names = await gridNames(
        tx,
        page.map(({ gridCode }) => gridCode),
      )
      return {
        items: page.map(({ riskLevel: _r, hasMajorHazard: _h, openMajor: _m, ...one }) => ({
          ...one,
          gridName: names.get(one.gridCode) ?? one.gridCode,
        })),
        nextCursor: from + limit < due.length ? writeCursor([from + limit]) : null,
        total: due.length,
        overdue: due.filter(({ overdueDays, lastOn }) => overdueDays > 0 || lastOn === null).length,
        objects: subjects.length,
        level,
        on,
      }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/patrol-visits/:objectId',
    summary: '走访前看：对象在哪里、什么等级、按哪些检查项看',
    tag,
    permission: 'patrol.record',
    params: z.object({ objectId: z.uuid('监管对象编号不正确') }),
    answer: VisitView,
    act: async ({ tx, actor, params, settings }) => {
      const subject = await store.findSubject(tx, actor.scope, params.objectId, levelOf(actor.gridCode))
      if (!subject) throw new Problem(common.notFound, '没有这个监管对象，或它不在您的辖区。')
      const { bufferM, accuracyM } = limitsOf(settings)
      const names = await gridNames(tx, [subject.gridCode])
      const { objectId, kind, name, gridCode, address, lng, lat, lastOn, openHazards } = subject
      return {
        ...{ objectId, kind, name, gridCode, address, lng, lat, lastOn, openHazards, bufferM, accuracyM },
        gridName: names.get(gridCode) ?? gridCode,
        grade: gradeOf(subject),
        templates: templatesFor(await patrolLibrary(tx, gridCode, today()), subject),
      }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/patrols',
    summary: '登记一次巡查：打卡、检查项、发现的问题转隐患或事件',
    tag,
    permission: 'patrol.record',
    audit: 'patrol.recorded',
    offline: true,
    places: ['checkIn.position'],
    body: RecordPatrol,
    answer: PatrolView,
    status: 201,
    act: async ({ tx, actor, body, settings, note }) => {
      const row = await recordPatrol(tx, actor, limitsOf(settings), body)
      note({
        objectType: 'patrol',
        objectId: row.id,
        gridCode: row.gridCode,
        detail: { object: row.objectName, findings: row.findings },
      })
      return viewPatrol(tx, actor, row)
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/patrols',
    summary: '巡查记录，新的在前',
    tag,
    permission: 'patrol.read',
    query: PatrolFilter.extend({
      cursor: z.string().max(300).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: z.object({ items: z.array(PatrolLine), nextCursor: z.string().nullable(), total: z.number() }),
    act: async ({ tx, actor, query: { cursor, limit, ...rest } }) => {
      const filter = { ...rest, personId: actor.personId }
      const after = readCursor<[string, string]>(cursor, ['instant', 'uuid'])
      const rows = await store.listPatrols(tx, actor.scope, filter, { after, limit })
      const names = await gridNames(
        tx,
        rows.map(({ gridCode }) => gridCode),
      )
      const grades = await gradesOf(
        tx,
        rows.map(({ id }) => id),
      )
      const last = rows.length === limit ? rows.at(-1) : undefined
      return {
        items: rows.map((row) => viewLine(row, names, grades)),
        nextCursor: last ? writeCursor([last.sortKey, last.id]) : null,
        total: await store.countPatrols(tx, actor.scope, filter),
      }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/patrols/:id',
    summary: '一次巡查',
    tag,
    permission: 'patrol.read',
    params: One,
    answer: PatrolView,
    act: async ({ tx, actor, params }) => {
      const row = await store.findPatrol(tx, actor.scope, params.id)
      if (!row) throw noPatrol()
      return viewPatrol(tx, actor, row)
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/patrols/:id/withdraw',
    summary: '撤回自己登记错的巡查，写明理由；记录留下，不再计数',
    tag,
    permission: 'patrol.record',
    audit: 'patrol.withdrawn',
    params: One,
    body: WithdrawPatrol,
    answer: PatrolView,
    act: async ({ tx, actor, params, body, note }) => {
      const row = await withdrawPatrol(tx, actor, params.id, body.reason)
      note({ objectType: 'patrol', objectId: row.id, gridCode: row.gridCode, detail: { reason: body.reason } })
      return viewPatrol(tx, actor, row)
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/patrol-coverage',
    summary: '一个季度里走访过的对象占多少，按下级网格',
    tag,
    permission: 'patrol.read',
    query: CoverageQuery,
    answer: z.object({
      items: z.array(
        z.object({ gridCode: z.string(), gridName: z.string(), objects: z.number(), visited: z.number() }),
      ),
      nextCursor: z.null(),
      total: z.number(),
      quarter: z.string(),
      from: z.string(),
      to: z.string(),
    }),
    act: async ({ tx, actor, query }) => {
      const quarter = query.quarter ?? quarterOf(today())
      const days = quarterDays(quarter)
      const digits = digitsBelow(query.grid ?? actor.gridCode)
      const rows = await store.countCoverage(tx, within(actor.scope, query.grid), days, digits)
      const names = await gridNames(
        tx,
        rows.map(({ key }) => key),
      )
      const items = rows.map(({ key, ...row }) => ({ gridCode: key, gridName: names.get(key) ?? key, ...row }))
      return { items, nextCursor: null, total: items.length, quarter, ...days }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/patrol-coverage/objects',
    summary: '一个季度里走访过和没有走访过的对象，逐个写名，没走访的在前',
    tag,
    permission: 'patrol.read',
    query: CoveredQuery,
    answer: z.object({
      items: z.array(
        z.object({
          objectId: z.uuid(),
          kind: z.enum(['enterprise', 'place']),
          name: z.string(),
          gridCode: z.string(),
          gridName: z.string(),
          visits: z.number(),
          lastOn: z.string().nullable(),
        }),
      ),
      nextCursor: z.string().nullable(),
      total: z.number(),
      quarter: z.string(),
    }),
    act: async ({ tx, actor, query }) => {
      const quarter = query.quarter ?? quarterOf(today())
      const scope = within(actor.scope, query.grid)
      const days = quarterDays(quarter)
      const visited = query.visited === undefined ? undefined : query.visited === 'true'
      const after = readCursor<[number, string, string]>(query.cursor, ['number', 'string', 'uuid'])
      const rows = await store.listCovered(tx, scope, days, { visited, after, limit: query.limit })
      const [all] = await store.countCoverage(tx, scope, days, 0)
      const names = await gridNames(
        tx,
        rows.map(({ gridCode }) => gridCode),
      )
      const last = rows.length === query.limit ? rows.at(-1) : undefined
      const { objects = 0, visited: seen = 0 } = all ?? {}
      return {
        items: rows.map((row) => ({ ...row, gridName: names.get(row.gridCode) ?? row.gridCode })),
        nextCursor: last ? writeCursor([last.visits > 0 ? 1 : 0, last.gridCode, last.objectId]) : null,
        total: visited === undefined ? objects : visited ? seen : objects - seen,
        quarter,
      }
    },
  }),
]
