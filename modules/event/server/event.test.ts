import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type House, type Login, openHouse, PLACES, PNG } from '#apps/server/test-house.ts'
import { openLine, until } from '#apps/server/test-lines.ts'
import { verifyCases } from '#kernel/cases/verify.ts'
import { newId } from '#kernel/db/id.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { today } from '#kernel/identity/limits.ts'
import { addDays } from '#standards/calendar/local-date.ts'

const TODAY = today()
/** One item of each level: 通道堵塞 in the village, 违章作业 in the town, 管道泄漏 in the county. */
const ITEMS = { V: '0601', T: '0105', D: '0204' } as const
let house: House
let enterprise: string
let photo: string
const seats = {} as Record<'chief' | 'town' | 'county' | 'finder', string>

const send = (login: Login, method: string, url: string, body?: unknown) =>
  house.as(login)(method, `/api/v1${url}`, body)

beforeAll(async () => {
  house = await openHouse()
  enterprise = (
    await send('admin', 'POST', '/enterprises', {
      name: '大码头盛源木业',
      gridCode: PLACES.village,
      regulatorClasses: ['industry_trade'],
    })
  ).body.id
  await house.giveFileTo(enterprise)
  const found = await asOwner(house.ownerUrl, 'select id, role, grid_code from seat', [])
  const seatOf = (role: string, grid: string) =>
    found.rows.find((row: { role: string; grid_code: string }) => row.role === role && row.grid_code === grid)?.id
  seats.finder = seatOf('grid_officer', PLACES.village)
  seats.town = seatOf('town_officer', PLACES.damatou)
  seats.county = seatOf('county_officer', PLACES.guangrao)
  seats.chief = newId()
  await asOwner(
    house.ownerUrl,
    `with body_of as (select body_id from seat where id = $2), made as (
       insert into seat (id, body_id, title, role, grid_code, layer, from_on)
       select $1, body_id, '网格长', 'grid_chief', $3, 'safety', '2016-01-01' from body_of returning id)
     insert into seat_holding (id, seat_id, person_id, from_on)
       select $4, made.id, (select person_id from account where login = 'chen'), '2016-01-01' from made`,
    [seats.chief, seats.finder, PLACES.village, newId()],
  )
  const reply = await house.app.inject({
    method: 'POST',
    url: `/api/v1/files?name=a.png&objectId=${enterprise}`,
    headers: { authorization: `Bearer ${await house.token('zhang')}`, 'content-type': 'application/octet-stream' },
    payload: PNG,
  })
  photo = reply.json().id
})
afterAll(() => house.close())

const register = (
  login: Login,
  level: keyof typeof ITEMS,
  more: object = {},
  about: object = { objectId: enterprise },
) =>
  send(login, 'POST', '/events', {
    input: { itemCode: ITEMS[level], what: '楼道里堆满木料', where: '2 号楼东侧', dueOn: TODAY, ...more },
    ...about,
  })

/** Does an act with the version the case has now. */
async function act(login: Login, id: string, name: string, input: object, attachments: string[] = []): Promise<Answer> {
  const { acts } = (await send('zhou', 'GET', `/events/${id}`)).body
  return send(login, 'POST', `/events/${id}/${name}`, { input, attachments, version: acts })
}
const seen = async (login: Login, id: string) => (await send(login, 'GET', `/events/${id}`)).body
const inboxTitles = async (login: Login) =>
  (await send(login, 'GET', '/inbox')).body.items.map(({ title }: { title: string }) => title)
const reply = { reply: '已清走，通道畅通' }

