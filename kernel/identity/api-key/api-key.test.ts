import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, openHouse } from '#apps/server/test-house.ts'

let house: House
let now = new Date('2026-11-21T01:00:00Z')
beforeAll(async () => {
  house = await openHouse({ limits: { now: () => now, idleMinutes: 1_000_000, absoluteHours: 100_000 } })
})
afterAll(() => house.close())

const body = { name: '数据交换', permissions: ['enterprise.read'], expiresOn: '2026-12-31' }
const make = async (over: object = {}) => house.as('wang')('POST', '/api/v1/api-keys', { ...body, ...over })
const withKey = (key: string) => (method: string, url: string, payload?: unknown) =>
  house.as(null)(method, url, payload, { authorization: `Bearer ${key}` })

describe('a key for a machine', () => {
  test('acts as the seat that made it with the permissions it was given and no others', async () => {
    const made = await make()
    expect(made.status).toBe(201)
    const machine = withKey(made.body.key)
    expect((await machine('GET', '/api/v1/enterprises')).status).toBe(200)
    expect((await machine('GET', '/api/v1/people')).status).toBe(403)
    expect((await machine('GET', '/api/v1/me')).body).toMatchObject({ login: 'wang', permissions: ['enterprise.read'] })
  })

  test('cannot do what a person must do himself', async () => {
    const { key } = (await make({ permissions: ['api-key.create', 'enterprise.read'] })).body
    const machine = withKey(key)
    expect((await machine('POST', '/api/v1/api-keys', body)).status).toBe(403)
    expect((await machine('PUT', '/api/v1/me/password', { oldPassword: 'a', newPassword: 'b' })).status).toBe(403)
    expect((await machine('GET', '/api/v1/sessions')).status).toBe(403)
    expect((await machine('DELETE', '/api/v1/sessions/current')).status).toBe(403)
    expect((await machine('GET', '/api/v1/inbox/events')).status).toBe(403)
  })

  test('is shown once and lies in the database only as a hash', async () => {
    const headers = { 'idempotency-key': 'key-once-0001' }
    const first = await house.as('wang')('POST', '/api/v1/api-keys', body, headers)
    const again = await house.as('wang')('POST', '/api/v1/api-keys', body, headers)
    expect(again.body).toEqual({ ...first.body, key: null })
    const list = await house.as('wang')('GET', '/api/v1/api-keys')
    expect(list.body.items.map((row: { prefix: string }) => row.prefix)).toContain(first.body.key.slice(0, 9))
    const stored = await house.db.pool.query(
      `select k::text from api_key k union all select r::text from request_receipt r`,
    )
    expect(JSON.stringify(stored.rows)).not.toContain(first.body.key)
    expect(JSON.stringify(list.body)).not.toContain(first.body.key)
  })

  test('cannot carry a permission its maker does not have', async () => {
    const refused = await make({ permissions: ['enterprise.read', 'audit.read'] })
    expect([refused.status, refused.body.type]).toEqual([403, '/problems/identity/above-oneself'])
    expect((await house.as('li')('POST', '/api/v1/api-keys', body)).status).toBe(403)
  })

  test('is refused the moment it is revoked, and only its maker may revoke it', async () => {
    const { id, key } = (await make()).body
    expect((await house.as('lin')('DELETE', `/api/v1/api-keys/${id}`)).status).toBe(404)
    expect((await withKey(key)('GET', '/api/v1/me')).status).toBe(200)
    expect((await house.as('wang')('DELETE', `/api/v1/api-keys/${id}`)).status).toBe(204)
    expect((await withKey(key)('GET', '/api/v1/me')).body.type).toBe('/problems/identity/session-ended')
    expect((await house.as('wang')('DELETE', `/api/v1/api-keys/${id}`)).status).toBe(404)
  })

  test('works on its last day and not on the next', async () => {
    expect((await make({ expiresOn: '2026-11-20' })).status).toBe(422)
    expect((await make({ expiresOn: 'bald' })).status).toBe(422)
    const { key } = (await make({ expiresOn: '2026-11-21' })).body
    now = new Date('2026-11-21T15:59:00Z')
    expect((await withKey(key)('GET', '/api/v1/me')).status).toBe(200)
    now = new Date('2026-11-21T16:01:00Z')
    expect((await withKey(key)('GET', '/api/v1/me')).status).toBe(401)
  })

  test('an invented key is nobody', async () => {
    const refused = await withKey(`ak_${'x'.repeat(43)}`)('GET', '/api/v1/me')
    expect(refused.body.type).toBe('/problems/identity/not-signed-in')
  })
})
