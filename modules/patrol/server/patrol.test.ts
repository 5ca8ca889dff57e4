import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, type Login, openHouse, PLACES, PNG } from '#apps/server/test-house.ts'
import { newId } from '#kernel/db/id.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { today } from '#kernel/identity/limits.ts'
import { announceObjectMerged } from '#kernel/scope/object-moves.ts'
import { announceMoves } from '#modules/grid/server/boundary/moves.ts'
import { addDays } from '#standards/calendar/local-date.ts'
import { quarterOf } from '../model/rules.ts'

const MINUTE = 60_000
/** Where the chemical works stands. */
const HERE = { lng: 118.61, lat: 37.02 }
const NEAR = { position: { ...HERE, accuracyM: 8 } }
const CHECKS = ['GEN-LIC-001', 'GEN-ORG-001', 'GEN-TRN-001']
let house: House
let works: string
let mill: string
let lijin: string
let school: string
let photo: string

const send = (login: Login, method: string, url: string, body?: unknown) =>
  house.as(login)(method, `/api/v1${url}`, body)

beforeAll(async () => {
  house = await openHouse()
  const made = async (name: string, gridCode: string, more: object) =>
    (await send('admin', 'POST', '/enterprises', { name, gridCode, regulatorClasses: ['hazchem'], ...more })).body.id
  works = await made('广饶恒沣化工有限公司', PLACES.village, HERE)
  mill = await made('大码头盛源木业', PLACES.village, {})
  lijin = await made('利津远海化工', PLACES.lijinVillage, {})
  await asOwner(house.ownerUrl, `update enterprise set risk_level = '1' where id = $1`, [works])
  const place = await send('admin', 'POST', '/supervised-places', {
    kind: 'school',
    name: '大码头镇中心小学',
    gridCode: PLACES.village,
  })
  school = place.body.id
  const reply = await house.app.inject({
    method: 'POST',
    url: `/api/v1/files?name=a.png&objectId=${works}`,
    headers: { authorization: `Bearer ${await house.token('li')}`, 'content-type': 'application/octet-stream' },
    payload: PNG,
  })
  photo = reply.json().id
})
afterAll(() => house.close())

/** A visit of half an hour that ended some minutes ago. */
const visit = (more: Record<string, unknown> = {}, minutesAgo = 1) => ({
  objectId: works,
  checkIn: NEAR,
  startedAt: new Date(Date.now() - (minutesAgo + 30) * MINUTE).toISOString(),
  endedAt: new Date(Date.now() - minutesAgo * MINUTE).toISOString(),
  template: 'T-GEN-PATROL',
  items: CHECKS.map((code) => ({ code, result: 'ok' })),
  ...more,
})
const record = (login: Login, more: Record<string, unknown> = {}) => send(login, 'POST', '/patrols', visit(more))
const dueOf = async (login: Login, objectId: string, query = '') => {
  const { items } = (await send(login, 'GET', `/patrol-due?limit=500${query}`)).body
  return items.find((one: { objectId: string }) => one.objectId === objectId)
}

