import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, type Login, openHouse, PLACES, PNG } from '#apps/server/test-house.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import type { SettingsReader } from '#kernel/settings/setting.ts'
import { insertDevice } from '#kernel/telemetry/devices.ts'
import { takeIn } from '#kernel/telemetry/intake.ts'
import { keepDays } from '#kernel/telemetry/store.ts'
import { addDays, localDateOf } from '#standards/calendar/local-date.ts'
import { pointTemplates } from '../model/templates.ts'
import { escalateUnseen, judgeReadings, noticeSilence } from './watcher.ts'

let house: House
let plant: string
let neighbour: string
/** As they are until somebody changes them; all plants of one test file together are no storm. */
const settings: SettingsReader = {
  get: <T>({ key, fallback }: { key: string; fallback: T }) => (key === 'monitoring.storm-size' ? (45 as T) : fallback),
}

const send = (login: Login, method: string, url: string, body?: unknown, version?: number) =>
  house.as(login)(method, `/api/v1${url}`, body, version === undefined ? {} : { 'if-match': `"${version}"` })

beforeAll(async () => {
  house = await openHouse()
  const made = async (name: string, gridCode: string) =>
    (await send('admin', 'POST', '/enterprises', { name, gridCode, regulatorClasses: ['hazchem'] })).body.id
  plant = await made('广饶恒沣化工有限公司', PLACES.village)
  neighbour = await made('利津石化有限公司', PLACES.lijinVillage)
  await house.giveFileTo(plant)
  const today = localDateOf(new Date())
  await house.db.system((tx) => keepDays(tx, addDays(today, -1), addDays(today, 1)))
})
afterAll(() => house.close())

let devices = 0
async function device(objectId = plant, gridCode: string = PLACES.village): Promise<string> {
  devices += 1
  const code = `plant/site/gw${devices}`
  await house.db.system((tx) =>
    insertDevice(tx, { code, protocol: 'mqtt', name: `网关 ${devices}`, gridCode, objectId }),
  )
  return code
}

let sequence = 0
/** What a device says, as the gateway hands it over; seconds are before now. */
async function says(code: string, secondsAgo: number, values: Record<string, number | null>) {
  sequence += 1
  const at = new Date(Date.now() - secondsAgo * 1000)
  const readings = Object.entries(values).map(([name, value]) => ({
    ...{ series: name, at, value, quality: value === null ? ('bad' as const) : ('good' as const) },
  }))
  const [outcome] = await takeIn(house.db, [
    { device: code, sequence, wrapsAfter: null, at, readings, positions: [], raw: '' },
  ])
  expect(outcome).toEqual({ kept: 'stored' })
}
const judge = () => judgeReadings(house.db, settings)

const unused = async (login: Login = 'zhao', objectId?: string) =>
  (await send(login, 'GET', `/monitor-series${objectId ? `?objectId=${objectId}` : ''}`)).body.items

/** Points of everything a device says, by the templates that fit. */
async function pointsOf(code: string, login: Login = 'zhao', more: object = {}): Promise<Record<string, string>> {
  const series = (await unused(login)).filter(({ deviceCode }: { deviceCode: string }) => deviceCode === code)
  const points = series.map(({ no, code: name, template }: { no: number; code: string; template: string }) => {
    const { title, parameter, unit, range, rule, staleMinutes, isDangerous } = pointTemplates.find(
      ({ id }) => id === template,
    ) as (typeof pointTemplates)[number]
    return {
      ...{
        seriesNo: no,
        unitName: `储罐 ${name.split('.')[0]}`,
        name: title,
        parameter,
        unit,
        template,
        staleMinutes,
        isDangerous,
      },
      ...{ rangeLow: range[0], rangeHigh: range[1], rule: { ...rule, onDelayS: 0, offDelayS: 0, ...more } },
    }
  })
  const answer = await send(login, 'POST', '/monitor-points', { points })
  expect([answer.status, answer.body.detail, answer.body.errors]).toEqual([201, undefined, undefined])
  return Object.fromEntries(series.map(({ code: name }: { code: string }, at: number) => [name, answer.body.ids[at]]))
}

const point = async (id: string | undefined, login: Login = 'zhao') =>
  (await send(login, 'GET', `/monitor-points/${id}`)).body
const alarmsOf = async (pointId: string | undefined, login: Login = 'zhao') =>
  (await send(login, 'GET', `/alarms?pointId=${pointId}`)).body.items
