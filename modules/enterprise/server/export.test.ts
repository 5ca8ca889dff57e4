import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, openHouse, PLACES } from '#apps/server/test-house.ts'
import { asOwner } from '#kernel/db/test-database.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
  const add = (login: 'wang' | 'lin', name: string, gridCode: string, lng: number) =>
    house.as(login)('POST', '/api/v1/enterprises', {
      name,
      gridCode,
      lng,
      lat: 37.2,
      contact: '王小明',
      contactPhone: '13800138000',
      riskLevel: '2',
    })
  await add('wang', '广饶甲化工', PLACES.village, 118.6)
  await add('wang', '广饶乙化工', PLACES.village, 118.601)
  await add('lin', '利津丙纺织', PLACES.lijinVillage, 118.2)
  await house.as('wang')('POST', '/api/v1/enterprises', { name: '-2+3 cmd|calc', gridCode: PLACES.village })
})
afterAll(() => house.close())

test('an export stays inside the scope, masks people and disarms formulas', async () => {
  const csv = await house.as('wang')('GET', '/api/v1/enterprises/export?format=csv')
  expect(csv.headers['content-disposition']).toContain('3%E5%AE%B6.csv')
  expect(csv.body).toContain('广饶甲化工')
  expect(csv.body).toContain('138****8000')
  expect(csv.body).not.toContain('13800138000')
  expect(csv.body).not.toContain('利津丙纺织')
  expect(csv.body).toContain("'-2+3 cmd|calc")
})

test('every export leaves a line with filter and count; a grid officer may not export', async () => {
  await house.as('zhou')('GET', '/api/v1/enterprises/export?format=xlsx&q=%E7%BA%BA%E7%BB%87')
  const lines = await asOwner(
    house.ownerUrl,
    `select detail from audit_event where action = 'enterprise.exported' order by seq desc limit 1`,
  )
  expect(lines.rows[0].detail).toMatchObject({ count: 1, filter: { q: '纺织' } })
  expect((await house.as('li')('GET', '/api/v1/enterprises/export')).status).toBe(403)
})

test('the map gathers enterprises when far and shows each when near, inside the scope only', async () => {
  const far = await house.as('zhou')('GET', '/api/v1/enterprises/map?bbox=118,37,119,38&zoom=8')
  expect(far.body.total).toBe(3)
  expect(far.body.clusters[0]).toMatchObject({ count: expect.any(Number), risk: { '2': expect.any(Number) } })
  const near = await house.as('wang')('GET', '/api/v1/enterprises/map?bbox=118,37,119,38&zoom=14')
  expect(near.body.points.map((point: { name: string }) => point.name).sort()).toEqual(['广饶乙化工', '广饶甲化工'])
  expect((await house.as('wang')('GET', '/api/v1/enterprises/map?bbox=1,2,3&zoom=8')).status).toBe(422)
})

test('enterprises around a point come nearest first with their distance', async () => {
  const near = await house.as('wang')('GET', '/api/v1/enterprises/near?lng=118.6&lat=37.2&metres=200')
  expect(near.body.items.map((item: { name: string; metres: number }) => [item.name, item.metres])).toEqual([
    ['广饶甲化工', 0],
    ['广饶乙化工', 89],
  ])
})
