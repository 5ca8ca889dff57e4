import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, type Login, openHouse } from '#apps/server/test-house.ts'
import { openSheets } from '#kernel/sheet/open.ts'
import type { Sheet } from '#kernel/sheet/sheet.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

async function upload(login: Login, bytes: Buffer | string, filename: string) {
  const headers = { 'content-type': 'application/octet-stream' }
  return house.as(login)(
    'POST',
    `/api/v1/enterprise-imports?filename=${encodeURIComponent(filename)}`,
    Buffer.from(bytes),
    headers,
  )
}

async function settled(login: Login, id: string) {
  for (let tries = 0; tries < 200; tries++) {
    const { body } = await house.as(login)('GET', `/api/v1/enterprise-imports/${id}`)
    if (!['reading', 'checking', 'applying'].includes(body.state)) return body
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('import did not settle')
}

/** The way offices send it: a title over everything, two lines of heads, merged towns, numbers stored as text, a total. */
async function messyWorkbook(): Promise<Buffer> {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('企业台账')
  sheet.addRow(['广饶县2026年生产经营单位台账'])
  sheet.mergeCells('A1:I1')
  sheet.addRow(['填报单位：大码头镇应急办'])
  sheet.addRow([
    '序号',
    '所在镇街',
    '企业名称\n（必填）',
    '统一社会\n信用代码',
    '主要负责人信息',
    null,
    '从业人员\n（人）',
    '成立时间',
    '生产状态',
  ])
  sheet.addRow([null, null, null, null, '姓名', '手机'])
  for (const column of ['A', 'B', 'C', 'D', 'G', 'H', 'I']) sheet.mergeCells(`${column}3:${column}4`)
  sheet.mergeCells('E3:F3')
  sheet.addRow([
    1,
    '大码头镇',
    '广饶恒沣化工有限公司',
    '９１３３０１００７９９６５５０５８Ｂ',
    '王建国',
    13800138000,
    '1,214',
    new Date(Date.UTC(2016, 6, 1)),
    '正常生产',
  ])
  sheet.addRow([2, null, '大码头镇鑫泰纺织厂', '9144030071526726XG', '李秀芹', '138 0013 8001', 88, '42552', '停业'])
  sheet.addRow([3, null, '昌顺橡胶', '91330100799655058C', '周海涛', '1380013800', '约三十', '2016.13.1', '生产'])
  sheet.addRow([4, '利津镇', '异地企业', null, '赵一', null, 5, null, '正常'])
  sheet.mergeCells('B5:B7')
  sheet.addRow(['合计', null, null, null, null, null, 1302])
  return Buffer.from(await book.xlsx.writeBuffer())
}

describe('importing a spreadsheet as offices send it', () => {
  let id: string

  test('title, two-line heads, merged towns, full-width digits and Excel dates are understood', async () => {
    const started = await upload('wang', await messyWorkbook(), '企业台账.xlsx')
    expect(started.status).toBe(201)
    id = started.body.id
    const checked = await settled('wang', id)
    expect(checked).toMatchObject({ state: 'checked', counts: { rows: 4, fresh: 2, wrong: 2 } })
    expect(
      checked.headers
        .filter((header: { field: string | null }) => header.field)
        .map((header: { field: string }) => header.field),
    ).toEqual([
      'town',
      'name',
      'creditCode',
      'principal',
      'principalPhone',
      'staffCount',
      'establishedOn',
      'operatingState',
    ])
  })

  test('every problem is named by row and column in plain Chinese', async () => {
    const rows = await house.as('wang')('GET', `/api/v1/enterprise-imports/${id}/rows?outcome=wrong`)
    const [rubber, foreign] = rows.body.items
    expect([rubber.row, rubber.name]).toEqual([7, '昌顺橡胶'])
    const messages = rubber.problems.map((problem: { message: string }) => problem.message)
    expect(messages).toContain('统一社会信用代码：校验位应为 B，实际为 C')
    expect(messages).toContain('从业人员「约三十」不是数字')
    expect(messages.join('\n')).toContain('实际为 10 位')
    expect(messages.join('\n')).toContain('不是存在的日期')
    expect(rubber.problems).toHaveLength(4)
    expect(foreign.problems[0].message).toContain('没有叫「利津镇」的镇街')
  })

  test('good rows go in, wrong ones come back as a spreadsheet with reasons', async () => {
    expect((await house.as('wang')('POST', `/api/v1/enterprise-imports/${id}/apply`)).status).toBe(200)
    const done = await settled('wang', id)
    expect(done).toMatchObject({ state: 'done', counts: { fresh: 2, wrong: 2 } })
    const found = await house.as('zhang')('GET', '/api/v1/enterprises?q=恒沣')
    expect(found.body.items[0]).toMatchObject({ creditCode: '91330100799655058B', gridCode: '370523107' })
    const file = await house.as('zhang')('GET', `/api/v1/enterprises/${found.body.items[0].id}`)
    expect(file.body.values).toMatchObject({ staffCount: 1214, establishedOn: '2016-07-01' })
    const reply = await house.app.inject({
      url: `/api/v1/enterprise-imports/${id}/refused.xlsx`,
      headers: { authorization: `Bearer ${await house.token('wang')}` },
    })
    const saved = path.join(mkdtempSync(path.join(tmpdir(), 'angrid-')), 'refused.xlsx')
    writeFileSync(saved, reply.rawPayload)
    const lines: unknown[][] = []
    const [firstSheet] = (await openSheets(saved)) as [Sheet]
    for await (const row of firstSheet.rows()) lines.push(row.cells)
    expect(lines).toHaveLength(3)
    expect(lines[1]).toContain('昌顺橡胶')
    expect(String(lines[1]?.at(-2))).toContain('校验位应为 B')
  })

  test('importing the same spreadsheet again changes nothing', async () => {
    const started = await upload('wang', await messyWorkbook(), '企业台账.xlsx')
    const checked = await settled('wang', started.body.id)
    expect(checked.counts).toMatchObject({ same: 2, fresh: 0, changed: 0 })
    await house.as('wang')('POST', `/api/v1/enterprise-imports/${started.body.id}/apply`)
    await settled('wang', started.body.id)
    const list = await house.as('wang')('GET', '/api/v1/enterprises')
    expect(list.body).toMatchObject({ total: 2 })
    expect(list.body.items.map((item: { version: number }) => item.version)).toEqual([1, 1])
  })

  test('a fresh confirmed value is not overwritten: the difference becomes a to-do', async () => {
    const csv =
      '企业名称,信用代码,所在镇街,负责人手机,员工人数\n广饶恒沣化工有限公司,91330100799655058B,大码头镇,13911112222,1300\n'
    const started = await upload('wang', csv, '更新.csv')
    await settled('wang', started.body.id)
    await house.as('wang')('POST', `/api/v1/enterprise-imports/${started.body.id}/apply`)
    expect((await settled('wang', started.body.id)).counts).toMatchObject({ changed: 1 })
    const held = await house.as('wang')('GET', `/api/v1/enterprise-imports/${started.body.id}/rows`)
    expect(JSON.stringify(held.body)).not.toContain('13800138000')
    const open = await house.as('wang')('GET', '/api/v1/enterprise-contradictions')
    expect(open.body.items[0]).toMatchObject({
      label: '主要负责人手机',
      present: '138****8000',
      claimed: '139****2222',
    })
    const id = open.body.items[0].id
    expect(
      (await house.as('lin')('POST', `/api/v1/enterprise-contradictions/${id}/settle`, { settlement: 'changed' }))
        .status,
    ).toBe(404)
    expect(
      (await house.as('wang')('POST', `/api/v1/enterprise-contradictions/${id}/settle`, { settlement: 'changed' }))
        .status,
    ).toBe(200)
    const found = await house.as('wang')('GET', '/api/v1/enterprises?q=13911112222')
    expect(found.body.total).toBe(1)
  })

  test('one credit code with another name waits for a person instead of renaming the enterprise', async () => {
    const csv = '企业名称（全称）*,信用代码,所在镇街\n翊丰化工有限公司,9133 0100 7996 5505 8B,大码头镇\n'
    const started = await upload('wang', csv, '更名.csv')
    const checked = await settled('wang', started.body.id)
    expect(checked.counts).toMatchObject({ rows: 1, doubtful: 1, changed: 0 })
    const rows = await house.as('wang')('GET', `/api/v1/enterprise-imports/${started.body.id}/rows`)
    expect(rows.body.items[0].problems[0].message).toContain('名称不同')
    await house.as('wang')('PUT', `/api/v1/enterprise-imports/${started.body.id}/rows/${rows.body.items[0].row}`, {
      decision: 'update',
    })
    await house.as('zhou')('POST', `/api/v1/enterprise-imports/${started.body.id}/apply`)
    expect((await settled('wang', started.body.id)).counts).toMatchObject({ changed: 1 })
    const found = await house.as('wang')('GET', '/api/v1/enterprises?q=翊丰')
    const history = await house.as('wang')('GET', `/api/v1/enterprises/${found.body.items[0].id}/history`)
    // Whoever let it be written is named, not whoever brought the file.
    expect(history.body.items[0]).toMatchObject({ act: 'imported', actor: { name: '周文博' } })
    const undo = { values: { name: '广饶恒沣化工有限公司' } }
    await house.as('wang')('PATCH', `/api/v1/enterprises/${found.body.items[0].id}`, undo, {
      'if-match': `"${history.body.items[0].version}"`,
    })
  })

  test('a GBK file, a near double and a double inside the sheet', async () => {
    const csv = Buffer.from(
      'c6f3d2b5c3fbb3c62cd0c5d3c3b4fac2eb2ccbf9d4dad5f2bdd60d0a', // 企业名称,信用代码,所在镇街 in GB 18030
      'hex',
    )
    const body = Buffer.concat([
      csv,
      gbk('大码头镇鑫泰纺织有限公司,,大码头镇\r\n新企业甲,,大码头镇\r\n新企业甲,,大码头镇\r\n'),
    ])
    const started = await upload('wang', body, '旧系统导出.csv')
    const checked = await settled('wang', started.body.id)
    expect(checked.counts).toMatchObject({ rows: 3, doubtful: 1, fresh: 1, wrong: 1 })
    const rows = await house.as('wang')('GET', `/api/v1/enterprise-imports/${started.body.id}/rows?outcome=doubtful`)
    const decide = `/api/v1/enterprise-imports/${started.body.id}/rows/${rows.body.items[0].row}`
    expect((await house.as('wang')('PUT', decide, { decision: 'new' })).status).toBe(200)
    await house.as('wang')('POST', `/api/v1/enterprise-imports/${started.body.id}/apply`)
    expect((await settled('wang', started.body.id)).counts).toMatchObject({ fresh: 2 })
  })

  test('what is no spreadsheet is refused in plain words', async () => {
    const cases: [Buffer | string, string][] = [
      [Buffer.from('%PDF-1.7 …'), 'PDF'],
      [Buffer.from([0x4d, 0x5a, 0, 0, 1]), '无法读取'],
      ['<html><table><tr><td>企业名称</td></tr></table></html>', '网页'],
      [Buffer.from('d0cf11e0a1b11ae1', 'hex'), '旧版 xls'],
      [Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(100)]), '损坏'],
      ['', '空的'],
    ]
    for (const [bytes, word] of cases) {
      const refused = await upload('wang', bytes, '企业.xlsx')
      expect([word, refused.status]).toEqual([word, 422])
      expect(refused.body.detail).toContain(word)
    }
  })

  test('a town officer may not import, and another county does not see the import', async () => {
    expect((await upload('zhang', '企业名称\n甲\n', 'a.csv')).status).toBe(403)
    expect((await house.as('lin')('GET', `/api/v1/enterprise-imports/${id}`)).status).toBe(404)
    expect((await house.as('lin')('POST', `/api/v1/enterprise-imports/${id}/apply`)).status).toBe(404)
    expect((await house.as('wang')('POST', `/api/v1/enterprise-imports/${id}/apply`)).status).toBe(409)
  })
})

