import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, openHouse, PLACES } from '#apps/server/test-house.ts'
import { organisationCheckChar } from '#standards/code/organisation-code.ts'
import { usccCheckChar } from '#standards/code/uscc.ts'
import { findDoubles } from './service.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

/** A valid credit code, another for each number. */
function code(at: number): string {
  const body = `MA3${String(10_000 + at)}`
  const front = `91370523${body}${organisationCheckChar(body)}`
  return `${front}${usccCheckChar(front)}`
}

let next = 0
const add = async (body: Record<string, unknown>, login: 'wang' | 'lin' | 'zhou' = 'wang') => {
  const made = await house.as(login)('POST', '/api/v1/enterprises', {
    gridCode: PLACES.village,
    creditCode: code(next++),
    ...body,
  })
  expect(made.status).toBe(201)
  return made.body.id as string
}
const listed = async (login: 'wang' | 'lin' | 'zhou' | 'zhang' = 'wang', verdict = 'open') =>
  (await house.as(login)('GET', `/api/v1/enterprise-doubles?verdict=${verdict}`)).body
const pairIds = (item: { members: { id: string }[] }) => item.members.map(({ id }) => id).sort()

describe('doubles over the whole register', () => {
  let a: string
  let b: string

  test('two near ones with valid codes of their own are found, with the reasons and without the phones', async () => {
    a = await add({ name: '恒沣化工有限公司', address: '大码头镇工业路12号', contactPhone: '13800138000' })
    b = await add({ name: '恒丰化工有限责任公司', address: '工业路12号院内', contactPhone: '13800138000' })
    await add({ name: '恒沣化工有限公司二厂', address: '工业路12号', contactPhone: '13800138000' })
    expect((await listed()).due).toBe(3)
    await findDoubles(house.db)
    const found = await listed()
    expect([found.total, found.due]).toEqual([1, 0])
    expect(pairIds(found.items[0])).toEqual([a, b].sort())
    expect(found.items[0].reasons).toEqual(['alike-name', 'same-address', 'same-phone', 'other-code'])
    expect(JSON.stringify(found)).not.toContain('13800138000')
  })

  test('a search over enterprises from before there were keys makes the keys first', async () => {
    await house.db.system(async (_, client) => {
      await client.query('delete from enterprise_likeness')
      await client.query('delete from enterprise_double')
      await client.query(
        'insert into enterprise_likeness_due (enterprise_id, grid_code, is_keyed) select id, grid_code, false from enterprise',
      )
    })
    expect(await findDoubles(house.db)).toBe(3)
    expect((await listed()).total).toBe(1)
    // Nothing was written since: nothing is compared.
    expect(await findDoubles(house.db)).toBe(0)
  })

  test('a pair half of which lies outside the scope does not exist there', async () => {
    const near = { name: '黄河口生物科技有限公司', contactPhone: '13811112222' }
    await add(near)
    const there = await add({ ...near, gridCode: PLACES.lijinVillage }, 'lin')
    await findDoubles(house.db)
    expect((await listed('wang')).total).toBe(1)
    expect((await listed('lin')).total).toBe(0)
    const city = await listed('zhou')
    const pair = city.items.find((item: { members: { id: string }[] }) => pairIds(item).includes(there))
    expect(city.total).toBe(2)
    const told = await house.as('lin')('POST', '/api/v1/enterprise-doubles/tell-apart', { ids: pairIds(pair) })
    expect(told.status).toBe(404)
    await house.as('zhou')(
      'PATCH',
      `/api/v1/enterprises/${there}`,
      { values: {}, gridCode: PLACES.village },
      { 'if-match': '"1"' },
    )
    expect((await listed('wang')).total).toBe(2)
    await house.as('zhou')('POST', '/api/v1/enterprise-doubles/tell-apart', { ids: pairIds(pair) })
  })

  test('what is told apart stays apart, names who said so, and can be taken back', async () => {
    const wang = house.as('wang')
    const said = await wang('POST', '/api/v1/enterprise-doubles/tell-apart', {
      ids: [b, a],
      reason: '现场看过，是两家',
    })
    expect(said.status).toBe(200)
    expect((await listed()).total).toBe(0)
    await wang('PATCH', `/api/v1/enterprises/${b}`, { values: { staffCount: 12 } }, { 'if-match': '"1"' })
    await findDoubles(house.db)
    expect((await listed()).total).toBe(0)
    const different = (await listed('wang', 'different')).items.find((item: never) => pairIds(item).includes(a))
    expect(different.told).toMatchObject({ by: '王县监', reason: '现场看过，是两家' })
    const audit = await house.as('admin')('GET', `/api/v1/audit-events?action=enterprise.told-apart&objectId=${b}`)
    expect(audit.body.total).toBe(1)
    expect((await wang('POST', '/api/v1/enterprise-doubles/ask-again', { ids: [a, b] })).status).toBe(200)
    expect((await listed()).total).toBe(1)
    expect((await wang('POST', '/api/v1/enterprise-doubles/ask-again', { ids: [a, b] })).status).toBe(404)
  })

  test('a pair is gone when what made it near was put right', async () => {
    const wang = house.as('wang')
    const change = { values: { name: '蓝海橡塑有限公司' } }
    expect((await wang('PATCH', `/api/v1/enterprises/${b}`, change, { 'if-match': '"2"' })).status).toBe(200)
    await findDoubles(house.db)
    expect((await listed()).total).toBe(0)
    await wang('PATCH', `/api/v1/enterprises/${b}`, { values: { name: '恒丰化工有限责任公司' } }, { 'if-match': '"3"' })
    await findDoubles(house.db)
    expect((await listed()).total).toBe(1)
  })

  test('two codes are merged only when a person says that one is mistaken', async () => {
    const wang = house.as('wang')
    const merge = { otherId: b, reason: '同一家登记了两次' }
    expect((await wang('POST', `/api/v1/enterprises/${a}/merge`, merge)).status).toBe(422)
    const done = await wang('POST', `/api/v1/enterprises/${a}/merge`, { ...merge, codeMistaken: true })
    expect(done.status).toBe(200)
    expect((await listed()).total).toBe(0)
    const history = await wang('GET', `/api/v1/enterprises/${b}/history`)
    expect(JSON.stringify(history.body.items[0].changes)).toContain('creditCode')
  })
})

