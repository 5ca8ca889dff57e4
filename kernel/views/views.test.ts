import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, type Login, openHouse } from '#apps/server/test-house.ts'
import { newId } from '#kernel/db/id.ts'
import { asOwner } from '#kernel/db/test-database.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
  // Lin works for another body than the rest of the cast.
  const other = newId()
  await asOwner(
    house.ownerUrl,
    `insert into body (id, name, short_name, kind, grid_code) values ($1, '利津县应急管理局', '利津应急', 'government', '370522')`,
    [other],
  )
  await asOwner(
    house.ownerUrl,
    `update seat set body_id = $1 where id in (select h.seat_id from seat_holding h join account a on a.person_id = h.person_id where a.login = 'lin')`,
    [other],
  )
})
afterAll(() => house.close())

const view = { page: 'enterprises', name: '红色企业', query: 'risk=1&sort=name' }
const save = (login: Login, more: object = {}) => house.as(login)('POST', '/api/v1/saved-views', { ...view, ...more })
const names = async (login: Login, page = 'enterprises') =>
  (await house.as(login)('GET', `/api/v1/saved-views?page=${page}`)).body.items.map(
    (row: { name: string }) => row.name,
  ) as string[]

test('a view is seen by its owner only, on its page only', async () => {
  expect((await save('wang')).status).toBe(201)
  expect(await names('wang')).toEqual(['红色企业'])
  expect(await names('wang', 'hazards')).toEqual([])
  expect(await names('zhou')).toEqual([])
})

test('a shared view is seen inside the same body, and not in another', async () => {
  await save('wang', { name: '待核实', shared: true })
  expect(await names('zhou')).toEqual(['待核实'])
  expect(await names('lin')).toEqual([])
  const [row] = (await house.as('zhou')('GET', '/api/v1/saved-views?page=enterprises')).body.items
  expect(row).toMatchObject({ mine: false, ownerName: '王县监', shared: true, query: view.query })
})

test('saving under the same name replaces the view', async () => {
  const first = await save('li', { name: '我的' })
  const second = await save('li', { name: '我的', query: 'risk=2' })
  expect(second.body.id).toBe(first.body.id)
  const rows = (await house.as('li')('GET', '/api/v1/saved-views?page=enterprises')).body.items
  expect(rows.filter((row: { mine: boolean }) => row.mine)).toMatchObject([{ name: '我的', query: 'risk=2' }])
})

test('only its owner removes a view, once', async () => {
  const { id } = (await save('wang', { name: '临时', shared: true })).body
  expect((await house.as('zhou')('DELETE', `/api/v1/saved-views/${id}`)).status).toBe(404)
  expect((await house.as('wang')('DELETE', `/api/v1/saved-views/${id}`)).status).toBe(204)
  expect((await house.as('wang')('DELETE', `/api/v1/saved-views/${id}`)).status).toBe(404)
})

test('bad input is refused at its field, and nobody may save without signing in', async () => {
  expect((await save('wang', { name: ' ' })).body.errors[0].pointer).toBe('/name')
  expect((await save('wang', { page: '../x' })).body.errors[0].pointer).toBe('/page')
  expect((await house.as('wang')('GET', '/api/v1/saved-views')).status).toBe(422)
  expect((await house.as(null)('POST', '/api/v1/saved-views', view)).status).toBe(401)
})
