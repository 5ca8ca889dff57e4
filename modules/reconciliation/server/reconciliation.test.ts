import { deflateRawSync } from 'node:zlib'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { officeLists } from '#apps/server/lists.ts'
import { type House, type Login, openHouse, PLACES, PNG } from '#apps/server/test-house.ts'
import { newId } from '#kernel/db/id.ts'
import { doubtsText } from '#modules/analysis/model/words.ts'
import { circularPaper } from '#modules/analysis/server/paper.ts'
import { addDays } from '#standards/calendar/local-date.ts'
import { runComparison } from './compare.ts'
import { CODES, DAY, type Found, HEAD, type Office, openOffice, sheet } from './test-office.ts'

let house: House
let { ids, upload, act, get, compared, differences } = {} as Office
beforeAll(async () => {
  house = await openHouse()
  ;({ ids, upload, act, get, compared, differences } = await openOffice(house, officeLists, PLACES))
})
afterAll(() => house?.close())

const LINES = [
  `1,${CODES.hengfeng},广饶恒沣化工有限公司,大码头镇,危化品,,13800138000`,
  `2,９１４４０３００７１５２６７２６ＸＧ,大码头镇鑫泰纺织厂,大码头镇,工矿商贸,中型,13800138001`,
  '3,,广饶县丰收面粉有限公司,大码头镇,,,',
  '4,,东营新开的铸造厂,大码头镇,,,',
  `5,${CODES.hengfeng},广饶恒沣化工有限公司,,危化品,,`,
  '6,,利津秘密化工有限公司,北宋镇,,,',
]

