import { z } from 'zod'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { maskName, maskPhone } from '#standards/code/mask.ts'
import { type DoubleReason, doubleReasons } from '../../model/doubles.ts'
import { DoublesCheck } from '../../model/schema.ts'
import { askAgain, tellApart, warnOfDoubles } from '../doubles/service.ts'
import { countDoubles, countDue, type DoubleMember, type DoubleRow, listDoubles } from '../doubles/store.ts'
import { mergeEnterprises } from '../service/merge.ts'

const tag = '企业'

const Member = z.object({
  id: z.uuid(),
  name: z.string(),
  creditCode: z.string().nullable(),
  gridCode: z.string(),
  gridName: z.string(),
  address: z.string().nullable(),
  contact: z.string().nullable(),
  contactPhone: z.string().nullable(),
  legalRepresentative: z.string().nullable(),
  operatingState: z.string(),
  version: z.number(),
  createdAt: z.string(),
})

const Near = {
  score: z.number().meta({ description: '像同一家的程度，0 到 100' }),
  reasons: z.array(z.enum(Object.keys(doubleReasons) as [DoubleReason, ...DoubleReason[]])),
}

const Pair = z.tuple([z.uuid('企业编号不正确'), z.uuid('企业编号不正确')])

export const mergeRoutes: AnyRoute[] = [
  route({
    method: 'GET',
    path: '/api/v1/enterprise-doubles',
    summary: '可能重复登记的企业，两家一对，说明为什么；也可看认定过不是同一家的',
    tag,
    permission: 'enterprise.update',
    query: z.object({
      verdict: z.enum(['open', 'different']).default('open'),
      cursor: z.string().max(500).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    answer: z.object({
      items: z.array(
        z.object({
          ...Near,
          members: z.tuple([Member, Member]),
          told: z.object({ by: z.string(), at: z.iso.datetime(), reason: z.string().nullable() }).nullable(),
        }),
      ),
      nextCursor: z.string().nullable(),
      total: z.number(),
      due: z.number().meta({ description: '新登记或改动后还没有查过重的企业数' }),
    }),
    act: async ({ tx, actor, query }) => {
      const page = await listDoubles(tx, actor.scope, query)
      return {
        items: page.items.map(pairView),
        nextCursor: page.nextCursor,
        total: await countDoubles(tx, actor.scope, query.verdict),
        due: await countDue(tx, actor.scope),
      }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/enterprise-doubles/check',
    summary: '登记前查一下辖区内有没有相近的企业；只提示，不写入',
    tag,
    permission: 'enterprise.create',
    audit: 'enterprise.doubles-checked',
    body: DoublesCheck,
    answer: z.object({ items: z.array(z.object({ ...Near, member: Member })) }),
    act: async ({ tx, actor, body, note }) => {
      const items = await warnOfDoubles(tx, actor, body)
      note({ objectType: 'enterprise', gridCode: body.gridCode, detail: { name: body.name, near: items.length } })
      return { items: items.map(({ score, reasons, member }) => ({ score, reasons, member: memberView(member) })) }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/enterprise-doubles/tell-apart',
    summary: '认定两家不是同一家，以后不再列出',
    tag,
    permission: 'enterprise.update',
    audit: 'enterprise.told-apart',
    body: z.strictObject({ ids: Pair, reason: z.string().trim().max(300).optional() }),
    answer: z.object({ ids: Pair }),
    act: async ({ tx, actor, body, note }) => {
      await tellApart(tx, actor, body.ids, body.reason || null)
      note({ objectType: 'enterprise', objectId: body.ids[0], detail: { other: body.ids[1], reason: body.reason } })
      return { ids: body.ids }
    },
  }),
  route({
    method: 'POST',
    path: '/api/v1/enterprise-doubles/ask-again',
    summary: '撤回「不是同一家」，重新列为疑似重复',
    tag,
    permission: 'enterprise.update',
    audit: 'enterprise.asked-again',
    body: z.strictObject({ ids: Pair }),
    answer: z.object({ ids: Pair }),
    act: async ({ tx, actor, body, note }) => {
      await askAgain(tx, actor, body.ids)
      note({ objectType: 'enterprise', objectId: body.ids[0], detail: { other: body.ids[1] } })
      return { ids: body.ids }
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
      codeMistaken: z
        .boolean()
        .optional()
        .meta({ description: '两边信用代码不同时：确认另一份的代码登记有误或已停用' }),
    }),
    answer: z.object({ id: z.uuid(), version: z.number(), changed: z.array(z.string()), mergedId: z.uuid() }),
    act: async ({ tx, actor, params, body, note }) => {
      const { names, ...done } = await mergeEnterprises(tx, actor, params.id, body)
      note({
        objectType: 'enterprise',
        objectId: params.id,
        detail: {
          ...names,
          mergedId: body.otherId,
          reason: body.reason,
          filled: done.changed,
          codeMistaken: body.codeMistaken,
        },
      })
      return done
    },
  }),
]

const pairView = (row: DoubleRow) => ({
  score: row.score,
  reasons: row.reasons,
  members: row.members.map(memberView) as [DoubleMember, DoubleMember],
  told: row.verdictAt && {
    by: row.verdictBy?.name ?? '',
    at: row.verdictAt.toISOString(),
    reason: row.verdictReason,
  },
})

const memberView = (member: DoubleMember): DoubleMember => ({
  ...member,
  contact: member.contact && maskName(member.contact),
  contactPhone: member.contactPhone && maskPhone(member.contactPhone),
  legalRepresentative: member.legalRepresentative && maskName(member.legalRepresentative),
  createdAt: String(member.createdAt),
})
