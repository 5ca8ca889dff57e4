import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type House, openHouse, PASSWORD, PLACES } from '#apps/server/test-house.ts'
import { newId } from '#kernel/db/id.ts'
import { totpOf } from './totp/code.ts'

let house: House
let now = new Date('2026-11-21T01:00:00Z')
const later = (minutes: number) => {
  now = new Date(now.getTime() + minutes * 60_000)
}
beforeAll(async () => {
  house = await openHouse({ limits: { now: () => now } })
})
afterAll(() => house.close())
beforeEach(() => later(24 * 60))

/** One person's line to the platform, signed in now. */
async function signedIn(account: string, code?: string) {
  const opened = await house.as(null)('POST', '/api/v1/sessions', {
    account,
    password: PASSWORD,
    ...(code ? { code } : {}),
  })
  expect(opened.status).toBe(201)
  const headers = { authorization: `Bearer ${opened.body.token}` }
  return (method: string, url: string, body?: unknown) => house.as(null)(method, url, body, headers)
}
const seat = { bodyId: newId(), title: '监管员', role: 'county_officer', gridCode: PLACES.guangrao }
/** The service was reached: there is no such body. */
const REACHED = 404

describe('a critical act', () => {
  test('is open for five minutes after signing in, then asks for a proof, and goes on after it', async () => {
    const admin = await signedIn('admin')
    expect((await admin('POST', '/api/v1/seats', seat)).status).toBe(REACHED)
    later(6)
    const asked = await admin('POST', '/api/v1/seats', seat)
    expect([asked.status, asked.body.type]).toEqual([403, '/problems/identity/proof-needed'])
    for (const url of ['/api/v1/api-keys', `/api/v1/people/${newId()}/reset-second-factor`])
      expect([url, (await admin('POST', url, {})).body.type]).toEqual([url, '/problems/identity/proof-needed'])
    expect((await admin('GET', '/api/v1/seats')).status).toBe(200)
    expect((await admin('POST', '/api/v1/me/proof', { password: PASSWORD })).body).toEqual({ minutes: 5 })
    expect((await admin('POST', '/api/v1/seats', seat)).status).toBe(REACHED)
    later(6)
    expect((await admin('POST', '/api/v1/seats', seat)).status).toBe(403)
  })

  test('the proof of one session is none for another', async () => {
    const [here, there] = [await signedIn('admin'), await signedIn('admin')]
    later(6)
    await here('POST', '/api/v1/me/proof', { password: PASSWORD })
    expect((await there('POST', '/api/v1/seats', seat)).status).toBe(403)
  })

  test('who may not do it at all is not asked for a proof', async () => {
    const li = await signedIn('li')
    later(6)
    expect((await li('POST', '/api/v1/seats', seat)).body.type).toBe('/problems/identity/forbidden')
  })

  test("is nothing for a machine's key", async () => {
    const zhou = await signedIn('zhou')
    const { body } = await zhou('POST', '/api/v1/api-keys', {
      name: '对账',
      permissions: ['api-key.create'],
      expiresOn: '2027-12-31',
    })
    const headers = { authorization: `Bearer ${body.key}` }
    const refused = await house.as(null)('POST', '/api/v1/api-keys', {}, headers)
    expect([refused.status, refused.body.detail]).toEqual([403, expect.stringContaining('要本人在平台上办')])
    expect((await house.as(null)('POST', '/api/v1/me/proof', { password: PASSWORD }, headers)).status).toBe(403)
  })
})

describe('showing a proof', () => {
  test('wrong ones count, lock the account as at sign-in, and end the session', async () => {
    const wang = await signedIn('wang')
    for (let n = 0; n < 4; n++)
      expect((await wang('POST', '/api/v1/me/proof', { password: 'Wrong-horse-9' })).status).toBe(422)
    const last = await wang('POST', '/api/v1/me/proof', { password: 'Wrong-horse-9' })
    expect([last.status, last.body.type]).toEqual([401, '/problems/identity/session-ended'])
    expect((await wang('GET', '/api/v1/me')).status).toBe(401)
    expect((await house.as(null)('POST', '/api/v1/sessions', { account: 'wang', password: PASSWORD })).status).toBe(423)
    const audit = await house.as('admin')('GET', '/api/v1/audit-events?action=identity.proof-failed&account=wang')
    expect(audit.body.total).toBe(5)
  })

  test('one of password and code, neither none nor both', async () => {
    const lin = await signedIn('lin')
    for (const body of [{}, { password: PASSWORD, code: '123456' }, { code: null }, []])
      expect((await lin('POST', '/api/v1/me/proof', body)).status).toBe(422)
    expect((await lin('POST', '/api/v1/me/proof', { code: '123456' })).body.type).toBe('/problems/identity/wrong-proof')
  })

  test('a code of the authenticator counts once, also in full-width digits', async () => {
    const zhang = await signedIn('zhang')
    const { secret } = (await zhang('POST', '/api/v1/me/totp')).body
    const codeAt = () => totpOf(secret).generate({ timestamp: now.getTime() })
    await zhang('POST', '/api/v1/me/totp/confirm', { code: codeAt() })
    later(2)
    const wide = codeAt().replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
    expect((await zhang('POST', '/api/v1/me/proof', { code: wide })).status).toBe(200)
    expect((await zhang('POST', '/api/v1/me/proof', { code: codeAt() })).status).toBe(422)
    later(2)
    await signedIn('zhang', codeAt())
  })
})

describe('choosing a password', () => {
  test('none of the last five is taken again, the sixth back is', async () => {
    const chen = await signedIn('chen')
    const change = (oldPassword: string, newPassword: string) => {
      later(1)
      return chen('PUT', '/api/v1/me/password', { oldPassword, newPassword })
    }
    const words = ['Kiefer', 'Fichte', 'Tanne', 'Birke', 'Eiche', 'Buche'].map((tree) => `${tree}-bude-82`)
    let present = PASSWORD
    for (const next of words.slice(0, 4)) {
      expect((await change(present, next)).status).toBe(200)
      present = next
    }
    const early = await change(present, PASSWORD)
    expect([early.status, early.body.detail]).toEqual([422, '最近 5 个用过的密码不能再用。'])
    await change(present, words[4] as string)
    expect((await change(words[4] as string, PASSWORD)).status).toBe(200)
  })

  test('an administrator changes it after the days that were set, and does nothing else before', async () => {
    const house = await openHouse({ limits: { now: () => now, passwordDays: 30 } })
    try {
      const { body } = await house.as(null)('POST', '/api/v1/sessions', { account: 'admin', password: PASSWORD })
      const headers = { authorization: `Bearer ${body.token}` }
      const made = await house.db.pool.query(`update account set password_changed_at = $1`, [now])
      expect(made.rowCount).toBeGreaterThan(0)
      expect((await house.as(null)('GET', '/api/v1/people', undefined, headers)).status).toBe(200)
      await house.db.pool.query(`update account set password_changed_at = $1`, [
        new Date(now.getTime() - 31 * 86_400_000),
      ])
      const refused = await house.as(null)('GET', '/api/v1/people', undefined, headers)
      expect(refused.body.type).toBe('/problems/identity/password-change-needed')
      const next = { oldPassword: PASSWORD, newPassword: 'Kiefer-bude-82' }
      expect((await house.as(null)('PUT', '/api/v1/me/password', next, headers)).status).toBe(200)
      expect((await house.as(null)('GET', '/api/v1/people', undefined, headers)).status).toBe(200)
      expect((await house.as('wang')('GET', '/api/v1/people')).status).toBe(200)
    } finally {
      await house.close()
    }
  })
})
