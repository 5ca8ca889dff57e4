import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, openHouse } from '#apps/server/test-house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

test('health, readiness, metrics and the readable interface page answer without a session', async () => {
  expect((await house.as(null)('GET', '/healthz')).body.status).toBe('ok')
  expect((await house.as(null)('GET', '/readyz')).body.status).toBe('ready')
  await house.as('wang')('GET', '/api/v1/enterprises')
  expect((await house.as(null)('GET', '/metrics')).body).toContain(
    'angrid_request_seconds_count{method="GET",route="/api/v1/enterprises",status="200"}',
  )
  const page = await house.as(null)('GET', '/api/v1/docs')
  expect(page.body).toContain('企业档案，个人信息打码')
  expect(page.body).not.toContain('<script')
})

test('every answer carries a request id and safety headers; problems have the shape of RFC 9457', async () => {
  const reply = await house.as(null)('GET', '/api/v1/nowhere')
  expect(reply.headers['x-request-id']).toBe(reply.body.requestId)
  expect(reply.headers['content-type']).toContain('application/problem+json')
  expect(reply.headers['content-security-policy']).toContain("script-src 'self'")
  expect(reply.headers['x-content-type-options']).toBe('nosniff')
  expect(reply.body).toMatchObject({
    status: 404,
    instance: '/api/v1/nowhere',
    title: expect.any(String),
    detail: expect.any(String),
  })
})

test('styles run by file or by a nonce that is new each time, never by being there', async () => {
  const policy = (reply: { headers: Record<string, unknown> }) => String(reply.headers['content-security-policy'])
  expect(policy(await house.as(null)('GET', '/healthz'))).toMatch(/;style-src 'self';/)
  const pages = [await house.as(null)('GET', '/api/v1/docs'), await house.as(null)('GET', '/api/v1/docs')]
  const nonces = pages.map((page) => {
    const nonce = /<style nonce="([0-9a-f]{32})">/.exec(page.body)?.[1]
    expect(policy(page)).toContain(`style-src 'self' 'nonce-${nonce}'`)
    return nonce
  })
  expect(nonces[0]).not.toBe(nonces[1])
})

test('an unreadable body, a wrong media type and a body too large are told apart', async () => {
  const wang = house.as('wang')
  const json = { 'content-type': 'application/json' }
  expect((await wang('POST', '/api/v1/enterprises', '{"name":', json)).status).toBe(400)
  expect(
    (await wang('POST', '/api/v1/enterprises', 'name=x', { 'content-type': 'application/x-www-form-urlencoded' }))
      .status,
  ).toBe(415)
  expect((await wang('POST', '/api/v1/enterprises', `{"name":"${'x'.repeat(1_100_000)}"}`, json)).status).toBe(413)
})