describe('the list of what is due', () => {
  test('names everything of the grid never visited, the most dangerous first, and says why', async () => {
    const { body } = await send('li', 'GET', '/patrol-due')
    expect(body).toMatchObject({ total: 3, overdue: 3, objects: 3, level: 'grid', nextCursor: null })
    expect(body.items[0]).toMatchObject({
      objectId: works,
      grade: 'red',
      cycleDays: 7,
      lastOn: null,
      reasons: ['红色风险', '7 天一次，还没有走访过'],
    })
    const unrated = body.items.find((one: { objectId: string }) => one.objectId === mill)
    expect(unrated.reasons[0]).toBe('没有定级，按黄色风险')
    const first = (await send('li', 'GET', '/patrol-due?limit=1')).body
    const next = (await send('li', 'GET', `/patrol-due?limit=2&cursor=${first.nextCursor}`)).body
    expect(next.items.map(({ objectId }: { objectId: string }) => objectId)).not.toContain(works)
    expect([next.items.length, next.nextCursor]).toEqual([2, null])
  })

  test('follows the cycle of each level: a visit of the grid officer is none of the town', async () => {
    expect((await record('li')).status).toBe(201)
    expect(await dueOf('li', works, '&within=2')).toBeUndefined()
    const next = await dueOf('li', works, '&within=7')
    expect(next).toMatchObject({ lastOn: today(), overdueDays: expect.any(Number) })
    expect(next.overdueDays).toBeLessThan(0)
    expect(await dueOf('zhang', works)).toMatchObject({ lastOn: null, cycleDays: 30 })
    expect((await send('wang', 'GET', '/patrol-due')).body.items.map(({ grade }: { grade: string }) => grade)).toEqual([
      'red',
    ])
    expect((await send('lin', 'GET', '/patrol-due')).body.total).toBe(0)
  })

  test('changes at once with the setting of a cycle', async () => {
    const { items } = (await send('admin', 'GET', '/settings')).body
    const { version } = items.find(({ key }: { key: string }) => key === 'patrol.cycle-county-yellow')
    const done = await house.as('admin')(
      'PUT',
      '/api/v1/settings/patrol.cycle-county-yellow',
      { value: 60, why: '县里的方案' },
      { 'if-match': `"${version}"` },
    )
    expect([done.status, done.body.detail]).toEqual([200, undefined])
    expect(await dueOf('wang', mill)).toMatchObject({ cycleDays: 60, grade: 'yellow' })
  })

  test('tells which objects have hazards that are not put right', async () => {
    const hazard = await send('zhang', 'POST', '/hazards/register', {
      objectId: works,
      input: { what: '报警器离线', where: '罐区', source: 'grid_patrol' },
      attachments: [photo],
    })
    expect(hazard.status).toBe(201)
    expect(await dueOf('zhang', works)).toMatchObject({ openHazards: 1 })
    expect((await dueOf('zhang', works)).reasons).toContain('1 条隐患没有改完')
  })
})

