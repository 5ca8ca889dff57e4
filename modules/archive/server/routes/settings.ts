import { z } from 'zod'
import type { Tx } from '#kernel/db/db.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { type Actor, actingName } from '#kernel/identity/model/actor.ts'
import { covers } from '#kernel/scope/scope.ts'
import { gridNames } from '#modules/grid/server/store.ts'
import type { categories } from '../../model/codes.ts'
import { retentions } from '../../model/codes.ts'
import { archiveProblems } from '../../model/problems.ts'
import { findRule, retentionRules, setsRetention } from '../../model/retention.ts'
import { OfficeInput, OfficeView, RetentionInput, RetentionView } from '../../model/schema.ts'
import { retentionOf } from '../service/volume.ts'
import {
  findOfficeOf,
  findSameCodes,
  insertRetention,
  listOffices,
  listRetentions,
  saveOffice,
} from '../store/office.ts'

const tag = '档案'

/** How offices number their archives, and the retention table. */
export const settingRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/archive-offices',
    summary: '各单位的全宗号、档案门类和机构代码；离得最近的一级算数',
    tag,
    permission: 'archive.read',
    answer: z.object({ items: z.array(OfficeView), nextCursor: z.null(), total: z.number() }),
    act: async ({ tx, actor }) => {
      const items = await officeViews(tx, actor)
      return { items, nextCursor: null, total: items.length }
    },
  }),
  route({
    method: 'PUT',
    path: '/api/v1/archive-offices',
    summary: '填写或修改一级单位的档号设置；已归档的卷不变',
    tag,
    permission: 'archive.maintain',
    audit: 'archive.office-changed',
    body: OfficeInput,
    answer: z.object({ items: z.array(OfficeView) }),
    act: async ({ tx, actor, body, note }) => {
      if (!covers(actor.scope, body.gridCode)) throw new Problem(common.notFound, '没有这个网格，或它不在您的辖区。')
      if (!(await gridNames(tx, [body.gridCode])).has(body.gridCode))
        throw new Problem(common.invalid, '没有这个网格，请重新选。', {
          errors: [{ pointer: '/gridCode', message: '没有这个网格' }],
        })
      const same = await findSameCodes(tx, body)
      if (same) {
        const name = (await gridNames(tx, [same])).get(same) ?? same
        const message = `${name}已经用全宗号 ${body.fonds}、机构代码 ${body.unit}`
        throw new Problem(archiveProblems.sameCodes, `${message}，两家用同一组号会共用一个件号。请核对全宗号。`, {
          errors: [{ pointer: '/fonds', message }],
        })
      }
      if (!(await saveOffice(tx, { ...body, by: actingName(actor) })))
        throw new Problem(archiveProblems.officeTaken, '别人刚改过这一级的档号设置，请刷新后再改。')
      note({ objectType: 'archive-office', objectId: body.gridCode, gridCode: body.gridCode, detail: { ...body } })
      return { items: await officeViews(tx, actor) }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/archive-retentions',
    summary: '保管期限表：每类案卷现在的期限、原定的期限和改动经过',
    tag,
    permission: 'archive.read',
    answer: z.object({ items: z.array(RetentionView), nextCursor: z.null(), total: z.number() }),
    act: async ({ tx }) => {
      const items = await retentionViews(tx)
      return { items, nextCursor: null, total: items.length }
    },
  }),
  route({
    method: 'PUT',
    path: '/api/v1/archive-retentions/:key',
    summary: '改一类案卷的保管期限：只由市级改，写明理由和批准的单位；已归档的卷不变',
    tag,
    permission: 'archive.maintain',
    audit: 'archive.retention-changed',
    params: z.object({ key: z.string().max(60) }),
    body: RetentionInput,
    answer: RetentionView,
    act: async ({ tx, actor, params, body, note }) => {
      if (!setsRetention(actor.gridCode))
        throw new Problem(common.forbidden, '保管期限表全市一份，只由市级档案员修改；确要调整的请报市级。')
      const rule = findRule(params.key)
      if (!rule) throw new Problem(common.notFound, '保管期限表里没有这一类。')
      if ((await retentionOf(tx, rule.key)) === body.retention)
        throw new Problem(common.invalid, `现在就是${retentions[body.retention]}，不用改。`, {
          errors: [{ pointer: '/retention', message: `现在就是${retentions[body.retention]}` }],
        })
      await insertRetention(tx, { key: rule.key, ...body, setBy: actingName(actor) })
      const detail = { title: rule.title, retention: retentions[body.retention], reason: body.reason }
      note({ objectType: 'archive-retention', detail })
      return (await retentionViews(tx)).find(({ key }) => key === rule.key) as z.input<typeof RetentionView>
    },
  }),
]

async function officeViews(tx: Tx, actor: Actor): Promise<z.input<typeof OfficeView>[]> {
  const rows = await listOffices(tx, actor.gridCode)
  const names = await gridNames(
    tx,
    rows.map(({ gridCode }) => gridCode),
  )
  const own = await findOfficeOf(tx, actor.gridCode)
  return rows.map(({ category, changedAt, ...row }) => ({
    ...row,
    category: category as keyof typeof categories,
    gridName: names.get(row.gridCode) ?? row.gridCode,
    changedAt: changedAt.toISOString(),
    mine: own?.gridCode === row.gridCode,
  }))
}

async function retentionViews(tx: Tx): Promise<z.input<typeof RetentionView>[]> {
  const set = await listRetentions(tx)
  return retentionRules.map(({ key, title, retention, source }) => {
    const history = set.filter((one) => one.key === key)
    return {
      key,
      title,
      retention: history[0]?.retention ?? retention,
      declared: retention,
      source,
      history: history.map(({ id: _id, key: _key, setAt, ...one }) => ({ ...one, setAt: setAt.toISOString() })),
    }
  })
}
