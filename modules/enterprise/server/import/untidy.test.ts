import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, openHouse, PLACES } from '#apps/server/test-house.ts'
import { clearUploads } from './clear.ts'
import { uploadPath } from './service.ts'

let house: House
const dataDir = mkdtempSync(path.join(tmpdir(), 'angrid-untidy-'))
beforeAll(async () => {
  house = await openHouse({ dataDir })
})
afterAll(() => house.close())

const send = (bytes: Buffer | string, filename: string, headers: Record<string, string> = {}, grid = '') =>
  house.as('wang')(
    'POST',
    `/api/v1/enterprise-imports?filename=${encodeURIComponent(filename)}${grid}`,
    Buffer.from(bytes),
    {
      'content-type': 'application/octet-stream',
      ...headers,
    },
  )

async function settled(id: string) {
  for (let tries = 0; tries < 200; tries++) {
    const { body } = await house.as('wang')('GET', `/api/v1/enterprise-imports/${id}`)
    if (!['reading', 'checking', 'applying'].includes(body.state)) return body
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('import did not settle')
}

const check = async (bytes: Buffer | string, filename = 'u.csv') => settled((await send(bytes, filename)).body.id)
const held = async (id: string, outcome: string) =>
  (await house.as('wang')('GET', `/api/v1/enterprise-imports/${id}/rows?outcome=${outcome}`)).body.items
const messages = (row: { problems: { message: string }[] }) => row.problems.map(({ message }) => message).join('\n')
const workbook = async (fill: (book: ExcelJS.Workbook) => void) => {
  const book = new ExcelJS.Workbook()
  fill(book)
  return Buffer.from(await book.xlsx.writeBuffer())
}

describe('where the head of a sheet stands', () => {
  test('a head of three lines is read, merged in a workbook and blank in a text file', async () => {
    const lines = [
      ['2026年度企业台账', null, null, null, null, null, null],
      ['企业基本信息', null, null, '人员信息', null, null, null],
      ['单位名称', '所属镇街', '详细地址', '主要负责人', null, '安全负责人', null],
      [null, null, null, '姓名', '手机号码', '姓名', '手机号码'],
      ['三行表头厂', '大码头镇', '工业路3号', '王建军', '13954612345', '李卫东', '13954612346'],
    ]
    const bytes = await workbook((book) => {
      const sheet = book.addWorksheet('台账')
      for (const line of lines) sheet.addRow(line)
      for (const area of ['A1:G1', 'A2:C2', 'D2:G2', 'D3:E3', 'F3:G3', 'A3:A4', 'B3:B4', 'C3:C4'])
        sheet.mergeCells(area)
    })
    const csv = lines.map((line) => line.map((cell) => cell ?? '').join(',')).join('\n')
    for (const sheet of [await check(bytes, '三行.xlsx'), await check(csv)]) {
      expect(sheet.headers.map(({ field }: { field: string }) => field)).toEqual([
        'name',
        'town',
        'address',
        'principal',
        'principalPhone',
        'safetyDirector',
        'safetyDirectorPhone',
      ])
      expect(sheet.counts).toMatchObject({ rows: 1, fresh: 1 })
    }
  })

  test('a head below forty lines of instructions is found', async () => {
    const cover = Array.from({ length: 40 }, (_, at) => `填报说明第${at + 1}条：请如实填写`).join('\n')
    expect((await check(`${cover}\n企业名称,所属镇\n说明后的厂,大码头镇\n`)).counts).toMatchObject({
      rows: 1,
      fresh: 1,
    })
  })
})

describe('a text file with a quote that is not closed', () => {
  test('loses that row, with its number, and keeps the others', async () => {
    const done = await check(
      '企业名称,所属镇,地址\n引号前厂,大码头镇,工业路1号\n引号坏厂,大码头镇,"工业路2号\n引号后厂,大码头镇,工业路3号\n"引号,好厂",大码头镇,"工业路\n4号"\n末行厂,大码头镇,工业路5号\n',
    )
    expect(done.counts).toMatchObject({ rows: 5, fresh: 4, wrong: 1 })
    const [row] = await held(done.id, 'wrong')
    expect([row.row, row.name]).toEqual([3, '引号坏厂'])
    expect(messages(row)).toContain('引号没有配对')
  })

  test('at the very end of the file is no refusal of the file either', async () => {
    const done = await check('企业名称,所属镇\n末引号前厂,大码头镇\n末引号坏厂,"大码头镇')
    expect(done.counts).toMatchObject({ rows: 2, fresh: 1, wrong: 1 })
  })
})

test('hidden rows and sheets are told of, and left out when the importer says so', async () => {
  const bytes = await workbook((book) => {
    const sheet = book.addWorksheet('台账')
    sheet.addRow(['企业名称', '所属镇'])
    for (const name of ['看得见甲厂', '筛掉的乙厂', '筛掉的丙厂']) sheet.addRow([name, '大码头镇'])
    sheet.getRow(3).hidden = true
    sheet.getRow(4).hidden = true
    book.addWorksheet('旧表', { state: 'hidden' }).addRow(['企业名称'])
  })
  const done = await check(bytes, '隐藏.xlsx')
  expect(done).toMatchObject({ counts: { rows: 3, fresh: 3, hidden: 2 }, hiddenSheets: ['旧表'], leaveHidden: false })
  await house.as('wang')('PUT', `/api/v1/enterprise-imports/${done.id}/mapping`, { columns: {}, leaveHidden: true })
  expect(await settled(done.id)).toMatchObject({ counts: { rows: 1, fresh: 1, hidden: 2 }, leaveHidden: true })
})

describe('a phone', () => {
  const phone = async (written: string) => {
    const done = await check(`企业名称,所属镇,联系电话\n电话${written.length}厂,大码头镇,${written}\n`)
    const [wrong] = await held(done.id, 'wrong')
    const [noted] = await held(done.id, 'noted')
    return { ...done.counts, said: messages(wrong ?? noted ?? { problems: [] }) }
  }

  test.each(['13954612345', '0546-6441234', '(0546)64412345转802', '400-812-3456', '8008123456'])(
    '%s is taken as it is',
    async (written) => expect(await phone(written)).toMatchObject({ fresh: 1, noted: 0 }),
  )

  test.each(['6441234', '64412345'])('%s without area code gets that of the city, and it is said', async (written) => {
    const read = await phone(written)
    expect(read).toMatchObject({ fresh: 1, noted: 1 })
    expect(read.said).toContain(`按当地区号 0546 登记`)
  })

  test.each([
    ['12350', '短号或服务热线'],
    ['95598', '短号或服务热线'],
    ['119', '短号或服务热线'],
    ['66123', '不是手机号码'],
    ['1395461234', '实际为 10 位'],
    ['139546123456', '实际为 12 位'],
  ])('%s is wrong, with the reason', async (written, reason) => {
    const read = await phone(written)
    expect(read).toMatchObject({ fresh: 0, wrong: 1 })
    expect(read.said).toContain(reason)
  })

  test('is judged the same in the form', async () => {
    const form = { name: '表单电话厂', gridCode: PLACES.village }
    const wang = house.as('wang')
    expect((await wang('POST', '/api/v1/enterprises', { ...form, contactPhone: '12350' })).status).toBe(422)
    const made = await wang('POST', '/api/v1/enterprises', { ...form, contactPhone: '6441234' })
    const found = await wang('GET', '/api/v1/enterprises?q=0546-6441234')
    expect(found.body.items.map(({ id }: { id: string }) => id)).toEqual([made.body.id])
  })
})

test('a refused upload leaves its key free for another file', async () => {
  const headers = { 'idempotency-key': 'refused-upload-1' }
  const refused = await send('企业名称,地址\n外地厂,1号\n', 'a.csv', headers, `&grid=${PLACES.lijin}`)
  expect([refused.status, refused.body.type]).toEqual([403, '/problems/enterprise/grid-outside'])
  const taken = await send('企业名称,地址\n本地厂,1号\n', 'b.csv', headers, `&grid=${PLACES.village}`)
  expect(taken.status).toBe(201)
  expect(await settled(taken.body.id)).toMatchObject({ gridDefault: PLACES.village, counts: { fresh: 1 } })
})

test('spreadsheets are cleared when their term is over, with what their rows held, and the import says so', async () => {
  const wang = house.as('wang')
  const done = await check(
    '企业名称,所属镇,联系电话\n期限内厂,大码头镇,13954619999\n期限坏厂,大码头镇,139546\n',
    '期限.csv',
  )
  expect(await clearUploads(house.db, path.join(dataDir, 'imports'), 180)).toBe(0)
  await house.db.system((_, client) =>
    client.query(`update enterprise_import set created_at = now() - interval '181 days' where id = $1`, [done.id]),
  )
  expect(await clearUploads(house.db, path.join(dataDir, 'imports'), 180)).toBe(1)
  expect(existsSync(uploadPath(path.join(dataDir, 'imports'), done.id))).toBe(false)
  const cleared = (await wang('GET', `/api/v1/enterprise-imports/${done.id}`)).body
  expect(cleared).toMatchObject({ clearedAt: expect.any(String), openActs: [], counts: { rows: 2, wrong: 1 } })
  expect(JSON.stringify(await held(done.id, 'wrong'))).not.toContain('139546')
  for (const [method, tail] of [
    ['POST', '/apply'],
    ['GET', '/refused.xlsx'],
  ] as const) {
    const refused = await wang(method, `/api/v1/enterprise-imports/${done.id}${tail}`)
    expect([refused.status, refused.body.type]).toEqual([409, '/problems/enterprise/upload-cleared'])
  }
  expect(await clearUploads(house.db, path.join(dataDir, 'imports'), 180)).toBe(0)
})
