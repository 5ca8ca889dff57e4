import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compose } from '#apps/server/compose.ts'
import { CAST_PRESETS, type House, openHouse, PLACES, PNG } from '#apps/server/test-house.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { today } from '#kernel/identity/limits.ts'
import { AGENCY, addEnterprise, draft, fillAgency, issueRecord, recordValues } from './test-documents.ts'

let house: House
let enterprise: string
const wang = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  house.as('wang')(method, `/api/v1/${path}`, body, headers)

beforeAll(async () => {
  house = await openHouse()
  enterprise = await addEnterprise(house)
})
afterAll(() => house.close())

test('without the facts of the agency no document is begun, and the sentence says where to fill them in', async () => {
  const refused = await draft(house, 'inspection_record', { objectId: enterprise })
  expect(refused.status).toBe(422)
  expect(refused.body.detail).toContain('执法机关')
  expect((await fillAgency(house)).status).toBe(200)
})

test('facts of an agency that somebody changed meanwhile are not overwritten', async () => {
  expect((await fillAgency(house)).status).toBe(409)
  expect((await wang('PUT', 'legal-agencies/own', AGENCY, { 'if-match': '"1"' })).status).toBe(200)
})

describe('a draft', () => {
  test('fills in the party, the agency and the officer by itself', async () => {
    const { status, body } = await draft(house, 'inspection_record', { objectId: enterprise })
    expect(status).toBe(201)
    expect(body.values.party).toMatchObject({
      name: '广饶澜海精细化工有限公司',
      address: '大码头镇工业园3号',
      representative: '宋启明',
    })
    expect(body.values.agencyName).toBe('广饶县应急管理局')
    expect(body.values.officers).toEqual([AGENCY.officers[0]])
  })

  test('names in Chinese what is missing, and is not issued before', async () => {
    const { body } = await draft(house, 'inspection_record', { objectId: enterprise }, { endAt: '2024-09-08' })
    const missing = await wang('GET', `legal-documents/${body.id}/missing`)
    const sentences = missing.body.items.map(({ message }: { message: string }) => message)
    expect(sentences).toContain('缺少检查场所')
    expect(sentences).toContain('执法人员不少于两人')
    const refused = await wang('POST', `legal-documents/${body.id}/issue`, {})
    expect(refused.status).toBe(422)
    expect(refused.body.detail).toContain('缺少检查场所')
    expect(refused.body.errors).toContainEqual({ pointer: '/values/checkPlace', message: '缺少检查场所' })
  })

  test('refuses an officer without a certificate and an end before the beginning', async () => {
    const values = {
      ...recordValues,
      endAt: '2024-09-08T08:00',
      officers: [AGENCY.officers[0], { name: '新人', certNo: '' }],
    }
    const { body } = await draft(house, 'inspection_record', { objectId: enterprise }, values)
    const sentences = body.missing.map(({ message }: { message: string }) => message)
    expect(sentences).toEqual(['缺少新人执法人员的证件号码', '结束时间不能早于开始时间'])
  })

  test('shows its PDF as a draft and says what a character is that no font draws', async () => {
    const { body } = await draft(house, 'inspection_record', { objectId: enterprise }, recordValues)
    const pdf = await wang('GET', `legal-documents/${body.id}/pdf`)
    expect(pdf.status).toBe(200)
    expect(pdf.headers['content-type']).toBe('application/pdf')
    const odd = await draft(house, 'inspection_record', { objectId: enterprise }, { ...recordValues, summary: '𰻝' })
    const refused = await wang('POST', `legal-documents/${odd.body.id}/issue`, {})
    expect(refused.status).toBe(422)
    expect(refused.body.detail).toContain('“𰻝”')
  })

  test('changed by two at once keeps the first change', async () => {
    const { body } = await draft(house, 'inspection_record', { objectId: enterprise }, recordValues)
    const values = { ...body.values, checkPlace: '储罐区' }
    const first = await wang('PUT', `legal-documents/${body.id}`, { values }, { 'if-match': `"${body.version}"` })
    expect(first.status).toBe(200)
    const second = await wang('PUT', `legal-documents/${body.id}`, { values }, { 'if-match': `"${body.version}"` })
    expect(second.status).toBe(409)
    expect((await wang('PUT', `legal-documents/${body.id}`, { values })).status).toBe(428)
  })

  test('that is given up keeps its reason and leaves the list', async () => {
    const { body } = await draft(house, 'inspection_record', { objectId: enterprise })
    expect((await wang('POST', `legal-documents/${body.id}/discard`, { reason: '误建' })).status).toBe(422)
    expect((await wang('POST', `legal-documents/${body.id}/discard`, { reason: '重复起草' })).status).toBe(200)
    const list = await wang('GET', 'legal-documents?limit=200')
    expect(list.body.items.map(({ id }: { id: string }) => id)).not.toContain(body.id)
  })
})

