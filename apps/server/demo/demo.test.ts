import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#kernel/db/test-database.ts'
import { compose, DEMO_PASSWORD } from '../compose.ts'
import { demoAccounts } from './accounts.ts'
import { loadDemo } from './load.ts'

let database: TestDatabase
let app: FastifyInstance
beforeAll(async () => {
  database = await testDatabase()
  await loadDemo(database.db, DEMO_PASSWORD, '2026-11-20', () => {})
  app = await compose({ db: database.db, demo: 'dongying', logLevel: 'silent', perMinute: 100_000 })
}, 180_000)
afterAll(async () => {
  await app.close()
  await database.drop()
})

async function as(login: string) {
  const signedIn = await app.inject({
    method: 'POST',
    url: '/api/v1/sessions',
    payload: { account: login, password: DEMO_PASSWORD },
  })
  expect([login, signedIn.statusCode]).toEqual([login, 201])
  return async (url: string) =>
    (await app.inject({ url, headers: { authorization: `Bearer ${signedIn.json().token}` } })).json()
}

test('the demo city has the figures of the reference city, area by area and industry by industry', async () => {
  const get = await as('city-officer')
  const children = await get('/api/v1/grids/370500/children')
  const byName = Object.fromEntries(
    children.items.map((node: { code: string; enterpriseCount: number }) => [node.code, node.enterpriseCount]),
  )
  expect(byName).toEqual({ 370502: 329, 370503: 297, 370505: 358, 370522: 251, 370523: 911, 370571: 161, 370572: 52 })
  const zones = children.items.filter(({ kind }: { kind: string }) => kind === 'zone')
  expect(zones.map(({ name }: { name: string }) => name)).toEqual(['东营经济开发区', '东营港经济开发区'])
  const summary = await get('/api/v1/enterprises/summary')
  expect(summary).toMatchObject({
    total: 2359,
    majorHazard: 235,
    installations: 310,
    byClass: { industry_trade: 959, hazchem: 986, fireworks: 128, non_coal_mine: 134, other: 159 },
    inTwoClasses: 7,
  })
  expect(summary.fresh + summary.stale).toBe(2359)
  const recent = await database.db.pool
    .query('reset role')
    .then(() =>
      database.db.system(async (_tx, client) =>
        client.query(
          `select left(grid_code, 6) as code, count(*)::int as n from enterprise where created_at >= '2026-04-05' group by 1 order by 1`,
        ),
      ),
    )
  expect(Object.fromEntries(recent.rows.map(({ code, n }) => [code, n]))).toEqual({
    370502: 47,
    370503: 8,
    370505: 8,
    370522: 19,
    370523: 1,
    370571: 5,
    370572: 1,
  })
})

test('every demo account signs in and sees its own part of the city only', async () => {
  const totals: Record<string, number> = {}
  for (const { login } of demoAccounts) totals[login] = (await (await as(login))('/api/v1/enterprises?limit=1')).total
  expect(totals).toMatchObject({
    'city-admin': 2359,
    'city-leader': 2359,
    'city-officer': 2359,
    'guangrao-officer': 911,
    enterprise: 1,
  })
  expect(totals['damatou-officer']).toBeGreaterThan(10)
  expect(totals['damatou-officer']).toBeLessThan(911)
})

test('every code and point of the demo city holds, and each enterprise lies inside its grid', async () => {
  const get = await as('city-admin')
  const proof = await get('/api/v1/grids/3705/coverage?limit=1')
  expect(proof.byFault).toMatchObject({ overlap: expect.any(Number), empty_post: expect.any(Number) })
  expect(proof.byFault.overlap).toBeGreaterThan(0)
  const page = await get('/api/v1/enterprises?limit=50')
  const { checkUscc } = await import('#standards/code/uscc.ts')
  for (const item of page.items) expect([item.name, checkUscc(item.creditCode).valid]).toEqual([item.name, true])
})

test('every town has its school, and each kind of group company stands there with what belongs to it', async () => {
  const get = await as('city-officer')
  const towns = await get('/api/v1/grids/370523')
  const schools = await get('/api/v1/supervised-places?grid=370523&kind=school')
  expect(schools.total).toBe(towns.childCount)
  expect(
    schools.items.every(({ lng, gridCode }: { lng: number | null; gridCode: string }) => lng && gridCode.length === 12),
  ).toBe(true)
  const { items } = await get('/api/v1/responsibility-nodes')
  const kinds = items.filter(({ depth }: { depth: number }) => depth === 0).map(({ kind }: { kind: string }) => kind)
  expect(kinds.sort()).toEqual(['central', 'city_direct', 'province'])
  expect(items.length).toBe(12)
})