const alarm = async (id: string, login: Login = 'zhao') => (await send(login, 'GET', `/alarms/${id}`)).body
const act = async (login: Login, id: string, name: string, input: object = {}, attachments: string[] = []) =>
  send(login, 'POST', `/alarms/${id}/${name}`, { input, attachments, version: (await alarm(id, 'wang')).acts })
async function photo(login: Login, objectId: string): Promise<string> {
  const reply = await house.app.inject({
    method: 'POST',
    url: `/api/v1/files?name=a.png&objectId=${objectId}`,
    headers: { authorization: `Bearer ${await house.token(login)}`, 'content-type': 'application/octet-stream' },
    payload: PNG,
  })
  return reply.json().id
}
const inbox = async (login: Login) =>
  (await send(login, 'GET', '/inbox?limit=100')).body.items as { title: string; link: string; kind: string }[]

/** A tank with a level, said once at four metres. */
async function tank(more: object = {}) {
  const code = await device()
  await says(code, 290, { 'TK1.level': 4 })
  const { 'TK1.level': id } = await pointsOf(code, 'zhao', more)
  return { code, id: id as string }
}

describe('points', () => {
  test('are made of what devices say, by the template that fits, and seen in their grid and nowhere else', async () => {
    const code = await device()
    await says(code, 280, { 'TK101.level': 4, 'GD01.lel': 1, 'X.unknown': 7 })
    const found = (await unused()).filter(({ deviceCode }: { deviceCode: string }) => deviceCode === code)
    expect(found.map(({ code: name, template }: { code: string; template: string }) => [name, template])).toEqual([
      ['GD01.lel', 'gas-lel'],
      ['TK101.level', 'tank-level'],
      ['X.unknown', null],
    ])
    expect(await unused('lin', neighbour)).toEqual([])
    const level = found[1]
    const { range, rule, parameter, unit } = pointTemplates[0] as (typeof pointTemplates)[number]
    const wish = {
      ...{ seriesNo: level.no, unitName: '储罐 TK101', name: '液位', parameter, unit, template: 'tank-level' },
      ...{ staleMinutes: 10, isDangerous: true, rangeLow: range[0], rangeHigh: range[1], rule },
    }
    const wrong = await send('zhao', 'POST', '/monitor-points', {
      points: [{ ...wish, rule: { ...rule, high: 9.5, highHigh: 9 } }],
    })
    expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([422, '/points/0/rule/highHigh'])
    const beyond = await send('zhao', 'POST', '/monitor-points', {
      points: [{ ...wish, rule: { ...rule, highHigh: 12 } }],
    })
    expect([beyond.status, beyond.body.errors[0].pointer]).toEqual([422, '/points/0/rule'])
    const foreign = await send('lin', 'POST', '/monitor-points', { objectId: neighbour, points: [wish] })
    expect([foreign.status, foreign.body.errors[0].pointer]).toEqual([422, '/points/0/seriesNo'])
    const made = await send('zhao', 'POST', '/monitor-points', { points: [wish] })
    expect(made.status).toBe(201)
    expect((await send('zhao', 'POST', '/monitor-points', { points: [wish] })).body.type).toBe(
      '/problems/monitoring/series-taken',
    )
    await says(code, 270, { 'TK101.level': 4.2 })
    expect(await judge()).toBe(1)
    expect(await point(made.body.ids[0], 'wang')).toMatchObject({
      value: 4.2,
      quality: 'good',
      isOnline: true,
      objectName: '广饶恒沣化工有限公司',
    })
    expect((await send('lin', 'GET', `/monitor-points/${made.body.ids[0]}`)).status).toBe(404)
    expect((await send('lin', 'GET', '/monitor-points')).body.total).toBe(0)
    expect((await send('li', 'GET', '/monitor-points')).status).toBe(403)
    expect((await send('wang', 'GET', '/monitor-plants')).body.items).toEqual([
      expect.objectContaining({ objectId: plant, worst: null, alarming: 0 }),
    ])
  })

  test('change their limits by two persons only, with their history, and are judged by the new ones at once', async () => {
    const { code, id } = await tank()
    const { rule } = await point(id)
    const asked = { rule: { ...rule, high: 5, highHigh: 6 }, reason: '物料换成苯，液位要降' }
    expect((await send('zhao', 'POST', `/monitor-points/${id}/rule`, asked)).status).toBe(201)
    expect((await send('wang', 'POST', `/monitor-points/${id}/rule`, asked)).body.type).toBe(
      '/problems/monitoring/change-open',
    )
    const own = await send('zhao', 'POST', `/monitor-points/${id}/rule/release`, { answer: '同意修改' })
    expect([own.status, own.body.type]).toEqual([403, '/problems/monitoring/own-change'])
    await says(code, 200, { 'TK1.level': 5.5 })
    await judge()
    expect((await point(id)).alarm).toBeNull()
    expect((await send('lin', 'POST', `/monitor-points/${id}/rule/release`, { answer: '同意修改' })).status).toBe(404)
    expect((await send('wang', 'POST', `/monitor-points/${id}/rule/release`, { answer: '同意修改' })).status).toBe(200)
    expect((await send('wang', 'POST', `/monitor-points/${id}/rule/release`, { answer: '同意修改' })).body.type).toBe(
      '/problems/monitoring/change-closed',
    )
    await says(code, 190, { 'TK1.level': 5.5 })
    await judge()
    expect(await point(id)).toMatchObject({ ruleVersion: 2, alarm: { kind: 'high', level: 3 } })
    expect((await point(id)).changes).toEqual([
      expect.objectContaining({ state: 'released', reason: asked.reason, answer: '同意修改' }),
    ])
    // The database says it too.
    await expect(
      asOwner(house.ownerUrl, `update point_change set settled_by_person = asked_by_person where point_id = $1`, [id]),
    ).rejects.toThrow('change_two_persons')
  })
})