describe('an issued document', () => {
  test('has a number, frozen words and a PDF kept byte for byte; Word says it is a copy', async () => {
    const { status, body } = await issueRecord(house, enterprise)
    expect(status).toBe(200)
    expect(body.number).toMatch(/^（鲁东广）应急检记〔\d{4}〕\d+号$/)
    expect(body.textHash).toMatch(/^[0-9a-f]{64}$/)
    const pdf = await house.app.inject({
      url: `/api/v1/legal-documents/${body.id}/pdf`,
      headers: { authorization: `Bearer ${await house.token('wang')}` },
    })
    expect(createHash('sha256').update(pdf.rawPayload).digest('hex')).toBe(body.editions[0].sha256)
    expect((await wang('GET', `legal-documents/${body.id}/word`)).status).toBe(200)
    expect((await wang('GET', `legal-documents/${body.id}/pdf?slip=yes`)).status).toBe(200)
    const refused = await wang('PUT', `legal-documents/${body.id}`, { values: {} }, { 'if-match': `"${body.version}"` })
    expect([refused.status, refused.body.openActs]).toEqual([409, ['sign', 'serve', 'correct', 'withdraw']])
  })

  test('pressed twice by a hasty hand is issued once', async () => {
    const begun = await draft(house, 'inspection_record', { objectId: enterprise }, recordValues)
    const issue = () =>
      wang('POST', `legal-documents/${begun.body.id}/issue`, {}, { 'idempotency-key': `key-${begun.body.id}` })
    const [first, second] = await Promise.all([issue(), issue()])
    expect([first.status, second.status]).toEqual([200, 200])
    expect(first.body.number).toBe(second.body.number)
  })

  test('is dated neither after today nor before what it tells of', async () => {
    const begun = await draft(house, 'inspection_record', { objectId: enterprise }, recordValues)
    const issue = (issuedOn: string) => wang('POST', `legal-documents/${begun.body.id}/issue`, { issuedOn })
    expect((await issue('2099-01-01')).body.detail).toContain('不能晚于今天')
    expect((await issue('2024-09-01')).body.detail).toContain('不能早于检查日期')
  })

  test('that must follow another waits for it, then takes over what the other found', async () => {
    const other = await addEnterprise(house, '广饶先后化工有限公司')
    const early = await draft(house, 'rectification_order', { objectId: other })
    expect(early.body.missing).toContainEqual({ pointer: '', message: '需先制发《现场检查记录》', blocks: true })
    await issueRecord(house, other)
    const order = await draft(house, 'rectification_order', { objectId: other })
    expect(order.body.values).toMatchObject({
      checkDate: '2024-09-08',
      recordNo: expect.stringContaining('应急检记'),
      findings: [{ problem: '3号污水池进出口未设置有限空间安全警示标志' }],
      litigationCourt: '广饶县人民法院',
    })
  })
})

