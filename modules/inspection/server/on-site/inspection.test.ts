import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, inkOf, type Login, openHouse, PLACES, PNG } from '#apps/server/test-house.ts'
import { today } from '#kernel/identity/limits.ts'
import { AGENCY } from '#modules/legal-document/server/test-documents.ts'
import { addDays } from '#standards/calendar/local-date.ts'
import { checkTemplates } from '#standards/check-item/read.ts'
import { pictureFault } from '../../model/picture.ts'

const DAY = today()
/** A list of a few checks that may be used everywhere. */
const LIST = checkTemplates()
  .filter(({ industry }) => industry === 'general')
  .toSorted((a, b) => a.itemCodes.length - b.itemCodes.length)[0] as {
  code: string
  name: string
  itemCodes: readonly string[]
}
const [CHECK] = LIST.itemCodes as [string]
let house: House
let mill: string
let far: string
let people: Record<string, string>
const certs: Record<string, string> = { 王县监: '150523001', 张明远: '150523002' }

const send = (login: Login, method: string, url: string, body?: unknown, version?: number) =>
  house.as(login)(method, `/api/v1${url}`, body, version === undefined ? {} : { 'if-match': `"${version}"` })

beforeAll(async () => {
  house = await openHouse()
  const { body } = await send('admin', 'GET', '/people?limit=50')
  people = Object.fromEntries(body.items.map((one: { name: string; id: string }) => [one.name, one.id]))
  for (const [name, number] of Object.entries({ ...certs, 李网格: '150523003' })) {
    const validTo = name === '李网格' ? addDays(DAY, 2) : addDays(DAY, 400)
    const card = { number, issuer: '山东省人民政府', field: '安全生产', validFrom: addDays(DAY, -300), validTo }
    await send('admin', 'POST', '/officer-certificates', { ...card, personId: people[name] })
  }
  const made = async (name: string, gridCode: string) =>
    (await send('admin', 'POST', '/enterprises', { name, gridCode, address: '工业园 3 号' })).body.id
  mill = await made('盛源木业', PLACES.village)
  far = await made('利津远海化工', PLACES.lijinVillage)
  await house.giveFileTo(mill)
})
afterAll(() => house.close())

const member = (name: string, certNo = certs[name]) => ({ personId: people[name], name, certNo })
const both = () => [member('王县监'), member('张明远')]

const plan = (more: object = {}, objectId = mill, login: Login = 'wang') =>
  send(login, 'POST', '/inspections', {
    objectId,
    input: {
      reason: 'complaint',
      why: '有人投诉粉尘',
      beyond: 'complaint',
      method: 'unannounced',
      content: '涉爆粉尘专项检查',
      ...more,
    },
  })

/** Does an act on the newest version. */
async function act(login: Login, id: string, name: string, input: object, attachments: string[] = []) {
  const { body } = await send(login, 'GET', `/inspections/${id}`)
  return send(login, 'POST', `/inspections/${id}/${name}`, { input, attachments, version: body.acts ?? 1 })
}

const dispatch = (id: string, team: object[] = both(), dueOn = DAY) => act('wang', id, 'dispatch', { team, dueOn })
const HERE = { shown: true, camera: true, scanned: true, position: { lng: 118.4, lat: 37.05, accuracyM: 12 } }

async function photo(login: Login): Promise<string> {
  const reply = await house.app.inject({
    method: 'POST',
    url: `/api/v1/files?name=a.png&objectId=${mill}`,
    headers: { authorization: `Bearer ${await house.token(login)}`, 'content-type': 'application/octet-stream' },
    payload: PNG,
  })
  return reply.json().id
}

const recorded = {
  site: '打磨车间、除尘器',
  summary: '抽查了打磨岗位 6 个',
  contact: '赵安全',
  post: '安全管理员',
}
const item = (result: string, reason = '') => ({ code: CHECK, question: '除尘器是否按规定清灰', result, reason })
const finding = (fileIds: string[]) => ({
  itemCode: null,
  what: '除尘器灰斗积灰超过规定',
  where: '打磨车间东侧',
  basis: 'GB 15577-2018 第 8.1 条',
  requirement: '清灰并建立清灰记录',
  rank: 'ordinary',
  category: 'S02',
  fileIds,
})
const signatures = (
  party: object = { kind: 'signed', signer: '赵安全', post: '安全管理员', picture: inkOf('赵安全') },
) => ({
  officers: ['王县监', '张明远'].map((name) => ({ personId: people[name], picture: inkOf(name) })),
  party,
})

