import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, openHouse, PLACES } from '#apps/server/test-house.ts'
import { asOwner } from '#kernel/db/test-database.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

const school = (more: object = {}) => ({ kind: 'school', name: '大码头镇中心小学', gridCode: PLACES.village, ...more })
const audited = async (action: string, id: string) =>
  (await asOwner(house.ownerUrl, 'select 1 from audit_event where action = $1 and object_id = $2', [action, id]))
    .rowCount

describe('places under supervision', () => {
  const places = '/api/v1/supervised-places'

  test('a school is entered once, even when the request comes twice, and stands in the audit', async () => {
    const id = randomUUID()
    const [first, second] = [
      await house.as('wang')('POST', places, school({ id })),
      await house.as('wang')('POST', places, school({ id })),
    ]
    expect([first.status, second.status, second.body.id]).toEqual([201, 201, id])
    const list = await house.as('zhang')('GET', `${places}?grid=${PLACES.damatou}`)
    expect(list.body).toMatchObject({ total: 1, items: [{ id, kindName: '学校', gridName: '杨斗村', toOn: null }] })
    expect(await audited('grid.place-added', id)).toBe(2)
    const other = await house.as('wang')('POST', places, school({ id, name: '另一所学校' }))
    expect(other.status).toBe(409)
  })

  test('the same school is not entered a second time while it stands; elsewhere or afterwards it is', async () => {
    const mine = school({ name: '育才小学', fromOn: '2024-03-01' })
    const first = await house.as('wang')('POST', places, mine)
    const again = await house.as('wang')('POST', places, { ...mine, name: ' 育才小学 ' })
    expect([again.status, again.body.type]).toEqual([409, '/problems/grid/place-known'])
    expect(again.body.detail).toContain('杨斗村已经登记了「育才小学」（学校，2024-03-01 起）')
    expect((await house.as('wang')('POST', places, { ...mine, gridCode: PLACES.damatou })).status).toBe(201)
    const end = { lastDay: '2024-06-30', reason: '撤并' }
    await house.as('wang')('POST', `${places}/${first.body.id}/end`, end)
    expect((await house.as('wang')('POST', places, mine)).status).toBe(201)
  })

  test('the list is paged without losing or repeating a place', async () => {
    for (const name of ['甲市场', '乙市场', '丙市场'])
      await house.as('lin')('POST', places, { kind: 'market', name, gridCode: PLACES.lijinVillage })
    const first = await house.as('lin')('GET', `${places}?limit=2`)
    const second = await house.as('lin')('GET', `${places}?limit=2&cursor=${first.body.nextCursor}`)
    const names = [...first.body.items, ...second.body.items].map(({ name }: { name: string }) => name)
    expect([first.body.total, second.body.nextCursor, [...names].sort()]).toEqual([
      3,
      null,
      ['丙市场', '乙市场', '甲市场'],
    ])
  })

  test('a place in another county can be neither entered, seen nor ended; grid staff enter none', async () => {
    const made = await house.as('wang')('POST', places, school({ name: '第二小学' }))
    const end = { lastDay: '2099-01-01', reason: '撤并' }
    expect((await house.as('lin')('POST', places, school())).status).toBe(404)
    expect((await house.as('lin')('GET', `${places}?grid=${PLACES.guangrao}`)).body.total).toBe(0)
    expect((await house.as('lin')('POST', `${places}/${made.body.id}/end`, end)).status).toBe(404)
    expect((await house.as('li')('POST', places, school())).status).toBe(403)
    const taken = await house.as('lin')('POST', places, school({ id: made.body.id, gridCode: PLACES.lijinVillage }))
    expect([taken.status, taken.body.type]).toEqual([409, '/problems/request/conflict'])
  })

  test('a place that has ended leaves the list, is not ended twice and not before it began', async () => {
    const made = await house.as('wang')('POST', places, school({ name: '第三小学', fromOn: '2024-03-01' }))
    const end = (lastDay: string) =>
      house.as('wang')('POST', `${places}/${made.body.id}/end`, { lastDay, reason: '撤并' })
    expect((await end('2024-02-29')).status).toBe(422)
    expect((await end('2024-06-30')).status).toBe(200)
    expect((await end('2024-07-31')).status).toBe(409)
    const on = async (day: string) => (await house.as('wang')('GET', `${places}?q=第三小学&on=${day}`)).body.total
    expect([await on('2024-06-30'), await on('2024-07-01')]).toEqual([1, 0])
  })

  test('a place begins neither before the state that supervises it nor more than a year ahead', async () => {
    const [first, ahead] = ['1949-10-01', new Date(Date.now() + 360 * 86_400_000).toISOString().slice(0, 10)]
    for (const [n, fromOn] of [first, ahead].entries())
      expect((await house.as('wang')('POST', places, school({ name: `第${n}幼儿园`, fromOn }))).status).toBe(201)
    for (const fromOn of ['1949-09-30', '0026-01-01', '2999-01-01']) {
      const refused = await house.as('wang')('POST', places, school({ name: '幼儿园', fromOn }))
      expect([refused.status, refused.body.errors]).toEqual([
        422,
        [{ pointer: '/fromOn', message: expect.stringMatching(/^开始日期应在 1949-10-01 到 \d{4}-\d\d-\d\d 之间$/) }],
      ])
    }
  })

  test('half a coordinate, a place outside China and a point outside its own village are refused', async () => {
    const village = {
      type: 'Polygon',
      coordinates: [
        [
          [118.5, 37.1],
          [118.52, 37.1],
          [118.52, 37.12],
          [118.5, 37.1],
        ],
      ],
    }
    await asOwner(house.ownerUrl, `update grid_node set geometry = $1, geometry_source = 'imported' where code = $2`, [
      JSON.stringify(village),
      PLACES.village,
    ])
    for (const point of [{ lng: 118.5 }, { lng: 37.1, lat: 118.5 }, { lng: 118.6, lat: 37.11 }])
      expect((await house.as('wang')('POST', places, school(point))).status).toBe(422)
    expect(
      (await house.as('wang')('POST', places, school({ name: '第四小学', lng: 118.515, lat: 37.105 }))).status,
    ).toBe(201)
  })
})