describe('numbers', () => {
  test('of twenty documents issued at once have no gap and no double', async () => {
    const drafts = await Promise.all(
      Array.from({ length: 20 }, () => draft(house, 'inspection_record', { objectId: enterprise }, recordValues)),
    )
    const issued = await Promise.all(drafts.map(({ body }) => wang('POST', `legal-documents/${body.id}/issue`, {})))
    expect(issued.map(({ status }) => status)).toEqual(Array(20).fill(200))
    const series = await wang('GET', `legal-numbers?word=应急检记&year=${new Date().getFullYear()}`)
    const numbers = series.body.items.map(({ n }: { n: number }) => n)
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, n) => n + 1))
    expect(new Set(issued.map(({ body }) => body.number)).size).toBe(20)
  })

  test('of follow-ups of one case are the number of the case', async () => {
    const caseId = await registerHazard()
    const record = await draft(house, 'inspection_record', { caseId }, recordValues)
    const first = await wang('POST', `legal-documents/${record.body.id}/issue`, {})
    const order = await draft(house, 'rectification_order', { caseId }, orderValues)
    const second = await wang('POST', `legal-documents/${order.body.id}/issue`, {})
    expect(second.status).toBe(200)
    const other = { name: '大码头盛源木业', gridCode: PLACES.village }
    const { id: objectId } = (await house.as('admin')('POST', '/api/v1/enterprises', other)).body
    const foreign = await draft(house, 'inspection_record', { caseId, objectId }, recordValues)
    expect([foreign.status, foreign.body.errors?.[0]?.pointer]).toEqual([422, '/objectId'])
    const nth = (number: string) => /(\d+)号$/.exec(number)?.[1]
    expect(nth(second.body.number)).toBe(nth(first.body.number))
    expect(second.body.number).toContain('应急责改')
  })

  const orderValues = {
    officers: AGENCY.officers,
    findings: [
      {
        problem: '污水池没有警示标志',
        basis: '《中华人民共和国安全生产法》第三十五条',
        requirement: '设置警示标志',
        dueDate: '2026-12-31',
      },
    ],
  }

  /** A hazard that the town found at the enterprise. */
  const registerHazard = async (): Promise<string> => {
    const seat = await asOwner(house.ownerUrl, `select id from seat where role = 'town_officer'`, [])
    await house.as('admin')('POST', '/api/v1/duties', {
      seatId: seat.rows[0].id,
      gridCode: PLACES.damatou,
      layer: 'safety',
      role: 'officer',
      businesses: ['hazard'],
      fromOn: '2016-01-01',
    })
    const photo = await house.app.inject({
      method: 'POST',
      url: `/api/v1/files?name=a.png&objectId=${enterprise}`,
      headers: { authorization: `Bearer ${await house.token('zhang')}`, 'content-type': 'application/octet-stream' },
      payload: PNG,
    })
    const hazard = await house.as('zhang')('POST', '/api/v1/hazards/register', {
      input: { what: '污水池没有警示标志', where: '污水处理站', source: 'government_inspection' },
      attachments: [photo.json().id],
      objectId: enterprise,
    })
    expect(hazard.status).toBe(201)
    return hazard.body.id
  }

  const reserve = (count: number) =>
    wang('POST', 'legal-number-blocks', { word: '应急检记', count, device: '执法平板1号' })

  test('set aside for a device are used by it alone, given back, or voided with a reason', async () => {
    const block = (await reserve(4)).body
    const [a, b, c, d] = block.numbers.map(({ n }: { n: number }) => n) as [number, number, number, number]
    const used = await issueRecord(house, enterprise, { blockId: block.id, n: b })
    expect(used.body.number).toContain(`${b}号`)
    const again = await issueRecord(house, enterprise, { blockId: block.id, n: b })
    expect([again.status, again.body.type]).toEqual([409, '/problems/legal-document/number-taken'])
    const foreign = await issueRecord(house, enterprise, { blockId: block.id, n: d + 50 })
    expect(foreign.status).toBe(422)
    expect((await wang('POST', `legal-number-blocks/${block.id}/void`, { n: c, reason: '打印机卡纸' })).status).toBe(
      200,
    )
    expect((await wang('POST', `legal-number-blocks/${block.id}/return`, { numbers: [a, b] })).status).toBe(409)
    expect((await wang('POST', `legal-number-blocks/${block.id}/return`, { numbers: [a, d] })).status).toBe(200)
    // What was given back is what the next one gets.
    expect((await issueRecord(house, enterprise)).body.number).toContain(`〕${a}号`)
    expect((await issueRecord(house, enterprise)).body.number).toContain(`〕${d}号`)
    const series = await wang('GET', `legal-numbers?word=应急检记&year=${new Date().getFullYear()}`)
    const states = new Map(series.body.items.map(({ n, state }: { n: number; state: string }) => [n, state]))
    expect([a, b, c, d].map((n) => states.get(n))).toEqual(['used', 'used', 'void', 'used'])
    expect([...states.keys()]).toEqual(Array.from({ length: states.size }, (_, n) => n + 1))
  })

  test('asked for twice with one id are one block', async () => {
    const id = '019a0000-0000-7000-8000-000000000001'
    const ask = () => wang('POST', 'legal-number-blocks', { id, word: '应急复查', count: 3, device: '平板2号' })
    expect((await ask()).body.numbers).toEqual((await ask()).body.numbers)
  })
})

