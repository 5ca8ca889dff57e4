import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type House, type Login, openHouse, PLACES } from '#apps/server/test-house.ts'
import { verifyCases } from '#kernel/cases/verify.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { today } from '#kernel/identity/limits.ts'
import { addDays } from '#standards/calendar/local-date.ts'
import { pointsOf, type Template } from '../model/codes.ts'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const TODAY = today()
const SOON = addDays(TODAY, 10)
let house: House
const photos = {} as Record<'town' | 'county' | 'village', string>

const send = (login: Login, method: string, url: string, body?: unknown) =>
  house.as(login)(method, `/api/v1${url}`, body)

const photoAt = async (login: Login, gridCode: string): Promise<string> => {
  const reply = await house.app.inject({
    method: 'POST',
    url: `/api/v1/files?name=a.png&gridCode=${gridCode}`,
    headers: { authorization: `Bearer ${await house.token(login)}`, 'content-type': 'application/octet-stream' },
    payload: PNG,
  })
  return reply.json().id
}

beforeAll(async () => {
  house = await openHouse()
  photos.town = await photoAt('zhang', PLACES.damatou)
  photos.county = await photoAt('wang', PLACES.guangrao)
  photos.village = await photoAt('li', PLACES.village)
})
afterAll(() => house.close())

const notify = (login: Login, gridCode: string, more: object = {}) =>
  send(login, 'POST', '/oversight', {
    gridCode,
    input: {
      subject: '大码头镇人民政府',
      template: 'emergency',
      scope: '值班值守、预案和演练',
      inspectors: '周文博、王县监',
      dueOn: TODAY,
      ...more,
    },
  })

/** A whole sheet of a list, with findings at some points. */
const sheet = (findings: Record<string, string>, template: Template = 'emergency') =>
  pointsOf(template).map(({ code }) => ({
    code,
    result: code in findings ? 'not_ok' : 'ok',
    text: findings[code] ?? '',
  }))

async function act(login: Login, id: string, name: string, input: object, attachments: string[] = []): Promise<Answer> {
  const { acts } = (await send('zhou', 'GET', `/oversight/${id}`)).body
  return send(login, 'POST', `/oversight/${id}/${name}`, { input, attachments, version: acts })
}
const seen = async (login: Login, id: string) => (await send(login, 'GET', `/oversight/${id}`)).body
const record = (login: Login, id: string, points: unknown, more: object) =>
  act(login, id, 'record', { visitedOn: TODAY, points, text: '听汇报、看台账、抽查两个村', ...more }, [
    login === 'zhang' ? photos.town : photos.county,
  ])
const found = { clean: false, dueOn: SOON }

