import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#kernel/db/id.ts'
import { type House, type Login, openHouse, PLACES } from './test-house.ts'

interface Operation {
  method: string
  path: string
  isPublic: boolean
}

let house: House
let operations: Operation[]
let foreignId: string

beforeAll(async () => {
  house = await openHouse()
  const document = await house.as(null)('GET', '/api/v1/openapi.json')
  operations = Object.entries(document.body.paths as Record<string, Record<string, { security?: unknown[] }>>).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        method: method.toUpperCase(),
        path,
        isPublic: operation.security?.length === 0,
      })),
  )
  const created = await house.as('lin')('POST', '/api/v1/enterprises', {
    name: '利津秘密化工有限公司',
    gridCode: PLACES.lijinVillage,
    contact: '林秘密',
    contactPhone: '13777777777',
  })
  foreignId = created.body.id
})
afterAll(() => house.close())

/** A path with its parameters filled: the id of a record in another county, its grid, a row number. */
const filled = (path: string) =>
  path
    .replace('{code}', PLACES.lijinVillage)
    .replace('{row}', '1')
    .replace(/\{\w+\}/g, foreignId)

const streams = (operation: Operation) => operation.path.endsWith('/events')

describe('every route of the OpenAPI document', () => {
  test('there are routes to try', () => expect(operations.length).toBeGreaterThan(30))

  test('nobody gets nothing but what is public', async () => {
    for (const operation of operations) {
      const reply = await house.as(null)(
        operation.method,
        filled(operation.path),
        operation.method === 'GET' ? undefined : {},
      )
      const where = `${operation.method} ${operation.path}`
      if (operation.isPublic) expect([where, reply.status < 500]).toEqual([where, true])
      else expect([where, reply.status, reply.body.type]).toEqual([where, 401, '/problems/identity/not-signed-in'])
    }
  })

  test('no role of another county learns anything about a foreign enterprise, and nothing answers 500', async () => {
    const logins: Login[] = ['wang', 'zhang', 'li', 'zhao']
    for (const login of logins) {
      for (const operation of operations.filter(
        (candidate) =>
          !streams(candidate) && !candidate.path.includes('/sessions') && !candidate.path.includes('password'),
      )) {
        const reply = await house.as(login)(
          operation.method,
          filled(operation.path),
          operation.method === 'GET' ? undefined : {},
          { 'if-match': '"1"' },
        )
        const where = `${login} ${operation.method} ${operation.path}`
        expect([where, reply.status < 500]).toEqual([where, true])
        expect([where, /利津秘密|林秘密|13777777777/.test(JSON.stringify(reply.body))]).toEqual([where, false])
        if (operation.path.includes('{id}'))
          expect([where, [400, 401, 403, 404, 415, 422, 428].includes(reply.status)]).toEqual([where, true])
      }
    }
  })

  test('garbage is answered with a problem, never with a fault of ours', async () => {
    const bodies: unknown[] = [
      'not json',
      [],
      'null',
      { id: 'x', name: { $ne: 1 } },
      { name: '\u0000', gridCode: PLACES.city },
      { values: { name: 'x'.repeat(10_000) } },
    ]
    for (const operation of operations.filter(
      (candidate) =>
        !streams(candidate) && !candidate.path.includes('sessions') && !candidate.path.includes('password'),
    )) {
      for (const body of operation.method === 'GET' ? [undefined] : bodies) {
        const url = `${filled(operation.path).replaceAll(foreignId, newId())}?cursor=%00x&limit=-1&q=%00%25_%5C%27&grid=zzz&bbox=NaN&zoom=1e9`
        const reply = await house.as('zhou')(operation.method, url, body, {
          'content-type': 'application/json',
          'if-match': '"1"',
        })
        const where = `${operation.method} ${operation.path} ${JSON.stringify(body)?.slice(0, 40)}`
        expect([where, reply.status < 500, reply.status]).toEqual([where, true, reply.status])
      }
    }
  })
})

test('the OpenAPI document is valid by a public validator', async () => {
  const { Validator } = await import('@seriousme/openapi-schema-validator')
  const document = await house.as(null)('GET', '/api/v1/openapi.json')
  const verdict = await new Validator().validate(document.body)
  expect(verdict.errors ?? []).toEqual([])
  expect(document.body.openapi).toMatch(/^3\.1/)
})