describe('responsibility grids of group companies', () => {
  const nodes = '/api/v1/responsibility-nodes'
  const head = (more: object = {}) => ({ kind: 'central', name: '胜利石油管理局', gridCode: PLACES.city, ...more })

  test('a head office stands above its subsidiaries; a county sees its own ones only', async () => {
    const top = await house.as('admin')('POST', nodes, head())
    expect(top.status).toBe(201)
    const below = (name: string, gridCode: string, parentId: string) =>
      house.as('admin')('POST', nodes, { kind: 'subsidiary', name, gridCode, parentId })
    const second = await below('现河采油厂', PLACES.guangrao, top.body.id)
    await below('现河采油三矿', PLACES.damatou, second.body.id)
    await below('利津采油厂', PLACES.lijin, top.body.id)
    const tree = async (login: 'admin' | 'wang') =>
      (await house.as(login)('GET', nodes)).body.items.map(({ name, depth }: { name: string; depth: number }) => [
        name,
        depth,
      ])
    expect(await tree('admin')).toEqual([
      ['胜利石油管理局', 0],
      ['利津采油厂', 1],
      ['现河采油厂', 1],
      ['现河采油三矿', 2],
    ])
    expect(await tree('wang')).toEqual([
      ['现河采油厂', 0],
      ['现河采油三矿', 1],
    ])
    expect(
      (
        await house.as('wang')('POST', nodes, {
          kind: 'subsidiary',
          name: '广饶站',
          gridCode: PLACES.guangrao,
          parentId: top.body.id,
        })
      ).status,
    ).toBe(404)
  })

  test('a subsidiary needs its parent, a head office has none, and a wrong credit code is refused', async () => {
    expect((await house.as('admin')('POST', nodes, head({ kind: 'subsidiary' }))).status).toBe(422)
    expect((await house.as('admin')('POST', nodes, head({ parentId: randomUUID() }))).status).toBe(422)
    expect((await house.as('admin')('POST', nodes, head({ creditCode: '91370500000000000X' }))).status).toBe(422)
    expect((await house.as('lin')('POST', nodes, head({ gridCode: PLACES.guangrao }))).status).toBe(404)
    expect((await house.as('li')('POST', nodes, head())).status).toBe(403)
  })

  test('an enterprise stands in one place of all trees; where it stands is told only to those who see it', async () => {
    const grid = { name: '东营石化有限公司', gridCode: PLACES.damatou }
    const objectId = (await house.as('admin')('POST', '/api/v1/enterprises', grid)).body.id
    const top = (await house.as('admin')('POST', nodes, head({ name: '中石化' }))).body.id
    const unit = { kind: 'subsidiary', ...grid, objectId, parentId: top, id: randomUUID(), fromOn: '2020-01-01' }
    expect((await house.as('admin')('POST', nodes, unit)).status).toBe(201)
    expect((await house.as('admin')('POST', nodes, unit)).status).toBe(201)
    const other = head({ name: '中海油', objectId })
    const second = await house.as('admin')('POST', nodes, other)
    expect([second.status, second.body.type]).toEqual([409, '/problems/grid/object-stands'])
    expect(second.body.detail).toContain('中石化下面的「东营石化有限公司」（大码头镇）')

    // The head office of the city is not the county's to see.
    const ofCounty = await house.as('wang')('POST', nodes, { ...other, gridCode: PLACES.guangrao })
    expect([ofCounty.status, ofCounty.body.detail]).toEqual([409, expect.not.stringContaining('中石化')])
    await asOwner(house.ownerUrl, 'update responsibility_node set grid_code = $2 where id = $1', [
      unit.id,
      PLACES.lijin,
    ])
    const hidden = await house.as('wang')('POST', nodes, { ...other, gridCode: PLACES.guangrao })
    expect([hidden.status, hidden.body.type]).toEqual([409, '/problems/grid/object-stands'])
    expect(hidden.body.detail).not.toMatch(/石化|利津/)

    const end = { lastDay: '2024-12-31', reason: '改制' }
    expect((await house.as('admin')('POST', `${nodes}/${unit.id}/end`, end)).status).toBe(200)
    expect((await house.as('admin')('POST', nodes, other)).status).toBe(201)
  })

  test('a node is not ended while something stands below it, and not twice', async () => {
    const top = (
      await house.as('admin')('POST', nodes, head({ name: '省属集团', kind: 'province', fromOn: '2020-01-01' }))
    ).body.id
    const made = await house.as('admin')('POST', nodes, {
      kind: 'subsidiary',
      name: '省属分厂',
      gridCode: PLACES.lijin,
      parentId: top,
      fromOn: '2020-01-01',
    })
    const end = (id: string) =>
      house.as('admin')('POST', `${nodes}/${id}/end`, { lastDay: '2024-12-31', reason: '改制' })
    const early = await end(top)
    expect([early.status, early.body.detail]).toEqual([409, '下面还有 1 个单位，请先停用它们。'])
    expect([(await end(made.body.id)).status, (await end(top)).status, (await end(top)).status]).toEqual([
      200, 200, 409,
    ])
    expect(await audited('grid.responsibility-ended', top)).toBe(1)
  })
})