describe('an inspection of a town by the county', () => {
  let id: string

  test('is told to the town beforehand, and waits for whoever inspects', async () => {
    const opened = await notify('wang', PLACES.damatou)
    expect([opened.status, opened.body.detail, opened.body.state]).toEqual([201, undefined, 'planned'])
    id = opened.body.id
    expect(opened.body.number).toMatch(/^DD-370523-20\d\d-00001$/)
    const copied = (await send('zhang', 'GET', '/cases?box=copied')).body.items
    expect(copied.map((one: { id: string }) => one.id)).toContain(id)
    expect((await seen('wang', id)).mine).toBe(true)
    expect((await seen('zhang', id)).mine).toBe(false)
  })

  test('is recorded point by point: none left out, none twice, no finding without words or a day', async () => {
    const refused = async (points: unknown, more: object) => (await record('wang', id, points, more)).body.errors?.[0]
    const points = '/input/points'
    const whole = sheet({ 'DD-13': '11 月值班表没有排到人' })
    expect(await refused(whole.slice(1), found)).toEqual({ pointer: points, message: '还有 1 项没有登记：责任体系' })
    expect((await refused([...whole, whole[0]], found)).message).toBe('「责任体系」登记了两次')
    expect((await refused([...whole, { code: 'DD-09', result: 'ok', text: '' }], found)).message).toBe(
      '这张检查表里没有「举报办理」',
    )
    expect((await refused(sheet({ 'DD-13': ' ' }), found)).message).toBe('「值班值守」不符合，写清楚发现了什么')
    expect((await refused(whole, { clean: true })).pointer).toBe('/input/clean')
    expect((await refused(sheet({}), found)).message).toBe('没有登记一条问题；没有问题就选「没有发现问题」')
    expect((await refused(whole, { clean: false })).pointer).toBe('/input/dueOn')
    expect((await refused(whole, { ...found, visitedOn: addDays(TODAY, 1) })).pointer).toBe('/input/visitedOn')
    const bare = await act('wang', id, 'record', { visitedOn: TODAY, points: whole, text: '看过了', ...found })
    expect(bare.body.type).toBe('/problems/case/evidence-missing')
    expect((await record('zhang', id, whole, found)).body.type).toBe('/problems/case/act-closed')
  })

  test('puts each finding to the town with a day, and the town answers finding by finding', async () => {
    const other = { code: 'DD-00', result: 'not_ok', text: '应急物资库门锁坏了' }
    const done = await record(
      'wang',
      id,
      [...sheet({ 'DD-13': '值班表没有排到人', 'DD-10': '今年没有演练' }), other],
      found,
    )
    expect([done.body.state, done.body.detail]).toEqual(['findings', undefined])
    const town = await seen('zhang', id)
    expect([town.mine, town.clock.dueOn]).toEqual([true, SOON])
    expect(town.facts.findings).toMatchObject([
      { no: 1, itemCode: 'DD-10', itemName: '预案和演练', text: '今年没有演练', dueOn: SOON, state: 'open' },
      { no: 2, itemCode: 'DD-13', state: 'open' },
      { no: 3, itemCode: 'DD-00', itemName: '其他', state: 'open' },
    ])
    await act('zhang', id, 'progress', { text: '正在联系消防队' })
    const some = [{ no: 1, text: '11 月 20 日组织了演练' }]
    const short = await act('zhang', id, 'reply', { replies: some }, [photos.town])
    expect(short.body.errors[0]).toEqual({ pointer: '/input/replies', message: '第 2、3 条还没有写整改情况' })
    const all = [...some, { no: 2, text: '已排到年底' }, { no: 3, text: '换了新锁' }]
    const twice = await act('zhang', id, 'reply', { replies: [...all, all[0]] }, [photos.town])
    expect(twice.status).toBe(422)
    const replied = await act('zhang', id, 'reply', { replies: all }, [photos.town])
    expect([replied.body.state, (await seen('wang', id)).mine]).toEqual(['replied', true])
  })

  test('is looked at again from above and not by the town; what is not put right goes back with a new day', async () => {
    const pass = { passed: true, text: '到现场看过' }
    expect((await act('zhang', id, 'review', pass)).status).toBe(409)
    const back = { passed: false, text: '演练没有记录' }
    expect((await act('wang', id, 'review', back)).body.errors.map((one: { pointer: string }) => one.pointer)).toEqual([
      '/input/dueOn',
      '/input/failed',
    ])
    const later = addDays(TODAY, 20)
    expect((await act('wang', id, 'review', { ...back, failed: [9], dueOn: later })).body.detail).toContain('第 9 条')
    expect((await act('wang', id, 'review', { ...back, failed: [1], dueOn: later })).body.state).toBe('findings')
    expect((await seen('zhang', id)).facts.findings).toMatchObject([
      { no: 1, state: 'open', dueOn: later },
      { no: 2, state: 'passed' },
      { no: 3, state: 'passed' },
    ])
    const stray = await act('zhang', id, 'reply', { replies: [{ no: 2, text: '已经好了' }] }, [photos.town])
    expect(stray.status).toBe(422)
    expect((await act('zhang', id, 'extend', { until: addDays(TODAY, 40), reason: '还没有约好' })).status).toBe(409)
    await act('wang', id, 'extend', { until: addDays(TODAY, 30), reason: '消防队月底才有空' })
    expect((await seen('zhang', id)).facts.findings[0].dueOn).toBe(addDays(TODAY, 30))
    await act('zhang', id, 'reply', { replies: [{ no: 1, text: '重新演练，有签到和照片' }] }, [photos.town])
    expect((await act('wang', id, 'review', pass)).body.state).toBe('closed')
  })
})

describe('what the city found', () => {
  test('is not ended by the county between, and may be looked at by a colleague of the city', async () => {
    const { id } = (await notify('zhou', PLACES.damatou)).body
    expect((await record('wang', id, sheet({}), { clean: true })).status).toBe(409)
    await record('zhou', id, sheet({ 'DD-12': '杨斗村网格员空岗' }), found)
    await act('zhang', id, 'reply', { replies: [{ no: 1, text: '已配齐' }] }, [photos.town])
    expect((await act('wang', id, 'review', { passed: true, text: '核实过' })).status).toBe(409)
    expect((await act('zhou', id, 'review', { passed: true, text: '核实过' })).body.state).toBe('closed')
  })

  test('ends at once where nothing was found and that was said; or is called off before the day', async () => {
    const clean = (await notify('zhou', PLACES.guangrao, { subject: '广饶县人民政府' })).body.id
    expect((await record('zhou', clean, sheet({}), { clean: true })).body.state).toBe('closed')
    expect((await send('zhou', 'GET', '/oversight?found=false&open=false')).body.items).toMatchObject([{ id: clean }])
    const off = (await notify('zhou', PLACES.guangrao)).body.id
    expect((await act('zhou', off, 'withdraw', { text: '改为联合检查' })).body.state).toBe('withdrawn')
  })
})

