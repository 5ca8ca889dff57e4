import { z } from 'zod'
import { common, Problem } from '#kernel/http/problem.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { displayValue } from '../../model/display.ts'
import { fieldOf } from '../../model/fields.ts'
import { maskValues, valueInSnapshot } from '../../model/rules.ts'
import { EnterpriseFields, Purpose } from '../../model/schema.ts'
import { approveChange, proposeChange, returnChange, settleContradiction, withdrawChange } from '../service/propose.ts'
import { type ChangeRow, countContradictions, findChange, listChanges, listContradictions } from '../store/change.ts'

const tag = '企业变更'
const Id = z.object({ id: z.uuid('编号不正确') })
const Who = z.object({ name: z.string().optional(), seat: z.string().optional() }).loose()

const ChangeView = z
  .object({
    id: z.uuid(),
    enterpriseId: z.uuid(),
    enterpriseName: z.string(),
    gridCode: z.string(),
    state: z.enum(['submitted', 'approved', 'returned', 'withdrawn']),
    changes: z.array(z.object({ field: z.string(), label: z.string(), before: z.unknown(), after: z.unknown() })),
    submittedBy: Who,
    submittedAt: z.iso.datetime(),
    decidedBy: Who.nullable(),
    decidedAt: z.iso.datetime().nullable(),
    reason: z.string().nullable(),
    openActs: z.array(z.string()),
  })
  .meta({ id: 'EnterpriseChange' })

const Contradiction = z.object({
  id: z.uuid(),
  enterpriseId: z.uuid(),
  enterpriseName: z.string(),
  gridCode: z.string(),
  field: z.string(),
  label: z.string(),
  present: z.unknown(),
  claimed: z.unknown(),
  source: z.string(),
  raisedAt: z.iso.datetime(),
})

