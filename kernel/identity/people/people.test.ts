import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, openHouse, PASSWORD, PLACES } from '#apps/server/test-house.ts'
import { defaultLimits } from '../limits.ts'
import { disableIdleAccounts } from './service.ts'

let house: House
let now = new Date('2026-11-21T01:00:00Z')
const limits = { now: () => now }
beforeAll(async () => {
  house = await openHouse({
    limits: { ...limits, idleMinutes: 1_000_000, adminIdleMinutes: 1_000_000, absoluteHours: 100_000 },
  })
})
afterAll(() => house.close())

const signIn = (account: string, password: string) => house.as(null)('POST', '/api/v1/sessions', { account, password })
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const idOf = async (login: string) =>
  (await house.as('admin')('GET', `/api/v1/people?q=${login}`)).body.items.find(
    (person: { login: string }) => person.login === login,
  ).id as string

describe('entering a person', () => {
  test('the person signs in with the secret shown once, and may do nothing but choose a password', async () => {
    const created = await house.as('wang')('POST', '/api/v1/people', {
      name: '高新民',
      phone: '+86 138-0013-8000',
      login: 'Gao.Xinmin',
    })
    expect(created.status).toBe(201)
    expect(created.body.login).toBe('gao.xinmin')
    expect(new Date(created.body.secretExpiresAt).getTime() - now.getTime()).toBe(72 * 3_600_000)
    const { token } = (await signIn('gao.xinmin', created.body.secret)).body
    expect((await house.as(null)('GET', '/api/v1/me', undefined, bearer(token))).body.mustChangePassword).toBe(true)
    for (const url of ['/api/v1/inbox', '/api/v1/sessions', '/api/v1/handovers', '/api/v1/people']) {
      const refused = await house.as(null)('GET', url, undefined, bearer(token))
      expect([url, refused.status, refused.body.type]).toEqual([url, 403, '/problems/identity/password-change-needed'])
    }
    const chosen = await house.as(null)(
      'PUT',
      '/api/v1/me/password',
      { oldPassword: created.body.secret, newPassword: 'Selbst-gewaehlt-7' },
      bearer(token),
    )
    expect(chosen.status).toBe(200)
    expect((await house.as(null)('GET', '/api/v1/inbox', undefined, bearer(token))).status).toBe(200)
    expect((await signIn('gao.xinmin', created.body.secret)).status).toBe(401)
  })

  test('the initial secret no longer opens the door after 72 hours', async () => {
    const created = await house.as('wang')('POST', '/api/v1/people', { name: '迟来' })
    now = new Date(now.getTime() + 73 * 3_600_000)
    const refused = await signIn(created.body.login, created.body.secret)
    expect(refused.body.type).toBe('/problems/identity/initial-secret-expired')
  })

  test('the same request twice makes one person, and the replay does not show the secret again', async () => {
    const headers = { 'idempotency-key': 'person-twice-1' }
    const body = { name: '双份', login: 'shuangfen' }
    const first = await house.as('wang')('POST', '/api/v1/people', body, headers)
    const second = await house.as('wang')('POST', '/api/v1/people', body, headers)
    expect(second.body).toEqual({ ...first.body, secret: null })
    const receipts = await house.db.pool.query('select body from request_receipt')
    expect(JSON.stringify(receipts.rows)).not.toContain(first.body.secret)
  })

  test('a login is never given out twice, whether its account is open or closed', async () => {
    const body = { name: '某甲', login: 'moujia' }
    const { id } = (await house.as('admin')('POST', '/api/v1/people', body)).body
    expect((await house.as('admin')('POST', `/api/v1/people/${id}/disable`)).status).toBe(200)
    const again = await house.as('admin')('POST', '/api/v1/people', body)
    expect([again.status, again.body.type]).toEqual([409, '/problems/identity/login-taken'])
  })

  test('bad input is refused at its field; another county and the wrong role are refused', async () => {
    const create = (body: object) => house.as('wang')('POST', '/api/v1/people', body)
    expect((await create({ name: '  ' })).body.errors[0].pointer).toBe('/name')
    expect((await create({ name: '张三', phone: '12345' })).body.errors[0].pointer).toBe('/phone')
    expect((await create({ name: '张三', login: '1x' })).body.errors[0].pointer).toBe('/login')
    expect((await create({ name: '张三', gridCode: PLACES.lijin })).status).toBe(403)
    for (const login of ['li', 'zhang', 'zhao', 'chen'] as const)
      expect((await house.as(login)('POST', '/api/v1/people', { name: '张三' })).status).toBe(403)
  })
})

