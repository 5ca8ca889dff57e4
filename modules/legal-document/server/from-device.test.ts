import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, inkOf, type Login, openHouse } from '#apps/server/test-house.ts'
import { newId } from '#kernel/db/id.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { type IssueOnDevice, issueOnDevice } from '../model/device-document.ts'
import type { DeviceDocument, DeviceNumber, DocumentKit, SignInput } from '../model/schema.ts'
import { AGENCY, addEnterprise, fillAgency, recordValues } from './test-documents.ts'

const YEAR = new Date().getFullYear()
const TABLET = newId()
const RECORD = '应急检记'
const ORDER = '应急责改'
let house: House
let kit: DocumentKit

const send = (login: Login | null, method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  house.as(login)(method, `/api/v1/${path}`, body, headers)
const wang = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  send('wang', method, path, body, headers)

beforeAll(async () => {
  house = await openHouse()
  await fillAgency(house)
  // Every test here has a device of its own, all of one officer.
  await numbersADay(1000, 0)
  kit = (await wang('GET', 'legal-document-kit?kind=inspection')).body
})
afterAll(() => house.close())

const numbersADay = (value: number, version: number) =>
  send('admin', 'PUT', 'settings/legal-document.device-numbers-a-day', { value }, { 'if-match': `"${version}"` })

/** What a device of somebody asks for. */
const ask = (more: object = {}, login: Login = 'wang') =>
  send(login, 'POST', 'device-numbers', { deviceId: TABLET, device: '现场设备 7F3A', words: [RECORD], ...more })

/** A device of its own, with numbers for records and orders. */
async function freshDevice(words = [RECORD, ORDER]): Promise<{ deviceId: string; next(word?: string): DeviceNumber }> {
  const deviceId = newId()
  const numbers = (await ask({ deviceId, words })).body.items as DeviceNumber[]
  return {
    deviceId,
    next: (word = RECORD) =>
      numbers.splice(
        numbers.findIndex((one) => one.word === word),
        1,
      )[0] as DeviceNumber,
  }
}

/** Values of a record about another enterprise. */
const recordOf = (name: string) => ({ ...VALUES.inspection_record, party: { ...PARTY, name } })

const PARTY = { kind: 'unit', name: '广饶澜海精细化工有限公司', address: '大码头镇工业园3号', representative: '宋启明' }
const VALUES: Readonly<Record<string, object>> = {
  inspection_record: { ...recordValues, party: PARTY, agencyName: AGENCY.name, partyOpinion: '以上情况属实' },
  rectification_order: {
    ...{ party: PARTY, agencyName: AGENCY.name, officers: AGENCY.officers, checkDate: '2024-09-08' },
    ...{ reconsiderationBody: AGENCY.reconsiderationBody, litigationCourt: AGENCY.litigationCourt },
    findings: [
      {
        problem: '3号污水池进出口未设置有限空间安全警示标志',
        basis: '《中华人民共和国安全生产法》第三十五条',
        requirement: '设置警示标志',
        dueDate: '2027-01-31',
      },
    ],
  },
}

type Wish = Partial<Omit<IssueOnDevice, 'number'>> & { key?: string; objectId?: string; number: DeviceNumber }

/** A document as a tablet issues it. */
function issued({ key = 'inspection_record', objectId, ...wish }: Wish): DeviceDocument {
  const found = kit.templates.find((one) => one.key === key)
  if (!found) throw new Error(`no ${key} in the kit`)
  return issueOnDevice({
    ...{ id: newId(), deviceId: TABLET, kit: found, series: kit.agency.series },
    ...{ values: VALUES[key] as Record<string, unknown>, issuedAt: new Date().toISOString(), signatures: [] },
    about: { caseId: null, objectId: objectId ?? null },
    ...wish,
  })
}

const take = (document: object) => wang('POST', 'device-documents', document)

const operation = (body: object, more: object = {}) => ({
  ...{ id: newId(), method: 'POST', path: '/api/v1/device-documents', body },
  ...more,
})
const deliver = async (...operations: object[]) => (await wang('POST', 'sync', { operations })).body.items

const check = async (no: string, code: string) =>
  (await send(null, 'GET', `document-check?${new URLSearchParams({ no, code })}`)).body

const picture = (field: string, signer: string): SignInput => ({
  ...{ kind: 'picture', field, signer },
  picture: inkOf(signer),
})
const bare = (text: string): string => text.replace(/\s/gu, '')

/** The text of the kept PDF, without white space. */
async function printedText(id: string): Promise<string> {
  const reply = await house.app.inject({
    url: `/api/v1/legal-documents/${id}/pdf`,
    headers: { authorization: `Bearer ${await house.token('wang')}` },
  })
  const task = getDocument({ data: new Uint8Array(reply.rawPayload), useSystemFonts: false, verbosity: 0 })
  const pdf = await task.promise
  const pages: string[] = []
  for (let n = 1; n <= pdf.numPages; n++) {
    const { items } = await (await pdf.getPage(n)).getTextContent()
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(''))
  }
  await task.destroy()
  return bare(pages.join(''))
}

