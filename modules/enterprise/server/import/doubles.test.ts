import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, openHouse, PLACES } from '#apps/server/test-house.ts'
import { organisationCheckChar } from '#standards/code/organisation-code.ts'
import { usccCheckChar } from '#standards/code/uscc.ts'
import { findDoubles } from '../doubles/service.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

function code(at: number): string {
  const body = `MA3${String(10_000 + at)}`
  const front = `91370523${body}${organisationCheckChar(body)}`
  return `${front}${usccCheckChar(front)}`
}

const HEAD = '企业名称,信用代码,所属镇,地址,联系电话'

async function settled(id: string) {
  for (let tries = 0; tries < 200; tries++) {
    const { body } = await house.as('wang')('GET', `/api/v1/enterprise-imports/${id}`)
    if (!['reading', 'checking', 'applying'].includes(body.state)) return body
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('import did not settle')
}

async function check(...rows: string[]) {
  const { body } = await house.as('wang')(
    'POST',
    '/api/v1/enterprise-imports?filename=d.csv',
    Buffer.from([HEAD, ...rows].join('\n')),
    { 'content-type': 'application/octet-stream' },
  )
  return settled(body.id)
}

const asked = async (id: string) =>
  (await house.as('wang')('GET', `/api/v1/enterprise-imports/${id}/rows?outcome=doubtful`)).body.items
const decide = (id: string, row: number, decision: string) =>
  house.as('wang')('PUT', `/api/v1/enterprise-imports/${id}/rows/${row}`, { decision })
async function apply(id: string) {
  await house.as('wang')('POST', `/api/v1/enterprise-imports/${id}/apply`)
  return settled(id)
}
const total = async (q: string) =>
  (await house.as('wang')('GET', `/api/v1/enterprises?q=${encodeURIComponent(q)}`)).body.total
const openPairs = async () => {
  await findDoubles(house.db)
  return (await house.as('wang')('GET', '/api/v1/enterprise-doubles')).body.total
}

describe('a row near to a registered enterprise, each with a valid code of its own', () => {
  const present = `恒沣化工有限公司,${code(1)},大码头镇,工业路12号,13800138000`
  const near = `恒丰化工有限责任公司,${code(2)},大码头镇,大码头镇工业路12号院内,13800138000`
  beforeAll(async () => {
    await apply((await check(present)).id)
  })

  test('is asked about, with the reasons', async () => {
    const checked = await check(near)
    expect(checked.counts).toMatchObject({ rows: 1, doubtful: 1, fresh: 0 })
    const [row] = await asked(checked.id)
    expect(row.problems[0].message).toBe(
      `与已登记的「恒沣化工有限公司」（${code(1)}，工业路12号）名称相近、地址相同、电话相同，请确认是否同一家`,
    )
    // Not answered: not written, and asked again next time.
    expect((await apply(checked.id)).counts).toMatchObject({ doubtful: 1, fresh: 0 })
    expect((await check(near)).counts).toMatchObject({ doubtful: 1 })
  })

  test('said to be the same one, it changes neither name nor code, and the same sheet again asks and changes nothing', async () => {
    const checked = await check(near)
    await decide(checked.id, 2, 'update')
    expect((await apply(checked.id)).counts).toMatchObject({ doubtful: 0, fresh: 0 })
    expect([await total('恒丰化工'), await total('恒沣化工')]).toEqual([0, 1])
    const list = (await house.as('wang')('GET', '/api/v1/enterprises')).body.items
    const versions = () => list.map((item: { version: number }) => item.version)
    const again = await check(near)
    expect(again.counts).toMatchObject({ rows: 1, same: 1, doubtful: 0, noted: 1 })
    await apply(again.id)
    const after = (await house.as('wang')('GET', '/api/v1/enterprises')).body.items
    expect(after.map((item: { version: number }) => item.version)).toEqual(versions())
    expect(after[0]).toMatchObject({ name: '恒沣化工有限公司', creditCode: code(1), address: '工业路12号' })
  })

  test('said to be another, it is registered, and neither the sheet nor the search asks again', async () => {
    const other = `恒沣化工公司,${code(3)},大码头镇,工业路12号,`
    const checked = await check(other)
    expect(checked.counts).toMatchObject({ doubtful: 1 })
    await decide(checked.id, 2, 'new')
    expect((await apply(checked.id)).counts).toMatchObject({ fresh: 1, doubtful: 0 })
    expect(await openPairs()).toBe(0)
    expect((await check(other)).counts).toMatchObject({ same: 1, doubtful: 0 })
    const told = (await house.as('wang')('GET', '/api/v1/enterprise-doubles?verdict=different')).body.items
    expect(told[0].told).toMatchObject({ by: '王县监', reason: '导入表格《d.csv》' })
  })

  test('branches, numbered sites and stations of one group are not asked about', async () => {
    const rows = ['有限公司大码头分公司', '有限公司二厂', '有限公司新厂区'].map(
      (tail, at) => `恒沣化工${tail},${code(10 + at)},大码头镇,工业路12号,13800138000`,
    )
    const stations = ['第12加油站', '第13加油站', '丁庄加油站'].map(
      (tail, at) => `中国石化销售股份有限公司${tail},${code(20 + at)},大码头镇,工业路20号,13811112222`,
    )
    expect((await check(...rows, ...stations)).counts).toMatchObject({ rows: 6, fresh: 6, doubtful: 0 })
  })
})

describe('two rows of one sheet near each other', () => {
  const first = `金岭橡胶有限公司,${code(31)},大码头镇,青年路8号,13900001111`
  const second = `金岭橡胶有限责任公司,${code(32)},大码头镇,青年路8号,13900001111`
  const third = `金岭橡胶有限公司一分厂,${code(33)},大码头镇,青年路8号,13900001111`

  test('are asked about: the second is not silently taken', async () => {
    const checked = await check(first, second, third)
    expect(checked.counts).toMatchObject({ rows: 3, fresh: 2, doubtful: 1 })
    const [row] = await asked(checked.id)
    expect(row).toMatchObject({ row: 3, twinId: null })
    expect(row.problems[0].message).toContain('与第 2 行「金岭橡胶有限公司」名称相近、地址相同、电话相同')
  })

  test('said to be one, the first counts, and the sheet again asks and changes nothing', async () => {
    const checked = await check(first, second)
    expect(checked.decided).toBe(0)
    await decide(checked.id, 3, 'update')
    const before = (await house.as('wang')('GET', `/api/v1/enterprise-imports/${checked.id}`)).body
    expect(before).toMatchObject({ decided: 1, counts: { doubtful: 1 } })
    expect((await apply(checked.id)).counts).toMatchObject({ fresh: 1, same: 1, doubtful: 0 })
    expect(await total('金岭橡胶')).toBe(1)
    expect((await check(first, second)).counts).toMatchObject({ same: 2, doubtful: 0, changed: 0, fresh: 0 })
    // The same rows the other way round are still one enterprise.
    expect((await check(second, first)).counts).toMatchObject({ doubtful: 0, fresh: 0 })
  })

  test('said to be two, both go in and nobody asks again', async () => {
    const rows = [
      `华海木业有限公司,${code(41)},大码头镇,青年路9号,`,
      `华海木业制品有限公司,${code(42)},大码头镇,青年路9号,`,
    ]
    const before = await openPairs()
    const checked = await check(...rows)
    expect(checked.counts).toMatchObject({ fresh: 1, doubtful: 1 })
    await decide(checked.id, 3, 'new')
    expect((await apply(checked.id)).counts).toMatchObject({ fresh: 2 })
    expect(await openPairs()).toBe(before)
    expect((await check(...rows)).counts).toMatchObject({ same: 2, doubtful: 0 })
  })
})

test('a sheet that names a file merged into another means the other', async () => {
  const wang = house.as('wang')
  const rows = [`正和电缆有限公司,${code(51)},大码头镇,和平路1号,`, `正禾电缆有限公司,${code(52)},大码头镇,和平路1号,`]
  const checked = await check(...rows)
  await decide(checked.id, 3, 'new')
  await apply(checked.id)
  const ids = await Promise.all(
    ['正和电缆', '正禾电缆'].map(
      async (q) => (await wang('GET', `/api/v1/enterprises?q=${encodeURIComponent(q)}`)).body.items[0].id,
    ),
  )
  const merge = { otherId: ids[1], reason: '同一家登记了两次', codeMistaken: true }
  expect((await wang('POST', `/api/v1/enterprises/${ids[0]}/merge`, merge)).status).toBe(200)
  const again = await check(...rows)
  expect(again.counts).toMatchObject({ same: 2, fresh: 0, doubtful: 0 })
  await apply(again.id)
  expect(await total('正禾电缆')).toBe(0)
})

test('the same name at another house number is another enterprise, not the first one moved', async () => {
  const rows = ['顺达汽修,,大码头镇,工业路61号,', '顺达汽修,,大码头镇,工业路75号,']
  const checked = await check(...rows)
  expect(checked.counts).toMatchObject({ fresh: 2, doubtful: 0 })
  await apply(checked.id)
  expect((await check(...rows)).counts).toMatchObject({ same: 2, changed: 0 })
  expect((await house.as('zhang')('GET', `/api/v1/enterprises?grid=${PLACES.damatou}&q=顺达汽修`)).body.total).toBe(2)
})
