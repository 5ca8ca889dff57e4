import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type House, type Login, openHouse, PASSWORD } from '#apps/server/test-house.ts'

const MINUTE = 60_000
let house: House
let now = new Date('2026-11-21T01:00:00Z')
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * MINUTE)
}

beforeAll(async () => {
  house = await openHouse({ limits: { now: () => now, triesPerAddress: 30 } })
})
afterAll(() => house.close())
// Failures of one test must not count against the address in the next.
beforeEach(() => later(24 * 60))

const signIn = (account: string, password = PASSWORD) =>
  house.as(null)('POST', '/api/v1/sessions', { account, password })
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const tokenOf = async (login: Login) => (await signIn(login)).body.token as string

describe('signing in', () => {
  test('an unknown name and a wrong password get the same answer', async () => {
    const [unknown, wrong] = [await signIn('niemand', 'Wrong-horse-99'), await signIn('wang', 'Wrong-horse-99')]
    expect([unknown.status, wrong.status]).toEqual([401, 401])
    const { requestId: _a, ...first } = unknown.body
    const { requestId: _b, ...second } = wrong.body
    expect(first).toEqual(second)
    expect(unknown.headers['set-cookie']).toBeUndefined()
  })

  test('after five wrong tries the sixth is locked although the password is right, and opens after 15 minutes', async () => {
    for (let n = 0; n < 5; n++) expect((await signIn('zhou', 'Wrong-horse-99')).status).toBe(401)
    const locked = await signIn('zhou')
    expect(locked.status).toBe(423)
    expect(locked.body.detail).toContain('账号已锁定')
    later(14)
    expect((await signIn('zhou')).status).toBe(423)
    later(2)
    expect((await signIn('zhou')).status).toBe(201)
  })

  test('the second lock lasts twice as long as the first', async () => {
    for (let n = 0; n < 5; n++) await signIn('zhang', 'Wrong-horse-99')
    later(16)
    for (let n = 0; n < 5; n++) await signIn('zhang', 'Wrong-horse-99')
    later(16)
    expect((await signIn('zhang')).status).toBe(423)
    later(15)
    expect((await signIn('zhang')).status).toBe(201)
  })

  test('a name nobody has locks like a real one, so the lock tells nothing', async () => {
    for (let n = 0; n < 5; n++) expect((await signIn('geist', 'Wrong-horse-99')).status).toBe(401)
    const locked = await signIn('geist', 'Wrong-horse-99')
    expect(locked.status).toBe(423)
    later(16)
    expect((await signIn('geist', 'Wrong-horse-99')).status).toBe(401)
  })

  test('an address with too many failures is refused for every name, and served again after 15 minutes', async () => {
    for (let n = 0; n < 30; n++) await signIn(`someone-${n}`, 'Wrong-horse-99')
    const refused = await signIn('chen')
    expect(refused.status).toBe(429)
    expect(refused.body.detail).toContain('网络地址')
    later(16)
    expect((await signIn('chen')).status).toBe(201)
  })

  test('a sign-in without a password is unreadable input, not a try', async () => {
    const refused = await house.as(null)('POST', '/api/v1/sessions', { account: 'wang' })
    expect(refused.status).toBe(422)
    expect(refused.body.errors[0].pointer).toBe('/password')
  })

  test('a failed try is in the audit with its reason, an unknown name only by its first characters', async () => {
    await signIn('Geheim-Passwort-1', 'Wrong-horse-99')
    await signIn('lin', 'Wrong-horse-99')
    const token = await tokenOf('admin')
    const lines = await house.as(null)(
      'GET',
      '/api/v1/audit-events?action=identity.sign-in-failed&limit=2',
      undefined,
      bearer(token),
    )
    expect(lines.body.items[0]).toMatchObject({
      actor: { name: '林利津', account: 'lin' },
      detail: { reason: 'wrong-password' },
      gridCode: '370522',
    })
    expect(lines.body.items[1]).toMatchObject({ actor: { account: 'geh***' }, detail: { reason: 'unknown-account' } })
    expect(JSON.stringify(lines.body)).not.toContain('geheim-passwort')
  })

  test('locking an account is in the audit', async () => {
    for (let n = 0; n < 5; n++) await signIn('lin', 'Wrong-horse-99')
    const token = await tokenOf('admin')
    const lines = await house.as(null)(
      'GET',
      '/api/v1/audit-events?action=identity.account-locked&account=lin',
      undefined,
      bearer(token),
    )
    expect(lines.body.total).toBe(1)
    expect(lines.body.items[0].detail.lockedUntil).toBe(new Date(now.getTime() + 15 * MINUTE).toISOString())
  })
})