test('a device takes along the templates of its visits and the agency, and nobody takes them who may not issue', async () => {
  expect(kit.templates.map(({ key }) => key)).toEqual([
    'inspection_record',
    'rectification_order',
    'onsite_measures_decision',
  ])
  expect([kit.agency.name, kit.agency.officers, kit.words]).toEqual([AGENCY.name, [], [RECORD, ORDER, '应急现决']])
  expect((await send('zhang', 'GET', 'legal-document-kit?kind=inspection')).status).toBe(403)
  expect((await wang('GET', 'legal-document-kit?kind=hazard')).status).toBe(404)
})

describe('numbers on devices', () => {
  test('are filled up once however often a device asks, and no two devices hold the same', async () => {
    const both = await Promise.all([ask(), ask(), ask({ deviceId: newId() })])
    const [first, again, other] = both.map(({ body }) => body.items as DeviceNumber[]) as [
      DeviceNumber[],
      DeviceNumber[],
      DeviceNumber[],
    ]
    expect([first.length, other.length]).toEqual([6, 6])
    expect(again).toEqual(first)
    const all = [...first, ...other]
    expect(new Set(all.map(({ text }) => text)).size).toBe(12)
    expect(new Set(all.map(({ checkCode }) => checkCode)).size).toBe(12)
    expect(first[0]?.text).toMatch(/^（鲁东广）应急检记〔\d{4}〕\d+号$/)
  })

  test('are not given to another account than the one that works on the device', async () => {
    const other = await ask({ accountId: newId() })
    expect([other.status, other.body.type]).toEqual([409, '/problems/sync/other-account'])
  })

  test('are filled up again when half of them stand on papers, those still under way included', async () => {
    const deviceId = newId()
    const held = (await ask({ deviceId })).body.items as DeviceNumber[]
    const spent = held.map(({ blockId, n }) => ({ blockId, n }))
    expect((await ask({ deviceId, spent: spent.slice(0, 2) })).body.total).toBe(6)
    expect((await ask({ deviceId, spent: spent.slice(0, 3) })).body.total).toBe(9)
  })

  test('are given for words of templates in force only, on a device and at a desk', async () => {
    const invented = await ask({ deviceId: newId(), words: [RECORD, '特急罚款'] })
    expect([invented.status, invented.body.detail]).toEqual([422, expect.stringContaining('没有“特急罚款”这种字号')])
    const desk = await wang('POST', 'legal-number-blocks', { word: '特急罚款', count: 1, device: '手工' })
    expect([desk.status, desk.body.type]).toEqual([422, '/problems/legal-document/word-unknown'])
    const series = await wang('GET', `legal-numbers?word=特急罚款&year=${YEAR}`)
    expect(series.body.total).toBe(0)
  })

  test('do not come without end to a device that says again and again that all of them are spent', async () => {
    const deviceId = newId()
    let held: DeviceNumber[] = []
    for (let round = 0; round < 7; round++) {
      const spent = held.map(({ blockId, n }) => ({ blockId, n }))
      held = (await ask({ deviceId, spent })).body.items
    }
    expect(held.length).toBe(30)
  })

  test('have an end for one account on one day, said in words, and the next account still gets some', async () => {
    await numbersADay(10, 1)
    const refused = await ask({ deviceId: newId() })
    expect([refused.status, refused.body.detail]).toEqual([422, expect.stringContaining('一天最多领这么多')])
    await numbersADay(1000, 2)
    expect((await ask({ deviceId: newId() })).body.total).toBe(6)
  })

  test('left over come back from the device and are used next; at a desk they can only be voided', async () => {
    const deviceId = newId()
    const [first, second, ...rest] = (await ask({ deviceId, words: ['应急复查'] })).body.items as DeviceNumber[]
    const { blockId } = first as DeviceNumber
    const desk = await wang('POST', `legal-number-blocks/${blockId}/return`, { numbers: [first?.n] })
    expect([desk.status, desk.body.type]).toEqual([422, '/problems/legal-document/number-on-device'])
    const numbers = [first, second].map((one) => ({ blockId, n: one?.n }))
    const given = await wang('POST', 'device-numbers/return', { deviceId, numbers, reason: '换人登录' })
    expect(given.body).toEqual({ returned: 2 })
    const twice = await wang('POST', 'device-numbers/return', { deviceId, numbers, reason: '换人登录' })
    expect(twice.body).toEqual({ returned: 0 })
    const voided = await wang('POST', `legal-number-blocks/${blockId}/void-rest`, { reason: '设备丢失' })
    expect(voided.body.numbers.map(({ state }: { state: string }) => state)).toEqual([
      'returned',
      'returned',
      ...rest.map(() => 'void'),
    ])
    expect((await wang('POST', `legal-number-blocks/${blockId}/void-rest`, { reason: '设备丢失' })).status).toBe(409)
  })

  test('of last year that stand on no paper go back by themselves', async () => {
    const device = await freshDevice([RECORD])
    const old = device.next()
    await asOwner(house.ownerUrl, 'update legal_number_block set year = year - 1 where id = $1', [old.blockId])
    await asOwner(house.ownerUrl, 'update legal_number set year = year - 1, n = n + 90000 where block_id = $1', [
      old.blockId,
    ])
    const now = (await ask({ deviceId: device.deviceId })).body.items as DeviceNumber[]
    expect(now.every(({ year }) => year === YEAR)).toBe(true)
    const left = await asOwner(house.ownerUrl, 'select distinct state from legal_number where block_id = $1', [
      old.blockId,
    ])
    expect(left.rows).toEqual([{ state: 'returned' }])
  })
})

