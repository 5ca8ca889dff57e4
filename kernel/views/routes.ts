import { z } from 'zod'
import { newId } from '#kernel/db/id.ts'
import { common, Problem, type ProblemKind } from '#kernel/http/problem.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { countViews, listViews, removeView, upsertView } from './store.ts'

const tag = '常用视图'
const MOST = 200
const tooMany: ProblemKind = { type: 'view/too-many', status: 409, title: '视图过多' }

const Page = z.string().regex(/^[a-z][a-z0-9/-]{0,60}$/, '页面名称不正确')

const NewView = z
  .object({
    page: Page,
    name: z.string().trim().min(1, '请填写名称').max(40),
    query: z.string().max(4000, '条件过长'),
    shared: z.boolean().default(false),
  })
  .meta({ id: 'NewSavedView' })

const SavedView = z
  .object({
    id: z.uuid(),
    page: z.string(),
    name: z.string(),
    query: z.string(),
    shared: z.boolean(),
    mine: z.boolean(),
    ownerName: z.string(),
  })
  .meta({ id: 'SavedView' })

/** Filters people keep under a name, for themselves or for their body. */
export const viewRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/saved-views',
    summary: '一个页面的常用视图：自己的，以及本单位共享的',
    tag,
    permission: 'signed-in',
    query: z.object({ page: Page }),
    answer: z.object({ items: z.array(SavedView), nextCursor: z.string().nullable(), total: z.number() }),
    act: async ({ tx, actor, query }) => {
      const rows = await listViews(tx, actor, query.page)
      const items = rows.map((row) => ({ ...row, mine: row.accountId === actor.accountId }))
      return { items, nextCursor: null, total: items.length }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/saved-views',
    summary: '保存视图；同名的自己的视图会被替换',
    tag,
    permission: 'in-person',
    audit: 'view.saved',
    body: NewView,
    answer: z.object({ id: z.uuid() }),
    status: 201,
    act: async ({ tx, actor, body, note }) => {
      if ((await countViews(tx, actor.accountId)) >= MOST)
        throw new Problem(tooMany, `每人最多保存 ${MOST} 个视图，请先删除不用的。`)
      const id = await upsertView(tx, { ...body, id: newId(), accountId: actor.accountId, bodyId: actor.bodyId })
      note({ objectType: 'view', objectId: id, detail: { page: body.page, name: body.name, shared: body.shared } })
      return { id }
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/v1/saved-views/:id',
    summary: '删除自己的视图',
    tag,
    permission: 'in-person',
    audit: 'view.removed',
    params: z.object({ id: z.uuid('视图编号不正确') }),
    answer: z.null(),
    status: 204,
    act: async ({ tx, actor, params, note }) => {
      if (!(await removeView(tx, actor.accountId, params.id))) throw new Problem(common.notFound, '没有这个视图。')
      note({ objectType: 'view', objectId: params.id })
      return null
    },
  }),
]
