import { z } from 'zod'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import {
  AnswerInput,
  PointChangeInput,
  PointInput,
  ReasonInput,
  RuleAskInput,
  ShelfInput,
  WindowInput,
} from '../../model/schema.ts'
import { addPoints, changePoint, withdrawPoint } from '../service/point.ts'
import { askRule, rejectRule, releaseRule, withdrawRule } from '../service/rule.ts'
import { endWindows, openWindow, shelve, unshelve } from '../service/standing.ts'
import type { PointRow } from '../store/point.ts'

const tag = '监测'
const One = z.object({ id: z.uuid('测点编号不正确') })
const Done = z.object({ id: z.uuid() })

/** What the line of the audit says of an act on a point. */
const about = ({ id, gridCode, unitName, name }: PointRow, detail: object = {}) => ({
  ...{ objectType: 'monitor_point', objectId: id, gridCode, detail: { name: `${unitName} ${name}`, ...detail } },
})

/** Writes of points. What alarms are told is in the routes of their kind of case. */
export const writeRoutes: AnyRoute[] = [
  route({
    method: 'POST',
    path: '/api/v1/monitor-points',
    summary: '把设备上报的数据登记成测点，可以一次几个',
    tag,
    permission: 'monitoring.keep',
    audit: 'monitoring.points-added',
    body: z.strictObject({
      objectId: z.uuid('企业编号不正确').optional(),
      points: z.array(PointInput).min(1, '至少选一路数据').max(100, '一次最多 100 个'),
    }),
    answer: z.object({ ids: z.array(z.uuid()) }),
    status: 201,
    act: async ({ tx, actor, body, note }) => {
      const { objectId, gridCode, ids } = await addPoints(tx, actor, body.objectId, body.points)
      note({ objectType: 'enterprise', objectId, gridCode, detail: { count: ids.length } })
      return { ids }
    },
  }),
  route({
    method: 'PUT',
    path: '/api/v1/monitor-points/:id',
    summary: '修改测点的名称、介质（带 If-Match 版本号）；限值另外申请',
    tag,
    permission: 'monitoring.keep',
    audit: 'monitoring.point-changed',
    params: One,
    body: PointChangeInput,
    answer: Done,
    act: async ({ tx, actor, params, body, ifMatch, note }) => {
      note(about(await changePoint(tx, actor, params.id, ifMatch, body)))
      return { id: params.id }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/monitor-points/:id/withdraw',
    summary: '停用测点并说明原因',
    tag,
    permission: 'monitoring.keep',
    audit: 'monitoring.point-withdrawn',
    params: One,
    body: ReasonInput,
    answer: Done,
    act: async ({ tx, actor, params, body, note }) => {
      note(about(await withdrawPoint(tx, actor, params.id, body.reason), body))
      return { id: params.id }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/monitor-points/:id/rule',
    summary: '申请修改限值，由另一个人复核后生效',
    tag,
    permission: 'monitoring.keep',
    audit: 'monitoring.rule-asked',
    params: One,
    body: RuleAskInput,
    answer: Done,
    status: 201,
    act: async ({ tx, actor, params, body, note }) => {
      note(about(await askRule(tx, actor, params.id, body), { reason: body.reason }))
      return { id: params.id }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/monitor-points/:id/rule/release',
    summary: '复核同意，新限值生效',
    tag,
    permission: 'monitoring.release',
    audit: 'monitoring.rule-released',
    params: One,
    body: AnswerInput,
    answer: Done,
    act: async ({ tx, actor, params, body, note }) => {
      note(about(await releaseRule(tx, actor, params.id, body.answer)))
      return { id: params.id }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/monitor-points/:id/rule/reject',
    summary: '复核不同意',
    tag,
    permission: 'monitoring.release',
    audit: 'monitoring.rule-rejected',
    params: One,
    body: AnswerInput,
    answer: Done,
    act: async ({ tx, actor, params, body, note }) => {
      note(about(await rejectRule(tx, actor, params.id, body.answer)))
      return { id: params.id }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/monitor-points/:id/rule/withdraw',
    summary: '撤回自己的申请',
    tag,
    permission: 'monitoring.keep',
    audit: 'monitoring.rule-withdrawn',
    params: One,
    answer: Done,
    act: async ({ tx, actor, params, note }) => {
      note(about(await withdrawRule(tx, actor, params.id)))
      return { id: params.id }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/monitor-points/:id/windows',
    summary: '登记一次检定或检修，这段时间不报警',
    tag,
    permission: 'monitoring.keep',
    audit: 'monitoring.window-opened',
    params: One,
    body: WindowInput,
    answer: Done,
    status: 201,
    act: async ({ tx, actor, params, body, settings, note }) => {
      note(about(await openWindow(tx, actor, settings, params.id, body), { reason: body.reason }))
      return { id: params.id }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/monitor-points/:id/windows/end',
    summary: '提前结束检定检修',
    tag,
    permission: 'monitoring.keep',
    audit: 'monitoring.window-ended',
    params: One,
    answer: Done,
    act: async ({ tx, actor, params, note }) => {
      note(about(await endWindows(tx, actor, params.id)))
      return { id: params.id }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/monitor-points/:id/shelf',
    summary: '搁置一个测点的三四级报警，到时自己恢复',
    tag,
    permission: 'monitoring.shelve',
    audit: 'monitoring.shelved',
    params: One,
    body: ShelfInput,
    answer: Done,
    status: 201,
    act: async ({ tx, actor, params, body, note }) => {
      note(about(await shelve(tx, actor, params.id, body), { reason: body.reason }))
      return { id: params.id }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/monitor-points/:id/shelf/end',
    summary: '提前结束搁置',
    tag,
    permission: 'monitoring.shelve',
    audit: 'monitoring.unshelved',
    params: One,
    answer: Done,
    act: async ({ tx, actor, params, note }) => {
      note(about(await unshelve(tx, actor, params.id)))
      return { id: params.id }
    },
  }),
]