describe('a document printed without a network', () => {
  test('arrives once under the number on its paper, its PDF says the same words, and whoever holds it finds it genuine', async () => {
    const objectId = await addEnterprise(house, '广饶离线化工有限公司')
    const { deviceId, next } = await freshDevice()
    const number = next()
    const signatures = [
      picture('officerSignatures', '王县监'),
      picture('officerSignatures', '赵立群'),
      picture('partySignature', '宋启明'),
    ]
    const values = recordOf('广饶离线化工有限公司')
    const document = issued({ number, deviceId, objectId, values, signatures })
    expect(await check(number.text, number.checkCode)).toEqual({
      ...{ verdict: 'awaited', document: null, agency: AGENCY.name },
    })
    const sent = operation(document)
    const [answer] = await deliver(sent)
    expect(answer).toMatchObject({ outcome: 'new', answer: { number: number.text, notes: [expect.any(String)] } })
    const [again] = await deliver(sent)
    expect([again.outcome, again.receipt]).toEqual(['identical', answer.receipt])
    // Lost on the way back and sent as a new operation it is still the same document.
    expect((await deliver(operation(document)))[0].receipt).toEqual(expect.any(String))
    const row = (await wang('GET', `legal-documents/${document.id}`)).body
    expect([row.number, row.textHash, row.editions.length, row.signatures.length]).toEqual([
      number.text,
      document.textHash,
      1,
      3,
    ])
    const printed = await printedText(document.id)
    for (const line of document.words.split('\n')) expect(printed).toContain(bare(line))
    expect(await check(number.text, number.checkCode)).toMatchObject({ verdict: 'genuine' })
    expect(answer.answer.checkAddress).toContain(`code=${number.checkCode}`)
  })

  test('arrives three times at once and is one document, never refused', async () => {
    const { deviceId, next } = await freshDevice([RECORD])
    const document = issued({ number: next(), deviceId })
    const sent = await Promise.all([1, 2, 3].map(() => deliver(operation(document))))
    expect(sent.map(([{ receipt }]) => typeof receipt)).toEqual(['string', 'string', 'string'])
    expect((await wang('GET', `legal-documents/${document.id}`)).body.editions.length).toBe(1)
  })

  test('says which officers named on it have not signed', async () => {
    const { deviceId, next } = await freshDevice([RECORD])
    const one = await take(issued({ number: next(), deviceId, signatures: [picture('officerSignatures', '王县监')] }))
    expect(one.body.notes).toContain('行政执法人员处缺赵立群的签名，请核对纸上是否签过。')
  })

  test('says that the party refused to sign, and no officer can refuse', async () => {
    const { deviceId, next } = await freshDevice()
    const refused = (field: string): SignInput => ({
      ...{ kind: 'refused', field, signer: '宋启明', reason: '对事实有异议' },
      witness: { name: '刘见证', idNo: '', phone: '' },
    })
    const officer = await take(issued({ number: next(), deviceId, signatures: [refused('officerSignatures')] }))
    expect([officer.status, officer.body.type]).toEqual([422, '/problems/legal-document/no-refusal'])
    const document = issued({ number: next(), deviceId, signatures: [refused('partySignature')] })
    expect((await take(document)).status).toBe(201)
    expect(await printedText(document.id)).toContain('宋启明拒绝签名，事由：对事实有异议。见证人：刘见证。')
  })

  test('keeps number, heading and template of its paper though all three were changed at the office meanwhile', async () => {
    const { deviceId, next } = await freshDevice()
    const number = next()
    const document = issued({ number, deviceId })
    const { version } = (await wang('GET', 'legal-agencies')).body.items.find((one: { mine: boolean }) => one.mine)
    const put = (facts: object, at: number) => wang('PUT', 'legal-agencies/own', facts, { 'if-match': `"${at}"` })
    await put({ ...AGENCY, region: '鲁东饶', series: '应急管理行政执法文书' }, version)
    const { template } = (await wang('GET', 'legal-templates/inspection_record')).body
    const changed = { ...template, footer: { ...template.footer, copies_note: '本文书一式三份。' } }
    const kept = { template: changed, fromOn: '2020-01-01', note: '改为三份' }
    const saved = (await wang('POST', 'legal-templates/inspection_record/versions', kept)).body
    const taken = await take(document)
    expect([taken.status, taken.body.number]).toEqual([201, number.text])
    expect(taken.body.notes).toContain('按设备带出的第 1 版模板印出，现在用第 2 版。')
    const row = (await wang('GET', `legal-documents/${document.id}`)).body
    expect([row.textHash, row.notes.length > 0]).toEqual([document.textHash, true])
    const strange = { ...issued({ number: next(), deviceId }), templateId: newId(), templateVersion: 7 }
    expect((await take(strange)).body.detail).toContain('没有这份文书的第 7 版模板')
    await wang('POST', `legal-template-versions/${saved.id}/retire`, { retiredOn: '2024-01-01' })
    await put(AGENCY, version + 1)
  })

  test('follows the document it cites, and waits for the act it belongs to', async () => {
    const objectId = await addEnterprise(house, '广饶引用化工有限公司')
    const { deviceId, next } = await freshDevice()
    const party = { ...PARTY, name: '广饶引用化工有限公司' }
    const record = issued({ number: next(), deviceId, objectId, values: recordOf(party.name) })
    const cites = (recordNo: string) =>
      issued({
        ...{ key: 'rectification_order', number: next(ORDER), deviceId, objectId },
        values: { ...VALUES.rectification_order, party, recordNo },
      })
    const order = cites(record.values.documentNo as string)
    const early = await take(order)
    expect([early.status, early.body.detail]).toEqual([409, expect.stringContaining('引用的（鲁东广）应急检记')])
    const act = operation(record)
    expect((await deliver(operation(order, { after: act.id })))[0].outcome).toBe('waits')
    const both = await deliver(act, operation(order, { after: act.id }))
    expect(both.map((one: { outcome: string }) => one.outcome)).toEqual(['new', 'new'])
    const stray = await take(cites('（鲁东广）应急检记〔2020〕9号'))
    expect(stray.body.errors).toEqual([{ pointer: '/values/recordNo', message: '没有这个文号的文书' }])
  })
})

