import { z } from 'zod'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import { countChosen } from '#modules/enterprise/server/service/choose.ts'
import { gridNames } from '#modules/grid/server/store.ts'
import { digitsBelow } from '#standards/code/grid-code.ts'
import { TargetRule } from '../../model/rule.ts'
import { GridProgressView, PartView, ReadinessView, TargetView } from '../../model/schema.ts'
import { isLate } from '../../model/standing.ts'
import { feedbackOf } from '../feedback.ts'
import { getTask, readinessOf, viewParts } from '../service.ts'
import { countRunning, listRunning, listTree } from '../store/part.ts'
import * as store from '../store/task.ts'

const tag = '任务'
const One = z.object({ id: z.uuid('任务编号不正确') })
const COUNTED = 100_000
/** Parts of a tree, and running tasks of a grid, drawn at most. */
const TREE = 2_000
const LINES = 200

/** How tasks stand: what a rule chooses, what grids lack, progress, targets, and the tree of parts. */
export const readRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/task-targets',
    summary: '按对象范围数一数有多少家企业',
    tag,
    permission: 'task.draft',
    query: TargetRule.omit({ objectIds: true }).extend({ grid: z.string().regex(/^\d{4,15}$/, '网格编码不正确') }),
    answer: z.object({ total: z.number(), isBound: z.boolean() }),
    act: async ({ tx, actor, query }) => {
      const total = await countChosen(tx, actor.scope, query, COUNTED + 1)
      return { total: Math.min(total, COUNTED), isBound: total > COUNTED }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/tasks/:id/readiness',
    summary: '下达前看下级网格各有几家、缺什么：没有人在岗，监管主体、保障、机制的缺口',
    tag,
    permission: 'task.read',
    params: One,
    answer: z.object({
      items: z.array(ReadinessView),
      nextCursor: z.null(),
      total: z.number(),
      own: z.number().meta({ description: '不在任何下级网格的家数' }),
      rest: z.enum(['here', 'out']).meta({ description: '没有下达的网格里的企业：here 由本级登记，out 不在任务里' }),
    }),
    act: async ({ tx, actor, params }) => {
      const task = await getTask(tx, actor.scope, params.id)
      const { items, own } = await readinessOf(tx, actor.scope, task, today())
      const rest: 'here' | 'out' = task.parentId ? 'here' : 'out'
      return { items, nextCursor: null, total: items.length, own, rest }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/tasks/:id/progress',
    summary: '任务按下级网格的进展',
    tag,
    permission: 'task.read',
    params: One,
    answer: z.object({
      items: z.array(GridProgressView),
      nextCursor: z.null(),
      total: z.number(),
      asOf: z.iso.datetime(),
      choosing: z
        .object({ chosen: z.number(), total: z.number() })
        .nullable()
        .meta({ description: '对象很多时在后台确定：已定多少、共多少；为空表示名单已定' }),
    }),
    act: async ({ tx, actor, params }) => {
      const task = await getTask(tx, actor.scope, params.id)
      const digits = digitsBelow(task.gridCode)
      const rows = await store.progressByGrid(tx, actor.scope, { ...task, digits })
      const names = await gridNames(
        tx,
        rows.map(({ gridCode }) => gridCode),
      )
      const items = rows.map((row) => progressView(row, names.get(row.gridCode) ?? row.gridCode, today()))
      const choosing = await store.findChoosing(tx, task.id)
      return {
        items,
        nextCursor: null,
        total: items.length,
        asOf: new Date().toISOString(),
        choosing: choosing ? { chosen: choosing.chosen, total: choosing.total } : null,
      }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/tasks/:id/targets',
    summary: '任务的对象和完成情况，没办的在前',
    tag,
    permission: 'task.read',
    params: One,
    query: z.object({
      result: z.enum(['open', 'done', 'problem', 'not_applicable'], '没有这种结果').optional(),
      cursor: z.string().max(500).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: z.object({ items: z.array(TargetView), nextCursor: z.string().nullable(), total: z.number() }),
    act: async ({ tx, actor, params, query }) => {
      const task = await getTask(tx, actor.scope, params.id)
      const at = readCursor<[number, string, string]>(query.cursor, ['number', 'string', 'uuid'])
      const after = at && { open: at[0], gridCode: at[1], objectId: at[2] }
      const rows = await store.listTargets(tx, actor.scope, task, { result: query.result, after, limit: query.limit })
      const grids = await gridNames(
        tx,
        rows.map(({ gridCode }) => gridCode),
      )
      const last = rows.length === query.limit ? rows.at(-1) : undefined
      const progress = (await store.progressOf(tx, [task.id])).get(task.id)
      return {
        items: rows.map(({ open: _open, doneAt, ...row }) => ({
          ...row,
          gridName: grids.get(row.gridCode) ?? row.gridCode,
          doneAt: doneAt?.toISOString() ?? null,
        })),
        nextCursor: last ? writeCursor([last.open, last.gridCode, last.objectId]) : null,
        total: query.result ? await store.countTargets(tx, actor.scope, task, query.result) : (progress?.targets ?? 0),
      }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/tasks/:id/tree',
    summary: '任务和各级下达的任务，上级在前；最多 2,000 项',
    tag,
    permission: 'task.read',
    params: One,
    answer: z.object({
      items: z.array(PartView),
      nextCursor: z.null(),
      total: z.number(),
      asOf: z.iso.datetime(),
      isBound: z.boolean().meta({ description: '还有更下级的没有列出' }),
    }),
    act: async ({ tx, actor, params }) => {
      const task = await getTask(tx, actor.scope, params.id)
      const rows = await listTree(tx, actor.scope, task, TREE + 1)
      const items = await viewParts(tx, rows.slice(0, TREE), today())
      return {
        items,
        nextCursor: null,
        total: items.length,
        asOf: new Date().toISOString(),
        isBound: rows.length > TREE,
      }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/task-timeline',
    summary: '一个网格正在进行的任务：本级发起的和上级下达的，期限近的在前；最多 200 项',
    tag,
    permission: 'task.read',
    query: z.object({
      grid: z
        .string()
        .regex(/^\d{4,15}$/, '网格编码不正确')
        .optional(),
    }),
    answer: z.object({ items: z.array(PartView), nextCursor: z.null(), total: z.number(), asOf: z.iso.datetime() }),
    act: async ({ tx, actor, query }) => {
      const code = query.grid ?? actor.gridCode
      const items = await viewParts(tx, await listRunning(tx, actor.scope, code, LINES), today())
      const total = items.length < LINES ? items.length : await countRunning(tx, actor.scope, code)
      return { items, nextCursor: null, total, asOf: new Date().toISOString() }
    },
  }),
]

/** A grid right below with its part, if it was handed one. */
const progressView = (row: store.GridProgressRow, gridName: string, on: string): z.input<typeof GridProgressView> => ({
  gridCode: row.gridCode,
  gridName,
  targets: row.targets,
  done: row.done,
  problems: row.problems,
  taskId: row.taskId,
  state: row.state,
  children: row.children,
  dueOn: row.dueOn,
  late: row.state !== null && isLate({ state: row.state, dueOn: row.dueOn }, on),
  next: row.taskId ? feedbackOf(row, on) : null,
})