/** An inspection whose record has this many findings, signed; none is a clean one. @param here how they arrived */
async function signed(findings: number, here: object = HERE): Promise<string> {
  const { id } = (await plan()).body
  await dispatch(id)
  await act('wang', id, 'arrive', here)
  const files = findings > 0 ? [await photo('wang')] : []
  const body = {
    ...recorded,
    items: [item(findings > 0 ? 'met' : 'met')],
    findings: Array.from({ length: findings }, () => finding(files)),
    clean: findings === 0,
  }
  await act('wang', id, 'record', body)
  const done = await act('zhang', id, 'sign', { signatures: signatures(), opinion: '以上情况属实' })
  expect([done.status, done.body.state]).toEqual([200, findings > 0 ? 'deciding' : 'no_issue'])
  return id
}

test.each([
  ['a whole picture', PNG.toString('base64'), null],
  ['a whole picture with words in it', inkOf('王县监'), null],
  [
    'a head and an end with anything between them',
    Buffer.concat([PNG.subarray(0, 33), Buffer.alloc(200, 'x'), PNG.subarray(-12)]).toString('base64'),
    '不完整',
  ],
  [
    'a picture without a picture in it',
    Buffer.concat([PNG.subarray(0, 33), PNG.subarray(-12)]).toString('base64'),
    '不完整',
  ],
  ['nothing', '', '没有签名'],
  ['a picture torn in the middle', PNG.subarray(0, 45).toString('base64'), '不完整'],
  ['something that is no picture', Buffer.from('not a picture at all, only words').toString('base64'), '不是 PNG'],
])('a signature that is %s is judged', (_what, picture, sentence) => {
  if (sentence === null) expect(pictureFault(picture)).toBeNull()
  else expect(pictureFault(picture)).toContain(sentence)
})

