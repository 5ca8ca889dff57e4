import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, type Login, openHouse, PLACES, PNG } from '#apps/server/test-house.ts'
import { verifyCases } from '#kernel/cases/verify.ts'
import { newId } from '#kernel/db/id.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { Stamp, stampHash } from './model/stamp.ts'

let house: House
let enterprise: string
let photo: string
const PLANT = { lng: 118.4, lat: 37.05 }
const send = (login: Login, method: string, url: string, body?: unknown) =>
  house.as(login)(method, `/api/v1${url}`, body)

beforeAll(async () => {
  house = await openHouse()
  const made = await send('admin', 'POST', '/enterprises', {
    name: '利盛助剂厂',
    gridCode: PLACES.village,
    operatingState: 'producing',
    ...PLANT,
  })
  expect([made.status, made.body.detail]).toEqual([201, undefined])
  enterprise = made.body.id
  photo = (await send('zhang', 'POST', `/files?name=a.png&objectId=${enterprise}`, PNG)).body.id
})
afterAll(() => house.close())

interface Sent {
  id: string
  after?: string | null
  path: string
  body: unknown
  ifMatch?: number
  stamp?: object
}

const operation = ({ path, body, ...more }: Partial<Sent> & Pick<Sent, 'path' | 'body'>) => ({
  id: newId(),
  method: 'POST',
  path: `/api/v1${path}`,
  body,
  ...more,
})

const deliver = async (login: Login, ...operations: object[]) => {
  const { status, body } = await send(login, 'POST', '/sync', { operations })
  expect([status, body.detail]).toEqual([200, undefined])
  return body.items as {
    id: string
    outcome: string
    receipt: string | null
    status: number
    answer: { id: string; acts: number; state: string } | null
    problem: { type: string; detail: string } | null
    grade: string | null
    reasons: string[]
  }[]
}

const found = (id: string, what = '配电箱门未关') =>
  operation({
    path: '/hazards/register',
    body: {
      id,
      objectId: enterprise,
      input: { what, where: '1# 车间', source: 'government_inspection' },
      attachments: [photo],
    },
  })

/** A visit of half an hour that ended now, checked in somewhere. */
const visitAt = (position: object) => ({
  ...{ checkIn: { position, reason: '从院子后门进的' }, template: 'T-GEN-PATROL' },
  startedAt: new Date(Date.now() - 30 * 60_000).toISOString(),
  endedAt: new Date().toISOString(),
  items: ['GEN-LIC-001', 'GEN-ORG-001', 'GEN-TRN-001'].map((code) => ({ code, result: 'ok' })),
})

const comment = (id: string, text: string, after: string | null) =>
  operation({ path: `/hazards/${id}/comment`, body: { input: { text } }, after })

const countOf = async (sql: string, id: string) => (await asOwner(house.ownerUrl, sql, [id])).rows[0].n