describe('signatures', () => {
  const picture = PNG.toString('base64')

  test('on the screen make a new edition with the same words, and are taken once', async () => {
    const { body } = await issueRecord(house, enterprise)
    const sign = (signer: string) =>
      wang('POST', `legal-documents/${body.id}/signatures`, {
        kind: 'picture',
        field: 'officerSignatures',
        signer,
        picture,
      })
    const signed = await sign('王县监')
    expect(signed.status).toBe(200)
    expect(signed.body.editions.map(({ why }: { why: string }) => why)).toEqual(['issued', 'signed'])
    expect(signed.body.textHash).toBe(body.textHash)
    expect((await sign('王县监')).status).toBe(409)
    expect((await sign('赵立群')).status).toBe(200)
    expect((await sign('第三人')).status).toBe(409)
  })

  test('refused by the party are written down with reason and witness; an officer cannot refuse', async () => {
    const { body } = await issueRecord(house, enterprise)
    const refuse = (field: string) =>
      wang('POST', `legal-documents/${body.id}/signatures`, {
        kind: 'refused',
        field,
        signer: '宋启明',
        reason: '对事实有异议',
        witness: { name: '刘见证', idNo: '', phone: '' },
      })
    expect((await refuse('officerSignatures')).body.type).toBe('/problems/legal-document/no-refusal')
    const refused = await refuse('partySignature')
    expect(refused.status).toBe(200)
    expect(refused.body.signatures[0]).toMatchObject({ kind: 'refused', reason: '对事实有异议', witness: '刘见证' })
  })

  test('that are no picture, or torn, are refused with a sentence', async () => {
    const { body } = await issueRecord(house, enterprise)
    for (const torn of [Buffer.from('GIF89a').toString('base64'), PNG.subarray(0, 20).toString('base64')]) {
      const reply = await wang('POST', `legal-documents/${body.id}/signatures`, {
        kind: 'picture',
        field: 'partySignature',
        signer: '宋启明',
        picture: torn,
      })
      expect([reply.status, reply.body.detail]).toEqual([422, expect.stringContaining('签名图片')])
    }
  })
})

describe('service', () => {
  test('through the account reaches the enterprise alone, which signs for it', async () => {
    const own = await addEnterprise(house, '广饶签收化工有限公司')
    await house.giveFileTo(own)
    const { body } = await issueRecord(house, own)
    expect((await house.as('zhao')('GET', `/api/v1/legal-documents/${body.id}`)).status).toBe(404)
    const served = await wang('POST', `legal-documents/${body.id}/services`, {
      way: 'account',
      recipient: '广饶签收化工有限公司',
      servedOn: body.issuedOn,
    })
    expect([served.status, served.body.receivedAt]).toEqual([200, null])
    const inbox = await house.as('zhao')('GET', '/api/v1/inbox')
    expect(inbox.body.items[0].title).toBe('请签收《现场检查记录》')
    const seen = await house.as('zhao')('GET', `/api/v1/legal-documents/${body.id}`)
    expect(seen.body.acts).toEqual(['receive'])
    expect((await house.as('zhao')('GET', `/api/v1/legal-documents/${body.id}/pdf`)).status).toBe(200)
    const signed = await house.as('zhao')('POST', `/api/v1/legal-documents/${body.id}/receipt`, { name: '赵安全' })
    expect(signed.status).toBe(200)
    expect(signed.body.services[0].receivedBy).toBe('赵安全')
    expect(
      (await house.as('zhao')('POST', `/api/v1/legal-documents/${body.id}/receipt`, { name: '赵安全' })).status,
    ).toBe(409)
    expect((await house.as('lin')('GET', `/api/v1/legal-documents/${body.id}`)).status).toBe(404)
  })

  test('cannot be before the document or in the future, and by post needs the number of the letter', async () => {
    const { body } = await issueRecord(house, enterprise)
    const serve = (input: object) =>
      wang('POST', `legal-documents/${body.id}/services`, {
        way: 'paper',
        recipient: '宋启明',
        servedOn: today(),
        ...input,
      })
    expect((await serve({ servedOn: '2020-01-01' })).body.detail).toContain('不能早于落款日期')
    expect((await serve({ servedOn: '2099-01-01' })).body.detail).toContain('不能晚于今天')
    expect((await serve({ way: 'post' })).status).toBe(422)
    expect((await serve({ proofFileId: '019a0000-0000-7000-8000-00000000000a' })).status).toBe(404)
    expect((await serve({ servedOn: body.issuedOn })).body.receivedAt).not.toBe(null)
  })

  test('to an enterprise nobody works for goes another way', async () => {
    const alone = await addEnterprise(house, '广饶无人化工有限公司')
    const { body } = await issueRecord(house, alone)
    const reply = await wang('POST', `legal-documents/${body.id}/services`, {
      way: 'account',
      recipient: '广饶无人化工有限公司',
      servedOn: body.issuedOn,
    })
    expect([reply.status, reply.body.detail]).toEqual([422, expect.stringContaining('直接送达或邮寄')])
  })
})