describe('officers are sent', () => {
  let id: string
  beforeAll(async () => {
    id = (await plan()).body.id
  })

  test.each([
    ['one officer alone', () => [member('王县监')], '至少要两名'],
    ['the same person twice', () => [member('王县监'), member('王县监')], '选了两次'],
    ['somebody without a certificate', () => [member('王县监'), member('林利津', '1')], '没有登记执法证件'],
    ['a number that is not the card’s', () => [member('王县监'), member('张明远', '999')], '不一样'],
  ])('but not %s', async (_what, team, sentence) => {
    const refused = await dispatch(id, team())
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([422, expect.stringContaining(sentence)])
  })

  test('but not while a certificate is suspended', async () => {
    const [card] = (await send('admin', 'GET', '/officer-certificates?q=150523002')).body.items
    const held = { reason: '年审未过' }
    await send('admin', 'POST', `/officer-certificates/${card.id}/suspend`, held, card.version)
    const refused = await dispatch(id)
    expect([refused.status, refused.body.detail]).toEqual([422, expect.stringContaining('张明远的执法证件已被暂扣')])
    await send('admin', 'POST', `/officer-certificates/${card.id}/restore`, { reason: '已补审' }, card.version + 1)
  })

  test('but not with a certificate that ends before the day of the visit', async () => {
    const team = [member('王县监'), { ...member('李网格', '150523003') }]
    expect((await dispatch(id, team, addDays(DAY, 2))).status).toBe(200)
    const late = await dispatch(id, team, addDays(DAY, 3))
    expect([late.status, late.body.type, late.body.detail]).toEqual([
      422,
      '/problems/inspection/not-certified',
      expect.stringContaining('到期'),
    ])
    expect((await dispatch(id, both(), addDays(DAY, -1))).body.errors[0].pointer).toBe('/input/dueOn')
  })

  test('and each of them finds it among his own, others among the rest; nobody asks in the name of another', async () => {
    const listed = async (login: Login, query: string) => {
      const { body } = await send(login, 'GET', `/inspections?state=assigned&objectId=${mill}&${query}`)
      return [body.items.some((one: { id: string }) => one.id === id), body.total === body.items.length]
    }
    await dispatch(id, [member('王县监'), member('李网格', '150523003')])
    expect(await listed('wang', 'mine=true')).toEqual([true, true])
    expect(await listed('wang', 'mine=false')).toEqual([false, true])
    // The town's officer reads it and is not sent, whomever he names.
    for (const query of ['mine=true', `mine=true&personId=${people.王县监}`])
      expect((await listed('zhang', query))[0]).toBe(false)
    expect(await listed('zhang', 'mine=false')).toEqual([true, true])
    await dispatch(id)
    expect([await listed('zhang', 'mine=true'), await listed('zhang', 'mine=false')]).toEqual([
      [true, true],
      [false, true],
    ])
    expect((await send('zhang', 'GET', '/me')).body.personId).toBe(people.张明远)
    expect((await send('zhang', 'GET', '/inspections?mine=me')).status).toBe(422)
  })

  test('and one who asks for recusal is replaced before anybody goes', async () => {
    await dispatch(id, [member('王县监'), member('李网格', '150523003')])
    const stranger = await act('zhang', id, 'recuse', { personId: people.林利津, reason: '配偶在该企业任职' })
    expect(stranger.status).toBe(422)
    await act('zhang', id, 'recuse', { personId: people.李网格, reason: '配偶在该企业任职' })
    const early = await act('wang', id, 'arrive', HERE)
    expect([early.status, early.body.detail]).toEqual([409, expect.stringContaining('回避')])
    const none = await act('zhou', id, 'decide-recusal', { personId: people.李网格, agrees: true, text: '情况属实' })
    expect(none.body.errors[0].pointer).toBe('/input/replacement')
    const decided = await act('zhou', id, 'decide-recusal', {
      personId: people.李网格,
      agrees: true,
      replacement: [member('张明远')],
      text: '情况属实',
    })
    expect(decided.status).toBe(200)
    const back = await dispatch(id, [member('王县监'), member('李网格', '150523003')])
    expect([back.status, back.body.type, back.body.detail]).toEqual([
      422,
      '/problems/inspection/recused',
      expect.stringContaining('李网格在这次检查里已经决定回避'),
    ])
    const { team } = (await send('wang', 'GET', `/inspections/${id}`)).body.facts
    expect(team.map(({ name }: { name: string }) => name)).toEqual(['王县监', '张明远'])
    expect((await act('wang', id, 'arrive', HERE)).body.state).toBe('on_site')
  })

  test('and nobody decides his own recusal, or works on once it was granted', async () => {
    const { body } = await plan()
    await dispatch(body.id)
    await act('zhang', body.id, 'recuse', { personId: people.王县监, reason: '和企业负责人是亲属' })
    const granted = {
      personId: people.王县监,
      agrees: true,
      replacement: [member('李网格', '150523003')],
      text: '情况属实',
    }
    const own = await act('wang', body.id, 'decide-recusal', granted)
    expect([own.status, own.body.type]).toEqual([403, '/problems/inspection/own-recusal'])
    expect((await act('zhou', body.id, 'decide-recusal', granted)).status).toBe(200)
    const there = await act('wang', body.id, 'arrive', HERE)
    expect([there.status, there.body.detail]).toEqual([403, expect.stringContaining('已经决定回避')])
    await act('wang', body.id, 'cancel', { text: '改期再查' })
  })

  test('and the visit is seen by nobody of another county, and not by the enterprise before it begins', async () => {
    expect((await send('lin', 'GET', `/inspections/${id}`)).status).toBe(404)
    expect((await send('wang', 'POST', '/inspections', { objectId: far, input: {} })).status).not.toBe(201)
    const secret = (await plan()).body.id
    const own = await send('zhao', 'GET', '/own-inspections')
    expect([own.status, own.body.items.map((one: { id: string }) => one.id)]).toEqual([200, [id]])
    expect((await send('zhao', 'GET', `/inspections/${secret}`)).status).toBe(403)
    expect((await act('wang', secret, 'cancel', { text: '投诉人撤回' })).body.state).toBe('cancelled')
  })
})