/** Text in GB 18030, built from the decoder Node has. */
function gbk(text: string): Buffer {
  const decoder = new TextDecoder('gb18030')
  const table = new Map<string, number[]>()
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++) table.set(decoder.decode(Buffer.from([high, low])), [high, low])
  }
  return Buffer.from(
    [...text].flatMap((char) => (char.charCodeAt(0) < 128 ? [char.charCodeAt(0)] : (table.get(char) as number[]))),
  )
}

describe('heads nobody has seen before', () => {
  test('stop the import for a person to say what the columns are, not at a refusal', async () => {
    const sheet = '某某局二季度摸排表\n店号,招牌,哪个镇,备考\n1,老王五金,大码头镇,甲\n2,小李副食,大码头镇,乙\n'
    const { body } = await upload('wang', sheet, '摸排.csv')
    const asked = await settled('wang', body.id)
    expect(asked.state).toBe('mapping')
    expect(asked.headers.map(({ head }: { head: string }) => head)).toEqual(['店号', '招牌', '哪个镇', '备考'])
    const said = await house.as('wang')('PUT', `/api/v1/enterprise-imports/${body.id}/mapping`, {
      columns: { '1': 'name', '2': 'town' },
    })
    expect(said.status).toBeLessThan(300)
    const checked = await settled('wang', body.id)
    expect(checked).toMatchObject({ state: 'checked', counts: { rows: 2, fresh: 2, uncoded: 2 } })
  })

  test('单位 names the enterprise where nothing else does, and stays a unit of measure beside a name', async () => {
    const alone = await upload('wang', '单位,所属镇\n大码头机械厂,大码头镇\n', 'a.csv')
    expect((await settled('wang', alone.body.id)).headers[0].field).toBe('name')
    const beside = await upload('wang', '企业名称,所属镇,单位\n大码头砖瓦厂,大码头镇,吨\n', 'b.csv')
    expect((await settled('wang', beside.body.id)).headers[2].field).toBeNull()
  })
})