test('no address a request claims gets onto a paper: the one that was set, else the one listened on', async () => {
  const { body } = await issueRecord(house, enterprise)
  const forged = { 'x-forwarded-host': 'evil.example', host: 'evil.example', 'x-forwarded-proto': 'https' }
  const url = `/api/v1/legal-documents/${body.id}`
  expect((await house.as('wang')('GET', url, undefined, forged)).body.checkAddress).toMatch(/^http:[/]{2}localhost[/]/)
  const listening = await compose({ db: house.db, demo: 'none', logLevel: 'silent', presets: CAST_PRESETS })
  await listening.listen({ port: 0, host: '127.0.0.1' })
  try {
    const headers = { ...forged, authorization: `Bearer ${await house.token('wang')}` }
    const seen = (await listening.inject({ method: 'GET', url, headers })).json()
    expect(new URL(seen.checkAddress).origin).toBe(listening.listeningOrigin)
  } finally {
    await listening.close()
  }
})

describe('the public check', () => {
  const check = (query: Record<string, string>) =>
    house.as(null)('GET', `/api/v1/document-check?${new URLSearchParams(query)}`)

  test('says genuine or altered to whoever holds number and code, and masks the party', async () => {
    const { body } = await issueRecord(house, enterprise)
    const address = new URL(body.checkAddress)
    const [no, code] = [address.searchParams.get('no') as string, address.searchParams.get('code') as string]
    const genuine = await check({ no, code })
    expect(genuine.body).toMatchObject({ verdict: 'genuine', document: { number: body.number, fileCompared: false } })
    expect(JSON.stringify(genuine.body)).not.toContain('广饶澜海精细化工有限公司')
    expect((await check({ no, code, sha256: body.editions[0].sha256 })).body.verdict).toBe('genuine')
    expect((await check({ no, code, sha256: 'a'.repeat(64) })).body.verdict).toBe('altered')
    expect((await check({ no, code: 'WRONGCODE234' })).body).toEqual({
      verdict: 'unknown',
      document: null,
      agency: null,
    })
    const typed = no.replace('（', '(').replace('）', ')').replace('〔', '[').replace('〕', ']')
    expect((await check({ no: ` ${typed} `, code: code.toLowerCase() })).body.verdict).toBe('genuine')
    await wang('POST', `legal-documents/${body.id}/withdraw`, { reason: '事实认定有误' })
    expect((await check({ no, code })).body.verdict).toBe('withdrawn')
  })
})

test('a correction begins with the same values and takes the place of the old one when it is issued', async () => {
  const { body } = await issueRecord(house, enterprise)
  const copy = await wang('POST', `legal-documents/${body.id}/correct`)
  expect(copy.body.values.checkPlace).toBe(recordValues.checkPlace)
  expect((await wang('POST', `legal-documents/${body.id}/correct`)).status).toBe(409)
  const issued = await wang('POST', `legal-documents/${copy.body.id}/issue`, {})
  expect(issued.body.number).not.toBe(body.number)
  const old = await wang('GET', `legal-documents/${body.id}`)
  expect([old.body.state, old.body.replacedById]).toEqual(['replaced', copy.body.id])
})