describe('a record says all it saw', () => {
  let id: string
  beforeAll(async () => {
    id = (await plan({ method: 'announced' })).body.id
    await dispatch(id)
  })

  test('after the notice, with certificates shown, and a place or why there is none', async () => {
    expect((await act('wang', id, 'arrive', HERE)).body.detail).toContain('登记检查通知')
    await act('wang', id, 'notify', { on: DAY, receiver: '赵安全', text: '准备粉尘清扫记录' })
    const unshown = await act('wang', id, 'arrive', { ...HERE, shown: false })
    expect(unshown.body.errors[0].message).toContain('出示执法证件')
    const nowhere = await act('wang', id, 'arrive', { ...HERE, position: null })
    expect(nowhere.body.errors[0].pointer).toBe('/input/noPosition')
    const onPaper = { ...HERE, position: null, noPosition: '补录，没有当时的定位' }
    const when = {
      laterFrom: `${addDays(DAY, -2)} 09:30`,
      laterTo: `${addDays(DAY, -2)} 11:10`,
      laterWhy: '平板没电，在纸上记的',
    }
    for (const [wrong, field] of [
      [{ laterTo: null }, 'laterTo'],
      [{ laterWhy: null }, 'laterWhy'],
      [{ laterTo: `${addDays(DAY, -2)} 09:30` }, 'laterTo'],
      [{ laterFrom: `${addDays(DAY, -40)} 09:30` }, 'laterFrom'],
      [{ laterTo: `${addDays(DAY, 1)} 09:30` }, 'laterTo'],
    ] as const) {
      const refused = await act('wang', id, 'arrive', { ...onPaper, ...when, ...wrong })
      expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, `/input/${field}`])
    }
    const faked = await act('wang', id, 'arrive', { ...HERE, ...when })
    expect([faked.status, faked.body.errors[0].pointer]).toEqual([422, '/input/position'])
    expect((await act('zhou', id, 'arrive', HERE)).body.type).toBe('/problems/inspection/not-of-team')
    expect((await act('wang', id, 'arrive', HERE)).body.state).toBe('on_site')
    expect((await act('zhang', id, 'arrive', HERE)).status).toBe(409)
  })

  test.each([
    ['an item nobody looked at without a reason', { items: [item('not_checked')], clean: true }, '写清楚为什么'],
    ['nothing found where an item failed', { items: [item('not_met')], clean: true }, '还没有写成问题'],
    [
      'nothing found where nothing was looked at',
      { items: [item('not_checked', '停产')], clean: true },
      '一项都没有查',
    ],
    ['a problem without a problem', { items: [item('met')], clean: false }, '没有登记一个问题'],
    ['no item', { items: [], clean: true }, '至少登记一项'],
    [
      'an item of no list',
      { items: [{ code: 'X-1', question: '自编的', result: 'met', reason: '' }], clean: true },
      '不在检查表里',
    ],
    ['an item twice', { items: [item('met'), item('met')], clean: true }, '登记了两次'],
    ['a list that is not there', { items: [item('met')], clean: true, templateCode: 'X' }, '不用这张检查表'],
    [
      'a list of which the rest is silent',
      { items: [item('met')], clean: true, templateCode: LIST.code },
      `还有 ${LIST.itemCodes.length - 1} 项没有登记`,
    ],
  ])('and is refused with %s', async (_what, more, sentence) => {
    const refused = await act('wang', id, 'record', { ...recorded, findings: [], ...more })
    expect([refused.status, JSON.stringify(refused.body)]).toEqual([422, expect.stringContaining(sentence)])
  })

  test('and is signed by everyone of the team and by the enterprise, or says why not', async () => {
    const rest = LIST.itemCodes.slice(1).map((code) => ({ ...item('not_checked', '装置停用'), code }))
    const whole = { ...recorded, templateCode: LIST.code, items: [item('met'), ...rest], findings: [], clean: true }
    expect((await act('wang', id, 'record', whole)).status).toBe(200)
    const { facts, people } = (await send('wang', 'GET', `/inspections/${id}`)).body
    // The list is named as it is called, not by its code.
    expect(people[LIST.code]).toBe(LIST.name)
    expect([facts.templateCode, facts.met, facts.notChecked]).toEqual([LIST.code, 1, rest.length])
    const alike = signatures().officers.map((one) => ({ ...one, picture: inkOf('王县监') }))
    const copied = await act('wang', id, 'sign', {
      signatures: { ...signatures(), officers: alike },
      opinion: '以上情况属实',
    })
    expect([copied.status, copied.body.errors[0].message]).toEqual([422, expect.stringContaining('同一张图')])
    const alone = { ...signatures(), officers: signatures().officers.slice(0, 1) }
    const missing = await act('wang', id, 'sign', { signatures: alone, opinion: '以上情况属实' })
    expect([missing.status, missing.body.detail]).toEqual([422, expect.stringContaining('张明远还没有签字')])
    const torn = {
      kind: 'signed',
      signer: '赵安全',
      post: '安全管理员',
      picture: PNG.subarray(0, 45).toString('base64'),
    }
    const half = await act('wang', id, 'sign', { signatures: signatures(torn), opinion: '以上情况属实' })
    expect([half.status, half.body.errors[0].message]).toEqual([422, expect.stringContaining('不完整')])
    const refused = { kind: 'refused', signer: '赵安全', reason: '不认可检查结论', witness: '村委会 李主任' }
    const done = await act('wang', id, 'sign', { signatures: signatures(refused), opinion: '拒绝签字' })
    expect(done.body.state).toBe('no_issue')
    expect((await send('wang', 'GET', '/inspections?result=refused')).body.total).toBe(1)
    expect((await act('wang', id, 'close', { text: '未发现问题，结案' })).body.state).toBe('closed')
  })
})