describe('what a device sends of its own', () => {
  test('happens once, however often it is sent, each time with the same receipt', async () => {
    const caseId = newId()
    const first = found(caseId)
    const [one] = await deliver('zhang', first)
    expect(one).toMatchObject({ outcome: 'new', status: 201, receipt: expect.stringMatching(/^R-\d{4}-[0-9A-F]{4}$/) })
    const [again] = await deliver('zhang', first)
    expect(again).toMatchObject({ outcome: 'identical', receipt: one?.receipt, answer: { id: caseId } })
    expect(await countOf('select count(*)::int as n from case_act where case_id = $1', caseId)).toBe(1)
  })

  test('the same batch twice at once does everything once', async () => {
    const caseId = newId()
    const opening = found(caseId, '安全出口堆放杂物')
    const batch = [opening, comment(caseId, '已口头告知', opening.id)]
    const both = await Promise.all([deliver('zhang', ...batch), deliver('zhang', ...batch)])
    expect(both.flat().every(({ receipt }) => receipt)).toBe(true)
    expect(await countOf('select count(*)::int as n from case_act where case_id = $1', caseId)).toBe(2)
  })

  test('in the wrong order it waits for what comes before, and follows once that is there', async () => {
    const caseId = newId()
    const opening = found(caseId, '灭火器压力不足')
    const second = comment(caseId, '先记一笔', opening.id)
    const third = comment(caseId, '再记一笔', second.id)
    expect((await deliver('zhang', third, second)).map(({ outcome }) => outcome)).toEqual(['waits', 'waits'])
    expect((await deliver('zhang', opening, second, third)).map(({ outcome }) => outcome)).toEqual([
      'new',
      'updated',
      'updated',
    ])
    const { history } = (await send('zhang', 'GET', `/hazards/${caseId}`)).body
    expect(history.map(({ input }: { input: { text?: string } }) => input.text)).toEqual([
      undefined,
      '先记一笔',
      '再记一笔',
    ])
  })

  test('one that is refused keeps back what follows it and nothing else; what others did first is said', async () => {
    const caseId = newId()
    const bad = operation({
      path: '/hazards/register',
      body: { id: newId(), objectId: enterprise, input: { what: '' } },
    })
    const good = found(caseId, '可燃气体报警器未检定')
    const [refused, waits, taken] = await deliver('zhang', bad, comment(caseId, '跟着错的', bad.id), good)
    expect([refused?.outcome, waits?.outcome, taken?.outcome]).toEqual(['refused', 'waits', 'new'])
    expect(refused?.problem?.detail).toMatch(/。$/)
    await send('wang', 'POST', `/hazards/${caseId}/comment`, { input: { text: '县里先看了' } })
    const stale = operation({ path: `/hazards/${caseId}/comment`, body: { version: 1, input: { text: '晚到' } } })
    expect((await deliver('zhang', stale))[0]).toMatchObject({
      outcome: 'stale',
      problem: {
        currentVersion: 2,
        since: [{ title: '留言', by: '王县监', at: expect.any(String), beside: true }],
      },
    })
    const gone = operation({ path: `/hazards/${newId()}/comment`, body: { input: { text: '没有' } } })
    expect((await deliver('zhang', gone))[0]?.outcome).toBe('gone')
  })

  test('reaches no further than its sender could by hand, and never its own door', async () => {
    const caseId = newId()
    await deliver('zhang', found(caseId, '围栏缺失'))
    const foreign = await deliver('lin', comment(caseId, '邻县', null))
    expect([foreign[0]?.outcome, foreign[0]?.status]).toEqual(['gone', 404])
    expect((await deliver('zhao', operation({ path: '/tasks', body: {} })))[0]).toMatchObject({ status: 403 })
    for (const path of ['/sync', '/../metrics', '//x', '/hazards/../../x']) {
      const { status } = await send('zhang', 'POST', '/sync', { operations: [operation({ path, body: {} })] })
      expect([path, status]).toEqual([path, 422])
    }
    const many = Array.from({ length: 101 }, () => found(newId()))
    expect((await send('zhang', 'POST', '/sync', { operations: many })).body.detail).toBe('一次最多 100 项。')
    expect((await house.as(null)('POST', '/api/v1/sync', { operations: [found(newId())] })).status).toBe(401)
  })

  test('opens no session, takes no stream and changes no account; what goes wrong hinders nothing else', async () => {
    const [before, after] = [found(newId(), '消防水带破损'), found(newId(), '应急灯不亮')]
    const account = { account: 'zhou', password: 'Correct-horse-9' }
    const odd = [
      operation({ path: '/sessions', body: account }),
      operation({ path: '/uploads', body: {} }),
      operation({ path: '/me/password', body: {} }),
      operation({ path: '/enterprises', body: {} }),
    ]
    const answers = await deliver('zhang', before, ...odd, after)
    expect(answers.map(({ outcome, status }) => [outcome, status])).toEqual([
      ['new', 201],
      ...odd.map(() => ['refused', 422]),
      ['new', 201],
    ])
    const nested = operation({ path: '/hazards/register', body: { id: newId(), input: { what: 'DEEP' } } })
    const text = JSON.stringify({ operations: [nested] }).replace('"DEEP"', '['.repeat(9000) + ']'.repeat(9000))
    expect([200, 400, 422]).toContain(
      (await house.as('zhang')('POST', '/api/v1/sync', text, { 'content-type': 'application/json' })).status,
    )
  })

  test('left on a device by one account is not taken in the name of another that signed in there', async () => {
    const [own, other] = [
      (await send('zhang', 'GET', '/me')).body.accountId,
      (await send('zhou', 'GET', '/me')).body.accountId,
    ]
    const left = found(newId(), '防护栏松动')
    const wrong = await send('zhou', 'POST', '/sync', { accountId: own, operations: [left] })
    expect([wrong.status, wrong.body.type]).toEqual([409, '/problems/sync/other-account'])
    expect((await send('zhou', 'GET', `/sync/challenge?deviceId=${newId()}&accountId=${own}`)).status).toBe(409)
    expect((await send('zhou', 'GET', `/sync/challenge?deviceId=${newId()}&accountId=${other}`)).status).toBe(200)
    const right = await send('zhang', 'POST', '/sync', { accountId: own, operations: [left] })
    expect(right.body.items[0].outcome).toBe('new')
  })

  test('the same operation with another content is refused, not taken for the first', async () => {
    const caseId = newId()
    const first = found(caseId, '楼梯扶手松动')
    await deliver('zhang', first)
    const [other] = await deliver('zhang', {
      ...first,
      body: { ...(first.body as object), objectId: null, gridCode: PLACES.village },
    })
    expect([other?.outcome, other?.receipt]).toEqual(['refused', null])
  })

  test('chains stay whole', async () => {
    expect(await house.db.system((tx) => verifyCases(tx))).toMatchObject({ ok: true })
  })
})