describe('an event the village can deal with', () => {
  test('stays in the village, is settled with a photograph and told there; the county sees every step', async () => {
    const opened = await register('li', 'V')
    expect([opened.status, opened.body.detail, opened.body.state]).toEqual([201, undefined, 'local'])
    expect(opened.body.number).toMatch(/^SJ-370523-20\d\d-00001$/)
    const { id } = opened.body
    expect(opened.body.holderSeatId).toBe(seats.chief)
    expect((await act('li', id, 'settle', reply)).body.type).toBe('/problems/case/evidence-missing')
    expect((await act('li', id, 'settle', reply, [photo])).body.state).toBe('closed')
    const county = await seen('wang', id)
    expect(county.history.map(({ title, by }: { title: string; by: { name: string } }) => [title, by.name])).toEqual([
      ['登记事件', '李网格'],
      ['就地处置并结案', '李网格'],
    ])
    expect(county.facts).toMatchObject({ itemName: '消防安全·通道堵塞', level: 'V', reply: reply.reply })
  })

  test('is reported up where the village cannot; the town sends it back with a reason, or it is withdrawn', async () => {
    const { id } = (await register('li', 'V')).body
    expect((await act('li', id, 'raise', { text: '业主不配合' })).body).toMatchObject({
      state: 'reported',
      holderSeatId: seats.town,
    })
    expect((await act('li', id, 'dispatch', { seatId: seats.chief, dueOn: TODAY })).status).toBe(403)
    const back = await act('zhang', id, 'return', { text: '先由村里再做一次工作', dueOn: TODAY })
    expect(back.body).toMatchObject({ state: 'local', holderSeatId: seats.chief })
    expect((await act('li', id, 'withdraw', { text: '业主自己清走了' })).body.state).toBe('withdrawn')
  })
})

describe('an event the town has handled', () => {
  test('is sent to a named seat, handled, verified by whoever found it, and answered to him', async () => {
    const { id, holderSeatId } = (await register('li', 'T')).body
    expect(holderSeatId).toBe(seats.town)
    const longer = await act('zhang', id, 'dispatch', { seatId: seats.chief, dueOn: addDays(TODAY, 30) })
    expect(longer.body.errors[0]).toEqual({
      pointer: '/input/dueOn',
      message: `「违章作业」限 5 天办结，最晚 ${addDays(TODAY, 5)}`,
    })
    const toFinder = await act('zhang', id, 'dispatch', { seatId: seats.finder, dueOn: TODAY })
    expect(toFinder.body).toMatchObject({ status: 422, type: '/problems/event/finder-verifies' })
    expect((await act('zhang', id, 'accept', { dueOn: TODAY })).body.state).toBe('handling')
    expect((await act('zhang', id, 'handle', { text: '已停止作业并教育' }, [photo])).body).toMatchObject({
      state: 'handled',
      holderSeatId: seats.finder,
    })
    const own = await act('zhang', id, 'verify', { passed: true, text: '我自己看过了' }, [photo])
    expect([own.status, own.body.type]).toEqual([409, '/problems/case/act-closed'])
    expect((await act('li', id, 'verify', { passed: false, text: '还在干' }, [photo])).body.state).toBe('reported')
    await act('zhang', id, 'accept', { dueOn: TODAY })
    await act('zhang', id, 'handle', { text: '再次到场，已撤场' }, [photo])
    expect((await act('li', id, 'verify', { passed: true, text: '已撤场' }, [photo])).body.state).toBe('checked')
    expect((await act('zhang', id, 'close', { reply: '已责令撤场并教育负责人' })).body.state).toBe('closed')
    const answers = (await send('li', 'GET', '/inbox')).body.items.filter(
      ({ text }: { text: string }) => text === '已责令撤场并教育负责人',
    )
    expect(answers).toHaveLength(1)
    expect((await seen('li', id)).facts.reply).toBe('已责令撤场并教育负责人')
    expect((await act('zhang', id, 'reopen', { text: '又被举报' })).body.state).toBe('reported')
    expect((await seen('li', id)).facts.reply).toBeNull()
  })

  test('goes up to the county with a reason, is handled and closed there, and not by the town', async () => {
    const { id } = (await register('li', 'T')).body
    expect((await act('zhang', id, 'escalate', { text: '涉及两个镇' })).body).toMatchObject({
      state: 'escalated',
      holderSeatId: seats.county,
    })
    expect((await act('zhang', id, 'accept', { dueOn: TODAY })).status).toBe(409)
    expect(
      (await act('wang', id, 'direct', { seatId: seats.town, dueOn: TODAY, text: '请镇里办' })).body,
    ).toMatchObject({ state: 'handling', holderSeatId: seats.town })
    expect((await act('zhang', id, 'decline', { text: '没有执法权' })).body.state).toBe('escalated')
    await act('wang', id, 'take', { dueOn: TODAY })
    await act('wang', id, 'progress', { text: '约了消防一起去' })
    await act('wang', id, 'handle', { text: '联合检查后整改' }, [photo])
    expect((await act('li', id, 'verify', { passed: true, text: '看过了' }, [photo])).body).toMatchObject({
      state: 'county_checked',
      holderSeatId: seats.county,
    })
    expect((await act('zhang', id, 'close', { reply: '办完了' })).status).toBe(409)
    expect((await act('wang', id, 'close-county', { reply: '联合整改完成' })).body.state).toBe('closed')
  })
})

