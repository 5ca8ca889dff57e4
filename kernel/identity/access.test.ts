import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, openHouse } from '#apps/server/test-house.ts'
import { newId } from '#kernel/db/id.ts'

interface Operation {
  method: string
  path: string
  open: boolean
}

let house: House
let operations: Operation[] = []
beforeAll(async () => {
  house = await openHouse()
  const api = await house.as(null)('GET', '/api/v1/openapi.json')
  operations = Object.entries(api.body.paths as Record<string, Record<string, { security?: unknown[] }>>).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        method: method.toUpperCase(),
        path: path.replace(/\{\w+\}/g, newId()),
        open: operation.security?.length === 0,
      })),
  )
})
afterAll(() => house.close())

const ask = (operation: Operation, headers: Record<string, string> = {}) =>
  house.as(null)(operation.method, operation.path, undefined, headers)

test('every address but the public ones asks who is there, before it looks at anything else', async () => {
  const closed = operations.filter((operation) => !operation.open)
  expect(closed.length).toBeGreaterThan(40)
  for (const operation of closed) {
    const answer = await ask(operation)
    expect([operation.method, operation.path, answer.status]).toEqual([operation.method, operation.path, 401])
  }
})

test('the public addresses are few and known', async () => {
  const open = operations.filter((operation) => operation.open && operation.path.startsWith('/api/'))
  expect(open.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([
    // Whoever holds a document asks whether it is genuine: by its number and code, with the party masked, so often a minute.
    'GET /api/v1/document-check',
    'GET /api/v1/oidc/callback',
    'GET /api/v1/oidc/start',
    // The law has penalty decisions published: names of persons are left out.
    'GET /api/v1/penalties',
    // Whoever stands before a gate learns from its plate whom to call; nothing of persons.
    'GET /api/v1/plate-shown',
    'GET /api/v1/sign-in-page',
    'POST /api/v1/sessions',
  ])
})

test('with the initial secret nothing is open but looking at oneself, choosing a password and signing out', async () => {
  const made = await house.as('admin')('POST', '/api/v1/people', { name: '新人', login: 'erstling' })
  const session = await house.as(null)('POST', '/api/v1/sessions', { account: 'erstling', password: made.body.secret })
  const headers = { authorization: `Bearer ${session.body.token}` }
  const through: string[] = []
  for (const operation of operations.filter((candidate) => !candidate.open)) {
    const answer = await ask(operation, headers)
    if (answer.body?.type !== '/problems/identity/password-change-needed')
      through.push(`${operation.method} ${operation.path.replace(/[0-9a-f-]{36}/, '*')}`)
  }
  expect(through.sort()).toEqual(['DELETE /api/v1/sessions/*', 'GET /api/v1/me', 'PUT /api/v1/me/password'])
})

test('an account without a seat sees and may nothing of the offices', async () => {
  const { id } = (await house.as('admin')('POST', '/api/v1/people', { name: '无岗', login: 'seatless' })).body
  await house.db.pool.query(`update account set must_change_password = false where person_id = $1`, [id])
  const { secret } = (await house.as('admin')('POST', `/api/v1/people/${id}/reset-password`)).body
  await house.db.pool.query(`update account set must_change_password = false where person_id = $1`, [id])
  const session = await house.as(null)('POST', '/api/v1/sessions', { account: 'seatless', password: secret })
  const headers = { authorization: `Bearer ${session.body.token}` }
  for (const path of ['enterprises', 'people', 'seats', 'audit-events', 'grids', 'outbox', 'api-keys'])
    expect([path, (await ask({ method: 'GET', path: `/api/v1/${path}`, open: false }, headers)).status]).toEqual([
      path,
      403,
    ])
  const inbox = await ask({ method: 'GET', path: '/api/v1/inbox', open: false }, headers)
  expect([inbox.status, inbox.body.total]).toEqual([200, 0])
})