describe('keeping people', () => {
  test('lists mask the phone; the full number asks for a purpose and is in the audit', async () => {
    const { id } = (await house.as('wang')('POST', '/api/v1/people', { name: '钱电话', phone: '13900139000' })).body
    const list = await house.as('wang')('GET', `/api/v1/people?q=${encodeURIComponent('钱电话')}`)
    expect(list.body.items[0].phone).toBe('139****9000')
    expect(JSON.stringify(list.body)).not.toContain('13900139000')
    expect((await house.as('wang')('POST', `/api/v1/people/${id}/reveal`, { purpose: '' })).status).toBe(422)
    const shown = await house.as('wang')('POST', `/api/v1/people/${id}/reveal`, { purpose: '通知到岗' })
    expect(shown.body.phone).toBe('13900139000')
    const audit = await house.as('admin')('GET', `/api/v1/audit-events?action=identity.person-revealed&objectId=${id}`)
    expect(audit.body.items[0]).toMatchObject({ detail: { purpose: '通知到岗' }, actor: { account: 'wang' } })
    expect(JSON.stringify(audit.body)).not.toContain('13900139000')
  })

  test('people of another county do not exist for a county officer', async () => {
    const lin = await idOf('lin')
    const all = await house.as('wang')('GET', '/api/v1/people?limit=200')
    const logins = all.body.items.map((person: { login: string }) => person.login)
    expect(logins).toContain('zhang')
    for (const outside of ['lin', 'admin', 'chen']) expect(logins).not.toContain(outside)
    expect(all.body.total).toBe(all.body.items.length)
    for (const [method, word] of [
      ['GET', ''],
      ['POST', '/disable'],
      ['POST', '/reset-password'],
    ] as const)
      expect((await house.as('wang')(method, `/api/v1/people/${lin}${word}`)).status).toBe(404)
    expect((await house.as('wang')('PATCH', `/api/v1/people/${lin}`, { name: '改名' })).status).toBe(404)
    expect((await house.as('wang')('POST', `/api/v1/people/${lin}/reveal`, { purpose: '看看' })).status).toBe(404)
  })

  test('nobody takes over a superior: a city seat keeps the county from resetting its holder', async () => {
    const zhou = await idOf('zhou')
    const seats = await house.as('admin')('GET', '/api/v1/seats?role=town_officer')
    const town = seats.body.items[0].id
    const seated = await house.as('admin')('POST', `/api/v1/seats/${town}/holders`, { personId: zhou })
    expect(seated.status).toBe(201)
    const refused = await house.as('wang')('POST', `/api/v1/people/${zhou}/reset-password`)
    expect([refused.status, refused.body.type]).toEqual([403, '/problems/identity/above-oneself'])
  })

  test('disabling ends the session at once; enabling lets the person back in', async () => {
    const zhang = await idOf('zhang')
    const token = (await signIn('zhang', PASSWORD)).body.token
    expect((await house.as('wang')('POST', `/api/v1/people/${zhang}/disable`)).status).toBe(200)
    const refused = await house.as(null)('GET', '/api/v1/me', undefined, bearer(token))
    expect(refused.body.type).toBe('/problems/identity/session-ended')
    expect((await signIn('zhang', PASSWORD)).status).toBe(401)
    expect((await house.as('wang')('POST', `/api/v1/people/${zhang}/enable`)).status).toBe(200)
    expect((await signIn('zhang', PASSWORD)).status).toBe(201)
  })

  test('nobody disables or resets himself', async () => {
    const me = await idOf('wang')
    expect((await house.as('wang')('POST', `/api/v1/people/${me}/disable`)).status).toBe(409)
    expect((await house.as('wang')('POST', `/api/v1/people/${me}/reset-password`)).status).toBe(409)
  })

  test('a reset gives a new secret and ends the sessions', async () => {
    const li = await idOf('li')
    const token = (await signIn('li', PASSWORD)).body.token
    const reset = await house.as('wang')('POST', `/api/v1/people/${li}/reset-password`)
    expect(reset.status).toBe(200)
    expect((await house.as(null)('GET', '/api/v1/me', undefined, bearer(token))).status).toBe(401)
    expect((await signIn('li', PASSWORD)).status).toBe(401)
    expect((await signIn('li', reset.body.secret)).status).toBe(201)
  })

  test('name and phone are changed; a change of nothing is refused', async () => {
    const { id } = (await house.as('wang')('POST', '/api/v1/people', { name: '旧名' })).body
    expect((await house.as('wang')('PATCH', `/api/v1/people/${id}`, {})).status).toBe(422)
    await house.as('wang')('PATCH', `/api/v1/people/${id}`, { name: '新名', phone: '13700137000' })
    const person = (await house.as('wang')('GET', `/api/v1/people/${id}`)).body
    expect(person).toMatchObject({ name: '新名', phone: '137****7000' })
    await house.as('wang')('PATCH', `/api/v1/people/${id}`, { phone: null })
    expect((await house.as('wang')('GET', `/api/v1/people/${id}`)).body).toMatchObject({ name: '新名', phone: null })
  })
})

