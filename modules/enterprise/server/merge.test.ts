import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, openHouse, PLACES } from '#apps/server/test-house.ts'
import { findDoubles } from './doubles/service.ts'

let house: House
let a: string
let b: string
beforeAll(async () => {
  house = await openHouse()
  const add = async (body: object) =>
    (await house.as('wang')('POST', '/api/v1/enterprises', { gridCode: PLACES.village, ...body })).body.id as string
  a = await add({ name: '广饶恒沣化工有限公司', address: '杨斗村1号' })
  b = await add({ name: '山东省东营市广饶恒沣化工', creditCode: '91330100799655058B', staffCount: 80 })
  await house.as('wang')('POST', `/api/v1/enterprises/${b}/records`, {
    kind: 'safety_input',
    data: { year: 2026, purpose: '检测', amountWan: 12 },
  })
})
afterAll(() => house.close())

test('two files of one enterprise are found, merged, and both histories stay', async () => {
  const wang = house.as('wang')
  await findDoubles(house.db)
  const doubles = await wang('GET', '/api/v1/enterprise-doubles')
  expect(doubles.body.items[0].members.map((member: { id: string }) => member.id).sort()).toEqual([a, b].sort())
  expect(
    (await house.as('lin')('POST', `/api/v1/enterprises/${a}/merge`, { otherId: b, reason: '同一家' })).status,
  ).toBe(404)
  await house.giveFileTo(b)
  const merged = await wang('POST', `/api/v1/enterprises/${a}/merge`, { otherId: b, reason: '同一家企业登记了两次' })
  expect(merged.body.changed.sort()).toEqual(['creditCode', 'staffCount'])
  expect((await wang('GET', `/api/v1/enterprises/${a}/records`)).body.total).toBe(1)
  expect((await wang('GET', '/api/v1/enterprises')).body.total).toBe(1)
  // Who kept the file that was closed keeps the one that stays.
  expect((await house.as('zhao')('GET', '/api/v1/enterprises')).body.items[0].id).toBe(a)
  const gone = await wang('GET', `/api/v1/enterprises/${b}`)
  expect(gone.body.mergedInto).toBe(a)
  const history = await wang('GET', `/api/v1/enterprises/${b}/history`)
  expect(history.body.items.map((item: { act: string }) => item.act)).toEqual(['merged-away', 'created'])
  expect(
    (await wang('PATCH', `/api/v1/enterprises/${b}`, { values: { staffCount: 1 } }, { 'if-match': '"2"' })).status,
  ).toBe(409)
})

test('two different credit codes are two enterprises', async () => {
  const other = await house.as('wang')('POST', '/api/v1/enterprises', {
    name: '广饶恒沣化工',
    creditCode: '9144030071526726XG',
    gridCode: PLACES.village,
  })
  const refused = await house.as('wang')('POST', `/api/v1/enterprises/${a}/merge`, {
    otherId: other.body.id,
    reason: '名称相同',
  })
  expect([refused.status, refused.body.type]).toEqual([422, '/problems/enterprise/two-enterprises'])
})