describe('an alarm', () => {
  test('finds the enterprise and the duty rooms, grows worse in one case, is handled, checked and closed with a cause', async () => {
    const { code, id } = await tank()
    await says(code, 100, { 'TK1.level': 8.7 })
    expect(await judge()).toBe(1)
    const [raised] = await alarmsOf(id)
    expect(raised).toMatchObject({
      state: 'raised',
      facts: { level: 3, kind: 'high', value: 8.7, limit: 8.5, clearedAt: null },
    })
    expect((await inbox('zhao')).some(({ link }) => link === `/alarms/${raised.id}`)).toBe(true)
    expect((await inbox('wang')).some(({ link }) => link === `/alarms/${raised.id}`)).toBe(false)
    await says(code, 95, { 'TK1.level': 9.2 })
    await judge()
    expect((await alarmsOf(id)).map((one: { id: string; facts: object }) => [one.id, one.facts])).toEqual([
      [raised.id, expect.objectContaining({ level: 1, kind: 'high-high', value: 9.2, limit: 9, signals: 2 })],
    ])
    for (const login of ['wang', 'zhou'] as const)
      expect((await inbox(login)).map(({ title }) => title)).toContainEqual(
        expect.stringContaining('一级报警：储罐 TK1'),
      )
    expect((await alarm(raised.id)).openActs.map((one: { act: string }) => one.act)).toContain('acknowledge')
    expect((await send('lin', 'GET', `/alarms/${raised.id}`)).status).toBe(404)
    expect((await act('zhao', raised.id, 'handle', { cause: 'true', what: '关进料阀' })).status).toBe(409)
    expect((await act('zhao', raised.id, 'acknowledge')).status).toBe(200)
    expect((await act('zhao', raised.id, 'handle', { what: '关进料阀' })).status).toBe(422)
    expect((await act('zhao', raised.id, 'handle', { cause: 'true', what: '关进料阀，液位开始下降' })).body.state).toBe(
      'handled',
    )
    const early = await act('wang', raised.id, 'review', { text: '现场看过' })
    expect([early.status, early.body.type]).toEqual([409, '/problems/monitoring/still-standing'])
    await says(code, 60, { 'TK1.level': 6 })
    await judge()
    expect(await alarm(raised.id)).toMatchObject({
      state: 'handled',
      facts: { cause: 'true', clearedAt: expect.any(String) },
    })
    expect((await act('zhao', raised.id, 'review', { text: '现场看过' })).status).toBe(403)
    expect((await act('wang', raised.id, 'review', { text: '现场看过，已降到六米' })).body.state).toBe('closed')
    const { history } = await alarm(raised.id)
    expect(history.map(({ act: name }: { act: string }) => name)).toEqual([
      'raise',
      'worsen',
      'acknowledge',
      'handle',
      'clear',
      'review',
    ])
    expect(history[0].by.name).toBe('平台')
    const verified = await send('wang', 'GET', `/cases/${raised.id}/dossier`)
    expect(JSON.stringify(verified.body)).not.toContain('"intact":false')
  })

  test('of a lower level closes by itself once it is handled and over, comes again while it is not, and never without a cause', async () => {
    const { code, id } = await tank()
    await says(code, 100, { 'TK1.level': 8.7 })
    await judge()
    const [{ id: alarmId }] = await alarmsOf(id)
    await says(code, 90, { 'TK1.level': 5 })
    await judge()
    expect((await alarm(alarmId)).state).toBe('raised')
    await act('zhao', alarmId, 'acknowledge')
    await says(code, 80, { 'TK1.level': 8.8 })
    await judge()
    expect((await alarm(alarmId)).facts).toMatchObject({ clearedAt: null, signals: 2 })
    expect((await act('zhao', alarmId, 'handle', { cause: 'upset', what: '来料波动，已调小流量' })).body.state).toBe(
      'resolved',
    )
    await judge()
    expect((await alarm(alarmId)).state).toBe('resolved')
    await says(code, 70, { 'TK1.level': 5 })
    await judge()
    expect((await alarm(alarmId)).state).toBe('closed')
    await says(code, 60, { 'TK1.level': 8.8 })
    await judge()
    expect((await alarmsOf(id)).length).toBe(2)
  })

  test('nobody acknowledges is told further: the enterprise, the county, its leader; a fault stays with the enterprise', async () => {
    const { code, id } = await tank()
    await says(code, 100, { 'TK1.level': 9.5 })
    await judge()
    const { id: alarmId } = (await alarmsOf(id))[0]
    const later = (minutes: number) => escalateUnseen(house.db, settings, new Date(Date.now() + minutes * 60_000))
    const escalations = async () =>
      (await alarm(alarmId)).history
        .filter(({ act: name }: { act: string }) => name === 'escalate')
        .map(({ input }: { input: { what: string } }) => input.what)
    await later(4)
    expect(await escalations()).toEqual([])
    await later(6)
    await later(6)
    expect(await escalations()).toEqual(['5 分钟无人确认，再次通知企业'])
    await later(16)
    await later(31)
    expect(await escalations()).toEqual([
      '5 分钟无人确认，再次通知企业',
      '15 分钟无人确认，已报县级值班',
      '30 分钟无人确认，已报县级领导',
    ])
    await later(200)
    expect((await escalations()).length).toBe(3)
    expect((await inbox('wang')).map(({ kind, link }) => [kind, link])).toContainEqual([
      'alarm.unseen',
      `/alarms/${alarmId}`,
    ])
    expect((await act('zhang', alarmId, 'acknowledge')).status).toBe(200)
  })

  test('that grows worse long after is told further by when it grew worse', async () => {
    const { code, id } = await tank()
    await says(code, 100, { 'TK1.level': 8.7 })
    await judgeReadings(house.db, settings, new Date(Date.now() - 3_600_000))
    const { id: alarmId } = (await alarmsOf(id))[0]
    await act('zhao', alarmId, 'acknowledge')
    await says(code, 50, { 'TK1.level': 9.5 })
    await judge()
    expect(await alarm(alarmId)).toMatchObject({ state: 'raised', facts: { level: 1 } })
    const told = async (minutes: number) => {
      await escalateUnseen(house.db, settings, new Date(Date.now() + minutes * 60_000))
      return (await alarm(alarmId)).history.filter(({ act: name }: { act: string }) => name === 'escalate').length
    }
    expect([await told(4), await told(6), await told(7)]).toEqual([0, 1, 1])
  })

  test('becomes a hazard of the office with a photograph, and is linked to it', async () => {
    const { code, id } = await tank()
    await says(code, 100, { 'TK1.level': 9.5 })
    await judge()
    const { id: alarmId } = (await alarmsOf(id))[0]
    const file = await photo('wang', plant)
    const done = await act('wang', alarmId, 'make-hazard', { what: '高液位联锁没有动作', where: '储罐 TK1' }, [file])
    expect([done.status, done.body.errors]).toEqual([200, undefined])
    const { hazardId } = (await alarm(alarmId)).facts
    expect((await send('wang', 'GET', `/hazards/${hazardId}`)).body.title).toContain('高液位联锁没有动作')
  })
})

