import { z } from 'zod'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import {
  AssessRiskPoint,
  ChangeRiskPoint,
  ControlCheck,
  ControlInput,
  CreateRiskPoint,
  OpinionInput,
} from '../../model/schema.ts'
import { addControl, changeControl, checkControl, withdrawControl } from '../service/control.ts'
import { giveOpinion, replyToOpinions } from '../service/opinion.ts'
import { addPoint, assessPoint, changePoint, withdrawPoint } from '../service/point.ts'
import { gradeRulesOf } from '../settings.ts'

const tag = '风险'
const One = z.object({ id: z.uuid('风险点编号不正确') })
const OneControl = z.object({ id: z.uuid('措施编号不正确') })
const Done = z.object({ id: z.uuid() })
const Level = z.object({ id: z.uuid(), level: z.number(), score: z.number() })
const Reason = z.strictObject({ reason: z.string().trim().min(2, '请写明原因').max(300, '最多 300 字') })

/** What the line of the audit says of an act on a point. */
const about = (point: { id: string; objectId: string; gridCode: string; name: string }, detail: object = {}) => ({
  objectType: 'risk-point',
  objectId: point.id,
  gridCode: point.gridCode,
  detail: { name: point.name, ...detail },
})

/** What an enterprise does with its risk points and their measures, and an office with its opinion of them. */
export const writeRoutes: AnyRoute[] = [
  route({
    method: 'POST',
    path: '/api/v1/risk-points',
    summary: '登记本企业的一个风险点，评估并写明措施',
    tag,
    permission: 'risk.keep',
    audit: 'risk.added',
    body: CreateRiskPoint,
    answer: Level,
    status: 201,
    act: async ({ tx, actor, body, settings, note }) => {
      const point = await addPoint(tx, actor, body, gradeRulesOf(settings))
      note(about(point, { level: point.level }))
      return { id: point.id, level: point.level, score: point.score }
    },
  }),
  route({
    method: 'PUT',
    path: '/api/v1/risk-points/:id',
    summary: '修改风险点的描述和责任人（带 If-Match 版本号）',
    tag,
    permission: 'risk.keep',
    audit: 'risk.changed',
    params: One,
    body: ChangeRiskPoint,
    answer: Done,
    act: async ({ tx, actor, params, body, ifMatch, note }) => {
      note(about(await changePoint(tx, actor, params.id, ifMatch, body)))
      return { id: params.id }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/risk-points/:id/assess',
    summary: '重新评估风险点（带 If-Match 版本号）',
    tag,
    permission: 'risk.keep',
    audit: 'risk.assessed',
    params: One,
    body: AssessRiskPoint,
    answer: Level,
    act: async ({ tx, actor, params, body, ifMatch, settings, note }) => {
      const input = { ...body, directReason: body.directReason ?? null }
      const point = await assessPoint(tx, actor, params.id, ifMatch, input, gradeRulesOf(settings))
      note(about(point, { level: point.level }))
      return { id: point.id, level: point.level, score: point.score }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/risk-points/:id/withdraw',
    summary: '撤下风险点并说明原因（带 If-Match 版本号）',
    tag,
    permission: 'risk.keep',
    audit: 'risk.withdrawn',
    params: One,
    body: Reason,
    answer: Done,
    act: async ({ tx, actor, params, body, ifMatch, note }) => {
      note(about(await withdrawPoint(tx, actor, params.id, ifMatch, body.reason), { reason: body.reason }))
      return { id: params.id }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/risk-points/:id/controls',
    summary: '给风险点登记一条管控措施',
    tag,
    permission: 'risk.keep',
    audit: 'risk.control-added',
    params: One,
    body: ControlInput,
    answer: Done,
    status: 201,
    act: async ({ tx, actor, params, body, note }) => {
      const { id, point } = await addControl(tx, actor, params.id, body)
      note(about(point, { kind: body.kind }))
      return { id }
    },
  }),
  route({
    method: 'PUT',
    path: '/api/v1/risk-controls/:id',
    summary: '修改一条管控措施（带 If-Match 版本号）',
    tag,
    permission: 'risk.keep',
    audit: 'risk.control-changed',
    params: OneControl,
    body: ControlInput,
    answer: Done,
    act: async ({ tx, actor, params, body, ifMatch, note }) => {
      const { point } = await changeControl(tx, actor, params.id, ifMatch, body)
      note(about(point, { kind: body.kind }))
      return { id: params.id }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/risk-controls/:id/check',
    summary: '登记今天检查了一条管控措施：有效，或失效',
    tag,
    permission: 'risk.keep',
    audit: 'risk.control-checked',
    params: OneControl,
    body: ControlCheck,
    answer: Done,
    act: async ({ tx, actor, params, body, note }) => {
      const { point } = await checkControl(tx, actor, params.id, body)
      note(about(point, { result: body.result }))
      return { id: params.id }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/risk-controls/:id/withdraw',
    summary: '撤下一条管控措施',
    tag,
    permission: 'risk.keep',
    audit: 'risk.control-withdrawn',
    params: OneControl,
    answer: Done,
    act: async ({ tx, actor, params, note }) => {
      const { control, point } = await withdrawControl(tx, actor, params.id)
      note(about(point, { kind: control.kind }))
      return { id: params.id }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/risk-points/:id/opinions',
    summary: '对风险点提复核意见',
    tag,
    permission: 'risk.review',
    audit: 'risk.reviewed',
    params: One,
    body: OpinionInput,
    answer: Done,
    status: 201,
    act: async ({ tx, actor, params, body, note }) => {
      note(about(await giveOpinion(tx, actor, params.id, body), { verdict: body.verdict }))
      return { id: params.id }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/risk-points/:id/reply',
    summary: '企业回复复核意见',
    tag,
    permission: 'risk.keep',
    audit: 'risk.replied',
    params: One,
    body: z.strictObject({ reply: z.string().trim().min(2, '写清楚怎么改的').max(500, '最多 500 字') }),
    answer: Done,
    act: async ({ tx, actor, params, body, note }) => {
      note(about(await replyToOpinions(tx, actor, params.id, body.reply)))
      return { id: params.id }
    },
  }),
]