describe('templates', () => {
  const get = async (key: string) => (await wang('GET', `legal-templates/${key}`)).body

  test('are the 58 seeds until an office keeps a version of its own, from its day on', async () => {
    expect((await wang('GET', 'legal-templates')).body.total).toBe(58)
    const { template } = await get('reinspection_opinion')
    const changed = { ...template, footer: { ...template.footer, copies_note: '本文书一式三份。' } }
    const save = (fromOn: string) =>
      wang('POST', 'legal-templates/reinspection_opinion/versions', { template: changed, fromOn, note: '改为三份' })
    expect((await save('2099-01-01')).body.version).toBe(2)
    expect((await get('reinspection_opinion')).version).toBe(1)
    const now = await save('2020-01-01')
    expect((await get('reinspection_opinion')).template.footer.copies_note).toBe('本文书一式三份。')
    expect((await house.as('lin')('GET', '/api/v1/legal-templates/reinspection_opinion')).body.version).toBe(1)
    const retired = await wang('POST', `legal-template-versions/${now.body.id}/retire`, { retiredOn: '2024-01-01' })
    expect(retired.status).toBe(200)
    expect((await get('reinspection_opinion')).version).toBe(1)
  })

  test('a wrong block is refused with its place and what would be right', async () => {
    const { template } = await get('inspection_record')
    const save = (body: unknown[]) =>
      wang('POST', 'legal-templates/inspection_record/versions', {
        template: { ...template, body },
        fromOn: '2024-01-01',
        note: '试改',
      })
    const unknownBlock = await save([...template.body, { block: 'picture', text: 'x' }])
    expect(unknownBlock.status).toBe(422)
    expect(JSON.stringify(unknownBlock.body.errors)).toContain(`/template/body/${template.body.length}`)
    const unknownField = await save([...template.body, { block: 'para', text: '{{nothing}}' }])
    expect(unknownField.body.detail).toContain(`第 ${template.body.length + 1} 个版块`)
    expect(unknownField.body.detail).toContain('nothing')
  })

  test('a copy is a template of the office under its own name, and can be drafted with', async () => {
    const copied = await wang('POST', 'legal-templates/inspection_record/copy', {
      name: '夜间检查记录',
      fromOn: '2024-01-01',
    })
    expect(copied.status).toBe(201)
    const begun = await draft(house, copied.body.key, { objectId: enterprise }, recordValues)
    expect(begun.body.name).toBe('夜间检查记录')
  })

  test('a preview shows the pages with example values, before anything is kept', async () => {
    const { template } = await get('penalty_decision.unit')
    const pdf = await wang('POST', 'legal-templates/preview', { template })
    expect([pdf.status, pdf.headers['content-type']]).toEqual([200, 'image/svg+xml'])
    const faulty = await wang('POST', 'legal-templates/preview', {
      template: { ...template, body: [{ block: 'para', text: '{{x' }] },
    })
    expect(faulty.status).toBe(422)
  })
})

test('a draft shows its pages while it is filled in, without being kept', async () => {
  const before = (await wang('GET', 'legal-documents')).body.total
  const pdf = await wang('POST', 'legal-documents/preview', {
    key: 'rectification_order',
    objectId: enterprise,
    values: { party: { name: '某公司' } },
  })
  expect([pdf.status, pdf.headers['content-type']]).toEqual([200, 'image/svg+xml'])
  expect((await wang('GET', 'legal-documents')).body.total).toBe(before)
})

test('a draft goes along with an enterprise that moves or turns out to be another', async () => {
  const admin = house.as('admin')
  const made = async (name: string) =>
    (await admin('POST', '/api/v1/enterprises', { name, gridCode: PLACES.village, regulatorClasses: ['hazchem'] })).body
      .id
  const [leaving, other] = [await made('大码头迁走化工厂'), await made('大码头留下化工厂')]
  const { id } = (await draft(house, 'inspection_record', { objectId: leaving })).body
  const { version } = (await admin('GET', `/api/v1/enterprises/${leaving}`)).body
  const change = { values: {}, gridCode: PLACES.lijinVillage, reason: '搬迁' }
  const moved = await admin('PATCH', `/api/v1/enterprises/${leaving}`, change, { 'if-match': String(version) })
  expect([moved.status, moved.body.detail]).toEqual([200, undefined])
  expect((await house.as('lin')('GET', `/api/v1/legal-documents/${id}`)).status).toBe(200)
  expect((await wang('GET', `legal-documents/${id}`)).status).toBe(404)
  const same = { otherId: leaving, reason: '同一家企业登记了两次' }
  expect((await admin('POST', `/api/v1/enterprises/${other}/merge`, same)).status).toBe(200)
  expect((await wang('GET', `legal-documents/${id}`)).body).toMatchObject({ objectId: other })
})
