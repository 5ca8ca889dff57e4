import { z } from 'zod'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import { may } from '#kernel/identity/model/actor.ts'
import type { IndicatorRoom } from '#kernel/indicators/room.ts'
import {
  AcceptFinding,
  ControlDraw,
  EntrustFinding,
  FindingFilter,
  FindingLine,
  FindingView,
  ForecastAsk,
  ForecastView,
  IgnoreFinding,
  ModelView,
  roads,
} from '../model/schema.ts'
import { entrustFinding } from './entrust.ts'
import { findAll } from './find.ts'
import { readForecast } from './forecast.ts'
import { readModel, trainModel } from './ranking.ts'
import { acceptFinding, ignoreFinding, readDraw, readFinding } from './service.ts'
import { listFindings } from './store/finding.ts'
import { viewLines } from './view.ts'

const tag = '研判'
const One = z.object({ id: z.uuid('研判编号不正确') })

/** Findings with their orders and what these found, and the model by which enterprises are ranked. */
export const insightRoutes = (room: IndicatorRoom): AnyRoute[] => [
  route({
    method: 'GET',
    path: '/api/v1/insight-findings',
    summary: '研判：待处理的在前，其次已采纳和查到了什么，不采纳的连同理由',
    tag,
    permission: 'insight.read',
    query: FindingFilter,
    answer: z.object({ items: z.array(FindingLine), nextCursor: z.null(), total: z.number(), maySearch: z.boolean() }),
    act: async ({ tx, actor, query }) => {
      const items = await viewLines(tx, actor, await listFindings(tx, actor.scope, query))
      return { items, nextCursor: null, total: items.length, maySearch: may(actor, 'insight.find') }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/insight-findings/search',
    summary: '马上重新研判：看最近三个整月，控制误报，不再成立的自行结束',
    tag,
    permission: 'insight.find',
    audit: 'insight.searched',
    answer: z.object({ tested: z.number(), told: z.number(), closed: z.number() }),
    perMinute: 6,
    act: async ({ db, note }) => {
      const search = await findAll(db, room, today())
      note({ objectType: 'insight-finding', detail: { ...search } })
      return search
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/insight-findings/:id',
    summary: '一条研判：凭什么说、可以直接下达的指令、采纳以后查到了什么',
    tag,
    permission: 'insight.read',
    params: One,
    answer: FindingView,
    act: ({ tx, actor, params }) => readFinding(tx, actor, params.id),
  }),
  route({
    method: 'GET',
    path: '/api/v1/insight-findings/:id/draw',
    summary: '随机对照组的抽取记录，到期或查完以后公开，谁都可以重新抽一遍',
    tag,
    permission: 'insight.read',
    params: One,
    answer: ControlDraw,
    act: async ({ tx, actor, params }) => {
      const { list, ...record } = await readDraw(tx, actor, params.id)
      return {
        ...record,
        list: { ...list, candidates: [...list.candidates], excluded: [...list.excluded] },
        parties: [...record.parties],
        drawn: record.drawn && [...record.drawn],
      }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/insight-findings/:id/accept',
    summary: '采纳：抽定随机对照组，连同按排序取的企业下达成任务或排进检查计划',
    tag,
    permission: 'insight.decide',
    audit: 'insight.accepted',
    params: One,
    body: AcceptFinding,
    answer: FindingView,
    act: async ({ tx, actor, params, body, note }) => {
      const { view, enterprises } = await acceptFinding(tx, actor, params.id, body)
      note({
        objectType: 'insight-finding',
        objectId: params.id,
        gridCode: view.gridCode,
        detail: { road: roads[body.road], enterprises, dueOn: body.dueOn },
      })
      return view
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/insight-findings/:id/entrust',
    summary: '交办：领导把研判连同意见和期限交给本单位监管岗位，成为那里的待办',
    tag,
    permission: 'insight.entrust',
    audit: 'insight.entrusted',
    params: One,
    body: EntrustFinding,
    answer: FindingView,
    act: async ({ tx, actor, params, body, note }) => {
      const view = await entrustFinding(tx, actor, params.id, body)
      note({
        objectType: 'insight-finding',
        objectId: params.id,
        gridCode: view.gridCode,
        detail: { to: view.entrusted?.to, words: body.words, dueOn: body.dueOn },
      })
      return view
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/insight-findings/:id/ignore',
    summary: '不采纳，写明理由',
    tag,
    permission: 'insight.decide',
    audit: 'insight.ignored',
    params: One,
    body: IgnoreFinding,
    answer: FindingView,
    act: async ({ tx, actor, params, body, note }) => {
      const view = await ignoreFinding(tx, actor, params.id, body.why)
      note({
        objectType: 'insight-finding',
        objectId: params.id,
        gridCode: view.gridCode,
        detail: { why: body.why },
      })
      return view
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/insight-model',
    summary: '排序模型：看什么、各占多少、在没学过的月份里比随机和推荐规则好多少',
    tag,
    permission: 'insight.read',
    answer: ModelView,
    act: ({ tx, actor }) => readModel(tx, actor),
  }),
  route({
    method: 'POST',
    path: '/api/v1/insight-model/train',
    summary: '马上重新训练排序模型；留存月份里不比在用的差才启用',
    tag,
    permission: 'insight.find',
    audit: 'insight.trained',
    answer: ModelView,
    perMinute: 6,
    act: async ({ tx, db, actor, note }) => {
      const made = await trainModel(db, today())
      note({
        objectType: 'insight-model',
        ...(made ? { objectId: made.id } : {}),
        detail: { outcome: made?.report.outcome ?? '今天已经训练过' },
      })
      return readModel(tx, actor)
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/insight-forecast',
    summary: '预测和预警：后三个月的 80% 和 95% 区间，以往预警的命中、虚警和漏报',
    tag,
    permission: 'insight.read',
    query: ForecastAsk,
    answer: ForecastView,
    act: ({ db, tx, actor, query }) => readForecast(db, room, { tx, actor }, query, today()),
  }),
]
