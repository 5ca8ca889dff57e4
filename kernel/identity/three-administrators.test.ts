import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, openHouse, PASSWORD, PLACES } from '#apps/server/test-house.ts'
import { totpOf } from './totp/code.ts'

let house: House
let now = new Date('2026-11-21T01:00:00Z')
let bodyId: string
beforeAll(async () => {
  house = await openHouse({
    limits: { now: () => now },
    presets: { 'sign-in.duties-apart': { value: true, why: '测试' } },
  })
  bodyId = (await house.as('admin')('GET', '/api/v1/bodies')).body.items[0].id
})
afterAll(() => house.close())

type Send = (method: string, url: string, body?: unknown) => ReturnType<ReturnType<House['as']>>

const seatFor = async (role: string, gridCode: string = PLACES.city) =>
  house.as('admin')('POST', '/api/v1/seats', { bodyId, title: role, role, gridCode })

/** Enters a person, seats it and signs it in with a password of its own. */
async function appointed(login: string, role: string): Promise<{ id: string; send: Send }> {
  const admin = house.as('admin')
  const { id, secret } = (await admin('POST', '/api/v1/people', { name: '新任', login })).body
  const seat = (await seatFor(role)).body.id
  expect((await admin('POST', `/api/v1/seats/${seat}/holders`, { personId: id })).status).toBe(201)
  const { token } = (await house.as(null)('POST', '/api/v1/sessions', { account: login, password: secret })).body
  const send: Send = (method, url, body) => house.as(null)(method, url, body, { authorization: `Bearer ${token}` })
  await send('PUT', '/api/v1/me/password', { oldPassword: secret, newPassword: PASSWORD })
  return { id, send }
}

describe('with the three administrators apart', () => {
  test('each has what the others have not', async () => {
    const security = (await appointed('sicher', 'security_admin')).send
    const audit = (await appointed('pruefer', 'audit_admin')).send
    const admin = house.as('admin')
    const doors: [string, string, unknown, Record<string, number>][] = [
      ['GET', '/api/v1/audit-events', undefined, { admin: 403, security: 403, audit: 200 }],
      ['GET', '/api/v1/audit-chain', undefined, { admin: 403, security: 403, audit: 200 }],
      ['GET', '/api/v1/settings', undefined, { admin: 200, security: 200, audit: 200 }],
      // 428: let in, and told that the version is missing.
      ['PUT', '/api/v1/settings/handover.hours', { value: 24 }, { admin: 428, security: 403, audit: 403 }],
      [
        'PUT',
        '/api/v1/security-settings/session.idle-minutes',
        { value: 24 },
        { admin: 403, security: 428, audit: 403 },
      ],
      ['GET', '/api/v1/people', undefined, { admin: 200, security: 403, audit: 403 }],
      ['GET', '/api/v1/enterprises', undefined, { admin: 200, security: 403, audit: 403 }],
    ]
    for (const [method, url, body, wanted] of doors) {
      const found: Record<string, number> = {}
      for (const [who, send] of Object.entries({ admin, security, audit }))
        found[who] = (await send(method, url, body)).status
      expect([url, found]).toEqual([url, wanted])
    }
  })

  test('nobody is given two of them, nor the audit beside the work that is audited', async () => {
    const admin = house.as('admin')
    const { id } = await appointed('doppel', 'security_admin')
    const tries: [string, string][] = [
      ['audit_admin', '安全管理员和审计管理员不能由一人担任：管安全策略的人不能审计自己。'],
      ['city_admin', '安全管理员和市级管理员不能由一人担任：管系统的人不能兼管安全策略。'],
    ]
    for (const [role, why] of tries) {
      const seat = (await seatFor(role)).body.id
      const refused = await admin('POST', `/api/v1/seats/${seat}/holders`, { personId: id })
      expect([refused.status, refused.body.detail]).toEqual([409, why])
    }
    const zhou = (await admin('GET', '/api/v1/people?q=zhou')).body.items[0].id
    const seat = (await seatFor('audit_admin')).body.id
    expect((await admin('POST', `/api/v1/seats/${seat}/holders`, { personId: zhou })).body.detail).toContain(
      '办业务的人',
    )
    const free = (await seatFor('leader')).body.id
    expect((await admin('POST', `/api/v1/seats/${free}/holders`, { personId: id })).status).toBe(201)
  })
})

