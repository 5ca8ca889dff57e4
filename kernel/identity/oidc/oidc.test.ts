import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import Provider from 'oidc-provider'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compose } from '#apps/server/compose.ts'
import { type House, openHouse, PASSWORD } from '#apps/server/test-house.ts'

let house: House
let app: FastifyInstance
let idp: Server
let origin = ''
let now = new Date()
beforeAll(async () => {
  house = await openHouse()
  idp = createServer()
  await new Promise<void>((resolve) => idp.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(idp.address() as AddressInfo).port}`
  const settings = { issuer, clientId: 'angrid', clientSecret: 'a-secret-of-the-office' }
  app = await compose({ db: house.db, demo: 'none', logLevel: 'silent', oidc: settings, limits: { now: () => now } })
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: settings.clientId,
        client_secret: settings.clientSecret,
        redirect_uris: [`${origin}/api/v1/oidc/callback`],
      },
    ],
    pkce: { required: () => true },
    cookies: { keys: ['test'] },
  })
  idp.on('request', provider.callback())
})
afterAll(async () => {
  idp.closeAllConnections()
  idp.close()
  await app.close()
  await house.close()
})

/** A browser: keeps cookies by host and follows redirects only when told to. */
function browser() {
  const jar = new Map<string, string>()
  return {
    jar,
    async visit(url: string, form?: Record<string, string>) {
      const host = new URL(url).host
      const cookies = [...jar]
        .filter(([key]) => key.startsWith(`${host}|`))
        .map(([key, value]) => `${key.split('|')[1]}=${value}`)
      const answer = await fetch(url, {
        redirect: 'manual',
        headers: {
          cookie: cookies.join('; '),
          ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
        },
        ...(form ? { method: 'POST', body: new URLSearchParams(form).toString() } : {}),
      })
      for (const line of answer.headers.getSetCookie()) {
        const [pair] = line.split(';') as [string]
        const at = pair.indexOf('=')
        jar.set(`${host}|${pair.slice(0, at)}`, pair.slice(at + 1))
      }
      const location = answer.headers.get('location')
      return { answer, location: location ? new URL(location, url).href : null }
    },
  }
}

/** Walks from our start through the login form of the other side up to the address it sends the browser back to. */
async function walk(subject: string, agent = browser()) {
  let step = await agent.visit(`${origin}/api/v1/oidc/start`)
  for (let n = 0; n < 15 && step.location; n++) {
    if (step.location.startsWith(`${origin}/api/v1/oidc/callback`)) return { agent, url: step.location }
    const page = await agent.visit(step.location)
    if (page.location) {
      step = page
      continue
    }
    const html = await page.answer.text()
    const prompt: Record<string, string> = html.includes('name="login"')
      ? { prompt: 'login', login: subject, password: 'x' }
      : { prompt: 'consent' }
    const action = /action="([^"]+)"/.exec(html)?.[1] as string
    step = await agent.visit(new URL(action, step.location).href, prompt)
  }
  throw new Error('the other side never sent the browser back')
}

const bind = async (login: string, oidcSubject: string | null) => {
  const found = await house.as('admin')('GET', `/api/v1/people?q=${login}`)
  const person = found.body.items.find((row: { login: string }) => row.login === login)
  return house.as('admin')('PATCH', `/api/v1/people/${person.id}`, { oidcSubject })
}
const actions = async (action: string) =>
  (await house.as('admin')('GET', `/api/v1/audit-events?action=${action}`)).body.items as { detail: object }[]

describe('signing in through the single sign-on of the office', () => {
  test('the person bound to the identity is signed in and lands on the start page', async () => {
    expect((await bind('wang', 'gov-0001')).status).toBe(200)
    const { agent, url } = await walk('gov-0001')
    const back = await agent.visit(url)
    expect([back.answer.status, back.answer.headers.get('location')]).toEqual([302, '/'])
    const me = await agent.visit(`${origin}/api/v1/me`)
    expect(await me.answer.json()).toMatchObject({ login: 'wang', personName: '王县监' })
    expect((await actions('identity.signed-in'))[0]?.detail).toMatchObject({ by: 'oidc' })
  })

  test('an identity nobody bound is told so in Chinese, gets no session and is in the audit', async () => {
    const { agent, url } = await walk('gov-9999')
    const refused = await agent.visit(url)
    expect(refused.answer.status).toBe(403)
    const problem = (await refused.answer.json()) as { type: string; detail: string }
    expect(problem.type).toBe('/problems/identity/subject-unknown')
    expect(problem.detail).toContain('没有绑定平台账号')
    expect([...agent.jar.keys()].some((key) => key.endsWith('|angrid_session'))).toBe(false)
    expect((await actions('identity.sign-in-failed'))[0]?.detail).toEqual({ reason: 'unknown-subject', by: 'oidc' })
  })

  test('one identity is bound to one account', async () => {
    const refused = await bind('lin', 'gov-0001')
    expect([refused.status, refused.body.type]).toEqual([409, '/problems/identity/subject-taken'])
  })

  test('a disabled account stays closed', async () => {
    await bind('li', 'gov-0002')
    const found = await house.as('admin')('GET', '/api/v1/people?q=li')
    const li = found.body.items.find((row: { login: string }) => row.login === 'li')
    await house.as('admin')('POST', `/api/v1/people/${li.id}/disable`)
    const { agent, url } = await walk('gov-0002')
    expect((await agent.visit(url)).answer.status).toBe(403)
  })

  test('an account with a second factor of its own is not opened by a password at the other side', async () => {
    await bind('zhou', 'gov-0003')
    await house.db.pool.query(`update account set totp_confirmed_at = now(), totp_secret = 'x' where login = 'zhou'`)
    const { agent, url } = await walk('gov-0003')
    const refused = await agent.visit(url)
    expect([refused.answer.status, ((await refused.answer.json()) as { type: string }).type]).toEqual([
      401,
      '/problems/identity/code-needed',
    ])
  })

  test('an initial secret nobody used dies with the first sign-in', async () => {
    const made = await house.as('admin')('POST', '/api/v1/people', { name: '新人', login: 'xinren' })
    await bind('xinren', 'gov-0004')
    const { agent, url } = await walk('gov-0004')
    await agent.visit(url)
    const me = await agent.visit(`${origin}/api/v1/me`)
    expect(await me.answer.json()).toMatchObject({ login: 'xinren', mustChangePassword: false })
    const old = await house.as(null)('POST', '/api/v1/sessions', { account: 'xinren', password: made.body.secret })
    expect(old.status).toBe(401)
    expect((await house.as(null)('POST', '/api/v1/sessions', { account: 'wang', password: PASSWORD })).status).toBe(201)
  })
})

describe('a way back that is not the way out', () => {
  const broken = async (visit: Promise<{ answer: Response }>) => {
    const { answer } = await visit
    expect([answer.status, ((await answer.json()) as { type: string }).type]).toEqual([
      400,
      '/problems/identity/oidc-failed',
    ])
    expect(answer.headers.getSetCookie().some((line) => line.startsWith('angrid_session='))).toBe(false)
  }

  test('another browser cannot use the answer meant for this one', async () => {
    const { url } = await walk('gov-0001')
    await broken(browser().visit(url))
    const other = browser()
    await other.visit(`${origin}/api/v1/oidc/start`)
    await broken(other.visit(url))
  })

  test('a changed state, a made-up code and a touched cookie are refused', async () => {
    const first = await walk('gov-0001')
    await broken(first.agent.visit(first.url.replace(/state=[^&]+/, 'state=other')))
    const second = await walk('gov-0001')
    await broken(second.agent.visit(second.url.replace(/code=[^&]+/, 'code=made-up')))
    const third = await walk('gov-0001')
    for (const [key, value] of third.agent.jar)
      if (key.endsWith('|angrid_oidc')) third.agent.jar.set(key, `${value.slice(0, -4)}AAAA`)
    await broken(third.agent.visit(third.url))
  })

  test('the same answer does not work twice, nor after ten minutes', async () => {
    const { agent, url } = await walk('gov-0001')
    const trip = [...agent.jar].find(([key]) => key.endsWith('|angrid_oidc')) as [string, string]
    expect((await agent.visit(url)).answer.status).toBe(302)
    agent.jar.set(...trip)
    await broken(agent.visit(url))
    const late = await walk('gov-0001')
    now = new Date(now.getTime() + 11 * 60_000)
    await broken(late.agent.visit(late.url))
  })
})

test('without settings it is off, and with the other side away it says so', async () => {
  expect((await house.as(null)('GET', '/api/v1/oidc/start')).body.type).toBe('/problems/identity/oidc-off')
  const oidc = { issuer: 'http://127.0.0.1:9', clientId: 'angrid', clientSecret: 'x' }
  const other = await compose({ db: house.db, demo: 'none', logLevel: 'silent', oidc })
  const away = await other.inject({ method: 'GET', url: '/api/v1/oidc/start' })
  expect([away.statusCode, away.json().type]).toEqual([503, '/problems/identity/oidc-away'])
  await other.close()
})
