import { z } from 'zod'
import { readCursor, writeCursor } from '#kernel/http/cursor.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import type { IdentityContext } from '../context.ts'
import { today } from '../limits.ts'
import { maskPhone } from '../model/mask.ts'
import { ChangePerson, IssuedSecret, NewPerson, PersonView } from './schema.ts'
import * as service from './service.ts'
import { listPeople, type PersonRow } from './store.ts'

const tag = '人员'
const Id = z.object({ id: z.uuid('人员编号不正确') })
const Done = z.object({ id: z.uuid() })

/** People and their accounts, inside one's own grid. */
export function peopleRoutes({ limits }: IdentityContext): AnyRoute[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/people',
      summary: '本辖区人员，手机号已脱敏',
      tag,
      permission: 'person.read',
      query: z.object({
        q: z.string().trim().max(50).default(''),
        cursor: z.string().max(500).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      answer: z.object({ items: z.array(PersonView), nextCursor: z.string().nullable(), total: z.number() }),
      act: async ({ tx, actor, query }) => {
        const after = readCursor<[string, string]>(query.cursor, ['string', 'uuid'])
        const on = today(limits.now())
        const { rows, total } = await listPeople(tx, actor.scope, on, query.q, { after, limit: query.limit })
        const last = rows.length === query.limit ? rows.at(-1) : undefined
        return { items: rows.map(viewOf), nextCursor: last ? writeCursor([last.name, last.id]) : null, total }
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/people/:id',
      summary: '一个人员',
      tag,
      permission: 'person.read',
      params: Id,
      answer: PersonView,
      act: async ({ tx, actor, params }) => viewOf(await service.getPerson(tx, limits, actor, params.id)),
    }),
    route({
      method: 'POST',
      path: '/api/v1/people',
      summary: '登记人员并开通账号；初始密码只在这一次给出',
      tag,
      permission: 'person.manage',
      audit: 'identity.person-created',
      body: NewPerson,
      answer: IssuedSecret,
      status: 201,
      shownOnce: ['secret'],
      act: async ({ tx, actor, body, note }) => {
        const { gridCode, ...created } = await service.createPerson(tx, limits, actor, body)
        note({
          objectType: 'person',
          objectId: created.id,
          gridCode,
          detail: { name: body.name, login: created.login, phone: maskPhone(body.phone ?? null) },
        })
        return created
      },
    }),
    route({
      method: 'PATCH',
      path: '/api/v1/people/:id',
      summary: '修改人员信息',
      tag,
      permission: 'person.manage',
      audit: 'identity.person-changed',
      params: Id,
      body: ChangePerson,
      answer: Done,
      act: async ({ tx, actor, params, body, note }) => {
        await service.changePerson(tx, limits, actor, params.id, body)
        const phone = body.phone === undefined ? {} : { phone: maskPhone(body.phone) }
        note({ objectType: 'person', objectId: params.id, detail: { ...body, ...phone } })
        return params
      },
    }),
    ...decisions(limits),
    route({
      method: 'POST',
      path: '/api/v1/people/:id/reset-password',
      summary: '重置密码；新的初始密码只在这一次给出，原有会话全部退出',
      tag,
      permission: 'person.manage',
      audit: 'identity.password-reset',
      params: Id,
      answer: IssuedSecret,
      shownOnce: ['secret'],
      act: async ({ tx, actor, params, note }) => {
        const issued = await service.resetPassword(tx, limits, actor, params.id)
        note({ objectType: 'person', objectId: params.id, detail: { login: issued.login } })
        return issued
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/people/:id/reset-second-factor',
      summary: '重置动态口令：手机丢了的人下次登录不用口令，或重新启用',
      tag,
      permission: 'person.manage',
      audit: 'identity.second-factor-reset',
      freshProof: true,
      params: Id,
      answer: Done,
      act: async ({ tx, actor, params, note }) => {
        const detail = await service.resetFactor(tx, limits, actor, params.id)
        note({ objectType: 'person', objectId: params.id, detail })
        return params
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/people/:id/reveal',
      summary: '查看完整手机号，须说明用途，留有记录',
      tag,
      permission: 'person.reveal',
      audit: 'identity.person-revealed',
      params: Id,
      body: z.object({ purpose: z.string().trim().min(2, '请说明用途').max(200) }),
      answer: z.object({ id: z.uuid(), phone: z.string().nullable() }),
      shownOnce: ['phone'],
      act: async ({ tx, actor, params, body, note }) => {
        const person = await service.getPerson(tx, limits, actor, params.id)
        note({ objectType: 'person', objectId: params.id, detail: { field: 'phone', purpose: body.purpose } })
        return { id: person.id, phone: person.phone }
      },
    }),
  ]
}

function decisions(limits: IdentityContext['limits']): AnyRoute[] {
  const table = [
    {
      word: 'disable',
      summary: '停用账号，会话立即退出',
      audit: 'identity.person-disabled',
      act: service.disablePerson,
    },
    { word: 'enable', summary: '启用账号', audit: 'identity.person-enabled', act: service.enablePerson },
  ]
  return table.map(({ word, summary, audit, act }) =>
    route({
      method: 'POST',
      path: `/api/v1/people/:id/${word}`,
      summary,
      tag,
      permission: 'person.manage',
      audit,
      params: Id,
      answer: Done,
      act: async ({ tx, actor, params, note }) => {
        await act(tx, limits, actor, params.id)
        note({ objectType: 'person', objectId: params.id })
        return params
      },
    }),
  )
}

function viewOf(row: PersonRow): z.input<typeof PersonView> {
  return {
    id: row.id,
    name: row.name,
    phone: maskPhone(row.phone),
    login: row.login,
    disabled: row.disabledAt !== null,
    secondFactor: row.totpConfirmedAt !== null,
    lastActiveAt: row.lastActiveAt?.toISOString() ?? null,
    seats: row.seats,
  }
}