describe('a village matter seen from the city', () => {
  test('is read step by step with the levels it went through, urged and supervised from above', async () => {
    const { id } = (await register('li', 'V')).body
    await act('li', id, 'raise', { text: '业主不配合' })
    await act('zhang', id, 'escalate', { text: '涉及两个镇' })
    const city = await seen('zhou', id)
    expect(city.history.map(({ title, by }: { title: string; by: { name: string } }) => [title, by.name])).toEqual([
      ['登记事件', '李网格'],
      ['上报镇街', '李网格'],
      ['上报县级', '张明远'],
    ])
    expect(
      city.levels.map((level: { name: string; until: string | null }) => [level.name, level.until !== null]),
    ).toEqual([
      ['杨斗村', true],
      ['大码头镇', true],
      ['广饶县', false],
    ])
    expect((await act('zhou', id, 'urge', { text: '请今天派人到现场' })).status).toBe(200)
    expect((await act('zhou', id, 'supervise', { text: '市局督办，每日报进展' })).status).toBe(200)
    expect((await act('wang', id, 'lift', { text: '县里自己解除' })).status).toBe(409)
    expect(await inboxTitles('wang')).toContainEqual(expect.stringContaining('督办'))
    expect((await seen('zhou', id)).supervised).toBe(true)
    expect((await act('zhou', id, 'lift', { text: '已经派到人' })).status).toBe(200)
    expect((await seen('lin', id)).status).toBe(404)
  })
})

describe('a special matter', () => {
  test('goes straight to the county as work, and to the town as information', async () => {
    const { id, state, holderSeatId } = (await register('li', 'V', { special: 'fire' })).body
    expect([state, holderSeatId]).toEqual(['escalated', seats.county])
    const copied = (await send('zhang', 'GET', '/cases?box=copied')).body.items
    expect(copied.map((one: { id: string }) => one.id)).toContain(id)
    const todo = (await send('zhang', 'GET', '/cases')).body.items
    expect(todo.map((one: { id: string }) => one.id)).not.toContain(id)
    expect((await seen('wang', id)).history.map((done: { act: string }) => done.act)).toEqual(['register', 'copy'])
    expect((await send('wang', 'GET', '/events?special=fire')).body.items.map((one: { id: string }) => one.id)).toEqual(
      [id],
    )
  })

  test('about the staff of the town is not copied to them', async () => {
    const { id } = (await register('li', 'T', { special: 'town_staff' })).body
    const copied = (await send('zhang', 'GET', '/cases?box=copied')).body.items
    expect(copied.map((one: { id: string }) => one.id)).not.toContain(id)
  })
})

describe('the same matter found twice', () => {
  test('is offered as a double for seven days, merged with a link both ways, and both finders are answered', async () => {
    const place = { gridCode: PLACES.village }
    const first = (await register('li', 'T', { itemCode: '1101' }, place)).body
    const ask = (query: string) => send('zhang', 'GET', `/event-doubles?itemCode=1101&${query}`)
    expect((await ask(`gridCode=${PLACES.village}`)).body.items).toMatchObject([
      { id: first.id, number: first.number, stateTitle: '待派遣', place: '2 号楼东侧' },
    ])
    expect((await ask(`objectId=${enterprise}`)).body.total).toBe(0)
    expect((await ask('')).status).toBe(422)
    expect((await send('lin', 'GET', `/event-doubles?itemCode=1101&gridCode=${PLACES.village}`)).body.total).toBe(0)
    const wrong = await register('wang', 'T', { itemCode: '1102', sameAs: first.id }, place)
    expect([wrong.status, wrong.body.type]).toEqual([422, '/problems/event/not-a-double'])
    const twin = (await register('wang', 'T', { itemCode: '1101', sameAs: first.id }, place)).body
    expect(twin.state).toBe('merged')
    const related = (one: { related: { id: string }[] }) => one.related.map(({ id }) => id)
    expect(related(await seen('li', first.id))).toEqual([twin.id])
    expect(related(await seen('li', twin.id))).toEqual([first.id])
    expect((await seen('li', first.id)).facts.doubles).toBe(1)
    await act('zhang', first.id, 'accept', { dueOn: TODAY })
    await act('zhang', first.id, 'handle', { text: '已封堵排口' }, [photo])
    await act('li', first.id, 'verify', { passed: true, text: '不排了' }, [photo])
    await act('zhang', first.id, 'close', { reply: '排口已封堵' })
    for (const login of ['li', 'wang'] as const)
      expect(await inboxTitles(login)).toContain('您发现的事件已办结：污水直排：楼道里堆满木料')
    await asOwner(house.ownerUrl, `update event set found_on = found_on - 8 where id = $1`, [first.id])
    expect((await ask(`gridCode=${PLACES.village}`)).body.total).toBe(0)
  })
})