describe('a role and the grid it is given for', () => {
  test.each([
    ['city_admin', PLACES.guangrao],
    ['security_admin', PLACES.guangrao],
    ['city_officer', PLACES.damatou],
    ['leader', PLACES.damatou],
    ['county_officer', PLACES.damatou],
    ['town_officer', PLACES.village],
  ])('%s is not given for %s', async (role, grid) => {
    const refused = await seatFor(role, grid)
    expect([refused.status, refused.body.type]).toEqual([422, '/problems/identity/role-above-grid'])
    expect(refused.body.errors).toEqual([{ pointer: '/role', message: expect.stringContaining('请选低一级的角色') }])
  })

  test.each([
    ['leader', PLACES.guangrao],
    ['county_officer', PLACES.city],
    ['town_officer', PLACES.damatou],
    ['grid_officer', PLACES.village],
  ])('%s is given for %s', async (role, grid) => expect((await seatFor(role, grid)).status).toBe(201))
})

describe('a second factor the role must have', () => {
  const signIn = (account: string, code?: string) =>
    house.as(null)('POST', '/api/v1/sessions', { account, password: PASSWORD, ...(code ? { code } : {}) })
  const lineOf = (token: string): Send => {
    const headers = { authorization: `Bearer ${token}` }
    return (method, url, body) => house.as(null)(method, url, body, headers)
  }
  let secret = ''
  const code = () => totpOf(secret).generate({ timestamp: now.getTime() })

  test('is set up before anything else is open, and ends the sessions without it', async () => {
    const keeper = await appointed('waechter', 'security_admin')
    const [first, second] = [lineOf((await signIn('chen')).body.token), lineOf((await signIn('chen')).body.token)]
    const settings = (await keeper.send('GET', '/api/v1/settings')).body.items
    const key = 'sign-in.second-factor-roles'
    const { version } = settings.find((setting: { key: string }) => setting.key === key)
    const headers = { 'if-match': `"${version}"`, authorization: `Bearer ${(await signIn('waechter')).body.token}` }
    await house.as(null)('PUT', `/api/v1/security-settings/${key}`, { value: ['leader'] }, headers)

    const me = (await first('GET', '/api/v1/me')).body
    expect(me).toMatchObject({ permissions: [], secondFactor: { on: false, required: true, missing: true } })
    for (const url of ['/api/v1/enterprises', '/api/v1/inbox', '/api/v1/sessions'])
      expect([url, (await first('GET', url)).body.type]).toEqual([url, '/problems/identity/second-factor-needed'])
    expect((await house.as('wang')('GET', '/api/v1/enterprises')).status).toBe(200)

    secret = (await first('POST', '/api/v1/me/totp')).body.secret
    expect((await first('POST', '/api/v1/me/totp/confirm', { code: code() })).status).toBe(200)
    expect((await first('GET', '/api/v1/enterprises')).status).toBe(200)
    expect((await first('GET', '/api/v1/me')).body.secondFactor).toEqual({ on: true, required: true, missing: false })
    expect((await second('GET', '/api/v1/me')).status).toBe(401)
  })

  test('cannot be switched off by its holder, is asked for at sign-in, and can be reset by an administrator', async () => {
    now = new Date(now.getTime() + 60_000)
    const opened = await signIn('chen', code())
    expect(opened.status).toBe(201)
    const chen = lineOf(opened.body.token)
    now = new Date(now.getTime() + 60_000)
    const refused = await chen('DELETE', '/api/v1/me/totp', { code: code() })
    expect([refused.status, refused.body.type]).toEqual([409, '/problems/identity/second-factor-required'])

    const admin = house.as('admin')
    const find = async (login: string) => (await admin('GET', `/api/v1/people?q=${login}`)).body.items[0]
    const person = await find('chen')
    const reset = (id: string, who: Send = admin) => who('POST', `/api/v1/people/${id}/reset-second-factor`)
    expect((await reset(person.id, house.as('wang'))).status).toBe(404)
    expect((await reset((await find('admin')).id)).body.type).toBe('/problems/identity/not-oneself')
    expect((await reset((await find('zhou')).id)).body.type).toBe('/problems/identity/totp-off')
    expect((await reset(person.id)).status).toBe(200)
    expect((await find('chen')).secondFactor).toBe(false)
    expect((await chen('GET', '/api/v1/me')).status).toBe(401)
    const again = lineOf((await signIn('chen')).body.token)
    expect((await again('GET', '/api/v1/me')).body.secondFactor.missing).toBe(true)
  })
})