describe('an office holds its own list against the platform', () => {
  let id: string

  test('finds the head under titles, guesses the columns, and keeps nothing of persons', async () => {
    const { status, body } = await upload('wang', sheet(...LINES))
    expect([status, body.state, body.lines, body.gridName]).toEqual([201, 'mapping', 6, '广饶县'])
    expect(body.columns.map(({ head, target }: { head: string; target: string }) => [head, target])).toEqual([
      ...[
        ['序号', null],
        ['统一社会信用代码', 'code'],
        ['企业名称', 'name'],
        ['镇街', 'place'],
        ['监管行业', 'class'],
        ['规模', 'scale'],
      ],
      ['联系电话', null],
    ])
    expect(body.columns.at(-1)).toMatchObject({ isPersonal: true, samples: [] })
    expect(body.notes.join()).toMatch(/合计.*1 行.*「联系电话」是个人信息/)
    const kept = await house.db.pool.query('select cells::text as text from reconciliation_line')
    expect([kept.rows.length, kept.rows.some(({ text }) => text.includes('138001380'))]).toEqual([6, false])
    id = body.id
  })

  test('tells what differs, and how the two counts lead into each other', async () => {
    expect((await act('wang', `${id}/compare`, { columns: {} })).status).toBe(200)
    expect((await act('wang', `${id}/compare`, { columns: {} })).status).toBe(409)
    await runComparison(house.db, officeLists, id)
    const { state, result, open } = await get('wang', id)
    expect([state, open]).toEqual(['compared', 4])
    expect(result.counts).toEqual({ same: 2, different: 1, missing: 1, extra: 1, duplicate: 1, unclear: 0, outside: 1 })
    expect(result.bridge).toEqual({
      platform: 4,
      steps: [
        { word: '台账没有', amount: -1 },
        { word: '平台没有', amount: 1 },
        { word: '台账重复', amount: 1 },
        { word: '不在本网格或期内', amount: 1 },
      ],
      office: 6,
    })
    const figure = await house.as('wang')('GET', '/api/v1/indicators/enterprise.count/figure')
    expect(figure.body.value).toBe(result.bridge.platform)
    const found = await differences('wang', id)
    expect(found.map(({ kind, row, title }) => [kind, row, title])).toEqual([
      ['different', 5, '大码头镇鑫泰纺织厂'],
      ['missing', 7, '东营新开的铸造厂'],
      ['duplicate', 8, '广饶恒沣化工有限公司'],
      ['extra', null, '大码头农资站'],
    ])
    expect(found[0]).toMatchObject({
      link: `/enterprises/${ids.xintai}`,
      fields: [
        { label: '监管行业', platform: '没有填', office: '工矿商贸' },
        { label: '企业规模', platform: '小型', office: '中型' },
      ],
    })
  })

  test('each difference is settled by name, with a reason where both are right, and can be reopened', async () => {
    const [different, missing, duplicate] = (await differences('wang', id)) as [Found, Found, Found]
    const settle = (login: Login, one: Found, verdict: string, reason = '') =>
      act(login, `${id}/settle`, { ids: [one.id], verdict, reason })
    expect((await settle('wang', missing, 'definition')).body.errors[0].message).toBe('口径不同在哪里，写一句')
    expect((await settle('wang', missing, 'definition', '县局按统计局名录，平台按监管名录')).body).toMatchObject({
      count: 1,
    })
    const again = await settle('zhou', missing, 'office')
    expect([again.status, again.body.detail]).toEqual([409, expect.stringContaining('王县监定为「口径不同」')])
    await settle('zhou', duplicate, 'office')
    await settle('wang', different, 'platform', '按执照改')
    expect((await get('wang', id)).open).toBe(2)
    expect((await differences('wang', id, '?show=settled')).length).toBe(2)
    expect((await act('wang', `${id}/reopen`, { ids: [duplicate.id], reason: '' })).status).toBe(422)
    expect((await act('wang', `${id}/reopen`, { ids: [duplicate.id], reason: '县局说不是重复' })).status).toBe(200)
    expect((await get('wang', id)).open).toBe(3)
    const audit = (await house.as('admin')('GET', '/api/v1/audit-events?action=reconciliation.settled')).body.items
    expect(audit.map(({ detail }: { detail: { verdict: string } }) => detail.verdict)).toEqual([
      'platform',
      'office',
      'definition',
    ])
  })

  test('compared again, what was put right settles itself, and what was said stays', async () => {
    const { version } = (await house.as('wang')('GET', `/api/v1/enterprises/${ids.xintai}`)).body
    const patched = await house.as('wang')(
      'PATCH',
      `/api/v1/enterprises/${ids.xintai}`,
      { values: { scale: 'medium', regulatorClasses: ['industry_trade'] }, reason: '按执照改' },
      { 'if-match': `"${version}"` },
    )
    expect([patched.status, patched.body.detail]).toEqual([200, undefined])
    await house.as('wang')('POST', '/api/v1/enterprises', { name: '大码头新登记的木器厂', gridCode: PLACES.village })
    expect((await act('wang', `${id}/compare-again`, {})).status).toBe(200)
    await Promise.all([runComparison(house.db, officeLists, id), runComparison(house.db, officeLists, id)])
    const { result, run, open, gone } = await get('wang', id)
    expect([run, result.mended, result.fresh, open, gone]).toEqual([2, 1, 1, 3, 1])
    expect(result.bridge.platform).toBe(5)
    const [mended] = await differences('wang', id, '?show=gone')
    expect(mended).toMatchObject({ title: '大码头镇鑫泰纺织厂', verdict: 'platform', isOpen: false })
    expect((await act('wang', `${id}/settle`, { ids: [mended?.id], verdict: 'office' })).status).toBe(409)
    expect((await differences('wang', id, '?kind=missing'))[0]).toMatchObject({
      verdict: 'definition',
      settledBy: '东营市应急管理局 王县监',
    })
    await act('wang', `${id}/compare-again`, {})
    await runComparison(house.db, officeLists, id)
    expect((await get('wang', id)).result).toMatchObject({ mended: 0, fresh: 0, returned: 0 })
  })

  test('other columns are refused once something was said; a withdrawn list is gone with its rows', async () => {
    const other = await act('wang', `${id}/compare`, { columns: { 5: null } })
    expect([other.status, other.body.detail]).toEqual([409, expect.stringContaining('重新上传')])
    const second = await compared('wang', sheet(...LINES))
    expect((await act('wang', `${second}/compare`, { columns: { 5: null, 4: null } })).status).toBe(200)
    await runComparison(house.db, officeLists, second)
    expect((await get('wang', second)).result.counts).toMatchObject({ same: 3, different: 0 })
    expect((await act('wang', `${second}/withdraw`, { reason: '传错了文件' })).status).toBe(200)
    expect((await act('wang', `${second}/compare-again`, {})).body.detail).toContain('传错了文件')
    const left = await house.db.pool.query(
      'select count(*)::int as n from reconciliation_line where reconciliation_id = $1',
      [second],
    )
    expect(left.rows[0].n).toBe(0)
  })

  test('a circular says on its face which of its figures such a list speaks against, and not where or when it does not', async () => {
    const circular = async (login: Login, query: string) =>
      (await house.as(login)('GET', `/api/v1/circulars/current?asOf=${DAY}${query}`)).body.openLists
    const told = {
      ...{ title: '企业台账', gridName: '广饶县', body: '东营市应急管理局', to: DAY, open: 3 },
      ...{ indicators: ['企业数'], link: `/reconciliations/${id}?show=open` },
    }
    expect(await circular('wang', '')).toEqual([told])
    expect(await circular('chen', '')).toEqual([told])
    // One of them says no town: it is the county's alone.
    expect((await circular('chen', `&grid=${PLACES.damatou}`))[0]).toMatchObject({ open: 2 })
    expect(await circular('chen', `&grid=${PLACES.lijin}`)).toEqual([])
    expect(await circular('lin', '')).toEqual([])
    expect(
      (await house.as('wang')('GET', `/api/v1/circulars/current?asOf=${addDays(DAY, -1)}`)).body.openLists,
    ).toEqual([])
    const words = doubtsText([told])
      .flat()
      .map(({ t }) => t)
    expect(words.join('')).toBe(
      `企业数与东营市应急管理局的企业台账（广饶县，截至 ${DAY}）有 3 处未决差异，见数据核对。`,
    )
    const word = await house.as('wang')('GET', `/api/v1/circulars/current/word?asOf=${DAY}`)
    expect(word.status).toBe(200)
    const paper = circularPaper((await house.as('wang')('GET', `/api/v1/circulars/current?asOf=${DAY}`)).body, '测试')
    expect(JSON.stringify(paper.pieces.slice(0, 2))).toContain('未决差异')
  })

  test('the differences are taken out as a sheet, a row for each field, and the audit knows who took them', async () => {
    const csv = (await house.as('wang')('GET', `/api/v1/reconciliations/${id}/export?format=csv`)).body as string
    expect(csv).toMatch(
      /平台没有,7,,东营新开的铸造厂,,,,,口径不同,县局按统计局名录，平台按监管名录,东营市应急管理局 王县监/,
    )
    expect(csv).toMatch(/台账重复,8,.*与第 4 行相同,未决/)
    const audit = (await house.as('admin')('GET', '/api/v1/audit-events?action=reconciliation.exported')).body
    expect(audit.items[0].detail.count).toBe(5)
  })

  test('nobody of another grid, no grid staff and no enterprise sees any of it', async () => {
    for (const path of [id, `${id}/differences`, `${id}/export`])
      expect((await house.as('lin')('GET', `/api/v1/reconciliations/${path}`)).status).toBe(404)
    expect((await house.as('lin')('GET', '/api/v1/reconciliations')).body).toMatchObject({ items: [], total: 0 })
    // The list of the county is not the town's.
    expect((await house.as('zhang')('GET', `/api/v1/reconciliations/${id}`)).status).toBe(404)
    expect((await house.as('zhao')('GET', '/api/v1/reconciliations')).status).toBe(403)
    expect((await house.as('li')('GET', '/api/v1/reconciliations')).status).toBe(403)
    expect((await house.as('chen')('GET', `/api/v1/reconciliations/${id}`)).body).toMatchObject({ mayKeep: false })
    expect((await act('chen', `${id}/settle`, { ids: [id], verdict: 'office' })).status).toBe(403)
    const abroad = await upload('wang', sheet(...LINES), { grid: PLACES.lijin })
    expect([abroad.status, abroad.body.detail]).toEqual([403, `网格 ${PLACES.lijin} 不在您的辖区。`])
  })
})

