import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, openHouse, PLACES } from '#apps/server/test-house.ts'

const KEY = 'sign-in.duties-apart'
let house: House
let bodyId: string
beforeAll(async () => {
  house = await openHouse()
  bodyId = (await house.as('admin')('GET', '/api/v1/bodies')).body.items[0].id
})
afterAll(() => house.close())

const turn = async (value: boolean | null) => {
  const { items } = (await house.as('admin')('GET', '/api/v1/settings')).body
  const { version } = items.find((setting: { key: string }) => setting.key === KEY)
  return house.as('admin')('PUT', `/api/v1/security-settings/${KEY}`, { value }, { 'if-match': `"${version}"` })
}

/** Somebody new on a new seat of a role. */
async function appoint(login: string, role: string, gridCode: string): Promise<string> {
  const admin = house.as('admin')
  const person = (await admin('POST', '/api/v1/people', { name: '新任', login })).body.id
  const seat = (await admin('POST', '/api/v1/seats', { bodyId, title: role, role, gridCode })).body.id
  expect((await admin('POST', `/api/v1/seats/${seat}/holders`, { personId: person })).status).toBe(201)
  return person
}

test('the three administrators are set apart only when each of them is there', async () => {
  const empty = await turn(true)
  expect([empty.status, empty.body.type]).toEqual([409, '/problems/settings/hindered'])
  expect(empty.body.detail).toMatch(/^「安全管理员」、「审计管理员」岗位还没有人/)

  await appoint('sicher', 'security_admin', PLACES.city)
  const audit = await appoint('pruefer', 'audit_admin', PLACES.city)
  expect((await house.as('admin')('POST', `/api/v1/people/${audit}/disable`)).status).toBe(200)
  expect((await turn(true)).body.detail).toMatch(/^「审计管理员」岗位还没有人/)

  await appoint('pruefer2', 'audit_admin', PLACES.city)
  expect((await house.as('admin')('GET', '/api/v1/audit-events')).status).toBe(200)
  expect((await turn(true)).status).toBe(200)
  expect((await house.as('admin')('GET', '/api/v1/audit-events')).status).toBe(403)
})