describe('what is no alarm', () => {
  test('bad readings are a fault, those of a calibration and of yesterday nothing, and nothing twice', async () => {
    const { code, id } = await tank()
    await says(code, 200, { 'TK1.level': null })
    await judge()
    expect((await alarmsOf(id)).map(({ facts }: { facts: object }) => facts)).toEqual([
      expect.objectContaining({ kind: 'fault', level: 4, value: null }),
    ])
    await says(code, 190, { 'TK1.level': 4 })
    const window = { kind: 'calibration', reason: '液位计半年检定' }
    const long = await send('zhao', 'POST', `/monitor-points/${id}/windows`, {
      ...window,
      ...{ from: new Date().toISOString(), to: new Date(Date.now() + 100 * 3_600_000).toISOString() },
    })
    expect(long.body.type).toBe('/problems/monitoring/too-long')
    const times = {
      from: new Date(Date.now() - 180_000).toISOString(),
      to: new Date(Date.now() + 3_600_000).toISOString(),
    }
    for (let twice = 0; twice < 2; twice++)
      expect((await send('zhao', 'POST', `/monitor-points/${id}/windows`, { ...window, ...times })).status).toBe(201)
    expect((await point(id)).windows.length).toBe(1)
    await says(code, 150, { 'TK1.level': 9.9 })
    await judge()
    expect((await alarmsOf(id)).length).toBe(1)
    expect((await point(id)).windowUntil).not.toBeNull()
    await send('zhao', 'POST', `/monitor-points/${id}/windows/end`)
    await says(code, 3_000, { 'TK1.level': 9.9 })
    await judge()
    expect((await alarmsOf(id)).length).toBe(1)
    expect(await judge()).toBe(0)
  })

  test('a shelf holds back what is not serious, lets through what is, and what stands when it ends is raised', async () => {
    const { code, id } = await tank()
    expect((await send('zhao', 'POST', `/monitor-points/${id}/shelf`, { hours: 48, reason: '换液位计' })).status).toBe(
      422,
    )
    expect((await send('zhao', 'POST', `/monitor-points/${id}/shelf`, { hours: 2, reason: '换液位计' })).status).toBe(
      201,
    )
    await says(code, 100, { 'TK1.level': 8.7 })
    await judge()
    expect(await alarmsOf(id)).toEqual([])
    expect(await point(id)).toMatchObject({ alarm: { kind: 'high', id: null }, shelvedUntil: expect.any(String) })
    await send('zhao', 'POST', `/monitor-points/${id}/shelf/end`)
    await noticeSilence(house.db, settings)
    expect((await alarmsOf(id)).length).toBe(1)
    const other = await tank()
    await send('zhao', 'POST', `/monitor-points/${other.id}/shelf`, { hours: 2, reason: '换液位计' })
    await says(other.code, 100, { 'TK1.level': 9.7 })
    await judge()
    expect((await alarmsOf(other.id)).map(({ facts }: { facts: object }) => facts)).toEqual([
      expect.objectContaining({ level: 1 }),
    ])
  })

  test('a point that is taken out of use alarms no more, and says why', async () => {
    const { code, id } = await tank()
    await says(code, 100, { 'TK1.level': 8.7 })
    await judge()
    const { id: alarmId } = (await alarmsOf(id))[0]
    expect((await send('zhao', 'POST', `/monitor-points/${id}/withdraw`, { reason: '储罐拆除' })).status).toBe(200)
    expect((await alarm(alarmId)).facts.clearedAt).not.toBeNull()
    await says(code, 90, { 'TK1.level': 9.7 })
    expect(await judge()).toBe(0)
    expect((await send('zhao', 'POST', `/monitor-points/${id}/shelf`, { hours: 1, reason: '没有了' })).status).toBe(404)
  })
})

