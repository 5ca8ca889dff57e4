import { z } from 'zod'
import { common, Problem } from '#kernel/http/problem.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/service.ts'
import { gridPath } from '#modules/grid/model/codes.ts'
import { LayerCode } from '#modules/grid/model/duty-schema.ts'
import { answeringChain } from '#modules/grid/server/duty/service.ts'
import { listPath } from '#modules/grid/server/store.ts'
import { type Field, fieldOf, fields } from '../../model/fields.ts'
import { maskValues, sameValue, valueInSnapshot } from '../../model/rules.ts'
import { EnterpriseFile, Purpose } from '../../model/schema.ts'
import { getEnterprise } from '../service/access.ts'
import { confirmFields } from '../service/edit.ts'
import { findVersionAt, listVersions, type VersionRow } from '../store/history.ts'

const tag = '企业'
const Id = z.object({ id: z.uuid('企业编号不正确') })
const Value = z.unknown()

const AnsweringChain = z
  .object({
    on: z.string(),
    layer: z.string(),
    gridCode: z.string(),
    answers: z.array(
      z.object({
        business: z.string(),
        businessName: z.string(),
        fault: z.string().nullable(),
        faultName: z.string().nullable(),
        atGrid: z.string().nullable(),
        seats: z.array(
          z.object({ id: z.string(), title: z.string(), bodyName: z.string(), holders: z.array(z.string()) }),
        ),
      }),
    ),
    leaders: z.array(
      z.object({
        role: z.string(),
        seatTitle: z.string(),
        bodyName: z.string(),
        holders: z.array(z.string()),
        gridCode: z.string(),
        gridName: z.string(),
      }),
    ),
  })
  .meta({ id: 'AnsweringChain' })

const HistoryEntry = z.object({
  version: z.number(),
  act: z.string(),
  reason: z.string().nullable(),
  actor: z.object({ name: z.string().optional(), seat: z.string().optional(), body: z.string().optional() }),
  at: z.iso.datetime(),
  changes: z.array(z.object({ field: z.string(), label: z.string(), before: Value, after: Value })),
})

