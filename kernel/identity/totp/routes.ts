import { z } from 'zod'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import type { IdentityContext } from '../context.ts'
import { beginTotp, confirmTotp, removeTotp } from './service.ts'

const tag = '动态口令'
const Code = z.object({
  code: z.preprocess(
    (text) => (typeof text === 'string' ? text.normalize('NFKC').trim() : text),
    z.string().regex(/^\d{6}$/, '动态口令为 6 位数字'),
  ),
})
const State = z.object({ enabled: z.boolean() })

/**
 * The person's own second factor (GB/T 22239-2019 8.1.4.1). Setting it up is open to whoever must do it before anything
 * else.
 */
export function totpRoutes(context: IdentityContext): AnyRoute[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/me/totp',
      summary: '生成动态口令密钥；确认第一个口令后才启用',
      tag,
      permission: 'enrolment',
      audit: 'identity.totp-begun',
      answer: z.object({ secret: z.string().nullable(), uri: z.string().nullable() }),
      status: 201,
      shownOnce: ['secret', 'uri'],
      perMinute: 20,
      act: async ({ tx, actor, note }) => {
        note({ objectType: 'account', objectId: actor.accountId })
        return beginTotp(tx, context, actor)
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/me/totp/confirm',
      summary: '用第一个口令启用；此后登录需要动态口令',
      tag,
      permission: 'enrolment',
      audit: 'identity.totp-confirmed',
      body: Code,
      answer: State,
      perMinute: 10,
      act: async ({ tx, actor, body, note }) => {
        await confirmTotp(tx, context, actor, body.code)
        note({ objectType: 'account', objectId: actor.accountId })
        return { enabled: true }
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/me/totp',
      summary: '停用动态口令，须输入一个口令',
      tag,
      permission: 'in-person',
      audit: 'identity.totp-removed',
      body: Code,
      answer: State,
      perMinute: 10,
      act: async ({ tx, actor, body, note }) => {
        await removeTotp(tx, context, actor, body.code)
        note({ objectType: 'account', objectId: actor.accountId })
        return { enabled: false }
      },
    }),
  ]
}
