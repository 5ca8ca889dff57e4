import { z } from 'zod'
import { Problem } from '#kernel/http/problem.ts'
import { type AnyRoute, route } from '#kernel/http/route.ts'
import type { IdentityContext } from '../context.ts'
import { identityProblems } from '../model/problems.ts'
import { cookieOptions, setSession } from '../routes.ts'
import { OidcClient, type OidcSettings, type OidcTrip } from './client.ts'
import { signInBySubject } from './service.ts'

const TRIP_COOKIE = 'angrid_oidc'
const tag = '统一身份'

/** Signing in through the office's single sign-on; without settings both addresses say it is off. */
export function oidcRoutes(context: IdentityContext, settings: OidcSettings | null): AnyRoute[] {
  const client = settings ? new OidcClient(settings) : null
  const use = (): OidcClient => {
    if (!client) throw new Problem(identityProblems.oidcOff, '平台没有启用统一身份登录。')
    return client
  }
  const cookie = { ...cookieOptions(context.https), path: '/api/v1/oidc' }
  return [
    route({
      method: 'GET',
      path: '/api/v1/oidc/start',
      summary: '转到统一身份平台登录',
      tag,
      permission: 'public',
      answer: z.null(),
      status: 302,
      perMinute: 60,
      raw: true,
      act: async ({ request, reply }) => {
        const home = `${context.https ? 'https' : 'http'}://${request.host}`
        const { url, trip } = await use().begin(`${home}/api/v1/oidc/callback`, context.limits.now())
        reply.setCookie(TRIP_COOKIE, context.secrets.seal(JSON.stringify(trip), 'oidc'), { ...cookie, maxAge: 600 })
        reply.header('location', url)
        return null
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/oidc/callback',
      summary: '从统一身份平台返回，建立会话',
      tag,
      permission: 'public',
      audit: 'identity.signed-in',
      answer: z.null(),
      status: 302,
      perMinute: 60,
      raw: true,
      act: async ({ db, request, reply, meta }) => {
        const oidc = use()
        const trip = openTrip(context, request.cookies[TRIP_COOKIE])
        reply.clearCookie(TRIP_COOKIE, cookie)
        if (!trip) throw new Problem(identityProblems.signInBroken, '登录请求已过期，请重新登录。')
        const at = request.url.indexOf('?')
        const identity = await oidc.finish(trip, at < 0 ? '' : request.url.slice(at))
        const session = await signInBySubject(db, context, identity, meta)
        setSession(reply, context.https, session)
        reply.header('location', '/')
        return null
      },
    }),
  ]
}

/** The trip this browser set out on; null when it never did, too long ago, or the cookie was touched. */
function openTrip(context: IdentityContext, sealed: string | undefined): OidcTrip | null {
  if (!sealed) return null
  try {
    const trip = JSON.parse(context.secrets.open(sealed, 'oidc')) as OidcTrip
    return trip.until > context.limits.now().getTime() ? trip : null
  } catch {
    return null
  }
}