describe('how near to the event a record was made', () => {
  const deviceId = randomUUID()
  const boot = randomUUID()
  let held: object
  let previous: string | null = null
  let seq = 0

  const stampOf = (more: object = {}) => {
    seq += 1
    const stamp = Stamp.parse({
      ...{ deviceId, boot, seq, previous, challenge: held, objectId: enterprise },
      wallAt: new Date().toISOString(),
      monotonicMs: 60_000,
      place: { ...PLANT, accuracyM: 12 },
      ...more,
    })
    previous = stampHash(stamp)
    return stamp
  }

  beforeAll(async () => {
    const { body } = await send('zhang', 'GET', `/sync/challenge?deviceId=${deviceId}`)
    expect(body.limits).toEqual({ nearM: 300, travelHours: 24, clockMinutes: 10, writeMinutes: 120 })
    held = { token: body.token, boot, monotonicMs: 60_000, wallAt: body.at }
  })

  /** Another device of the same officer, with a word of the platform. */
  const otherDevice = async () => {
    const deviceId = randomUUID()
    const { body } = await send('zhang', 'GET', `/sync/challenge?deviceId=${deviceId}`)
    const challenge = { token: body.token, boot, monotonicMs: 60_000, wallAt: body.at }
    return { deviceId, previous: null, challenge }
  }

  test('is graded with the record, seen with the case, and counted', async () => {
    const caseId = newId()
    const opening = { ...found(caseId, '管线无标识'), stamp: stampOf() }
    const away = {
      ...comment(caseId, '回办公室补的', opening.id),
      stamp: stampOf({ place: { lng: 118.6, lat: 37.05, accuracyM: 10 } }),
    }
    const [one, two] = await deliver('zhang', opening, away)
    expect([one?.grade, two?.grade]).toEqual(['on-site', 'back-filled'])
    expect(two?.reasons.join()).toMatch(/离对象 17\.\d 公里/)
    const { items } = (await send('wang', 'GET', `/field-records?aboutId=${caseId}`)).body
    expect(items[0].aboutTitle).toBe('隐患：留言')
    expect(items.map((row: { aboutSeq: number; grade: string }) => [row.aboutSeq, row.grade])).toEqual([
      [2, 'back-filled'],
      [1, 'on-site'],
    ])
    expect((await send('lin', 'GET', `/field-records?aboutId=${caseId}`)).body.items).toEqual([])
    const { total, items: places } = (await send('zhou', 'GET', '/field-records/figures')).body
    expect(total).toMatchObject({ onSite: 1, backFilled: 1, total: 2 })
    expect(places.reduce((sum: number, place: { total: number }) => sum + place.total, 0)).toBe(total.total)
  })

  test('is held against the object it is about, whatever the device says', async () => {
    const far = { lng: 118.6, lat: 37.05, accuracyM: 10 }
    const [silent] = await deliver('zhang', {
      ...found(newId(), '叉车无证'),
      stamp: stampOf({ objectId: null, place: far }),
    })
    expect([silent?.grade, silent?.reasons.join()]).toEqual(['back-filled', expect.stringMatching(/离对象/)])
    const [foreign] = await deliver('zhang', { ...found(newId(), '吊带断丝'), stamp: stampOf({ objectId: newId() }) })
    expect([foreign?.grade, foreign?.reasons.join()]).toEqual(['delayed', expect.stringMatching(/不是同一家/)])
  })

  test('a refused record leaves no grade behind', async () => {
    const bad = { ...operation({ path: '/hazards/register', body: { id: newId(), input: {} } }), stamp: stampOf() }
    expect((await deliver('zhang', bad))[0]).toMatchObject({ outcome: 'refused', grade: null })
    expect(await countOf('select count(*)::int as n from field_record where id = $1', bad.id)).toBe(0)
    expect((await send('zhang', 'GET', `/sync/gaps?deviceId=${deviceId}`)).body.items).toEqual([])
  })

  test('a challenge of another account proves nothing; a broken line and altered photographs are found', async () => {
    const stolen = (await send('wang', 'GET', `/sync/challenge?deviceId=${deviceId}`)).body
    const challenge = { token: stolen.token, boot, monotonicMs: 60_000, wallAt: stolen.at }
    const [one] = await deliver('zhang', { ...found(newId(), '护栏锈蚀'), stamp: stampOf({ challenge }) })
    expect([one?.grade, one?.reasons.join()]).toEqual(['delayed', expect.stringMatching(/没有平台校时/)])
    const [torn] = await deliver('zhang', {
      ...found(newId(), '电缆破损'),
      stamp: stampOf({ previous: '0'.repeat(64) }),
    })
    expect([torn?.grade, torn?.reasons.join()]).toEqual(['delayed', expect.stringMatching(/接不上/)])
    const photos = [{ fileId: photo, sha256: 'f'.repeat(64) }]
    const [other] = await deliver('zhang', { ...found(newId(), '阀门渗漏'), stamp: stampOf({ photos }) })
    expect([other?.grade, other?.reasons.join()]).toEqual([
      'back-filled',
      expect.stringMatching(/照片和拍的时候不一样/),
    ])
    expect((await send('zhang', 'GET', `/sync/gaps?deviceId=${deviceId}`)).body.items).toEqual([5])
  })

  test('of a fact confirmed at an enterprise is of that enterprise: where it stands and lies is known', async () => {
    const confirm = operation({
      path: `/enterprises/${enterprise}/confirm`,
      body: { fields: ['operatingState'], method: 'visit' },
    })
    const [done] = await deliver('zhang', { ...confirm, stamp: stampOf() })
    expect([done?.problem, done?.reasons, done?.grade]).toEqual([null, [], 'on-site'])
    const { items } = (await send('zhang', 'GET', `/field-records?aboutId=${enterprise}`)).body
    expect(items).toEqual([
      expect.objectContaining({ distanceM: 0, gridCode: PLACES.village, objectName: '利盛助剂厂' }),
    ])
  })

  test('lists and figures are narrowed by what was done, who, with which device and when; a figure opens exactly its rows', async () => {
    const all = (await send('wang', 'GET', '/field-records')).body
    const { kinds, people, devices } = (await send('wang', 'GET', '/field-records/choices')).body
    const confirms = kinds.find(({ name }: { name: string }) => name.startsWith('确认关键信息'))
    expect(confirms).toMatchObject({ value: '/api/v1/enterprises/:id/confirm', n: 1 })
    expect(people).toEqual([{ value: expect.any(String), name: '张明远', n: all.total }])
    expect(devices.map(({ value }: { value: string }) => value)).toEqual([deviceId])
    const totalOf = async (query: string, login: Login = 'wang') =>
      (await send(login, 'GET', `/field-records?${query}`)).body.total
    expect(await totalOf(`kind=${encodeURIComponent(confirms.value)}`)).toBe(1)
    expect(await totalOf(`personId=${people[0].value}&deviceId=${deviceId}`)).toBe(all.total)
    expect(await totalOf(`deviceId=${newId()}`)).toBe(0)
    expect(await totalOf('to=2020-01-01')).toBe(0)
    const { months, total, from, to } = (await send('wang', 'GET', '/field-records/figures')).body
    const counted = (key: 'total' | 'delayed') =>
      months.reduce((sum: number, month: Record<string, number>) => sum + (month[key] as number), 0)
    expect([counted('total'), counted('delayed')]).toEqual([total.total, total.delayed])
    expect(await totalOf(`from=${from}&to=${to}&grade=delayed`)).toBe(total.delayed)
    expect((await send('lin', 'GET', '/field-records/choices')).body).toEqual({ kinds: [], people: [], devices: [] })
    expect((await send('lin', 'GET', '/field-records/figures')).body.total.total).toBe(0)
  })

  test('one high number neither hides what is missing nor costs more to look for, and says that it leapt', async () => {
    const high = randomUUID()
    const far = { deviceId: high, seq: 10_000_000, previous: '0'.repeat(64), challenge: null }
    const [leapt] = await deliver('zhang', { ...found(newId(), '吊装口无盖板'), stamp: stampOf(far) })
    expect([leapt?.grade, leapt?.reasons.join()]).toEqual(['delayed', expect.stringMatching(/序号跳过了 9,999,999 个/)])
    const { items } = (await send('zhang', 'GET', `/sync/gaps?deviceId=${high}`)).body
    expect([items.length, items[0], items.at(-1)]).toEqual([1000, 1, 1000])
    await deliver('zhang', { ...found(newId(), '平台无踢脚板'), stamp: stampOf({ ...far, seq: 2, previous: null }) })
    const more = (await send('zhang', 'GET', `/sync/gaps?deviceId=${high}`)).body.items
    expect([more.length, more[0], more[1], more.at(-1)]).toEqual([1000, 1, 3, 1001])
    const stamp = { ...far, boot, wallAt: new Date().toISOString(), monotonicMs: 1, seq: 1_000_000_000 }
    const absurd = await send('zhang', 'POST', '/sync', { operations: [{ ...found(newId()), stamp }] })
    expect([absurd.status, absurd.body.detail]).toEqual([422, expect.stringMatching(/设备流水号不正确/)])
  })

  test('a number used twice is kept twice, and the second says so; the same operation twice stays one', async () => {
    const line = { ...(await otherDevice()), seq: 1 }
    const honest = { ...found(newId(), '钢瓶未固定'), stamp: stampOf(line) }
    expect((await deliver('zhang', honest))[0]?.reasons).toEqual([])
    const behind = { ...found(newId(), '软管老化'), stamp: stampOf({ ...line, why: '回来补的' }) }
    const [second] = await deliver('zhang', behind)
    expect([second?.grade, second?.reasons]).toEqual(['back-filled', ['补录：回来补的', '同一序号用了两次']])
    await deliver('zhang', honest)
    const { items } = (await send('wang', 'GET', `/field-records?deviceId=${line.deviceId}`)).body
    expect(items.map(({ id }: { id: string }) => id).toSorted()).toEqual([honest.id, behind.id].toSorted())
  })

  test('under the id of another account’s operation nothing goes by without its record', async () => {
    const line = { deviceId: randomUUID(), seq: 1, previous: null, challenge: null }
    const first = { ...found(newId(), '警示标识脱落'), stamp: stampOf(line) }
    await deliver('zhang', first)
    const [other] = await deliver('wang', { ...found(newId(), '消防通道堵塞'), id: first.id, stamp: stampOf(line) })
    expect([other?.outcome, other?.problem?.detail]).toEqual(['refused', expect.stringMatching(/已经用过/)])
  })

  test('that says itself to have been made elsewhere than its device stood is not on site', async () => {
    const line = await otherDevice()
    const visit = async (seq: number, position: object) => {
      const body = { id: newId(), objectId: enterprise, ...visitAt(position) }
      const [one] = await deliver('zhang', {
        ...operation({ path: '/patrols', body }),
        stamp: stampOf({ ...line, seq }),
      })
      expect(one?.problem).toBe(null)
      return [one?.grade, one?.reasons.join()]
    }
    expect(await visit(1, { ...PLANT, accuracyM: 8 })).toEqual(['on-site', ''])
    const far = await visit(2, { lng: 118.6, lat: 37.05, accuracyM: 8 })
    expect(far).toEqual(['delayed', expect.stringMatching(/记录里写的位置和设备的定位相差 17\.\d 公里/)])
    const there = { ...found(newId(), '照明不足'), stamp: stampOf({ ...line, seq: 3 }) }
    const [act] = await deliver('zhang', {
      ...there,
      body: { ...(there.body as object), place: { lng: 118.6, lat: 37.05, accuracyM: 8 } },
    })
    expect([act?.grade, act?.reasons.join()]).toEqual(['delayed', expect.stringMatching(/相差 17/)])
  })

  test('days are those of China, from their first to their last minute', async () => {
    const deviceId = randomUUID()
    for (const [seq, at] of [
      [1, '2026-03-05T00:30:00+08:00'],
      [2, '2026-03-05T23:30:00+08:00'],
    ] as const) {
      const one = { ...found(newId(), '记录日期'), stamp: stampOf({ deviceId, seq, previous: null, challenge: null }) }
      await deliver('zhang', one)
      await asOwner(house.ownerUrl, 'update field_record set received_at = $2 where id = $1', [one.id, at])
    }
    const on = async (from: string, to: string) =>
      (await send('wang', 'GET', `/field-records?deviceId=${deviceId}&from=${from}&to=${to}`)).body.total
    expect(await on('2026-03-05', '2026-03-05')).toBe(2)
    expect([await on('2026-03-04', '2026-03-04'), await on('2026-03-06', '2026-03-06')]).toEqual([0, 0])
  })

  test('are taken out as a spreadsheet by offices, which leaves a line in the audit', async () => {
    const sheet = await send('wang', 'GET', '/field-records/export?format=csv&grade=on-site')
    expect([sheet.status, sheet.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8'])
    const lines = String(sheet.body).trim().split(/\r?\n/)
    const { total } = (await send('wang', 'GET', '/field-records?grade=on-site')).body
    expect([lines.length, lines[0]]).toEqual([total + 1, expect.stringContaining('评级')])
    const { items } = (await send('admin', 'GET', '/audit-events?action=field.exported')).body
    expect(items[0].detail).toMatchObject({ format: 'csv', count: total })
    for (const login of ['li', 'zhao'] as const)
      expect((await send(login, 'GET', '/field-records/export')).status).toBe(403)
    expect((await send('lin', 'GET', '/field-records/export?format=csv')).body.trim().split(/\r?\n/)).toHaveLength(1)
  })

  test('is graded for an enterprise too, which does not look into the records of officers', async () => {
    await house.giveFileTo(enterprise)
    const own = (await send('zhao', 'POST', `/files?name=z.png&objectId=${enterprise}`, PNG)).body.id
    const input = { what: '地沟盖板缺失', where: '2# 车间', source: 'self_check' }
    const body = { id: newId(), objectId: enterprise, input, attachments: [own] }
    const other = { deviceId: randomUUID(), seq: 1, previous: null, challenge: null }
    const [one] = await deliver('zhao', { ...operation({ path: '/hazards/report', body }), stamp: stampOf(other) })
    expect([one?.problem, one?.outcome, one?.grade]).toEqual([null, 'new', 'delayed'])
    expect((await send('zhao', 'GET', '/field-records')).status).toBe(403)
  })
})
