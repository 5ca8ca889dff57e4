import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, openHouse, PASSWORD } from '#apps/server/test-house.ts'
import { totpOf } from './code.ts'

let house: House
let now = new Date('2026-11-21T01:00:10Z')
let secret = ''
const STEP = 30_000
const later = (ms: number) => {
  now = new Date(now.getTime() + ms)
}
const codeAt = (offset = 0) => totpOf(secret).generate({ timestamp: now.getTime() + offset * STEP })
const signIn = (code?: string) =>
  house.as(null)('POST', '/api/v1/sessions', { account: 'wang', password: PASSWORD, ...(code ? { code } : {}) })

beforeAll(async () => {
  house = await openHouse({ limits: { now: () => now, triesBeforeLock: 50 } })
})
afterAll(() => house.close())

describe('the second factor', () => {
  test('is off until its first right code, and sign-in does not ask for it', async () => {
    const begun = await house.as('wang')('POST', '/api/v1/me/totp')
    expect(begun.status).toBe(201)
    secret = begun.body.secret
    expect(begun.body.uri).toContain(`secret=${secret}`)
    expect((await signIn()).status).toBe(201)
    const wrong = String((Number(codeAt()) + 1) % 1_000_000).padStart(6, '0')
    expect((await house.as('wang')('POST', '/api/v1/me/totp/confirm', { code: wrong })).status).toBe(422)
    expect((await house.as('wang')('POST', '/api/v1/me/totp/confirm', { code: '12' })).body.errors[0].pointer).toBe(
      '/code',
    )
    expect((await signIn()).status).toBe(201)
    expect((await house.as('wang')('POST', '/api/v1/me/totp/confirm', { code: codeAt() })).body).toEqual({
      enabled: true,
    })
    expect((await house.as('wang')('POST', '/api/v1/me/totp')).status).toBe(409)
  })

  test('does not lie readable in the database', async () => {
    const stored = await house.db.pool.query(
      `select a::text from account a union all select r::text from request_receipt r`,
    )
    expect(JSON.stringify(stored.rows)).not.toContain(secret)
    const sealed = await house.db.pool.query(`select totp_secret from account where login = 'wang'`)
    expect(sealed.rows[0].totp_secret).toMatch(/^v1\.INTL\.[0-9a-f]{8}\./)
  })

  test('the right password alone is not enough, and says so', async () => {
    const asked = await signIn()
    expect([asked.status, asked.body.type]).toEqual([401, '/problems/identity/code-needed'])
    expect(asked.headers['set-cookie']).toBeUndefined()
  })

  test('a code works once: the one that switched it on does not sign in, a used one does not sign in again', async () => {
    expect((await signIn(codeAt())).status).toBe(401)
    later(STEP)
    const code = codeAt()
    const first = await signIn(code)
    expect([first.status, first.body.secondFactor]).toEqual([201, true])
    expect((await signIn(code)).status).toBe(401)
  })

  test('a clock one step off is forgiven, two steps are not', async () => {
    later(10 * STEP)
    expect((await signIn(codeAt(-2))).status).toBe(401)
    expect((await signIn(codeAt(2))).status).toBe(401)
    expect((await signIn(codeAt(-1))).status).toBe(201)
    expect((await signIn(codeAt(1))).status).toBe(201)
    // The step that was used lies ahead: an older code does not count any more.
    expect((await signIn(codeAt())).status).toBe(401)
  })

  test('two sign-ins with one code at the same moment: exactly one succeeds', async () => {
    later(10 * STEP)
    const answers = await Promise.all([signIn(codeAt()), signIn(codeAt())])
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 401])
  })

  test('a reset password does not get around it', async () => {
    const found = await house.as('admin')('GET', '/api/v1/people?q=wang')
    expect(found.body.items[0].secondFactor).toBe(true)
    later(10 * STEP)
    const token = (await signIn(codeAt())).body.token
    const reset = await house.as('admin')('POST', `/api/v1/people/${found.body.items[0].id}/reset-password`)
    expect((await house.as(null)('GET', '/api/v1/me', undefined, { authorization: `Bearer ${token}` })).status).toBe(
      401,
    )
    const body = { account: 'wang', password: reset.body.secret }
    const asked = await house.as(null)('POST', '/api/v1/sessions', body)
    expect(asked.body.type).toBe('/problems/identity/code-needed')
  })
})

test('it is switched off with a code only, and then sign-in does not ask any more', async () => {
  const lin = house.as('lin')
  expect((await lin('DELETE', '/api/v1/me/totp', { code: '123456' })).body.type).toBe('/problems/identity/totp-off')
  expect((await lin('POST', '/api/v1/me/totp/confirm', { code: '123456' })).status).toBe(409)
  secret = (await lin('POST', '/api/v1/me/totp')).body.secret
  await lin('POST', '/api/v1/me/totp/confirm', { code: codeAt() })
  expect((await lin('DELETE', '/api/v1/me/totp', { code: codeAt() })).status).toBe(422)
  later(STEP)
  expect((await lin('DELETE', '/api/v1/me/totp', { code: codeAt() })).body).toEqual({ enabled: false })
  expect((await house.as(null)('POST', '/api/v1/sessions', { account: 'lin', password: PASSWORD })).status).toBe(201)
  expect((await house.as(null)('POST', '/api/v1/me/totp')).status).toBe(401)
})
