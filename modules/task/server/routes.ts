import { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Scope } from '#kernel/scope/scope.ts'
import { countChosen } from '#modules/enterprise/server/service/choose.ts'
import { officeSeatAt, scoreCard } from '#modules/grid/server/duty/service.ts'
import { gridNames, listChildren } from '#modules/grid/server/store.ts'
import { digitsBelow } from '#standards/code/grid-code.ts'
import { TargetRule } from '../model/rule.ts'
import { TargetView } from '../model/schema.ts'
import * as store from './store.ts'

const tag = '任务'
const One = z.object({ id: z.uuid('任务编号不正确') })
const COUNTED = 100_000
/** Elements without which a grid cannot carry out a task. */
const NEEDED = ['body', 'support', 'mechanism']

/** What tasks have beside the routes every kind of case has. */
export const taskRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/task-targets',
    summary: '按对象范围数一数有多少家企业',
    tag,
    permission: 'task.draft',
    query: TargetRule.extend({ grid: z.string().regex(/^\d{4,15}$/, '网格编码不正确') }),
    answer: z.object({ total: z.number(), isBound: z.boolean() }),
    act: async ({ tx, actor, query }) => {
      const total = await countChosen(tx, actor.scope, query, COUNTED + 1)
      return { total: Math.min(total, COUNTED), isBound: total > COUNTED }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/tasks/:id/readiness',
    summary: '下达前看下级网格缺什么：没有人在岗，监管主体、保障、机制的缺口',
    tag,
    permission: 'task.read',
    params: One,
    answer: z.object({
      items: z.array(
        z.object({ gridCode: z.string(), gridName: z.string(), ready: z.boolean(), missing: z.array(z.string()) }),
      ),
      nextCursor: z.null(),
      total: z.number(),
    }),
    act: async ({ tx, actor, params }) => {
      const task = await getTask(tx, actor.scope, params.id)
      const items = []
      for (const { code, name } of await listChildren(tx, actor.scope, task.gridCode))
        items.push({ gridCode: code, gridName: name, ...(await readinessOf(tx, actor.scope, code)) })
      return { items, nextCursor: null, total: items.length }
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
      items: z.array(
        z.object({
          gridCode: z.string(),
          gridName: z.string(),
          targets: z.number(),
          done: z.number(),
          problems: z.number(),
          taskId: z.uuid().nullable().meta({ description: '下达到这个网格的任务；为空表示还没有下达' }),
          state: z.string().nullable(),
        }),
      ),
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
      const items = rows.map((row) => ({ ...row, gridName: names.get(row.gridCode) ?? row.gridCode }))
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
]

async function getTask(tx: Tx, scope: Scope, id: string): Promise<store.TaskRow> {
  const task = await store.findTask(tx, scope, id)
  if (!task) throw new Problem(common.notFound, '没有这项任务，或它不在您的辖区。')
  return task
}

/** Whether a grid can carry out a task: somebody takes it, and its body, support and mechanisms have no gap. */
async function readinessOf(tx: Tx, scope: Scope, code: string): Promise<{ ready: boolean; missing: string[] }> {
  const on = today()
  const missing = (await officeSeatAt(tx, code, on)) ? [] : ['没有人在岗，任务会升给上级岗位']
  const { elements } = await scoreCard(tx, scope, code, 'safety', on)
  for (const element of elements)
    if (NEEDED.includes(element.element) && element.state !== 'met') missing.push(...element.gaps)
  return { ready: missing.length === 0, missing }
}
