import type { FastifyReply } from 'fastify'
import { z } from 'zod'
import { common, Problem } from '#kernel/http/problem.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import { needsSecondFactor } from './actor-of.ts'
import type { IdentityContext } from './context.ts'
import { idleMinutesOf, today } from './limits.ts'
import { ChangePassword, Me, Proof, SessionView, SignedIn, SignIn } from './model/schema.ts'
import { showProof } from './proof.ts'
import { changePassword, inPerson, takeSeat } from './service.ts'
import { signIn } from './sign-in.ts'
import * as store from './store.ts'
import { findTotp } from './totp/store.ts'

export const SESSION_COOKIE = 'angrid_session'

const tag = '身份'

/** Lets the page know without asking that somebody signed in here; says nothing else and opens nothing. */
export const HINT_COOKIE = 'angrid_signed_in'

/** Gives the browser its session. */
export function setSession(reply: FastifyReply, https: boolean, session: { token: string; expiresAt: Date }): void {
  const options = { ...cookieOptions(https), expires: session.expiresAt }
  reply.setCookie(SESSION_COOKIE, session.token, options)
  reply.setCookie(HINT_COOKIE, '1', { ...options, httpOnly: false })
}

/** How the session cookie is set, and cleared again. */
export const cookieOptions = (https: boolean) => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: https,
})

/** Sign-in, sessions and one's own account. */
export function identityRoutes(context: IdentityContext): AnyRoute[] {
  const { limits } = context
  const cookie = cookieOptions(context.https)
  return [
    route({
      method: 'POST',
      path: '/api/v1/sessions',
      summary: '登录，得到令牌和会话 Cookie',
      tag,
      permission: 'public',
      audit: 'identity.signed-in',
      body: SignIn,
      answer: SignedIn,
      status: 201,
      perMinute: 120,
      raw: true,
      act: async ({ db, request, reply, meta }) => {
        const input = SignIn.safeParse(request.body)
        if (!input.success) {
          const errors = input.error.issues.map((issue) => ({
            pointer: `/${issue.path.join('/')}`,
            message: issue.message,
          }))
          throw new Problem(common.invalid, '请填写账号和密码。', { errors })
        }
        const session = await signIn(db, context, { ...input.data, meta })
        setSession(reply, context.https, session)
        return { token: session.token, expiresAt: session.expiresAt.toISOString(), secondFactor: session.secondFactor }
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/me',
      summary: '当前账号、岗位和权限',
      tag,
      permission: 'account',
      answer: Me,
      act: async ({ actor, tx }) => {
        const seats = await store.listSeatsOfPerson(tx, actor.personId, today(limits.now()))
        const factor = await findTotp(tx, actor.accountId)
        return {
          accountId: actor.accountId,
          personId: actor.personId,
          login: actor.login,
          personName: actor.personName,
          role: actor.role,
          seat: seats.find((seat) => seat.id === actor.seatId) ?? null,
          seats,
          gridCode: actor.gridCode,
          objectId: actor.scope.objectId,
          permissions: [...actor.permissions].sort(),
          mustChangePassword: actor.mustChangePassword,
          passwordLength: limits.passwordLength,
          secondFactor: {
            on: factor.totpConfirmedAt !== null,
            required: needsSecondFactor(limits, actor.role),
            missing: actor.mustEnrol,
          },
        }
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/sessions',
      summary: '我的登录会话',
      tag,
      permission: 'in-person',
      answer: z.object({ items: z.array(SessionView), nextCursor: z.string().nullable(), total: z.number() }),
      act: async ({ actor, tx }) => {
        const rows = await store.listSessions(tx, actor.accountId, idleMinutesOf(limits, actor.role), limits.now())
        const items = rows.map((row) => ({
          ...row,
          current: row.id === actor.sessionId,
          createdAt: row.createdAt.toISOString(),
          lastSeenAt: row.lastSeenAt.toISOString(),
        }))
        return { items, nextCursor: null, total: items.length }
      },
    }),
    route({
      method: 'DELETE',
      path: '/api/v1/sessions/:id',
      summary: '退出一个会话；id 为 current 时退出当前会话',
      tag,
      permission: 'account',
      audit: 'identity.signed-out',
      params: z.object({ id: z.union([z.literal('current'), z.uuid('会话编号不正确')]) }),
      answer: z.null(),
      status: 204,
      act: async ({ actor, tx, params, reply, note }) => {
        const id = params.id === 'current' ? inPerson(actor) : params.id
        const done = await store.revokeSession(tx, actor.accountId, id, limits.now())
        if (!done) throw new Problem(common.notFound, '没有这个会话，或它已经退出。')
        note({ objectType: 'session', objectId: id })
        if (id === actor.sessionId)
          reply
            .clearCookie(SESSION_COOKIE, cookie)
            .clearCookie(HINT_COOKIE, { ...cookie, httpOnly: false })
            .header('clear-site-data', '"cache", "storage"')
        return null
      },
    }),
    route({
      method: 'POST',
      path: '/api/v1/me/proof',
      summary: '再验证一次身份：密码或动态口令，几分钟内可办重要事项',
      tag,
      permission: 'in-person',
      audit: 'identity.proven',
      body: Proof,
      answer: z.object({ minutes: z.number() }),
      perMinute: 20,
      raw: true,
      act: async ({ db, actor, request, meta }) => {
        const proof = Proof.safeParse(request.body)
        if (!proof.success) throw new Problem(common.invalid, '请填密码或动态口令中的一样。')
        await showProof(db, context, actor, proof.data, meta)
        return { minutes: limits.proofMinutes }
      },
    }),
    route({
      method: 'PUT',
      path: '/api/v1/me/seat',
      summary: '换到我的另一个岗位',
      tag,
      permission: 'in-person',
      audit: 'identity.seat-taken',
      body: z.object({ seatId: z.uuid('岗位编号不正确') }),
      answer: z.object({ seatId: z.uuid() }),
      act: async ({ actor, tx, body, note }) => {
        const to = await takeSeat(tx, limits, actor, body.seatId)
        note({ objectType: 'seat', objectId: body.seatId, detail: { from: actor.seatTitle, to } })
        return body
      },
    }),
    route({
      method: 'PUT',
      path: '/api/v1/me/password',
      summary: '修改自己的密码，其他会话随之退出',
      tag,
      permission: 'account',
      audit: 'identity.password-changed',
      body: ChangePassword,
      answer: z.object({ changed: z.literal(true) }),
      perMinute: 20,
      act: async ({ actor, tx, body, note }) => {
        await changePassword(tx, limits, actor, body.oldPassword, body.newPassword)
        note({ objectType: 'account', objectId: actor.accountId })
        return { changed: true as const }
      },
    }),
  ]
}