describe('a matter that turned out to be none', () => {
  test('is withdrawn by whoever found it first, and whoever found it too is told why', async () => {
    const place = { gridCode: PLACES.village }
    const first = (await register('li', 'V', { itemCode: '1401' }, place)).body
    await register('wang', 'V', { itemCode: '1401', sameAs: first.id }, place)
    expect((await act('li', first.id, 'withdraw', { text: '环卫车已经拉走了' })).body.state).toBe('withdrawn')
    const told = (await send('wang', 'GET', '/inbox')).body.items
    expect(told).toContainEqual(
      expect.objectContaining({ title: '您发现的事件已撤回：垃圾堆积：楼道里堆满木料', text: '环卫车已经拉走了' }),
    )
  })
})

describe('an event that is a hazard', () => {
  test('becomes one at the same enterprise with the same words and photograph, linked both ways, and only once', async () => {
    const source = { source: 'grid_patrol' }
    const bare = (await register('zhang', 'T', { itemCode: '0104' })).body
    expect((await act('zhang', bare.id, 'make-hazard', source)).body.type).toBe('/problems/case/evidence-missing')
    expect((await seen('zhang', bare.id)).history).toHaveLength(1)
    const own = { ...source, what: '冲床双手按钮被短接', where: '一车间' }
    expect((await act('zhang', bare.id, 'make-hazard', own, [photo])).status).toBe(200)
    const made = (await send('zhang', 'GET', `/hazards/${(await seen('zhang', bare.id)).facts.hazardId}`)).body
    expect(made).toMatchObject({ title: own.what, facts: { place: own.where } })

    const about = { objectId: enterprise, attachments: [photo] }
    const { id } = (await register('zhang', 'T', { itemCode: '0104' }, about)).body
    expect((await act('zhang', id, 'make-hazard', source)).status).toBe(200)
    const event = await seen('zhang', id)
    const hazard = (await send('zhang', 'GET', `/hazards/${event.facts.hazardId}`)).body
    expect(hazard).toMatchObject({ objectId: enterprise, state: 'found', title: '楼道里堆满木料' })
    expect(hazard.history[0].attachments[0].fileId).toBe(photo)
    expect(hazard.related).toMatchObject([{ id, typeTitle: '事件' }])
    expect(event.related).toMatchObject([{ id: hazard.id, typeTitle: '隐患' }])
    // The enterprise sees its hazard and is not told who reported what before.
    expect((await send('zhao', 'GET', `/hazards/${hazard.id}`)).body.related).toEqual([])
    expect((await act('zhang', id, 'make-hazard', source)).status).toBe(409)
  })
})

describe('what is refused', () => {
  test('an unknown item, a term longer than the item has, a foreign place, an enterprise at the desk', async () => {
    expect((await register('li', 'V', { itemCode: '9999' })).body.errors[0].message).toBe('事项目录里没有这一项')
    expect((await register('li', 'V', { dueOn: addDays(TODAY, 3) })).body.detail).toBe(
      `「通道堵塞」限 2 天办结，最晚 ${addDays(TODAY, 2)}。`,
    )
    expect((await register('li', 'V', { dueOn: addDays(TODAY, -1) })).status).toBe(422)
    expect((await register('lin', 'V')).status).toBe(404)
    expect((await register('lin', 'V', {}, { gridCode: PLACES.village })).status).toBe(422)
    expect((await register('zhao', 'V')).status).toBe(403)
    expect((await send('zhao', 'GET', '/events')).status).toBe(403)
    const { id } = (await register('li', 'V')).body
    expect((await send('lin', 'GET', `/events/${id}`)).status).toBe(404)
    expect((await send('lin', 'GET', '/events')).body).toMatchObject({ items: [], total: 0 })
    expect((await send('lin', 'GET', '/event-figures?by=level')).body.items).toEqual([])
  })

  test('the same registration sent twice is one event', async () => {
    const id = newId()
    const twice = [await register('li', 'V', {}, { objectId: enterprise, id })]
    twice.push(await register('li', 'V', {}, { objectId: enterprise, id }))
    expect(twice[0]?.body.number).toBe(twice[1]?.body.number)
  })
})

