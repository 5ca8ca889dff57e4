import { z } from 'zod'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import type { IdentityContext } from '../context.ts'
import { today } from '../limits.ts'
import { NewStandIn, StandInChoice, StandInView } from './schema.ts'
import * as service from './service.ts'
import { listStandIns, type StandInRow } from './store.ts'

const tag = '代理'

/** Standing in on a seat while its holder is on leave (请假代理). */
export function standInRoutes({ limits }: IdentityContext): AnyRoute[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/stand-ins',
      summary: '与我有关的代理：别人代理我的、我代理别人的，现在和以后的',
      tag,
      permission: 'in-person',
      answer: z.object({ items: z.array(StandInView), nextCursor: z.null(), total: z.number() }),
      act: async ({ tx, actor }) => {
        const rows = await listStandIns(tx, actor.personId, today(limits.now()))
        return { items: rows.map(viewOf), nextCursor: null, total: rows.length }
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/stand-in-choices',
      summary: '谁可以代理我现在的岗位',
      tag,
      permission: 'in-person',
      answer: z.object({ items: z.array(StandInChoice) }),
      act: async ({ tx, actor }) => ({
        items: (await service.listChoices(tx, limits, actor)).map(({ personId, name, seatTitle, bodyName }) => ({
          personId,
          name,
          seatTitle,
          bodyName,
        })),
      }),
    }),
    route({
      method: 'POST',
      path: '/api/v1/stand-ins',
      summary: '请人代理我现在的岗位，从哪天到哪天',
      tag,
      permission: 'in-person',
      audit: 'identity.stand-in-set',
      freshProof: true,
      body: NewStandIn,
      answer: StandInView,
      status: 201,
      act: async ({ tx, actor, body, note }) => {
        const row = await service.setStandIn(tx, limits, actor, body)
        note(lineOf(row))
        return viewOf(row)
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/stand-ins/:id/end',
      summary: '结束代理：已开始的到今天为止，没开始的取消',
      tag,
      permission: 'in-person',
      audit: 'identity.stand-in-ended',
      params: z.object({ id: z.uuid('代理编号不正确') }),
      answer: z.object({ id: z.uuid() }),
      act: async ({ tx, actor, params, note }) => {
        note(lineOf(await service.endStandIn(tx, limits, actor, params.id)))
        return params
      },
    }),
  ]
}

const viewOf = ({ gridCode: _place, ...row }: StandInRow): z.input<typeof StandInView> => row

const lineOf = ({ seatId, gridCode, personName, forPersonName, fromOn, toOn }: StandInRow) => ({
  objectType: 'seat',
  objectId: seatId,
  gridCode,
  detail: { person: personName, for: forPersonName, fromOn, toOn },
})