describe('silence and storms', () => {
  test('a silent device is one alarm however many points it has, a silent point of a speaking one its own, and both end when they speak', async () => {
    const code = await device()
    await says(code, 250, { 'TK1.level': 4, 'TK2.level': 4, 'TK3.level': 4 })
    const points = await pointsOf(code)
    await says(code, 240, { 'TK1.level': 4, 'TK2.level': 4, 'TK3.level': 4 })
    await judge()
    const old = async (table: string, column: string, where: string) =>
      asOwner(house.ownerUrl, `update ${table} set ${column} = now() - interval '20 minutes' where ${where}`)
    await old('point_watch', 'received_at', `point_id = '${points['TK1.level']}'`)
    await noticeSilence(house.db, settings)
    expect((await alarmsOf(points['TK1.level'])).map(({ facts }: { facts: object }) => facts)).toEqual([
      expect.objectContaining({ kind: 'stale', level: 4 }),
    ])
    await old('device', 'heard_at', `code = '${code}'`)
    await noticeSilence(house.db, settings)
    await noticeSilence(house.db, settings)
    const offline = async () =>
      (await send('zhao', 'GET', '/alarms?kind=offline&standing=true')).body.items.filter(
        ({ title }: { title: string }) => title.includes(`网关 ${devices}`),
      )
    expect((await offline()).length).toBe(1)
    await says(code, 10, { 'TK1.level': 4 })
    await judge()
    await noticeSilence(house.db, settings)
    expect(await offline()).toEqual([])
    expect((await alarmsOf(points['TK1.level']))[0].facts.clearedAt).not.toBeNull()
  })

  test('ten thousand signals of two hundred plants are some hundred cases, and each person hears of few', async () => {
    const before = (await send('zhou', 'GET', '/alarms')).body.total
    const heard = (await inbox('zhou')).length
    await asOwner(
      house.ownerUrl,
      `with plant as (
         select gen_random_uuid() as id from generate_series(1, 200)),
       gate as (
         insert into device (id, code, protocol, name, grid_code, object_id)
         select gen_random_uuid(), 'storm/' || row_number() over (), 'mqtt', '网关', '${PLACES.village}', id from plant returning id, object_id),
       ser as (insert into series (device_id, code) select g.id, 'P' || n from gate g, generate_series(1, 50) n returning no, device_id, code),
       pt as (
         insert into monitor_point (id, object_id, grid_code, device_id, series_no, unit_name, name, parameter, unit, is_dangerous, range_low, range_high, rule, stale_minutes)
         select gen_random_uuid(), g.object_id, '${PLACES.village}', g.id, s.no, '罐区', s.code, 'LEVEL', 'm', true, 0, 10, $1::jsonb, 10
         from ser s join gate g on g.id = s.device_id returning id, object_id, grid_code, series_no),
       pw as (insert into point_watch (point_id, object_id, grid_code) select id, object_id, grid_code from pt)
       insert into watched_series (series_no) select series_no from pt`,
      [JSON.stringify({ ...pointTemplates[0]?.rule, onDelayS: 0, offDelayS: 0 })],
    )
    const values = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`P${n + 1}`, 9.5]))
    const high = Object.fromEntries(Object.keys(values).map((name) => [name, 8.7]))
    for (let plantNo = 1; plantNo <= 200; plantNo++) await says(`storm/${plantNo}`, 5, plantNo === 1 ? high : values)
    let judged = 0
    for (let page = await judge(); page; page = await judge()) judged += page
    expect(judged).toBe(10_000)
    const cases = (await send('zhou', 'GET', '/alarms')).body.total - before
    expect(cases).toBe(200)
    expect((await inbox('zhou')).length - heard).toBeLessThanOrEqual(11)
    const [one] = (await send('wang', 'GET', '/alarms?standing=true&level=1')).body.items
    expect(one.facts).toMatchObject({ isStorm: true, points: 50 })
    expect(one.title).toContain('多个测点同时报警，最先是')

    // All that a page adds to a storm joins it at once: it grows worse one time.
    const [mild] = (await send('wang', 'GET', '/alarms?level=3&standing=true')).body.items.filter(
      ({ facts }: { facts: { isStorm: boolean } }) => facts.isStorm,
    )
    await says('storm/1', 1, values)
    await judge()
    const grown = await alarm(mild.id, 'wang')
    expect(grown.history.map(({ act: name }: { act: string }) => name)).toEqual(['raise', 'worsen'])
    expect(grown.facts).toMatchObject({ level: 1, points: 50, signals: 100 })
  }, 180_000)

  test('quality says which points cry wolf', async () => {
    const { points, ceiling, seats } = (await send('wang', 'GET', `/monitor-quality?objectId=${plant}`)).body
    expect(points.length).toBeGreaterThan(3)
    expect(points.every(({ objectId }: { objectId: string }) => objectId === plant)).toBe(true)
    expect(points[0].signals).toBeGreaterThanOrEqual(points.at(-1).signals)
    expect([ceiling, seats.length > 0]).toEqual([48, true])
    expect((await send('lin', 'GET', '/monitor-quality')).body.points).toEqual([])
  })
})
