import { z } from 'zod'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/service.ts'
import { maskName, maskPhone } from '#standards/code/mask.ts'
import {
  CreateEnterprise,
  EnterpriseFile,
  EnterpriseList,
  EnterpriseQuery,
  UpdateEnterprise,
} from '../../model/schema.ts'
import { notFound } from '../service/access.ts'
import { createEnterprise, updateEnterprise } from '../service/edit.ts'
import * as store from '../store/enterprise.ts'
import { findCandidates } from '../store/filter.ts'
import { fileView } from '../view.ts'

const tag = '企业'
const Id = z.object({ id: z.uuid('企业编号不正确') })

export const registerRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/enterprises',
    summary:
      '企业列表：按名称、信用代码、拼音首字母、地址、联系人查找，按网格、行业、规模、状态、风险、新鲜度筛选（同一项可给几个值，用逗号分开），按 sort 排序',
    tag,
    permission: 'enterprise.read',
    query: EnterpriseQuery,
    answer: EnterpriseList,
    act: async ({ tx, actor, query }) => {
      const { cursor, limit, sort, ...filter } = query
      const day = today()
      const search = await findCandidates(tx, actor.scope, filter)
      const page = await store.listEnterprises(tx, actor.scope, filter, { cursor, limit, sort, today: day, search })
      const total = await store.countEnterprises(tx, actor.scope, filter, day, search)
      return { items: page.items.map(rowView), nextCursor: page.nextCursor, ...total }
    },
  }),
  route({
    method: 'GET',
    path: '/api/v1/enterprises/:id',
    summary: '企业档案，个人信息打码',
    tag,
    permission: 'enterprise.read',
    params: Id,
    answer: EnterpriseFile,
    act: async ({ tx, actor, params, reply }) => {
      const file = await store.findEnterpriseWithPath(tx, actor.scope, params.id)
      if (!file) throw notFound()
      reply.header('etag', `"${file.version}"`)
      return fileView(actor, file, file.gridPath)
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/enterprises',
    summary: '登记企业',
    tag,
    permission: 'enterprise.create',
    audit: 'enterprise.created',
    body: CreateEnterprise,
    answer: z.object({ id: z.uuid(), version: z.number() }),
    status: 201,
    act: async ({ tx, actor, body, note }) => {
      const created = await createEnterprise(tx, actor, body)
      note({ objectType: 'enterprise', objectId: created.id, gridCode: body.gridCode, detail: { name: body.name } })
      return created
    },
  }),
  route({
    method: 'PATCH',
    path: '/api/v1/enterprises/:id',
    summary: '修改企业档案（带 If-Match 版本号）',
    tag,
    permission: 'enterprise.update',
    audit: 'enterprise.updated',
    params: Id,
    body: UpdateEnterprise,
    answer: z.object({ id: z.uuid(), version: z.number(), changed: z.array(z.string()) }),
    act: async ({ tx, actor, params, body, ifMatch, note }) => {
      const done = await updateEnterprise(tx, actor, params.id, ifMatch, body)
      const { moved, ...answer } = done
      const detail = { changed: done.changed, ...(moved ? { ...moved, reason: body.reason ?? null } : {}) }
      note({ objectType: 'enterprise', objectId: params.id, detail })
      return answer
    },
  }),
]

const rowView = (row: store.EnterpriseRow) => ({
  ...row,
  contact: row.contact && maskName(row.contact),
  contactPhone: row.contactPhone && maskPhone(row.contactPhone),
  updatedAt: row.updatedAt.toISOString(),
})