describe('what was found is put right', () => {
  let id: string
  let hazards: { hazardId: string; state: string; no: number }[]
  beforeAll(async () => {
    id = await signed(2)
  })

  test('after its record shows the photographs its findings rest on, with what they are', async () => {
    const { history } = (await send('wang', 'GET', `/inspections/${id}`)).body
    const recorded = history.find(({ act }: { act: string }) => act === 'record')
    const [fileId] = recorded.input.findings[0].fileIds
    // The same photograph of two findings is shown once; it is no attachment of the act.
    expect([recorded.attachments, recorded.named]).toEqual([
      [],
      [expect.objectContaining({ fileId, name: 'a.png', mediaType: 'image/png', size: PNG.length, doubts: [] })],
    ])
    expect(recorded.named[0].sha256).toMatch(/^[0-9a-f]{64}$/)
  })

  test('by a day that is neither past nor too far', async () => {
    const past = await act('wang', id, 'order', { dueOn: addDays(DAY, -1) })
    expect([past.status, past.body.errors[0].message]).toEqual([422, expect.stringContaining('不能早于今天')])
    const far31 = await act('wang', id, 'order', { dueOn: addDays(DAY, 31) })
    expect([far31.status, far31.body.type]).toEqual([422, '/problems/inspection/term-too-long'])
    const terms = [3, 5].map((days) => ({ no: 1, dueOn: addDays(DAY, days) }))
    const double = await act('wang', id, 'order', { dueOn: addDays(DAY, 20), terms })
    expect([double.status, double.body.errors[0].message]).toEqual([422, expect.stringContaining('两个期限')])
    const ordered = await act('wang', id, 'order', {
      dueOn: addDays(DAY, 20),
      terms: [{ no: 1, dueOn: addDays(DAY, 3) }],
    })
    expect([ordered.status, ordered.body.state]).toEqual([200, 'rectifying'])
    const twice = await act('wang', id, 'order', { dueOn: addDays(DAY, 20) })
    expect(twice.status).toBe(409)
    hazards = (await send('wang', 'GET', `/inspections/${id}/site`)).body.hazards
    const kept = await send('zhao', 'GET', `/hazards/${hazards[0]?.hazardId}`)
    expect([hazards.length, kept.body.state, kept.body.clock.dueOn, kept.body.facts.source]).toEqual([
      2,
      'rectifying',
      addDays(DAY, 3),
      'government_inspection',
    ])
  })

  test('and looked at again when the enterprise says so, each problem for itself', async () => {
    const [first, second] = hazards as unknown as [{ hazardId: string }, { hazardId: string }]
    const seen = async (passed: boolean, hazardId: string) => ({
      hazardId,
      passed,
      text: '现场核对',
      fileIds: [await photo('wang')],
    })
    const early = await act('wang', id, 'reinspect', {
      team: both(),
      results: [await seen(true, first.hazardId), await seen(true, second.hazardId)],
      text: '都改好了',
    })
    expect([early.status, early.body.type]).toEqual([409, '/problems/inspection/not-submitted'])
    for (const { hazardId } of hazards) {
      const { body } = await send('zhao', 'GET', `/hazards/${hazardId}`)
      const proof = { input: { text: '已清理' }, attachments: [await photo('zhao')], version: body.acts }
      expect((await send('zhao', 'POST', `/hazards/${hazardId}/submit`, proof)).status).toBe(200)
    }
    expect((await send('wang', 'GET', `/inspections/${id}`)).body.state).toBe('reinspect_due')
    const unseen = await act('wang', id, 'close', { text: '直接结案' })
    expect([unseen.status, unseen.body.type]).toEqual([409, '/problems/inspection/still-open'])
    const input = {
      team: both(),
      results: [await seen(true, first.hazardId), await seen(false, second.hazardId)],
      text: '一项没有改好',
    }
    expect((await act('wang', id, 'reinspect', input)).body.errors[0].pointer).toBe('/input/dueOn')
    const partly = await act('wang', id, 'reinspect', { ...input, dueOn: addDays(DAY, 5) })
    expect(partly.body.state).toBe('partly')
    const states = (await send('wang', 'GET', `/inspections/${id}/site`)).body.hazards.map(
      (one: { state: string }) => one.state,
    )
    expect(states).toEqual(['closed', 'rectifying'])
  })

  test('or goes on to a case', async () => {
    const own = await send('zhao', 'GET', '/own-inspections')
    expect(own.body.items.find((one: { id: string }) => one.id === id).hazards).toHaveLength(2)
    expect((await act('wang', id, 'file', { text: '逾期未消除事故隐患' })).body.state).toBe('filed')
    const clues = (await send('wang', 'GET', '/enforcement-cases?state=clue')).body.items
    expect(clues.map((one: { title: string; objectId: string }) => [one.title, one.objectId])).toEqual([
      ['逾期未消除事故隐患', mill],
    ])
    const { related } = (await send('wang', 'GET', `/inspections/${id}`)).body
    expect(related.map((one: { id: string }) => one.id)).toContain(clues[0].id)
  })

  test('and counts against the cap of the year', async () => {
    const over = await plan({ reason: 'special', beyond: null })
    expect([over.status, over.body.type]).toEqual([422, '/problems/inspection/over-cap'])
    const counted = await send('wang', 'GET', `/inspection-counts/${mill}`)
    expect([counted.body.done, counted.body.cap]).toEqual([3, 2])
    expect((await send('lin', 'GET', `/inspection-counts/${mill}`)).status).toBe(404)
    const { items } = (await send('zhou', 'GET', '/inspection-figures')).body
    expect(items[0]).toMatchObject({ office: '370523', visited: 3, clean: 1, ordered: 1, reinspected: 1 })
  })
})