describe('a visit', () => {
  test('is prepared with the checks that fit the object', async () => {
    const { body } = await send('li', 'GET', `/patrol-visits/${works}`)
    expect(body).toMatchObject({ name: '广饶恒沣化工有限公司', grade: 'red', bufferM: 200, ...HERE })
    expect(body.templates[0].code).toBe('T-GEN-PATROL')
    expect(body.templates.map(({ code }: { code: string }) => code)).toContain('T-GAS-PATROL')
    expect((await send('li', 'GET', `/patrol-visits/${school}`)).body.templates[0].code).toBe('T-SML-PATROL')
    expect((await send('lin', 'GET', `/patrol-visits/${works}`)).status).toBe(404)
  })

  test('sent twice, as from a phone without a network, is one', async () => {
    const body = { ...visit(), id: newId() }
    const first = await send('li', 'POST', '/patrols', body)
    const second = await send('li', 'POST', '/patrols', body)
    expect([first.status, second.status, second.body.id]).toEqual([201, 201, body.id])
    expect((await send('zhang', 'POST', '/patrols', { ...body, objectId: mill })).body.type).toBe(
      '/problems/patrol/id-taken',
    )
    expect((await send('lin', 'POST', '/patrols', { ...body, objectId: lijin })).body.type).toBe(
      '/problems/patrol/id-taken',
    )
    // Other answers under the same number are another visit: nothing of them may be lost in silence.
    const other = { ...body, items: body.items.map((item) => ({ ...item, note: '又看了一遍' })) }
    expect((await send('li', 'POST', '/patrols', other)).body.type).toBe('/problems/patrol/id-taken')
    const unknown = await send('li', 'POST', '/patrols', { ...visit(), id: newId(), template: 'NOPE' })
    expect(unknown.body.errors).toMatchObject([{ pointer: '/template' }])
    const again = { ...visit({}, 40), id: newId() }
    const both = await Promise.all([send('li', 'POST', '/patrols', again), send('li', 'POST', '/patrols', again)])
    expect(both.map(({ status, body: one }) => [status, one.id])).toEqual(Array(2).fill([201, again.id]))
  })

  test('turns what it finds into a hazard and an event at the same object, or notes what was mended at once', async () => {
    const items = [
      { code: CHECKS[0], result: 'not_ok', note: '许可证过期三天', photos: [photo], follow: 'hazard', where: '办公楼' },
      {
        code: CHECKS[1],
        result: 'not_ok',
        note: '门口污水直排',
        follow: 'event',
        eventItem: '1101',
        where: '厂区北门',
      },
      { code: CHECKS[2], result: 'not_ok', note: '培训记录没有签字，当场补签', follow: 'fixed' },
      { code: 'GEN-PLC-001', result: 'na' },
    ]
    const made = await record('li', { items, note: '负责人在场', metBy: '周海涛', signature: photo })
    expect([made.status, made.body.detail]).toEqual([201, undefined])
    expect(made.body).toMatchObject({ findings: 3, items: 4, officer: '李网格', level: 'grid', flags: [] })
    const [hazard, event, fixed, none] = made.body.checks
    expect((await send('zhang', 'GET', `/hazards/${hazard.caseId}`)).body).toMatchObject({
      objectId: works,
      title: '许可证过期三天',
      facts: { sourceName: '网格巡查' },
    })
    expect((await send('zhang', 'GET', `/events/${event.caseId}`)).body).toMatchObject({
      objectId: works,
      facts: { itemName: '生态环境·污水直排', place: '厂区北门' },
    })
    expect([hazard.link, event.link]).toEqual([`/hazards/${hazard.caseId}`, `/events/${event.caseId}`])
    expect([fixed.follow, fixed.caseId, none.result]).toEqual(['fixed', null, 'na'])
    expect((await send('wang', 'GET', `/patrols/${made.body.id}`)).body.signature.name).toBe('a.png')
  })

  test('at a school is recorded too, and what it finds lies in the grid', async () => {
    const items = [
      {
        code: 'SML-PLC-001',
        result: 'not_ok',
        note: '后门锁着',
        follow: 'event',
        eventItem: '0601',
        where: '教学楼后门',
      },
    ]
    const made = await record('li', { objectId: school, items })
    expect([made.status, made.body.kind, made.body.distanceM]).toEqual([201, 'place', null])
    expect((await send('li', 'GET', `/events/${made.body.checks[0].caseId}`)).body).toMatchObject({
      objectId: null,
      gridCode: PLACES.village,
    })
  })

  test('far from the object needs a reason and is marked; a vague, short or leaping one is marked and taken', async () => {
    const away = { position: { lng: HERE.lng + 0.01, lat: HERE.lat, accuracyM: 80 } }
    const refused = await record('zhang', { checkIn: away })
    expect(refused.body).toMatchObject({
      status: 422,
      type: '/problems/patrol/reason-missing',
      errors: [{ pointer: '/checkIn/reason', message: '打卡点离对象 888 米，超过 200 米，写明原因' }],
    })
    const taken = await record('zhang', { checkIn: { ...away, reason: '厂区很大，从南门进' } })
    expect(taken.body).toMatchObject({ distanceM: 888, flags: ['far', 'inaccurate'] })
    const lost = await record('zhang', { checkIn: { position: null } })
    expect(lost.body.detail).toBe('没有定位，写明原因。')
    const short = await send('zhang', 'POST', '/patrols', {
      ...visit({ checkIn: { position: { lng: 119.2, lat: HERE.lat, accuracyM: 5 }, reason: '企业搬到了新址' } }),
      startedAt: new Date(Date.now() - 2 * MINUTE).toISOString(),
    })
    expect(short.body.flags).toEqual(['far', 'short', 'leap'])
    const marked = (await send('zhang', 'GET', '/patrols?flag=leap')).body
    expect(marked.items.map(({ id }: { id: string }) => id)).toEqual([short.body.id])
  })

  test('is refused in words where something is missing or cannot be', async () => {
    const one = (item: object) => record('li', { items: [{ code: CHECKS[0], ...item }] })
    const messages = async (answer: Promise<{ body: { errors: { message: string }[] } }>) =>
      (await answer).body.errors.map(({ message }) => message)
    expect(await messages(one({ result: 'not_ok' }))).toEqual(['写清楚看到了什么，至少两个字', '不合格的要选怎么处理'])
    expect(await messages(one({ result: 'not_ok', note: '过期', follow: 'hazard', where: '门口' }))).toEqual([
      '登记为隐患要有照片',
    ])
    expect(await messages(one({ result: 'not_ok', note: '过期', follow: 'event', where: '门口' }))).toEqual([
      '选一个事项',
    ])
    expect(await messages(one({ code: 'ZZZ-1', result: 'ok' }))).toEqual(['没有这个检查项'])
    const twice = record('li', { items: [CHECKS[0], CHECKS[0]].map((code) => ({ code, result: 'ok' })) })
    expect(await messages(twice)).toEqual(['同一检查项填了两次'])
    expect((await record('li', { items: [] })).status).toBe(422)
    const later = new Date(Date.now() + 60 * MINUTE).toISOString()
    expect(await messages(record('li', { endedAt: later }))).toEqual(['时间在将来，请核对手机的时间'])
    expect(await messages(record('li', { endedAt: addDays(today(), -1).concat('T00:00:00Z') }))).toEqual([
      '离开不能早于到达',
    ])
    const long = { startedAt: new Date(Date.now() - 40 * 86_400_000).toISOString() }
    expect(await messages(record('li', long))).toEqual(['一个月以前的巡查不能再补登'])
    const foreign = { position: { ...HERE, accuracyM: 5 }, photos: [newId()] }
    expect((await record('li', { checkIn: foreign })).body.type).toBe('/problems/case/file-unknown')
  })

  test('is recorded by nobody outside his grid, no leader and no enterprise', async () => {
    expect((await record('lin')).status).toBe(404)
    expect((await record('chen')).status).toBe(403)
    expect((await record('zhao')).status).toBe(403)
    expect((await send('zhao', 'GET', '/patrols')).status).toBe(403)
    expect((await send('lin', 'GET', '/patrols')).body).toMatchObject({ items: [], total: 0 })
    const { id } = (await send('li', 'GET', '/patrols?mine=true&limit=1')).body.items[0]
    expect((await send('lin', 'GET', `/patrols/${id}`)).status).toBe(404)
    expect((await send('lin', 'POST', `/patrols/${id}/withdraw`, { reason: '不是我的' })).status).toBe(404)
  })
})