describe('what is refused', () => {
  test('one’s own grid, another region, a day gone by, a grid where nobody sits', async () => {
    expect((await notify('wang', PLACES.guangrao)).body.type).toBe('/problems/oversight/not-below')
    expect((await notify('lin', PLACES.damatou)).status).toBe(422)
    expect((await notify('wang', PLACES.damatou, { dueOn: addDays(TODAY, -1) })).status).toBe(422)
    expect((await notify('lin', PLACES.lijinTown)).body).toMatchObject({
      status: 422,
      type: '/problems/oversight/nobody-there',
    })
    expect((await notify('li', PLACES.village)).status).toBe(403)
    expect((await notify('zhao', PLACES.village)).status).toBe(403)
    expect((await send('zhao', 'GET', '/oversight-findings')).status).toBe(403)
    const { id } = (await notify('wang', PLACES.damatou)).body
    expect((await send('lin', 'GET', `/oversight/${id}`)).status).toBe(404)
    expect((await send('lin', 'GET', '/oversight-findings')).body).toMatchObject({ items: [], total: 0 })
    expect((await send('li', 'GET', `/oversight/${id}`)).status).toBe(404)
  })
})

describe('findings and their figures', () => {
  test('a point found again within a year at the same grid is repeated, and late is what is past its day', async () => {
    const { id } = (await notify('zhang', PLACES.village, { subject: '杨斗村委会' })).body
    await record('zhang', id, sheet({ 'DD-13': '村里没有值班电话' }), found)
    await act('li', id, 'reply', { replies: [{ no: 1, text: '装了电话' }] }, [photos.village])
    await act('zhang', id, 'review', { passed: true, text: '打得通' })
    await asOwner(house.ownerUrl, 'update oversight_finding set found_on = found_on - 100 where oversight_id = $1', [
      id,
    ])
    const again = (await notify('wang', PLACES.village, { subject: '杨斗村委会' })).body.id
    await record('wang', again, sheet({ 'DD-13': '电话没人接' }), found)
    const { items } = (await send('wang', 'GET', '/oversight-findings?repeated=true')).body
    expect(items).toMatchObject([{ id: again, itemName: '值班值守', gridName: '杨斗村', repeated: true, late: false }])
    expect((await send('li', 'GET', '/oversight-findings')).body.total).toBe(2)
    await asOwner(house.ownerUrl, 'update oversight_finding set due_on = $2 where oversight_id = $1', [
      again,
      addDays(TODAY, -1),
    ])
    expect((await send('li', 'GET', '/oversight-findings?late=true')).body.items).toMatchObject([{ id: again, no: 1 }])
  })

  test('every figure is the number of rows its filter lists, page by page', async () => {
    const measures = {
      found: '',
      passed: '&state=passed',
      left: '&left=true',
      late: '&late=true',
      repeated: '&repeated=true',
    }
    for (const [by, word] of [
      ['grid', 'grid'],
      ['item', 'itemCode'],
    ] as const) {
      const { items } = (await send('zhou', 'GET', `/oversight-figures?by=${by}`)).body
      expect(items.length).toBeGreaterThan(0)
      for (const row of items)
        for (const [measure, more] of Object.entries(measures)) {
          const listed = await send('zhou', 'GET', `/oversight-findings?${word}=${row.key}${more}`)
          expect([by, row.key, measure, listed.body.total]).toEqual([by, row.key, measure, row[measure]])
        }
    }
    // The row of a place itself, among those below it, is what lies there and no deeper.
    for (const row of (await send('wang', 'GET', '/oversight-figures?by=grid')).body.items) {
      const own = row.key === PLACES.guangrao ? '&own=true' : ''
      const listed = await send('wang', 'GET', `/oversight-findings?grid=${row.key}${own}`)
      expect([row.key, listed.body.total]).toEqual([row.key, row.found])
    }
    const months = (await send('zhou', 'GET', '/oversight-figures?by=month')).body.items
    const all = (await send('zhou', 'GET', '/oversight-findings')).body
    expect(months.reduce((sum: number, row: { found: number }) => sum + row.found, 0)).toBe(all.total)
    const keys: string[] = []
    for (let cursor = ''; ; ) {
      const page = (await send('zhou', 'GET', `/oversight-findings?limit=2${cursor}`)).body
      keys.push(...page.items.map(({ id, no }: { id: string; no: number }) => `${id}.${no}`))
      if (!page.nextCursor) break
      cursor = `&cursor=${page.nextCursor}`
    }
    expect([keys.length, new Set(keys).size]).toEqual([all.total, all.total])
  })

  test('every chain of acts holds', async () => {
    expect(await house.db.system((tx) => verifyCases(tx))).toMatchObject({ ok: true })
  })
})