test('an inspection made on paper counts and prints as of its own day, and says why it came late', async () => {
  await send('wang', 'PUT', '/legal-agencies/own', { ...AGENCY, officers: [] }, 0)
  const on = addDays(DAY, -2)
  const id = await signed(0, {
    ...{ ...HERE, position: null, noPosition: '补录，没有当时的定位' },
    ...{ laterFrom: `${on} 09:30`, laterTo: `${on} 11:10`, laterWhy: '平板没电，在纸上记的' },
  })
  const { facts } = (await send('wang', 'GET', `/inspections/${id}`)).body
  expect(facts.visitedOn).toBe(on)
  const { values } = (await send('wang', 'GET', `/legal-documents/proposal?key=inspection_record&caseId=${id}`)).body
  expect([values.startAt, values.endAt]).toEqual([`${on}T09:30`, `${on}T11:10`])
})

test('the record of a visit that found nothing names no problem', async () => {
  await send('wang', 'PUT', '/legal-agencies/own', { ...AGENCY, officers: [] }, 0)
  const id = await signed(0)
  const { values } = (await send('wang', 'GET', `/legal-documents/proposal?key=inspection_record&caseId=${id}`)).body
  expect([values.findings, values.noFindingText]).toEqual([undefined, expect.stringContaining('未发现')])
})