describe('registering by form', () => {
  const present = { name: '胜利橡胶制品有限公司', address: '大码头镇青年路8号', contactPhone: '13822223333' }
  const typed = { name: '胜利橡胶制品有限责任公司', address: '青年路8号', gridCode: PLACES.village }

  test('a near double is told before anything is written, and is no refusal', async () => {
    const id = await add(present)
    const told = await house.as('wang')('POST', '/api/v1/enterprise-doubles/check', typed)
    expect(told.status).toBe(200)
    expect(told.body.items.map(({ member }: { member: { id: string } }) => member.id)).toEqual([id])
    expect(JSON.stringify(told.body)).not.toContain('13822223333')
    const made = await house.as('wang')('POST', '/api/v1/enterprises', {
      ...typed,
      creditCode: code(900),
      unlike: [id],
    })
    expect(made.status).toBe(201)
    await findDoubles(house.db)
    expect((await listed()).items.filter((item: never) => pairIds(item).includes(id))).toEqual([])
  })

  test('nothing is told of an enterprise outside the scope, and nothing of one that is only alike', async () => {
    await add({ ...present, name: '利津秘密橡胶有限公司', gridCode: PLACES.lijinVillage }, 'lin')
    const outside = { ...typed, name: '秘密橡胶有限公司', contactPhone: '13822223333' }
    expect((await house.as('wang')('POST', '/api/v1/enterprise-doubles/check', outside)).body.items).toEqual([])
    const branch = { ...typed, name: '胜利橡胶制品有限公司大码头分公司' }
    expect((await house.as('wang')('POST', '/api/v1/enterprise-doubles/check', branch)).body.items).toEqual([])
    const unlike = { ...typed, creditCode: code(901), unlike: [outside.gridCode] }
    expect((await house.as('wang')('POST', '/api/v1/enterprises', unlike)).status).toBe(422)
  })
})