/** Looking closer at one file: unmasked values, confirmations, history, the state of any day. */
export const fileRoutes: AnyRoute[] = [
  route({
    method: 'POST',
    path: '/api/v1/enterprises/:id/reveal',
    summary: '查看完整的个人信息；须说明用途，留审计记录',
    tag,
    permission: 'enterprise.reveal',
    audit: 'enterprise.revealed',
    params: Id,
    body: z.strictObject({ purpose: Purpose }),
    answer: z.object({ values: z.record(z.string(), Value).nullable() }),
    shownOnce: ['values'],
    perMinute: 60,
    act: async ({ tx, actor, params, body, note }) => {
      const file = await getEnterprise(tx, actor, params.id)
      const personal = (fields as readonly Field[]).filter((field) => field.personal).map((field) => field.key)
      note({
        objectType: 'enterprise',
        objectId: file.id,
        gridCode: file.gridCode,
        detail: { purpose: body.purpose, fields: personal },
      })
      return { values: Object.fromEntries(personal.map((key) => [key, file[key] ?? null])) }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/enterprises/:id/confirm',
    summary: '确认关键信息仍然正确（现场核实、电话核实），新鲜度重新计时',
    tag,
    permission: 'enterprise.verify',
    audit: 'enterprise.confirmed',
    offline: true,
    params: Id,
    body: z.strictObject({
      fields: z.array(z.string().max(50)).min(1, '请选择要确认的信息').max(20),
      method: z.enum(['visit', 'office', 'document']),
    }),
    answer: z.object({ confirmed: z.number() }),
    act: async ({ tx, actor, params, body, note }) => {
      const done = await confirmFields(tx, actor, params.id, body.fields, body.method)
      note({ objectType: 'enterprise', objectId: params.id, detail: { fields: body.fields, method: body.method } })
      return done
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/enterprises/:id/history',
    summary: '档案的每次改动，新的在前',
    tag,
    permission: 'enterprise.read',
    params: Id,
    query: z.object({
      cursor: z.coerce.number().int().min(1).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    answer: z.object({ items: z.array(HistoryEntry), nextCursor: z.string().nullable(), total: z.number() }),
    act: async ({ tx, actor, params, query }) => {
      const file = await getEnterprise(tx, actor, params.id)
      const versions = await listVersions(tx, actor.scope, file.id, query.cursor ?? 2 ** 31 - 1, query.limit)
      const items = versions.slice(0, query.limit).map((version, at) => historyView(version, versions[at + 1]))
      const more = versions.length > query.limit
      return { items, nextCursor: more ? String(items.at(-1)?.version) : null, total: file.version }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/enterprises/:id/as-of',
    summary: '档案在某一天结束时的样子',
    tag,
    permission: 'enterprise.read',
    params: Id,
    query: z.object({ on: z.iso.date('日期应如 2026-11-21') }),
    answer: EnterpriseFile.pick({ id: true, gridCode: true, gridPath: true, version: true, values: true }).extend({
      on: z.string(),
      at: z.iso.datetime(),
    }),
    act: async ({ tx, actor, params, query }) => {
      const file = await getEnterprise(tx, actor, params.id)
      // The day ends at midnight in China.
      const version = await findVersionAt(tx, actor.scope, file.id, new Date(`${query.on}T23:59:59.999+08:00`))
      if (!version) throw new Problem(common.notFound, `${query.on} 时还没有这家企业的档案。`)
      const gridCode = String(version.snapshot.grid_code)
      const values = Object.fromEntries(
        (fields as readonly Field[]).map((field) => [field.key, valueInSnapshot(version.snapshot, field.key)]),
      )
      return {
        id: file.id,
        gridCode,
        gridPath: await listPath(tx, gridPath(gridCode)),
        version: version.version,
        values: maskValues(values),
        on: query.on,
        at: version.at.toISOString(),
      }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/enterprises/:id/answering',
    summary: '某一天谁对这家企业负责：逐项业务的岗位、在岗人和上级领导',
    tag,
    permission: 'enterprise.read',
    params: Id,
    query: z.object({ on: z.iso.date('日期应如 2026-11-21').optional(), layer: LayerCode }),
    answer: AnsweringChain,
    act: async ({ tx, actor, params, query }) => {
      const file = await getEnterprise(tx, actor, params.id)
      const on = query.on ?? today()
      const then = await findVersionAt(tx, actor.scope, file.id, new Date(`${on}T23:59:59.999+08:00`))
      if (!then) throw new Problem(common.notFound, `${on} 时还没有这家企业的档案。`)
      const gridCode = String(then.snapshot.grid_code)
      const regulatorClasses = (then.snapshot.regulator_classes as string[] | null) ?? []
      const chain = await answeringChain(tx, { gridCode, objectClass: 'B', regulatorClasses }, query.layer, on)
      return { on, layer: query.layer, gridCode, ...chain }
    },
  }),
]

function historyView(version: VersionRow, before: VersionRow | undefined) {
  const changed = before
    ? (fields as readonly Field[]).filter(
        ({ key }) => !sameValue(key, valueInSnapshot(before.snapshot, key), valueInSnapshot(version.snapshot, key)),
      )
    : []
  const changes = changed.map(({ key }) => ({
    field: key,
    label: fieldOf(key).label,
    before: masked(key, before as VersionRow),
    after: masked(key, version),
  }))
  if (before && before.snapshot.grid_code !== version.snapshot.grid_code) {
    changes.push({
      field: 'gridCode',
      label: '所在网格',
      before: before.snapshot.grid_code,
      after: version.snapshot.grid_code,
    })
  }
  const { act, act_reason: reason, act_by: actor } = version.snapshot
  return { version: version.version, act, reason, actor, at: version.at.toISOString(), changes }
}

const masked = (key: string, version: VersionRow): unknown =>
  maskValues({ [key]: valueInSnapshot(version.snapshot, key) })[key]