describe('the proof of coverage', () => {
  test('counts each object visited in the quarter once, and opens the names of those that were not', async () => {
    const quarter = quarterOf(today())
    const { items } = (await send('wang', 'GET', `/patrol-coverage?quarter=${quarter}`)).body
    expect(items).toEqual([{ gridCode: PLACES.damatou, gridName: '大码头镇', objects: 3, visited: 2 }])
    const names = async (visited: boolean) => {
      const url = `/patrol-coverage/objects?quarter=${quarter}&grid=${PLACES.damatou}&visited=${visited}`
      const { items: rows, total } = (await send('wang', 'GET', url)).body
      return [total, ...rows.map(({ name }: { name: string }) => name)]
    }
    expect(await names(false)).toEqual([1, '大码头盛源木业'])
    expect((await names(true)).sort()).toEqual([2, '大码头镇中心小学', '广饶恒沣化工有限公司'])
    const page = (await send('wang', 'GET', '/patrol-coverage/objects?limit=2')).body
    const rest = (await send('wang', 'GET', `/patrol-coverage/objects?limit=2&cursor=${page.nextCursor}`)).body
    expect([page.total, page.items[0].name, rest.items.length]).toEqual([3, '大码头盛源木业', 1])
    expect((await send('wang', 'GET', '/patrol-coverage?quarter=2016-Q1')).body.items[0].visited).toBe(0)
    expect((await send('lin', 'GET', `/patrol-coverage?grid=${PLACES.damatou}`)).body.items).toEqual([])
    expect((await send('wang', 'GET', '/patrol-coverage?quarter=2026-Q5')).status).toBe(422)
  })

  test('does not count a visit that was withdrawn, which stays with its reason', async () => {
    const made = (await record('li', { objectId: mill })).body
    expect((await send('zhang', 'POST', `/patrols/${made.id}/withdraw`, { reason: '不是他的' })).status).toBe(409)
    const gone = await send('li', 'POST', `/patrols/${made.id}/withdraw`, { reason: '登记错了企业' })
    expect(gone.body).toMatchObject({ withdrawn: true, withdrawnReason: '登记错了企业', mayWithdraw: false })
    expect((await send('li', 'POST', `/patrols/${made.id}/withdraw`, { reason: '再撤一次' })).status).toBe(409)
    expect((await send('wang', 'GET', '/patrol-coverage')).body.items[0].visited).toBe(2)
    expect((await dueOf('li', mill)).lastOn).toBeNull()
    expect((await send('li', 'GET', `/patrols?objectId=${mill}`)).body.total).toBe(1)
  })
})

