import { z } from 'zod'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { maskName } from '#standards/code/mask.ts'
import { mergeEnterprises } from '../service/merge.ts'
import { countDoubles, listDoubles } from '../store/merge.ts'

const tag = '企业'

const Member = z.object({
  id: z.uuid(),
  name: z.string(),
  creditCode: z.string().nullable(),
  gridCode: z.string(),
  gridName: z.string(),
  address: z.string().nullable(),
  contact: z.string().nullable(),
  version: z.number(),
  createdAt: z.string(),
})

export const mergeRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/enterprise-doubles',
    summary: '同一县区内名称相近、可能重复登记的企业',
    tag,
    permission: 'enterprise.update',
    query: z.object({
      cursor: z.string().max(500).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    answer: z.object({
      items: z.array(z.object({ county: z.string(), members: z.array(Member) })),
      nextCursor: z.string().nullable(),
      total: z.number(),
    }),
    act: async ({ tx, actor, query }) => {
      const page = await listDoubles(tx, actor.scope, query)
      const items = page.items.map(({ county, members }) => ({
        county,
        members: members.map((member) => ({
          ...member,
          contact: member.contact && maskName(member.contact),
          createdAt: String(member.createdAt),
        })),
      }))
      return { items, nextCursor: page.nextCursor, total: await countDoubles(tx, actor.scope) }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/enterprises/:id/merge',
    summary: '把重复登记的另一份档案并入这一份；两边的历史都保留',
    tag,
    permission: 'enterprise.update',
    audit: 'enterprise.merged',
    params: z.object({ id: z.uuid('企业编号不正确') }),
    body: z.strictObject({
      otherId: z.uuid('企业编号不正确'),
      reason: z.string().trim().min(2, '请写明理由').max(300),
    }),
    answer: z.object({ id: z.uuid(), version: z.number(), changed: z.array(z.string()), mergedId: z.uuid() }),
    act: async ({ tx, actor, params, body, note }) => {
      const done = await mergeEnterprises(tx, actor, params.id, body.otherId, body.reason)
      note({
        objectType: 'enterprise',
        objectId: params.id,
        detail: { merged: body.otherId, reason: body.reason, filled: done.changed },
      })
      return done
    },
  }),
]