test('the same upload sent twice under one key is one; another file under it is refused', async () => {
  const key = { 'idempotency-key': 'same-list' }
  const first = await upload('wang', sheet(...LINES), {}, key)
  const second = await upload('wang', sheet(...LINES), {}, key)
  expect([second.status, second.body.id]).toEqual([first.status, first.body.id])
  const other = await upload('wang', sheet(LINES[0] as string), {}, key)
  expect([other.status, other.body.type]).toEqual([422, '/problems/request/key-reused'])
})

describe('what cannot be a list is refused in words', () => {
  const gb = (text: string) => Buffer.from(new Uint8Array(Buffer.from(text, 'latin1')))
  test.each<[string, Buffer, RegExp]>([
    ['an empty file', Buffer.alloc(0), /文件是空的/],
    ['an old xls', gb('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), /旧版 xls/],
    ['a page called xlsx', Buffer.from('<html><table><tr><td>企业名称</td></tr></table>'), /这是网页/],
    ['a head with nothing below', Buffer.from(`${HEAD}\r\n`), /只有表头，下面没有数据/],
    ['only totals', Buffer.from(`${HEAD}\r\n合计,,,,,,\r\n`), /只有表头，下面没有数据/],
    ['a damaged package', gb('PK\x03\x04 and then nothing of the kind'), /[一-鿿]/],
    [
      'another table altogether',
      Buffer.from('工号,部门,应发工资\r\n001,办公室,5000\r\n002,财务科,5200\r\n'),
      /不像企业台账。至少要有「统一社会信用代码」，或「企业名称」；要找的列是：统一社会信用代码、企业名称.*写着：工号、部门、应发工资/,
    ],
  ])('%s', async (_what, payload, sentence) => {
    const { status, body } = await upload('wang', payload)
    expect([status, body.detail]).toEqual([422, expect.stringMatching(sentence)])
  })

  test('days that cannot be, and a kind nobody keeps', async () => {
    const refused = async (query: Record<string, string>) => (await upload('wang', sheet(...LINES), query)).body.detail
    expect(await refused({ to: addDays(DAY, 1) })).toBe('截止日期不能晚于今天。')
    expect(await refused({ list: 'hazard' })).toContain('要写明从哪天起')
    expect(await refused({ list: 'hazard', from: DAY, to: addDays(DAY, -1) })).toBe('截止日期要晚于或等于开始日期。')
    expect(await refused({ list: 'salary' })).toContain('没有「salary」这种台账')
  })
})

describe('lists of a period', () => {
  const period = { from: addDays(DAY, -30), to: DAY }

  test('a hazard is found again by what it says, its day and its enterprise; another day is outside', async () => {
    await house.giveFileTo(ids.hengfeng as string)
    const photo = (await house.as('zhao')('POST', `/api/v1/files?name=a.png&objectId=${ids.hengfeng}`, PNG)).body.id
    const what = '配电箱门关不上，线头外露'
    const report = {
      id: newId(),
      objectId: ids.hengfeng,
      attachments: [photo],
      input: { what, where: '车间', source: 'self_check' },
    }
    const reported = await house.as('zhao')('POST', '/api/v1/hazards/report', report)
    expect([reported.status, reported.body.detail]).toEqual([201, undefined])
    const lines = [
      '单位,隐患情况,排查时间,隐患级别',
      `广饶恒沣化工有限责任公司,配电箱门关不上 线头外露。,${DAY.replaceAll('-', '.')},一般`,
      `广饶恒沣化工有限公司,灭火器过期,${addDays(DAY, -40)},一般`,
    ]
    const id = await compared('wang', Buffer.from(lines.join('\n')), { list: 'hazard', ...period })
    const { result } = await get('wang', id)
    expect([result.bridge.platform, result.counts.outside, result.counts.missing]).toEqual([1, 1, 0])
    const figure = await house.as('wang')(
      'GET',
      `/api/v1/indicators/hazard.found/figure?from=${period.from}&to=${period.to}`,
    )
    expect(figure.body.value).toBe(1)
    // The platform has not graded it yet, the office has.
    expect(await differences('wang', id)).toMatchObject([
      {
        kind: 'different',
        link: expect.stringMatching(/^\/hazards\//),
        fields: [{ label: '隐患等级', platform: '没有填', office: '一般隐患' }],
      },
    ])
  })

  test.each([
    ['inspection', '检查编号,被检查单位,检查时间,隐患数\n1,甲厂,2026/10/8,3\n'],
    [
      'legal_document',
      '文书编号,被检查单位,文书名称,下达日期\n（广）应急责改〔2026〕1号,甲厂,责令限期整改指令书,2026-10-08\n',
    ],
  ])('%s: what the platform has none of is missing', async (list, text) => {
    const id = await compared('wang', Buffer.from(text), { list, from: '2026-10-01', to: '2026-10-31' })
    expect((await get('wang', id)).result.bridge).toEqual({
      platform: 0,
      steps: [{ word: '平台没有', amount: 1 }],
      office: 1,
    })
  })
})

describe('a workbook as offices keep it', () => {
  async function book(fill: (book: ExcelJS.Workbook) => void): Promise<Buffer> {
    const made = new ExcelJS.Workbook()
    fill(made)
    return Buffer.from(await made.xlsx.writeBuffer())
  }
  const list = (sheet: ExcelJS.Worksheet) => {
    sheet.addRow(['广饶县企业台账'])
    sheet.mergeCells('A1:D1')
    sheet.addRow(['序号', '所在镇街', '企业全称', '信用代码'])
    sheet.addRow(['一、危化企业'])
    sheet.mergeCells('A3:D3')
    sheet.addRow([1, '大码头镇', '广饶恒沣化工有限公司', CODES.hengfeng])
    sheet.addRow([2, null, { formula: '"大码头镇"&"鑫泰纺织厂"', result: '大码头镇鑫泰纺织厂' }, CODES.xintai])
    sheet.mergeCells('B4:B5')
    sheet.addRow([3, '大码头镇', { formula: 'VLOOKUP(A6,X:Y,2)' }, null])
  }

  test('merged towns, titles of groups, formulas and hidden sheets are read for what they are, and told', async () => {
    const payload = await book((made) => {
      list(made.addWorksheet('名单'))
      made.addWorksheet('填表说明').addRow(['按月更新'])
      made.addWorksheet('旧数据', { state: 'hidden' }).addRow(['企业名称', '信用代码'])
    })
    const { status, body } = await upload('wang', payload, { filename: '台账.xlsx' })
    expect([status, body.detail, body.sheet, body.lines]).toEqual([201, undefined, '名单', 3])
    const notes = body.notes.join('')
    for (const said of ['没有读「填表说明」', '1 张隐藏的工作表', '1 行，没有当作数据', '1 格是没有结果的公式'])
      expect(notes).toContain(said)
    await act('wang', `${body.id}/compare`, { columns: {} })
    await runComparison(house.db, officeLists, body.id)
    expect((await get('wang', body.id)).result.counts).toMatchObject({ same: 2, unclear: 1, missing: 0 })
  })

  test('of two sheets that are such a list, somebody says which', async () => {
    const payload = await book((made) => {
      list(made.addWorksheet('一季度'))
      list(made.addWorksheet('二季度'))
    })
    const { status, body } = await upload('wang', payload)
    expect([status, body.type, body.sheets]).toEqual([
      ...[422, '/problems/reconciliation/which-sheet'],
      [
        { at: 0, name: '一季度' },
        { at: 1, name: '二季度' },
      ],
    ])
    expect((await upload('wang', payload, { sheet: '1' })).body.sheet).toBe('二季度')
  })
})

test('a list without any head, in GB 18030, with semicolons, is known by what stands in it', async () => {
  // 91330100799655058B;广饶恒沣化工有限公司 in GB 18030.
  const firm = Buffer.from('b9e3c8c4bae3e3ebbbafb9a4d3d0cfdeb9abcbbe', 'hex')
  const line = Buffer.concat([Buffer.from(`${CODES.hengfeng};`), firm, Buffer.from('\r\n')])
  const { status, body } = await upload('wang', Buffer.concat([line, line]))
  expect([status, body.columns?.map(({ target }: { target: string }) => target), body.detail]).toEqual([
    201,
    ['code', 'name'],
    undefined,
  ])
})

/** A zip of some parts, each of which may say that it unpacks to another size than it does. */
function zipOf(parts: readonly { name: string; bytes: Buffer; says?: number }[]): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const { name, bytes, says = bytes.length } of parts) {
    const packed = deflateRawSync(bytes)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(says, 18)
    common.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), common, Buffer.from(name), packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    central.push(Buffer.concat([Buffer.from('504b01021400', 'hex'), common, tail, Buffer.from(name)]))
    locals.push(local)
    offset += local.length
  }
  const size = central.reduce((sum, one) => sum + one.length, 0)
  const end = Buffer.alloc(22)
  end.write('504b0506', 'hex')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, ...central, end])
}