describe('when boundaries change', () => {
  test('visits to a school lie where the school lies, and no visit is lost', async () => {
    const before = (await send('wang', 'GET', '/patrols')).body.total
    const event = { moves: [], planId: newId(), actor: {} as never, reason: '撤并', documentNumber: null }
    const into = ['370523107301', '370523107302']
    await house.db.system((tx) => announceMoves(tx, { ...event, successors: [{ code: PLACES.village, into }] }))
    const { items } = (await send('wang', 'GET', `/patrols?objectId=${school}`)).body
    expect(items.map(({ gridCode }: { gridCode: string }) => gridCode)).toEqual([PLACES.damatou])
    const item = await asOwner(house.ownerUrl, 'select distinct grid_code from patrol_item where patrol_id = $1', [
      items[0].id,
    ])
    expect(item.rows).toEqual([{ grid_code: PLACES.damatou }])
    expect((await send('wang', 'GET', '/patrols')).body.total).toBe(before)
  })

  test('visits to an enterprise that was merged are visits to the one it became', async () => {
    await house.db.system((tx) => announceObjectMerged(tx, mill, { id: works, gridCode: PLACES.damatou }))
    expect((await send('wang', 'GET', `/patrols?objectId=${mill}`)).body.total).toBe(0)
    const moved = (await send('wang', 'GET', `/patrols?objectId=${works}`)).body.items
    expect(moved.filter(({ gridCode }: { gridCode: string }) => gridCode === PLACES.damatou)).toHaveLength(1)
  })
})

describe('a visit a device wrote down', () => {
  const deviceId = randomUUID()
  const boot = randomUUID()

  /** Sends a visit as a device does that was on site, or that is written on afterwards. */
  async function sent(body: object, more: object) {
    const challenge = (await send('li', 'GET', `/sync/challenge?deviceId=${deviceId}`)).body
    const stamp = {
      ...{ deviceId, boot, wallAt: new Date().toISOString(), monotonicMs: 1000 },
      ...{ challenge: { token: challenge.token, boot, monotonicMs: 1000, wallAt: challenge.at }, objectId: works },
      ...more,
    }
    const operation = { id: newId(), method: 'POST', path: '/api/v1/patrols', body, stamp }
    return (await send('li', 'POST', '/sync', { operations: [operation] })).body.items[0]
  }
  const gradesOf = async (id: string) => (await send('li', 'GET', `/patrols/${id}`)).body.grades
  const lineOf = async (id: string) =>
    (await send('zhang', 'GET', '/patrols?limit=200')).body.items.find((one: { id: string }) => one.id === id)

  test('shows in the list how near to the event it was written; one no device wrote shows nothing', async () => {
    const id = newId()
    const there = await sent(visit({ id }), { place: { ...HERE, accuracyM: 8 }, seq: 1 })
    expect([there.problem, there.outcome]).toEqual([null, 'new'])
    expect(await gradesOf(id)).toEqual({ onSite: 1, delayed: 0, backFilled: 0 })
    expect((await lineOf(id)).grades).toMatchObject({ onSite: 1 })
    const plain = (await record('li', { id: newId() })).body
    expect([plain.grades, (await lineOf(plain.id)).grades]).toEqual([null, null])
  })

  test('made on paper is taken afterwards, says why, and is a back-filled one', async () => {
    const id = newId()
    const startedAt = new Date(Date.now() - 30 * 3_600_000).toISOString()
    const endedAt = new Date(Date.now() - 29 * 3_600_000).toISOString()
    const checkIn = { position: null, reason: '补录：手机没电，在纸上记的' }
    const later = await sent(visit({ id, startedAt, endedAt, checkIn }), {
      ...{ place: null, seq: 2, happenedAt: startedAt, why: '手机没电，在纸上记的' },
    })
    expect([later.problem, later.grade]).toEqual([null, 'back-filled'])
    expect(later.reasons).toContain('补录：手机没电，在纸上记的')
    expect((await send('li', 'GET', `/patrols/${id}`)).body).toMatchObject({
      ...{ startedAt, endedAt, reason: '补录：手机没电，在纸上记的' },
      ...{ flags: expect.arrayContaining(['no_position', 'late_sent']), grades: { backFilled: 1 } },
    })
  })
})
