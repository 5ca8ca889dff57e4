import type { Readable } from 'node:stream'
import { z } from 'zod'
import { appendAudit } from '#kernel/audit/audit.ts'
import { actorLine } from '#kernel/http/chain.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import type { Actor } from '#kernel/identity/model/actor.ts'
import { MAX_FILE_BYTES, readBoundaryFile } from '../../model/boundary.ts'
import { BoundaryPlace, PointQuery, QualityView } from '../../model/boundary-place.ts'
import { ApplyInput, PlanInput, PlanLine, PlanShapes, PlanView } from '../../model/boundary-plan.ts'
import { GridCode } from '../../model/schema.ts'
import { noGrid } from '../duty/service.ts'
import { findGrid } from '../store.ts'
import { refuseBoundaries } from './draft.ts'
import { givingWay } from './giving-way.ts'
import { gridOfPoint } from './locate.ts'
import { latestReport } from './quality.ts'
import { applyPlan, makePlan, noPlan } from './service.ts'
import * as store from './store.ts'

const tag = '网格边界'
const Code = z.object({ code: GridCode })
const PlanId = z.object({ id: z.uuid('方案编号不正确') })
const Limit = z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) })

export const boundaryRoutes: AnyRoute[] = [
  route({
    method: 'POST',
    path: '/api/v1/grid-plans',
    summary: '测算一次边界调整（改边界、拆分、合并）：只测算，不改动网格；方案保留 24 小时',
    tag,
    permission: 'grid.assign',
    audit: 'grid.plan-made',
    body: PlanInput,
    answer: PlanView,
    status: 201,
    perMinute: 60,
    act: async ({ tx, actor, body, note }) => {
      const plan = await makePlan(tx, actor, body, 'drawn')
      note(noteOf(plan))
      return planView(plan, actor)
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/grid-boundaries/import',
    summary: '上传边界文件（GeoJSON FeatureCollection，正文为文件内容，最大 10 MB）；只测算，不写入',
    tag,
    permission: 'grid.assign',
    audit: 'grid.boundaries-imported',
    answer: PlanView,
    status: 201,
    perMinute: 30,
    raw: true,
    stream: true,
    act: async ({ db, actor, meta, request, reply }) => {
      // The rest of a body that is refused is not read: the line cannot be used again.
      reply.header('connection', 'close')
      const { boundaries, problems } = await readBoundaryFile(await readText(request.raw), givingWay())
      refuseBoundaries(problems)
      const input = {
        kind: 'boundary' as const,
        follow: true,
        boundaries: boundaries.map(({ code, geometry }) => ({ code, geometry: { ...geometry } })),
      }
      const plan = await db.write(actor.scope, async (tx) => {
        const made = await makePlan(tx, actor, input, 'imported')
        await appendAudit(tx, {
          action: 'grid.boundaries-imported',
          ...actorLine(actor),
          ...noteOf(made),
          request: meta,
        })
        return made
      })
      return planView(plan, actor)
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/grid-plans',
    summary: '辖区内的边界调整方案，新的在前',
    tag,
    permission: 'grid.assign',
    query: Limit.extend({ grid: GridCode.optional() }),
    answer: z.object({ items: z.array(PlanLine) }),
    act: async ({ tx, actor, query }) => ({
      items: (await store.listPlans(tx, actor.scope, query.grid ?? '', query.limit)).map((line) => ({
        ...lineView(line, actor),
        applicable: line.applicable,
        enterprises: line.enterprises,
        subject: line.subject,
      })),
    }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/grid-plans/:id',
    summary: '一个边界调整方案和它的测算结果',
    tag,
    permission: 'grid.assign',
    params: PlanId,
    answer: PlanView,
    act: async ({ tx, actor, params }) => {
      const plan = await store.findPlan(tx, actor.scope, params.id)
      if (!plan) throw noPlan()
      return planView(plan, actor)
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/grid-plans/:id/shapes',
    summary: '一个边界调整方案涉及的边界：调整前和调整后',
    tag,
    permission: 'grid.assign',
    params: PlanId,
    answer: PlanShapes,
    act: async ({ tx, actor, params }) => {
      const shapes = await store.findPlanShapes(tx, actor.scope, params.id)
      if (!shapes) throw noPlan()
      return shapes
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/grid-plans/:id/again',
    summary: '按现在的网格重新测算一个方案：过期或网格已变化时用；原方案不动，得到一个新方案',
    tag,
    permission: 'grid.assign',
    audit: 'grid.plan-made',
    params: PlanId,
    answer: PlanView,
    status: 201,
    perMinute: 60,
    act: async ({ tx, actor, params, note }) => {
      const old = await store.findPlan(tx, actor.scope, params.id)
      if (!old) throw noPlan()
      const plan = await makePlan(tx, actor, old.input, old.source)
      note(noteOf(plan))
      return planView(plan, actor)
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/grid-plans/:id/apply',
    summary: '执行一个边界调整方案：全部成功或全部不做',
    tag,
    permission: 'grid.edit',
    audit: 'grid.plan-applied',
    params: PlanId,
    body: ApplyInput,
    answer: PlanView,
    act: async ({ tx, actor, params, body, note }) => {
      const plan = await applyPlan(tx, actor, params.id, {
        reason: body.reason,
        documentNumber: body.documentNumber ?? null,
      })
      note({
        ...noteOf(plan),
        detail: { ...noteOf(plan).detail, reason: body.reason, documentNumber: body.documentNumber ?? null },
      })
      return planView(plan, actor)
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/grid-of-point',
    summary: '辖区内一个点落在哪个网格：最下一级有边界的',
    tag,
    permission: 'grid.read',
    query: PointQuery,
    answer: BoundaryPlace,
    act: async ({ tx, actor, query }) => ({ found: await gridOfPoint(tx, actor.scope, query.lng, query.lat) }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/grids/:code/changes',
    summary: '一个网格的变更记录：改了什么、依据什么文件、谁改的',
    tag,
    permission: 'grid.read',
    params: Code,
    query: Limit,
    answer: z.object({
      items: z.array(
        z.object({
          id: z.uuid(),
          kind: z.string(),
          before: z.unknown(),
          after: z.unknown(),
          reason: z.string().nullable(),
          documentNumber: z.string().nullable(),
          by: z.string().nullable(),
          at: z.iso.datetime(),
        }),
      ),
    }),
    act: async ({ tx, actor, params, query }) => {
      if (!(await findGrid(tx, actor.scope, params.code))) throw noGrid()
      const items = await store.listChanges(tx, params.code, query.limit)
      return { items: items.map(({ gridCode, at, ...change }) => ({ ...change, at: at.toISOString() })) }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/grids/:code/quality',
    summary: '一个网格下级边界的质量报告：重叠、空白、缺边界、企业不在所属网格',
    tag,
    permission: 'grid.read',
    params: Code,
    query: z.object({ now: z.stringbool().default(false).meta({ description: '不用夜里的结果，现在重新核对' }) }),
    answer: QualityView,
    act: ({ tx, actor, params, query }) => latestReport(tx, actor.scope, params.code, query.now),
  }),
]

const tooLarge = () => new Problem(common.tooLarge, '边界文件超过 10 MB，请按县区或镇街分开导入。')

async function readText(body: Readable & { headers: { 'content-length'?: string } }): Promise<string> {
  if (Number(body.headers['content-length'] ?? 0) > MAX_FILE_BYTES) throw tooLarge()
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    size += (chunk as Buffer).length
    if (size > MAX_FILE_BYTES) throw tooLarge()
    chunks.push(chunk as Buffer)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    throw new Problem(common.unreadable, '文件不是 UTF-8 文本。')
  }
}

const noteOf = ({ id, gridCode, kind, source, result }: store.PlanRow) => ({
  objectType: 'grid-plan',
  objectId: id,
  gridCode,
  detail: {
    kind,
    source,
    changed: result.changed.length,
    created: result.created.map(({ code }) => code).slice(0, 50),
    retired: result.retired.map(({ code }) => code).slice(0, 50),
    enterprises: result.enterprises.total,
  },
})

const stateOf = ({
  appliedAt,
  expiresAt,
}: {
  appliedAt: Date | null
  expiresAt: Date
}): 'open' | 'expired' | 'applied' => (appliedAt ? 'applied' : expiresAt.getTime() <= Date.now() ? 'expired' : 'open')

const lineView = (plan: Omit<store.PlanLine, 'applicable' | 'enterprises' | 'subject'>, actor: Actor) => ({
  planId: plan.id,
  kind: plan.kind,
  source: plan.source,
  gridCode: plan.gridCode,
  gridName: plan.gridName,
  mine: plan.authorId === actor.accountId,
  state: stateOf(plan),
  author: plan.authorName,
  createdAt: plan.createdAt.toISOString(),
  expiresAt: plan.expiresAt.toISOString(),
  appliedAt: plan.appliedAt?.toISOString() ?? null,
})

const planView = (plan: store.PlanRow, actor: Actor) => ({
  ...plan.result,
  ...lineView(plan, actor),
  reason: plan.reason,
  documentNumber: plan.documentNumber,
})