describe('a document whose paper cannot stand is refused with the way on', () => {
  const refusal = async (document: object) => {
    const { status, body } = await take(document)
    return [status, body.detail] as [number, string]
  }

  test('its number stands on another paper, is not of the device, of another word or another year', async () => {
    const { deviceId, next } = await freshDevice()
    const number = next()
    expect((await take(issued({ number, deviceId }))).status).toBe(201)
    expect(await refusal(issued({ number, deviceId }))).toEqual([409, expect.stringContaining('用在另一份文书上')])
    const free = next()
    expect(await refusal(issued({ number: { ...free, n: 9999 }, deviceId }))).toEqual([
      422,
      expect.stringContaining('9999 号不在设备的这段号里'),
    ])
    expect(await refusal(issued({ number: free, deviceId: newId() }))).toEqual([
      422,
      expect.stringContaining('留给了王县监的现场设备 7F3A'),
    ])
    const byHand = await wang('POST', 'legal-number-blocks', { word: RECORD, count: 1, device: '手工' })
    const { id: blockId, numbers } = byHand.body
    expect(await refusal(issued({ number: { ...free, blockId, n: numbers[0].n }, deviceId }))).toEqual([
      422,
      expect.stringContaining('没有给现场设备留过这段号'),
    ])
    expect(await refusal(issued({ key: 'rectification_order', number: free, deviceId }))).toEqual([
      422,
      expect.stringContaining('缺少现场检查记录编号'),
    ])
    const asOrder = issued({ number: next(ORDER), deviceId })
    expect(await refusal(asOrder)).toEqual([422, expect.stringContaining('要用“应急检记”的号')])
    const lastYear = new Date(Date.UTC(YEAR - 1, 10, 3)).toISOString()
    const early = issued({ number: free, deviceId, issuedAt: lastYear })
    expect(await refusal(early)).toEqual([422, expect.stringContaining(`文书落款在 ${YEAR - 1} 年`)])
    const ahead = issued({ number: free, deviceId, issuedAt: new Date(Date.now() + 3 * 86_400_000).toISOString() })
    expect(await refusal(ahead)).toEqual([422, expect.stringContaining('不能晚于今天')])
    // None of that used the number up.
    expect((await take(issued({ number: free, deviceId }))).status).toBe(201)
  })

  test('its party is another enterprise than the one it is about, or somebody it does not name signed as an officer', async () => {
    const objectId = await addEnterprise(house, '广饶本家化工有限公司')
    const { deviceId, next } = await freshDevice([RECORD])
    const number = next()
    const foreign = issued({ number, deviceId, objectId, values: recordOf('广饶别家化工有限公司') })
    expect(await refusal(foreign)).toEqual([
      422,
      expect.stringMatching(/当事人是“广饶别家化工有限公司”，办件的企业是“广饶本家化工有限公司”/),
    ])
    expect((await check(number.text, number.checkCode)).verdict).toBe('awaited')
    const values = recordOf('广饶本家化工有限公司')
    const signatures = [picture('officerSignatures', '钱路过')]
    expect(await refusal(issued({ number, deviceId, objectId, values, signatures }))).toEqual([
      422,
      expect.stringContaining('“钱路过”不是文书上写的执法人员'),
    ])
    expect((await take(issued({ number, deviceId, objectId, values }))).status).toBe(201)
  })

  test('its number was given back, or voided because the device was lost', async () => {
    const { deviceId, next } = await freshDevice()
    const [back, lost] = [next(), next()]
    const numbers = [{ blockId: back.blockId, n: back.n }]
    await wang('POST', 'device-numbers/return', { deviceId, numbers, reason: '不用了，退回' })
    expect(await refusal(issued({ number: back, deviceId }))).toEqual([409, expect.stringContaining('已经退回')])
    await wang('POST', `legal-number-blocks/${lost.blockId}/void-rest`, { reason: '设备丢失' })
    expect(await refusal(issued({ number: lost, deviceId }))).toEqual([
      409,
      expect.stringContaining('已由王县监作废（设备丢失）。请收回这张纸，换号重出'),
    ])
    expect((await check(lost.text, lost.checkCode)).verdict).toBe('void')
    expect((await check(back.text, back.checkCode)).verdict).toBe('unknown')
  })

  test('its words are others than the platform sets: the line is named, the number stays unused until it is void', async () => {
    const { deviceId, next } = await freshDevice()
    const number = next()
    const document = issued({ number, deviceId })
    const words = document.words.replace('未设置有限空间', '设置了有限空间')
    expect(await refusal({ ...document, words })).toEqual([422, expect.stringContaining('指纹不相符')])
    const honest = issued({ number, deviceId, values: { ...VALUES.inspection_record, summary: '换过的内容' } })
    const [status, detail] = await refusal({ ...honest, values: document.values })
    expect([status, detail]).toEqual([
      422,
      expect.stringMatching(/第 \d+ 行，纸上是“检查情况：换过的内容.*平台排出的是“检查情况：查看了/),
    ])
    const { blockId, n } = number
    const voiding = { deviceId, blockId, n, reason: '纸上的文字不对，收回' }
    const sent = { ...operation(voiding), path: '/api/v1/device-numbers/void' }
    expect((await deliver(sent))[0]).toMatchObject({ outcome: 'updated', answer: { number: number.text } })
    expect((await wang('POST', 'device-numbers/void', voiding)).status).toBe(200)
    expect((await check(number.text, number.checkCode)).verdict).toBe('void')
    const again = issued({ number: next(), deviceId })
    expect((await take(again)).status).toBe(201)
    const there = await wang('POST', 'device-numbers/void', { ...voiding, n: again.number?.n })
    expect([there.status, there.body.detail]).toEqual([409, expect.stringContaining('在平台上撤回那份文书')])
    const foreign = await wang('POST', 'device-numbers/void', { ...voiding, deviceId: newId() })
    expect([foreign.status, foreign.body.detail]).toEqual([422, expect.stringContaining('不是留给您这台设备的')])
  })

  test('a number on a device is not given out at a desk', async () => {
    const { next } = await freshDevice()
    const { blockId, n } = next()
    const begun = await wang('POST', 'legal-documents', { key: 'inspection_record', values: VALUES.inspection_record })
    const spent = await wang('POST', `legal-documents/${begun.body.id}/issue`, { blockId, n })
    expect([spent.status, spent.body.type]).toEqual([422, '/problems/legal-document/number-on-device'])
  })
})
