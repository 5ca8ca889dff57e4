import { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { gridNames } from '#modules/grid/server/store.ts'
import { proposalsOf } from '../model/proposal.ts'
import { PlanLineView, ProposalView } from '../model/schema.ts'
import { drawRoutes } from './draw/routes.ts'
import { expectedAt } from './expected.ts'
import { onSiteRoutes } from './on-site/routes.ts'
import * as store from './store.ts'

const tag = '执法检查计划'
const One = z.object({ id: z.uuid('计划编号不正确') })

/** What plans have beside the routes every kind of case has: their lines, and what the rule proposes; and draws. */
export const inspectionRoutes: AnyRoute[] = [
  ...drawRoutes,
  ...onSiteRoutes,
  route({
    method: 'GET',
    path: '/api/v1/inspection-plans/:id/lines',
    summary: '一个计划里的企业：哪个月、重点还是一般、理由',
    tag,
    permission: 'inspection-plan.read',
    params: One,
    answer: z.object({ items: z.array(PlanLineView), nextCursor: z.null(), total: z.number() }),
    act: async ({ tx, actor, params }) => {
      await getPlan(tx, actor, params.id)
      const items = await withGrids(tx, await store.listLines(tx, actor.scope, params.id))
      return { items, nextCursor: null, total: items.length }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/inspection-plans/:id/progress',
    summary: '一个计划按月完成多少家次：安排、已检查、已拟定、逾期',
    tag,
    permission: 'inspection-plan.read',
    params: One,
    answer: z.object({
      items: z.array(
        z.object({
          month: z.string(),
          planned: z.number(),
          done: z.number().meta({ description: '到过场的' }),
          begun: z.number().meta({ description: '拟了检查还没有到场的' }),
          late: z.number().meta({ description: '过了月份才检查或还没有检查的' }),
        }),
      ),
      nextCursor: z.null(),
      total: z.number(),
    }),
    act: async ({ tx, actor, params }) => {
      await getPlan(tx, actor, params.id)
      const items = await store.listProgress(tx, actor.scope, params.id, today().slice(0, 7))
      return { items, nextCursor: null, total: items.length }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/inspection-plans/:id/proposals',
    summary: '按规则推荐进计划的企业，最该查的在前，写明理由',
    tag,
    permission: 'inspection-plan.read',
    params: One,
    query: z.object({
      q: z.string().trim().max(50).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(50),
    }),
    answer: z.object({
      items: z.array(ProposalView),
      nextCursor: z.null(),
      total: z.number(),
      expectedBy: z
        .object({ words: z.string(), link: z.string() })
        .nullable()
        .meta({ description: '预期数按哪一版模型，特征和权重在哪里看' }),
    }),
    act: async ({ tx, actor, params, query }) => {
      const plan = await getPlan(tx, actor, params.id)
      const year = plan.fromMonth.slice(0, 4)
      const candidates = await store.listCandidates(tx, actor.scope, plan.gridCode, year, plan.id)
      const wanted = query.q ? candidates.filter(({ name }) => name.includes(query.q as string)) : candidates
      const items = proposalsOf(wanted, plan.cap, today())
      const shown = items.slice(0, query.limit)
      const expected = await expectedAt(
        tx,
        plan.gridCode,
        shown.map(({ objectId }) => objectId),
      )
      return {
        items: (await withGrids(tx, shown)).map((one) => ({
          ...one,
          expected: expected?.hazards.get(one.objectId) ?? null,
        })),
        nextCursor: null,
        total: items.length,
        expectedBy: expected && { words: expected.by, link: expected.link },
      }
    },
  }),
]

/** @throws notFound */
async function getPlan(tx: Tx, actor: Actor, id: string): Promise<store.PlanRow> {
  const plan = await store.findPlan(tx, actor.scope, id)
  if (!plan) throw new Problem(common.notFound, '没有这个计划，或它不在您的辖区。')
  return plan
}

async function withGrids<Row extends { gridCode: string }>(tx: Tx, rows: readonly Row[]) {
  const names = await gridNames(
    tx,
    rows.map(({ gridCode }) => gridCode),
  )
  return rows.map((row) => ({ ...row, gridName: names.get(row.gridCode) ?? row.gridCode }))
}