test('an inspection fills in its documents, and the order waits for the record', async () => {
  await send('wang', 'PUT', '/legal-agencies/own', { ...AGENCY, officers: [] }, 0)
  const id = await signed(1)
  const { suits } = (await send('wang', 'GET', `/cases/${id}/documents`)).body
  expect(suits.slice(0, 2).map(({ key, waits }: { key: string; waits: string[] }) => [key, waits.length])).toEqual([
    ['inspection_record', 0],
    ['rectification_order', 1],
  ])
  const early = await send('wang', 'POST', '/legal-documents', { key: 'rectification_order', caseId: id })
  expect([early.status, early.body.detail]).toEqual([409, expect.stringContaining('《现场检查记录》')])
  // The visit of a test is over in the minute it began.
  const values = { startAt: `${DAY}T09:10`, endAt: `${DAY}T11:40` }
  const record = await send('wang', 'POST', '/legal-documents', { key: 'inspection_record', caseId: id, values })
  expect([record.status, record.body.values]).toEqual([
    201,
    expect.objectContaining({
      checkPlace: '打磨车间、除尘器',
      officers: [
        { name: '王县监', certNo: '150523001' },
        { name: '张明远', certNo: '150523002' },
      ],
      findings: [{ fact: '打磨车间东侧：除尘器灰斗积灰超过规定', photoNo: '1' }],
    }),
  ])
  const issue = (paper: { body: { id: string } }) => send('wang', 'POST', `/legal-documents/${paper.body.id}/issue`, {})
  const first = await issue(record)
  expect([first.status, first.body.detail]).toEqual([200, undefined])
  await act('wang', id, 'order', { dueOn: addDays(DAY, 10) })
  const order = await send('wang', 'POST', '/legal-documents', { key: 'rectification_order', caseId: id })
  expect(order.body.values.findings).toEqual([
    {
      problem: '打磨车间东侧：除尘器灰斗积灰超过规定',
      basis: 'GB 15577-2018 第 8.1 条',
      requirement: '清灰并建立清灰记录',
      dueDate: addDays(DAY, 10),
    },
  ])
  const second = await issue(order)
  const nth = (number: string) => /(\d+)号$/.exec(number)?.[1]
  expect([second.status, nth(second.body.number)]).toEqual([200, nth(first.body.number)])
  const opinion = await send('wang', 'POST', '/legal-documents', { key: 'reinspection_opinion', caseId: id })
  expect([opinion.status, opinion.body.values.orderNo]).toEqual([201, second.body.number])
})

test('no document tells of an act that was not done: not at a desk, and not as a paper from a device', async () => {
  await send('wang', 'PUT', '/legal-agencies/own', { ...AGENCY, officers: [] }, 0)
  const { id } = (await plan()).body
  await dispatch(id)
  const paper = (key: string, caseId: string) =>
    send('wang', 'POST', '/device-documents', {
      ...{ id: randomUUID(), key, templateId: null, templateVersion: 1, caseId, objectId: mill, values: {} },
      ...{ series: AGENCY.series, issuedAt: new Date().toISOString(), deviceId: randomUUID(), number: null },
      ...{ words: '纸上的文字', textHash: '0'.repeat(64), signatures: [] },
    })
  const desk = await send('wang', 'POST', '/legal-documents', { key: 'inspection_record', caseId: id })
  expect([desk.status, desk.body.detail]).toEqual([409, expect.stringContaining('还没有写现场检查记录')])
  const record = await paper('inspection_record', id)
  expect([record.status, record.body.detail]).toEqual([409, expect.stringContaining('还没有这次检查双方签过字的记录')])
  const order = await paper('rectification_order', await signed(1))
  expect([order.status, order.body.detail]).toEqual([409, expect.stringContaining('还没有这次检查的责令整改')])
})