describe('a session', () => {
  const me = (token: string) => house.as(null)('GET', '/api/v1/me', undefined, bearer(token))

  test('ends after 30 minutes without a request, and lives on while it is used', async () => {
    const token = await tokenOf('wang')
    for (let n = 0; n < 3; n++) {
      later(29)
      expect((await me(token)).status).toBe(200)
    }
    later(31)
    const ended = await me(token)
    expect(ended.status).toBe(401)
    expect(ended.body.type).toBe('/problems/identity/session-ended')
  })

  test('of an administrator ends after 15 minutes', async () => {
    const token = await tokenOf('admin')
    later(14)
    expect((await me(token)).status).toBe(200)
    later(16)
    expect((await me(token)).status).toBe(401)
  })

  test('ends after 12 hours however busy it is, and the token of yesterday says so', async () => {
    const token = await tokenOf('wang')
    for (let n = 0; n < 28; n++) {
      later(25)
      expect((await me(token)).status).toBe(200)
    }
    later(25)
    expect((await me(token)).body.type).toBe('/problems/identity/session-ended')
    later(24 * 60)
    expect((await me(token)).body.type).toBe('/problems/identity/session-ended')
  })

  test('that was signed out is refused at once', async () => {
    const token = await tokenOf('wang')
    const out = await house.as(null)('DELETE', '/api/v1/sessions/current', undefined, bearer(token))
    expect(out.status).toBe(204)
    expect(out.headers['clear-site-data']).toContain('storage')
    expect((await me(token)).body.type).toBe('/problems/identity/session-ended')
  })

  test('nobody can end the session of somebody else', async () => {
    const [mine, other] = [await tokenOf('wang'), await tokenOf('li')]
    const sessions = await house.as(null)('GET', '/api/v1/sessions', undefined, bearer(other))
    const id = sessions.body.items.find((row: { current: boolean }) => row.current).id
    expect((await house.as(null)('DELETE', `/api/v1/sessions/${id}`, undefined, bearer(mine))).status).toBe(404)
    expect((await me(other)).status).toBe(200)
  })

  test('signing in again makes another token and leaves the first one alone', async () => {
    const first = await tokenOf('wang')
    const second = await tokenOf('wang')
    expect(second).not.toBe(first)
    expect((await me(first)).status).toBe(200)
    const sessions = await house.as(null)('GET', '/api/v1/sessions', undefined, bearer(second))
    expect(sessions.body.total).toBe(2)
  })

  test('a page of another site cannot write with our cookie', async () => {
    const reply = await signIn('wang')
    const cookie = String(reply.headers['set-cookie']).split(';')[0] as string
    expect(String(reply.headers['set-cookie'])).toMatch(/HttpOnly.*SameSite=Lax/)
    const write = (origin: string) =>
      house.as(null)('DELETE', '/api/v1/sessions/current', undefined, { cookie, origin, host: 'angrid.test' })
    for (const origin of ['https://evil.test', 'null', 'https://angrid.test.evil.test'])
      expect([origin, (await write(origin)).status]).toEqual([origin, 403])
    expect((await write('https://angrid.test')).status).toBe(204)
  })

  test('changing the password ends all other sessions and keeps this one', async () => {
    const [here, there] = [await tokenOf('li'), await tokenOf('li')]
    const change = (oldPassword: string, newPassword: string) =>
      house.as(null)('PUT', '/api/v1/me/password', { oldPassword, newPassword }, bearer(here))
    expect((await change('Wrong-horse-99', 'Another-horse-9')).status).toBe(401)
    expect((await change(PASSWORD, 'short')).status).toBe(422)
    expect((await change(PASSWORD, PASSWORD)).status).toBe(422)
    expect((await change(PASSWORD, 'Another-horse-9')).status).toBe(200)
    expect((await me(there)).status).toBe(401)
    expect((await me(here)).status).toBe(200)
    expect((await signIn('li', 'Another-horse-9')).status).toBe(201)
  })
})