describe('figures and catalogue', () => {
  test('every figure is the number of rows its filter lists', async () => {
    const measures = { found: '', closed: '&state=closed', inTime: '&result=in_time', overdue: '&result=overdue' }
    for (const by of ['group', 'category', 'level', 'priority'] as const) {
      const { items } = (await send('wang', 'GET', `/event-figures?by=${by}`)).body
      expect(items.length).toBeGreaterThan(0)
      for (const row of items)
        for (const [measure, more] of Object.entries(measures)) {
          const listing = await send('wang', 'GET', `/events?counted=true&${by}=${row.key}${more}`)
          expect([by, row.key, measure, listing.body.total]).toEqual([by, row.key, measure, row[measure]])
        }
    }
    const months = (await send('wang', 'GET', '/event-figures?by=month')).body.items
    const all = (await send('wang', 'GET', '/events?counted=true')).body.total
    expect(months.reduce((sum: number, { found }: { found: number }) => sum + found, 0)).toBe(all)
  })

  test('the catalogue is found by word, code, category and group, and says what is not confirmed', async () => {
    expect((await send('li', 'GET', '/event-items')).body.total).toBe(149)
    const found = (await send('li', 'GET', `/event-items?q=${encodeURIComponent('消防 通道')}`)).body.items
    expect(found).toMatchObject([
      { code: '0601', categoryName: '消防安全', groupName: '公共安全', limitHours: 48, unverified: expect.any(Array) },
    ])
    expect((await send('li', 'GET', '/event-items?category=02')).body.total).toBe(6)
    expect((await send('li', 'GET', '/event-items?group=service')).body.total).toBe(23)
    expect((await send('zhao', 'GET', '/event-items')).status).toBe(403)
  })

  test('every chain of acts holds', async () => {
    expect(await house.db.system((tx) => verifyCases(tx))).toMatchObject({ ok: true })
  })
})

describe('what was just done, told to open pages', () => {
  const feed = async (login: Login, grid?: string) =>
    (await send(login, 'GET', `/cases/feed${grid ? `?grid=${grid}` : ''}`)).body.items as { id: string; link: string }[]

  test('tells the acts of a grid to those whose grid it is, without a name of a person', async () => {
    const { id } = (await register('li', 'V')).body
    const [first] = await feed('zhou')
    expect(first).toMatchObject({
      ...{ id: `${id}-1`, typeTitle: '事件', actTitle: '登记事件', link: `/events/${id}` },
      ...{ objectName: '大码头盛源木业' },
    })
    expect(JSON.stringify(first)).not.toContain((await send('li', 'GET', '/me')).body.name)
    expect((await feed('zhou', PLACES.damatou)).map((line) => line.id)).toContain(`${id}-1`)
  })

  test('tells nothing of another region, and nothing to an enterprise of a kind it does not read', async () => {
    const { id } = (await register('li', 'V')).body
    for (const login of ['lin', 'zhao'] as const)
      expect((await feed(login)).some((line) => line.link.includes(id))).toBe(false)
    expect(await feed('lin', PLACES.guangrao)).toEqual([])
    expect((await send('zhou', 'GET', '/cases/feed?grid=abc')).status).toBe(422)
    expect((await house.as(null)('GET', '/api/v1/cases/feed')).status).toBe(401)
  })

  test('an act done while a page is open appears on it by itself, once', async () => {
    const origin = await house.app.listen({ port: 0, host: '127.0.0.1' })
    const open = async (login: Login) => openLine(`${origin}/api/v1/cases/feed/events`, await house.token(login))
    const [page, other] = [await open('zhou'), await open('lin')]
    expect(await until(() => page.text.includes('event: acts') && other.text.includes('event: acts'))).toBe(true)
    const { id } = (await register('li', 'V')).body
    expect(await until(() => page.text.includes(`${id}-1`))).toBe(true)
    expect((await act('li', id, 'comment', { text: '再看一眼' })).status).toBe(200)
    expect(await until(() => page.text.includes(`${id}-2`))).toBe(true)
    expect(page.text.split(`"${id}-1"`)).toHaveLength(2)
    expect(other.text).not.toContain(id)
    page.close()
    other.close()
  })
})