export const changeRoutes: AnyRoute[] = [
  route({
    method: 'POST',
    path: '/api/v1/enterprises/:id/changes',
    summary: '企业申报本企业档案的变更；与现有内容相同的关键信息视为确认',
    tag,
    permission: 'enterprise.propose',
    audit: 'enterprise.proposed',
    params: z.object({ id: z.uuid('企业编号不正确') }),
    body: z.strictObject({ values: EnterpriseFields }),
    answer: z.object({ id: z.uuid().nullable(), confirmed: z.number() }),
    status: 201,
    act: async ({ tx, actor, params, body, note }) => {
      const done = await proposeChange(tx, actor, params.id, body.values)
      note({
        objectType: 'enterprise',
        objectId: params.id,
        detail: { change: done.id, fields: Object.keys(body.values) },
      })
      return done
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/enterprise-changes',
    summary: '辖区内企业申报的变更：待审核的先来先办，办结的新的在前',
    tag,
    permission: 'enterprise.read',
    query: z.object({
      state: z.enum(['submitted', 'approved', 'returned', 'withdrawn']).default('submitted'),
      enterpriseId: z.uuid('企业编号不正确').optional(),
      cursor: z.string().max(500).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: z.object({ items: z.array(ChangeView), nextCursor: z.string().nullable(), total: z.number() }),
    act: async ({ tx, actor, query }) => {
      const page = await listChanges(tx, actor.scope, query)
      const acts = actor.scope.objectId
        ? ['withdraw']
        : actor.permissions.has('enterprise.approve')
          ? ['approve', 'return']
          : []
      return { ...page, items: page.items.map((row) => changeView(row, row.state === 'submitted' ? acts : [])) }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/enterprise-changes/:id/approve',
    summary: '审核通过，写入档案',
    tag,
    permission: 'enterprise.approve',
    audit: 'enterprise.approved',
    params: Id,
    answer: z.object({ id: z.uuid(), enterpriseId: z.uuid(), changed: z.array(z.string()) }),
    act: async ({ tx, actor, params, note }) => {
      const done = await approveChange(tx, actor, params.id)
      note({
        objectType: 'enterprise',
        objectId: done.enterpriseId,
        detail: { change: done.id, changed: done.changed },
      })
      return done
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/enterprise-changes/:id/reveal',
    summary: '查看申报中完整的个人信息，以便审核；须说明用途，留审计记录',
    tag,
    permission: 'enterprise.reveal',
    audit: 'enterprise.revealed',
    params: Id,
    body: z.strictObject({ purpose: Purpose }),
    answer: z.object({ values: z.record(z.string(), z.unknown()).nullable() }),
    shownOnce: ['values'],
    perMinute: 60,
    act: async ({ tx, actor, params, body, note }) => {
      const change = await findChange(tx, actor.scope, params.id)
      if (!change) throw new Problem(common.notFound, '没有这件申报，或它不在您的辖区。')
      const personal = Object.entries(change.patch).filter(([key]) => fieldOf(key).personal)
      note({
        objectType: 'enterprise',
        objectId: change.enterpriseId,
        gridCode: change.gridCode,
        detail: { purpose: body.purpose, fields: personal.map(([key]) => key), change: change.id },
      })
      return { values: Object.fromEntries(personal) }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/enterprise-changes/:id/return',
    summary: '退回并说明原因',
    tag,
    permission: 'enterprise.approve',
    audit: 'enterprise.returned',
    params: Id,
    body: z.strictObject({ reason: z.string().trim().min(2, '请写明退回原因').max(500) }),
    answer: z.object({ id: z.uuid(), enterpriseId: z.uuid() }),
    act: async ({ tx, actor, params, body, note }) => {
      const done = await returnChange(tx, actor, params.id, body.reason)
      note({ objectType: 'enterprise', objectId: done.enterpriseId, detail: { change: done.id, reason: body.reason } })
      return done
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/enterprise-changes/:id/withdraw',
    summary: '企业撤回自己的申报',
    tag,
    permission: 'enterprise.propose',
    audit: 'enterprise.proposal-withdrawn',
    params: Id,
    answer: z.object({ id: z.uuid(), enterpriseId: z.uuid() }),
    act: async ({ tx, actor, params, note }) => {
      const done = await withdrawChange(tx, actor, params.id)
      note({ objectType: 'enterprise', objectId: done.enterpriseId, detail: { change: done.id } })
      return done
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/enterprise-contradictions',
    summary: '不同来源说法不一、等待核实的关键信息',
    tag,
    permission: 'enterprise.read',
    query: z.object({
      enterpriseId: z.uuid('企业编号不正确').optional(),
      limit: z.coerce.number().int().min(1).max(200).default(100),
    }),
    answer: z.object({ items: z.array(Contradiction), nextCursor: z.string().nullable(), total: z.number() }),
    act: async ({ tx, actor, query }) => {
      const rows = await listContradictions(tx, actor.scope, query.enterpriseId, query.limit)
      const items = rows.map((row) => ({
        ...row,
        label: fieldOf(row.field).label,
        present: shown(row.field, row.present),
        claimed: shown(row.field, row.claimed),
        raisedAt: row.raisedAt.toISOString(),
      }))
      return { items, nextCursor: null, total: await countContradictions(tx, actor.scope, query.enterpriseId) }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/enterprise-contradictions/:id/settle',
    summary: '核实后定夺：保留现值，或按新说法更正',
    tag,
    permission: 'enterprise.verify',
    audit: 'enterprise.contradiction-settled',
    params: Id,
    body: z.strictObject({ settlement: z.enum(['kept', 'changed']) }),
    answer: z.object({ id: z.uuid(), enterpriseId: z.uuid(), field: z.string() }),
    act: async ({ tx, actor, params, body, note }) => {
      const done = await settleContradiction(tx, actor, params.id, body.settlement)
      note({
        objectType: 'enterprise',
        objectId: done.enterpriseId,
        detail: { field: done.field, settlement: body.settlement },
      })
      return done
    },
  }),
]

/** A stored value as an office reads it, people masked. */
const shown = (key: string, value: unknown) => displayValue(fieldOf(key), maskValues({ [key]: value })[key])

function changeView(row: ChangeRow, openActs: string[]) {
  const { patch, present, baseVersion: _, ...view } = row
  const after = maskValues(patch as Record<string, unknown>)
  const changes = Object.keys(patch).map((key) => ({
    field: key,
    label: fieldOf(key).label,
    before: maskValues({ [key]: valueInSnapshot(present, key) })[key],
    after: after[key] ?? null,
  }))
  return {
    ...view,
    changes,
    openActs,
    submittedAt: row.submittedAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
  }
}