test('a plan knows which of its enterprises were inspected, and that one of them is not inspected twice', async () => {
  const month = DAY.slice(0, 7)
  const year = DAY.slice(0, 4)
  const content = { name: '年度计划', officers: 4, otherDays: 10, daysPerVisit: 1, cap: 3, basis: '市局要求' }
  const input = { kind: 'annual', fromMonth: `${year}-01`, toMonth: `${year}-12`, ...content }
  const { id } = (await send('wang', 'POST', '/inspection-plans', { gridCode: PLACES.guangrao, input })).body
  const lines = [{ objectId: mill, month, class: 'key', reason: '有投诉' }]
  const step = async (login: Login, name: string, body: object) =>
    send(login, 'POST', `/inspection-plans/${id}/${name}`, {
      input: body,
      version: (await send(login, 'GET', `/inspection-plans/${id}`)).body.acts,
    })
  await step('wang', 'arrange', { lines })
  await step('wang', 'submit', { text: '请审定' })
  const planned = { reason: 'plan', planId: id, month, why: null, beyond: null }
  expect((await plan(planned)).body.errors[0].message).toContain('不在执行')
  await step('zhou', 'approve', { text: '同意' })
  expect((await plan({ ...planned, month: `${year}-01` === month ? `${year}-02` : `${year}-01` })).status).toBe(422)
  const visit = await plan(planned)
  expect(visit.status).toBe(201)
  expect((await plan(planned)).body.type).toBe('/problems/inspection/line-taken')
  const progress = () => send('wang', 'GET', `/inspection-plans/${id}/progress`)
  expect((await progress()).body.items).toEqual([{ month, planned: 1, done: 0, begun: 1, late: 0 }])
  await dispatch(visit.body.id)
  await act('wang', visit.body.id, 'arrive', HERE)
  expect((await progress()).body.items[0]).toMatchObject({ done: 1, begun: 0 })
  const rows = await send('wang', 'GET', `/inspections?planId=${id}&planMonth=${month}&result=visited&open=false`)
  expect(rows.body.items.map((one: { id: string }) => one.id)).toEqual([visit.body.id])
  const [line] = (await send('wang', 'GET', `/inspection-plans/${id}/lines`)).body.items
  expect([line.inspectionId, line.visitedOn]).toEqual([visit.body.id, DAY])
  const { items } = (await send('wang', 'GET', `/inspection-plans/${id}/proposals`)).body
  expect(items.find((one: { objectId: string }) => one.objectId === mill).lastOn).toBe(DAY)
})

test('an inspection is no one’s own by his seat until somebody was there; from then on it is theirs whose turn it is', async () => {
  const yard = { name: '东方木器', gridCode: PLACES.village, address: '工业园 9 号' }
  const at = (await send('admin', 'POST', '/enterprises', yard)).body.id
  const other = (await plan({}, at)).body.id
  const owns = async (login: Login) => {
    const { body } = await send(login, 'GET', `/inspections?mine=true&open=true&objectId=${at}`)
    return body.items.some((one: { id: string }) => one.id === other)
  }
  await dispatch(other, [member('张明远'), member('李网格', '150523003')])
  expect([await owns('wang'), await owns('zhang')]).toEqual([false, true])
  await dispatch(other, [member('王县监'), member('李网格', '150523003')])
  expect((await act('wang', other, 'arrive', HERE)).body.state).toBe('on_site')
  const { items } = (await send('wang', 'GET', `/inspections/${other}/seats`)).body
  const seat = items.find((one: { personName: string }) => one.personName === '张明远')
  expect(await owns('zhang')).toBe(false)
  expect((await act('wang', other, 'assign', { seatId: seat.id, text: '请接着办' })).status).toBe(200)
  expect([await owns('wang'), await owns('zhang')]).toEqual([true, true])
})