test('a refused row goes back with its numbers as numbers and its formulas as text', async () => {
  const { body } = await upload(
    'wang',
    '企业名称,所属镇,员工人数,地址\n负人厂,大码头镇,-4,"=HYPERLINK(""http://x"")"\n',
    'c.csv',
  )
  await settled('wang', body.id)
  const reply = await house.app.inject({
    method: 'GET',
    url: `/api/v1/enterprise-imports/${body.id}/refused.xlsx`,
    headers: { authorization: `Bearer ${await house.token('wang')}` },
  })
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(reply.rawPayload as unknown as ArrayBuffer)
  const row = book.worksheets[0]?.getRow(2).values as unknown[]
  expect(row.slice(1, 5)).toEqual(['负人厂', '大码头镇', '-4', `'=HYPERLINK("http://x")`])
  expect(row.at(-1)).toBe(2)
})

describe('one upload sent several times', () => {
  const sheet = (surname: string, rows: number) =>
    `企业名称,所属镇\n${Array.from({ length: rows }, (_, at) => `${surname}方${at}号厂,大码头镇`).join('\n')}\n`
  const send = (key: string, text: string) =>
    house.as('wang')('POST', '/api/v1/enterprise-imports?filename=k.csv', Buffer.from(text), {
      'content-type': 'application/octet-stream',
      'idempotency-key': key,
    })

  test('at the same moment is one import, answered every time', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => send('same-upload-1', sheet('张', 800))))
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201, 201])
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    expect((await settled('wang', answers[0]?.body.id)).counts.rows).toBe(800)
  })

  test('with other rows under one key is refused, and the import holds the rows of the one that was taken', async () => {
    const both = await Promise.all([send('two-uploads-1', sheet('张', 900)), send('two-uploads-1', sheet('李', 850))])
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 422])
    const taken = both.findIndex(({ status }) => status === 201)
    const done = await settled('wang', both[taken]?.body.id)
    expect(done.counts).toMatchObject({ rows: [900, 850][taken], fresh: [900, 850][taken] })
    const later = await send('two-uploads-1', sheet('王', 10))
    expect([later.status, later.body.type]).toEqual([422, '/problems/request/key-reused'])
  })
})