test('seats are found by title, body, holder and grid code, inside one grid only', async () => {
  const find = async (login: 'admin' | 'wang', q: string) =>
    (await house.as(login)('GET', `/api/v1/seats?q=${encodeURIComponent(q)}`)).body.items.map(
      (seat: { title: string }) => seat.title,
    )
  expect(await find('admin', '林利津')).toEqual(['county_officer'])
  expect(await find('wang', '林利津')).toEqual([])
  expect((await find('admin', '市应急局')).length).toBeGreaterThan(5)
  expect(await find('admin', '３７０５２２')).toEqual(['county_officer'])
  const [lin] = (await house.as('admin')('GET', `/api/v1/seats?q=${encodeURIComponent('林利津')}`)).body.items
  const [wang] = (await house.as('wang')('GET', '/api/v1/seats')).body.items
  const named = (login: 'admin' | 'wang') => house.as(login)('GET', `/api/v1/seats?ids=${lin.id},${wang.id}`)
  expect((await named('admin')).body.items.map(({ id }: { id: string }) => id).sort()).toEqual([lin.id, wang.id].sort())
  expect((await named('wang')).body.items.map(({ id }: { id: string }) => id)).toEqual([wang.id])
  expect((await house.as('wang')('GET', '/api/v1/seats?ids=1')).status).toBe(422)
  for (const q of ['%', '\\', "' or 1=1"]) expect([q, await find('admin', q)]).toEqual([q, []])
  const people = (await house.as('admin')('GET', '/api/v1/people?q=lin')).body.items
  expect(people[0].seats[0]).toMatchObject({ bodyName: '东营市应急管理局', gridCode: PLACES.lijin })
})

test('an account nobody used for 90 days is disabled, the last administrator is not', async () => {
  await signIn('chen', PASSWORD)
  const idle = (await house.as('wang')('POST', '/api/v1/people', { name: '久未登录', login: 'idler' })).body
  now = new Date(now.getTime() + 89 * 86_400_000)
  const run = () => house.db.system((tx) => disableIdleAccounts(tx, { ...defaultLimits, ...limits }))
  expect(await run()).not.toContain('idler')
  await signIn('chen', PASSWORD)
  now = new Date(now.getTime() + 2 * 86_400_000)
  const closed = await run()
  expect(closed).toContain('idler')
  expect(closed).not.toContain('chen')
  expect(closed).not.toContain('admin')
  const audit = await house.as('admin')('GET', '/api/v1/audit-events?action=identity.account-disabled')
  expect(JSON.stringify(audit.body.items)).toContain('idler')
  await house.as('admin')('POST', `/api/v1/people/${idle.id}/enable`)
  expect(await run()).toEqual([])
})