describe('a file that is no list, or too much of one', () => {
  const workbook = Buffer.from('<workbook><sheets><sheet name="台账" r:id="r1"/></sheets></workbook>')
  const rels = Buffer.from('<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>')
  const bookWith = (bytes: Buffer, says?: number) =>
    zipOf([
      { name: 'xl/workbook.xml', bytes: workbook },
      { name: 'xl/_rels/workbook.xml.rels', bytes: rels },
      { name: 'xl/worksheets/sheet1.xml', bytes, ...(says === undefined ? {} : { says }) },
    ])
  const row = '<row><c t="inlineStr"><is><t>企业名称</t></is></c></row>'
  const blown = Buffer.from(`<worksheet><sheetData>${row}${' '.repeat(30_000_000)}</sheetData></worksheet>`)

  test.each([
    ['a small file that unpacks to gigabytes', () => bookWith(blown, 4_000_000_000), '解压后过大'],
    ['one that hides how much it unpacks to', () => bookWith(blown, 2000), '已损坏'],
    [
      'a program called a spreadsheet',
      () => Buffer.from(`MZ\x90\0\x03\0\0\0${'\0'.repeat(400)}PE\0\0`, 'latin1'),
      '不是 xlsx 或 csv',
    ],
    ['a PDF called a spreadsheet', () => Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj', 'latin1'), '这是 PDF 文件'],
    ['a photograph called a spreadsheet', () => PNG, '不是 xlsx 或 csv'],
    [
      'three hundred thousand rows',
      () => sheet(Array.from({ length: 300_000 }, (_, at) => `${at},,东营第${at}厂,,,,`).join('\r\n')),
      '100,000',
    ],
  ])('%s is refused in words, and nothing is kept of it', async (_name, make, said) => {
    const bytes = make()
    expect(bytes.length).toBeLessThan(20_000_000)
    const before = (await get('wang', '')).total
    const { status, body } = await upload('zhou', bytes, { filename: '台账.xlsx' })
    expect([status, body.detail]).toEqual([422, expect.stringContaining(said)])
    expect((await get('wang', '')).total).toBe(before)
  })
})
