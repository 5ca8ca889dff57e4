import { z } from 'zod'
import { appendAudit } from '#kernel/audit/audit.ts'
import { actorLine } from '#kernel/http/chain.ts'
import { common, Problem } from '#kernel/http/problem.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { today } from '#kernel/identity/limits.ts'
import { may } from '#kernel/identity/model/actor.ts'
import { listPersonal } from '#modules/enterprise/server/store/along.ts'
import { LawAlong } from '../model/law.ts'
import { AlongBatch, AlongChoice, AlongQuery, AlongSize, RevealContacts } from '../model/schema.ts'
import { lawOf } from './law.ts'
import { type AlongSources, sizeOf, takeFiles } from './service.ts'

const tag = '带上一片'
const permission = 'along.take'

/** What devices take along before they leave the network. */
export const alongRoutes = (sources: AlongSources): AnyRoute[] => [
  route({
    method: 'GET',
    path: '/api/v1/along/size',
    summary: '带上一片有多少家、大约多大',
    tag,
    permission,
    query: AlongChoice,
    answer: AlongSize,
    act: async ({ tx, actor, query, settings }) => sizeOf(tx, actor, sources, settings, query),
  }),
  route({
    method: 'GET',
    path: '/api/v1/along/files',
    summary: '带上一片：一批企业的档案、没销号的隐患、历史、风险点和走访检查表，个人信息打码',
    tag,
    permission,
    query: AlongQuery,
    answer: AlongBatch,
    act: async ({ tx, actor, query: { cursor, limit, ...choice }, settings }) => ({
      ...(await takeFiles(tx, actor, sources, settings, choice, { cursor, limit })),
      asOf: new Date().toISOString(),
    }),
  }),
  route({
    method: 'GET',
    path: '/api/v1/along/law',
    summary: '带上法规：裁量基准、检查项和依据、平台计算的期限；没有核实的注明',
    tag,
    permission,
    answer: LawAlong,
    act: async ({ tx, actor }) => lawOf(tx, actor, sources.kinds, today()),
  }),
  route({
    method: 'POST',
    path: '/api/v1/along/contacts',
    summary: '带上一批企业的完整姓名和电话；须说明用途，每家留审计记录',
    tag,
    permission: 'enterprise.reveal',
    audit: 'along.contacts-taken',
    body: RevealContacts,
    answer: z.object({
      items: z.array(z.object({ id: z.uuid(), values: z.record(z.string(), z.unknown()) })).nullable(),
    }),
    shownOnce: ['items'],
    perMinute: 60,
    act: async ({ tx, actor, body: { ids, purpose }, note, meta }) => {
      if (!may(actor, permission)) throw new Problem(common.forbidden, '您的岗位不带企业外出，没有这项权限。')
      const rows = await listPersonal(tx, actor.scope, ids)
      for (const { id, gridCode, fields } of rows)
        await appendAudit(tx, {
          ...{ action: 'enterprise.revealed', ...actorLine(actor), objectType: 'enterprise', objectId: id, gridCode },
          ...{ detail: { purpose, fields }, request: meta },
        })
      note({ gridCode: actor.gridCode, detail: { purpose, count: rows.length } })
      return { items: rows.map(({ id, values }) => ({ id, values })) }
    },
  }),
]
