import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, openHouse } from '#apps/server/test-house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

const upload = (bytes: Buffer | string, filename: string) =>
  house.as('wang')('POST', `/api/v1/enterprise-imports?filename=${encodeURIComponent(filename)}`, Buffer.from(bytes), {
    'content-type': 'application/octet-stream',
  })

async function settled(id: string) {
  for (let tries = 0; tries < 200; tries++) {
    const { body } = await house.as('wang')('GET', `/api/v1/enterprise-imports/${id}`)
    if (!['reading', 'checking', 'applying'].includes(body.state)) return body
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('import did not settle')
}

describe('what a person should know about rows that go in', () => {
  const held = async (id: string, outcome: string) =>
    (await house.as('wang')('GET', `/api/v1/enterprise-imports/${id}/rows?outcome=${outcome}`)).body.items
  const check = async (text: string) => {
    const { body } = await upload(text, 'n.csv')
    return settled(body.id)
  }

  test('an unknown village is said and the row goes to the town', async () => {
    const done = await check('企业名称,所属镇街,所属村居\n提示甲厂,大码头镇,不存在的村\n提示乙厂,大码头镇,杨斗村\n')
    expect(done.counts).toMatchObject({ fresh: 2, noted: 1, wrong: 0 })
    const [row] = await held(done.id, 'noted')
    expect(row).toMatchObject({
      name: '提示甲厂',
      problems: [{ message: '大码头镇没有叫「不存在的村」的村居，先登记在大码头镇' }],
    })
  })

  test.each([
    ['经度(GCJ-02),纬度(GCJ-02)', 'GCJ-02'],
    ['高德经度,高德纬度', 'GCJ-02'],
    ['经度（百度）,纬度（百度）', 'BD-09'],
  ])('points under %s are converted, and it is said', async (heads, datum) => {
    const name = `坐标${heads.length}${datum.length}厂`
    const done = await check(`企业名称,所属镇,${heads}\n${name},大码头镇,118.55,37.25\n`)
    expect(done.counts).toMatchObject({ fresh: 1, noted: 1 })
    expect((await held(done.id, 'noted'))[0].problems[0].message).toContain(datum)
    await house.as('wang')('POST', `/api/v1/enterprise-imports/${done.id}/apply`)
    await settled(done.id)
    const stored = (await house.as('wang')('GET', `/api/v1/enterprises?q=${encodeURIComponent(name)}`)).body.items[0]
    expect(Math.abs(stored.lng - 118.55) + Math.abs(stored.lat - 37.25)).toBeGreaterThan(0.003)
    expect(Math.abs(stored.lng - 118.55) + Math.abs(stored.lat - 37.25)).toBeLessThan(0.03)
  })

  test('points in words and minutes are read, and codes in Excel’s quotes too', async () => {
    const done = await check(
      '企业名称,信用代码,所属镇,经度,纬度\n引号厂,"=""91370523MA3C8QNJ5P""",大码头镇,E118.55,118°\n' +
        "撇号厂,'91330100799655058B,大码头镇,118°33′00″,37°15′00″\n",
    )
    const faults = await held(done.id, 'wrong')
    expect(faults.map(({ name }: { name: string }) => name)).toEqual(['引号厂'])
    expect(faults[0].problems.map(({ message }: { message: string }) => message).join()).toContain(
      '是否与纬度、经度填反了',
    )
    expect(done.counts).toMatchObject({ rows: 2, wrong: 1 })
  })

  test('a column name in the place of an enterprise is an error, not an enterprise', async () => {
    const done = await check('企业名称,所属镇\n统一社会信用代码,大码头镇\n法定代表人,大码头镇\n')
    expect(done.counts).toMatchObject({ rows: 2, wrong: 2 })
  })

  test('the county before a name and the legal form after it make no other enterprise', async () => {
    const first = await check('企业名称,所属镇,地址\n广饶县破表丁七机械有限公司,大码头镇,工业路1号\n')
    await house.as('wang')('POST', `/api/v1/enterprise-imports/${first.id}/apply`)
    await settled(first.id)
    const again = await check('企业名称,所属镇,地址\n破表丁七机械有限责任公司,大码头镇,工业路1号\n')
    expect(again.counts).toMatchObject({ doubtful: 1 })
  })

  test('a name with invisible characters is the same name the second time', async () => {
    const text = '企业名称,信用代码,所属镇\n隐形\u200b字厂,91440300715267261G,大码头镇\n'.replace(
      '91440300715267261G',
      '9144030071526726XG',
    )
    const first = await check(text)
    await house.as('wang')('POST', `/api/v1/enterprise-imports/${first.id}/apply`)
    await settled(first.id)
    expect((await check(text)).counts).toMatchObject({ same: 1 })
  })
})

test('a workbook with a cover sheet and an empty one is read where its table is', async () => {
  const book = new ExcelJS.Workbook()
  book.addWorksheet('封面').addRow(['大码头镇生产经营单位台账'])
  book.addWorksheet('Sheet2')
  const table = book.addWorksheet('台账')
  table.addRow(['企业名称', '所属镇'])
  table.addRow(['封面后的厂', '大码头镇'])
  const { body } = await upload(Buffer.from(await book.xlsx.writeBuffer()), '封面.xlsx')
  expect(await settled(body.id)).toMatchObject({
    state: 'checked',
    sheet: 2,
    sheets: ['封面', 'Sheet2', '台账'],
    counts: { rows: 1, fresh: 1 },
  })
  const wrong = await house.as('wang')('PUT', `/api/v1/enterprise-imports/${body.id}/mapping`, {
    columns: {},
    sheet: 0,
  })
  expect(wrong.status).toBeLessThan(300)
  expect((await settled(body.id)).state).toBe('failed')
  await house.as('wang')('PUT', `/api/v1/enterprise-imports/${body.id}/mapping`, { columns: {}, sheet: 2 })
  expect((await settled(body.id)).state).toBe('checked')
})

test('a person over 姓名 and 手机号码 is read as both, the second time too', async () => {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('台账')
  sheet.addRow(['大王镇企业台账'])
  sheet.addRow(['填报单位：大码头镇应急办'])
  sheet.addRow(['序号', '单位名称', '所属镇街', '详细地址', '负责人', null])
  sheet.addRow([null, null, null, null, '姓名', '手机号码'])
  for (const column of ['A', 'B', 'C', 'D']) sheet.mergeCells(`${column}3:${column}4`)
  sheet.mergeCells('E3:F3')
  sheet.addRow([1, '两行表头厂', '大码头镇', '大码头镇工业路12号', '王建军', 13954612345])
  sheet.addRow(['合计', '1家'])
  const bytes = Buffer.from(await book.xlsx.writeBuffer())
  for (const expected of [
    { rows: 1, fresh: 1, wrong: 0 },
    { rows: 1, same: 1, wrong: 0 },
  ]) {
    const { body } = await upload(bytes, '两行表头.xlsx')
    const checked = await settled(body.id)
    expect(checked.headers.slice(-2).map(({ field }: { field: string }) => field)).toEqual([
      'principal',
      'principalPhone',
    ])
    expect(checked.counts).toMatchObject(expected)
    await house.as('wang')('PUT', `/api/v1/enterprise-imports/${body.id}/mapping`, { columns: { '0': null } })
    await settled(body.id)
    await house.as('wang')('POST', `/api/v1/enterprise-imports/${body.id}/apply`)
    await settled(body.id)
  }
})
