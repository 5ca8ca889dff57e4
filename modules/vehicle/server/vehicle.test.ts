import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type House, type Login, openHouse, PLACES } from '#apps/server/test-house.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import type { SettingsReader } from '#kernel/settings/setting.ts'
import { claimCommand, settleCommand } from '#kernel/telemetry/commands.ts'
import { takeIn } from '#kernel/telemetry/intake.ts'
import { keepDays } from '#kernel/telemetry/store.ts'
import { addDays, localDateOf } from '#standards/calendar/local-date.ts'
import { judgePlaces, noticeSilence } from './watcher.ts'

let house: House
let enterprise: string
let neighbour: string
/** As they are until somebody changes them. */
const settings: SettingsReader = { get: ({ fallback }) => fallback }

const send = (login: Login, method: string, url: string, body?: unknown, version?: number) =>
  house.as(login)(method, `/api/v1${url}`, body, version === undefined ? {} : { 'if-match': `"${version}"` })

beforeAll(async () => {
  house = await openHouse()
  const made = async (name: string, gridCode: string = PLACES.village) =>
    (await send('admin', 'POST', '/enterprises', { name, gridCode, regulatorClasses: ['hazchem'] })).body.id
  enterprise = await made('广饶顺达危险品运输有限公司')
  neighbour = await made('利津通达运输有限公司', PLACES.lijinVillage)
  await house.giveFileTo(enterprise)
  const today = localDateOf(new Date())
  await house.db.system((tx) => keepDays(tx, addDays(today, -1), addDays(today, 1)))
})
afterAll(() => house.close())

let count = 0
const described = () => {
  count += 1
  return {
    ...{ plate: `鲁E${String(10_000 + count)}`, plateColor: 2, kind: 'tanker', hazardClass: '3', loadTonnes: 28.5 },
    ...{ phone: `1390000${String(count).padStart(4, '0')}` },
    profile: { cutWord: 0x64, restoreWord: 0x65, canListen: true, hasCamera: true },
  }
}

async function added(login: Login = 'zhao', more: object = {}): Promise<{ id: string; phone: string; plate: string }> {
  const input = { ...described(), ...more }
  const answer = await send(login, 'POST', '/vehicles', input)
  expect([answer.status, answer.body.detail, answer.body.errors]).toEqual([201, undefined, undefined])
  return { id: answer.body.id, phone: input.phone, plate: input.plate }
}

const read = async (id: string, login: Login = 'zhao') => (await send(login, 'GET', `/vehicles/${id}`)).body

let sequence = 0
/** A place as the gateway hands it over; seconds are before now. */
async function heard(phone: string, secondsAgo: number, more: object = {}): Promise<void> {
  sequence += 1
  const at = new Date(Math.floor(Date.now() / 1000) * 1000 - secondsAgo * 1000)
  const position = {
    ...{
      at,
      lng: 118.5,
      lat: 37.4,
      isFixed: true,
      isHistory: false,
      speedKmh: 50,
      direction: 90,
      altitudeM: 5,
      mileageKm: null,
    },
    ...{ alarm: 0, status: 3, items: null, ...more },
  }
  const [outcome] = await takeIn(house.db, [
    { device: phone, sequence, wrapsAfter: 0xffff, at, readings: [], positions: [position], raw: '' },
  ])
  expect(outcome).toEqual({ kept: 'stored' })
}
const judge = () => judgePlaces(house.db, settings)
const alertsOf = async (vehicleId: string, login: Login = 'zhao') =>
  (await send(login, 'GET', `/vehicle-alerts?vehicleId=${vehicleId}`)).body.items

async function crew() {
  const member = async (duty: string, name: string, certifiedUntil = '2030-01-01') =>
    (await send('zhao', 'POST', '/vehicle-crew', { name, duty, certificate: '370523199001', certifiedUntil })).body.id
  return { driverId: await member('driver', '刘师傅'), escortId: await member('escort', '高押运'), member }
}
const waybillOf = (people: { driverId: string; escortId: string }, number: string) => ({
  ...{
    number,
    unNumber: 'UN1203',
    cargo: '汽油',
    hazardClass: '3',
    tonnes: 28,
    shipper: '广饶石化',
    consignee: '东营加油站',
  },
  ...{ origin: '广饶县丁庄', destination: '东营区西四路', driverId: people.driverId, escortId: people.escortId },
  ...{ leavesAt: '2026-11-23T08:00:00+08:00', arrivesAt: '2026-11-23T12:00:00+08:00' },
})

/** A loaded vehicle that left. */
async function underWay(more: object = {}) {
  const vehicle = await added()
  const people = await crew()
  const waybill = await send('zhao', 'POST', `/vehicles/${vehicle.id}/waybills`, {
    ...waybillOf(people, `W${vehicle.phone}`),
    ...more,
  })
  expect(waybill.body.errors).toBeUndefined()
  expect((await send('zhao', 'POST', `/waybills/${waybill.body.id}/start`)).status).toBe(200)
  return { ...vehicle, waybillId: waybill.body.id }
}

describe('a vehicle of an enterprise', () => {
  test('is seen by the offices above and nobody else, with its terminal entered', async () => {
    const { id, plate, phone } = await added()
    expect(await read(id, 'wang')).toMatchObject({
      plate,
      phone,
      motion: 'never',
      objectName: '广饶顺达危险品运输有限公司',
    })
    for (const login of ['zhang', 'zhou', 'chen'] as const) expect((await read(id, login)).plate).toBe(plate)
    expect((await send('lin', 'GET', `/vehicles/${id}`)).status).toBe(404)
    expect((await send('li', 'GET', `/vehicles/${id}`)).status).toBe(403)
    expect((await send('lin', 'GET', '/vehicles')).body.total).toBe(0)
  })

  test('is refused in words: plate, terminal of somebody else, an enterprise of somewhere else', async () => {
    const { plate, phone } = await added()
    const twice = await send('zhao', 'POST', '/vehicles', { ...described(), plate })
    expect([twice.status, twice.body.type]).toEqual([409, '/problems/vehicle/plate-taken'])
    const taken = await send('lin', 'POST', '/vehicles', { ...described(), phone, objectId: neighbour })
    expect([taken.status, taken.body.type]).toEqual([409, '/problems/vehicle/phone-taken'])
    const wrong = await send('zhao', 'POST', '/vehicles', {
      ...described(),
      plate: '鲁E1',
      phone: 'abc',
      profile: { cutWord: 100 },
    })
    expect(wrong.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(
      expect.arrayContaining(['/plate', '/phone', '/profile/restoreWord']),
    )
    expect((await send('lin', 'POST', '/vehicles', { ...described(), objectId: enterprise })).status).toBe(422)
  })

  test('is changed by whoever read its newest version, and withdrawn only when it is empty', async () => {
    const vehicle = await underWay()
    const input = { ...described(), plate: vehicle.plate, phone: vehicle.phone, speedLimitKmh: 60 }
    expect((await send('zhao', 'PUT', `/vehicles/${vehicle.id}`, input, 1)).status).toBe(200)
    expect((await send('zhao', 'PUT', `/vehicles/${vehicle.id}`, input, 1)).status).toBe(409)
    const early = await send('zhao', 'POST', `/vehicles/${vehicle.id}/withdraw`, { reason: '报废' })
    expect(early.body.type).toBe('/problems/vehicle/under-way')
    await send('zhao', 'POST', `/waybills/${vehicle.waybillId}/end`)
    expect((await send('zhao', 'POST', `/vehicles/${vehicle.id}/withdraw`, { reason: '报废' })).status).toBe(200)
    expect((await send('zhao', 'GET', `/vehicles/${vehicle.id}`)).status).toBe(404)
  })
})

describe('a waybill', () => {
  test('needs a driver and an escort of the enterprise, each qualified today', async () => {
    const { id } = await added()
    const people = await crew()
    const late = await people.member('driver', '过期师傅', '2020-01-01')
    const add = (more: object) =>
      send('zhao', 'POST', `/vehicles/${id}/waybills`, { ...waybillOf(people, 'W-0001'), ...more })
    expect((await add({ driverId: late })).body).toMatchObject({
      status: 422,
      detail: expect.stringContaining('2020-01-01 到期'),
    })
    expect((await add({ driverId: people.escortId, escortId: people.driverId })).body.detail).toContain('不能当驾驶员')
    expect((await add({ escortId: people.driverId })).body.errors[0].pointer).toBe('/escortId')
    expect((await add({})).status).toBe(201)
    expect((await add({})).body.type).toBe('/problems/vehicle/waybill-taken')
  })

  test('is started once and one at a time', async () => {
    const vehicle = await underWay()
    expect((await send('zhao', 'POST', `/waybills/${vehicle.waybillId}/start`)).status).toBe(409)
    const people = await crew()
    const second = await send(
      'zhao',
      'POST',
      `/vehicles/${vehicle.id}/waybills`,
      waybillOf(people, `X${vehicle.phone}`),
    )
    expect((await send('zhao', 'POST', `/waybills/${second.body.id}/start`)).body.type).toBe(
      '/problems/vehicle/under-way',
    )
    expect(await read(vehicle.id)).toMatchObject({ cargo: '汽油' })
  })
})

describe('the watcher', () => {
  test('raises an alert once, ends it by itself, and closes it only with a cause and a word', async () => {
    const vehicle = await added()
    for (const second of [60, 50, 40]) await heard(vehicle.phone, second, { speedKmh: 95 })
    await judge()
    await judge()
    const [alert, ...others] = await alertsOf(vehicle.id)
    expect([alert.kind, alert.level, alert.endedAt, others]).toEqual(['overspeed', 2, null, []])
    expect(alert.facts).toEqual({ speedKmh: 95, limitKmh: 80 })
    await heard(vehicle.phone, 20)
    await judge()
    const [ended] = await alertsOf(vehicle.id, 'wang')
    expect([ended.endedAt !== null, ended.handledAt]).toEqual([true, null])
    expect((await send('wang', 'POST', `/vehicle-alerts/${alert.id}/handle`, { cause: 'true', text: '' })).status).toBe(
      422,
    )
    expect(
      (await send('wang', 'POST', `/vehicle-alerts/${alert.id}/handle`, { cause: 'true', text: '已电话提醒驾驶员' }))
        .status,
    ).toBe(200)
    expect(
      (await send('zhao', 'POST', `/vehicle-alerts/${alert.id}/handle`, { cause: 'false', text: '设备误报' })).status,
    ).toBe(409)
    expect(
      (await send('lin', 'POST', `/vehicle-alerts/${alert.id}/handle`, { cause: 'true', text: '已经处理' })).status,
    ).toBe(404)
  })

  test('loses nothing when it dies before its commit, and judges nothing twice', async () => {
    const vehicle = await added()
    await heard(vehicle.phone, 30, { alarm: 1 })
    await expect(
      house.db.system(async (tx) => {
        const { takeFresh } = await import('#kernel/telemetry/tracked.ts')
        expect(await takeFresh(tx, 100)).toHaveLength(1)
        throw new Error('killed')
      }),
    ).rejects.toThrow('killed')
    expect(await judge()).toBe(1)
    expect(await judge()).toBe(0)
    expect((await alertsOf(vehicle.id)).map(({ kind }: { kind: string }) => kind)).toEqual(['panic'])
  })

  test('tells the county of a fence that a vehicle of another county broke it, and not where else the vehicle was', async () => {
    const vehicle = await added()
    const fence = {
      gridCode: PLACES.lijin,
      name: '利津水源地',
      kind: 'water',
      rule: 'no-entry',
      basis: '饮用水水源保护区划定方案',
    }
    const shape = { type: 'Circle', center: [118.3, 37.5], metres: 500 }
    expect((await send('wang', 'POST', '/fences', { ...fence, shape })).status).toBe(422)
    expect((await send('lin', 'POST', '/fences', { ...fence, shape })).status).toBe(201)
    await heard(vehicle.phone, 40, { lng: 118.2 })
    await heard(vehicle.phone, 20, { lng: 118.3, lat: 37.5 })
    await judge()
    const [alert] = await alertsOf(vehicle.id, 'lin')
    expect(alert).toMatchObject({
      kind: 'forbidden-entry',
      level: 1,
      plate: vehicle.plate,
      facts: { fence: '利津水源地' },
    })
    expect((await send('lin', 'GET', `/vehicles/${vehicle.id}`)).status).toBe(404)
    const inbox = await asOwner(house.ownerUrl, `select count(*)::int as n from message where ref = $1`, [alert.id])
    expect(inbox.rows[0].n).toBeGreaterThanOrEqual(3)
  })

  test('notices that a loaded vehicle is not heard any more, once, and that it is heard again', async () => {
    const vehicle = await underWay()
    await heard(vehicle.phone, 30)
    await judge()
    await asOwner(
      house.ownerUrl,
      `update position_last set received_at = now() - interval '11 minutes'
      where device_id = (select device_id from vehicle where id = $1)`,
      [vehicle.id],
    )
    expect(await noticeSilence(house.db, settings)).toBe(1)
    expect(await noticeSilence(house.db, settings)).toBe(0)
    await heard(vehicle.phone, 5)
    await judge()
    const [alert] = await alertsOf(vehicle.id)
    expect([alert.kind, alert.endedAt !== null]).toEqual(['offline', true])
  })
})

describe('a track', () => {
  test('has its stops, its length and its top speed', async () => {
    const vehicle = await added()
    const way = [0, 0, 0, 0.01, 0.02]
    for (const [index, step] of way.entries())
      await heard(vehicle.phone, 600 - index * 120, { lng: 118.5 + step, speedKmh: step === 0 ? 0 : 60 })
    const now = Date.now()
    const query = `from=${new Date(now - 3_600_000).toISOString()}&to=${new Date(now).toISOString()}`
    const { body } = await send('wang', 'GET', `/vehicles/${vehicle.id}/track?${query}`)
    expect([body.points.length, body.topKmh, body.stops]).toMatchObject([5, 60, [{ minutes: 4, lng: 118.5 }]])
    expect(body.distanceKm).toBeCloseTo(1.77, 1)
    const long = `from=${new Date(now - 4 * 86_400_000).toISOString()}&to=${new Date(now).toISOString()}`
    expect((await send('wang', 'GET', `/vehicles/${vehicle.id}/track?${long}`)).status).toBe(422)
  })
})

describe('an order to a vehicle', () => {
  const LINE = { hindrance: null, tripMs: 0 }
  const basis = '《安全生产法》第七十条'
  const order = (kind: string, params: object = {}, more: object = {}) => ({
    ...{ kind, params, basis, reason: '车辆偏离路线且联系不上', validSeconds: 30, ...more },
  })
  const ask = (id: string, body: object, login: Login = 'wang') => send(login, 'POST', `/vehicles/${id}/orders`, body)
  const commandOf = async (id: string) =>
    (
      await asOwner(
        house.ownerUrl,
        'select c.* from vehicle_order o left join device_command c on c.id = o.command_id where o.id = $1',
        [id],
      )
    ).rows[0]
  const first = async (id: string, login: Login = 'wang') => (await read(id, login)).orders[0]
  /** The gateway sends it and the terminal answers. */
  const carriedOut = async (commandId: string) => {
    const claimed = await house.db.system((tx) => claimCommand(tx, commandId, LINE))
    expect(claimed).not.toBeNull()
    await house.db.system((tx) => settleCommand(tx, commandId, 0))
  }

  test('goes out only after another person released it, never by the one who asked', async () => {
    const vehicle = await added()
    await heard(vehicle.phone, 2)
    const { body, status } = await ask(vehicle.id, order('track', { everySeconds: 5, forSeconds: 300 }))
    expect(status).toBe(201)
    expect(await first(vehicle.id)).toMatchObject({ state: 'asked', mayRelease: false, whyNot: '要由另一个人复核' })
    expect((await commandOf(body.id)).id).toBeNull()
    const told = `select s.role, m.done_at is not null as is_done from message m join seat s on s.id = m.seat_id where m.ref = $1`
    expect((await asOwner(house.ownerUrl, told, [body.id])).rows).toEqual([{ role: 'city_officer', is_done: false }])
    const own = await send('wang', 'POST', `/vehicle-orders/${body.id}/release`)
    expect([own.status, own.body.type]).toEqual([403, '/problems/vehicle/own-order'])
    for (const login of ['zhang', 'zhao', 'chen', 'admin'] as const)
      expect([login, (await send(login, 'POST', `/vehicle-orders/${body.id}/release`)).status]).toEqual([login, 403])
    expect((await send('lin', 'POST', `/vehicle-orders/${body.id}/release`)).status).toBe(404)
    expect((await first(vehicle.id, 'zhou')).mayRelease).toBe(true)
    expect((await send('zhou', 'POST', `/vehicle-orders/${body.id}/release`)).status).toBe(200)
    expect((await asOwner(house.ownerUrl, told, [body.id])).rows).toEqual([{ role: 'city_officer', is_done: true }])
    expect(await commandOf(body.id)).toMatchObject({ message: '0x8202', state: 'waiting', place_age_s: null })
    expect((await send('zhou', 'POST', `/vehicle-orders/${body.id}/release`)).status).toBe(409)
    expect(await first(vehicle.id)).toMatchObject({
      state: 'waiting',
      releasedBy: { name: '周文博' },
      askedBy: { name: '王县监' },
    })
    await expect(
      asOwner(house.ownerUrl, 'update vehicle_order set released_by_person = asked_by_person where id = $1', [body.id]),
    ).rejects.toThrow('order_two_persons')
  })

  test('that cuts the power is refused with every reason, asked anew at the release, and guarded to the last moment', async () => {
    const vehicle = await underWay()
    await heard(vehicle.phone, 2, { speedKmh: 42 })
    const refused = await ask(vehicle.id, order('cut'))
    expect([refused.status, refused.body.type]).toEqual([422, '/problems/vehicle/order-refused'])
    expect(refused.body.detail).toContain('车速 42 km/h')
    expect(refused.body.detail).toContain('还没有在 30 分钟内用文字通知驾驶员')
    const text = await ask(vehicle.id, order('text', { text: '请立即靠边停车' }))
    await carriedOut((await commandOf(text.body.id)).id)
    await heard(vehicle.phone, 1, { speedKmh: 0 })
    const cut = await ask(vehicle.id, order('cut'))
    expect([cut.status, cut.body.detail]).toEqual([201, undefined])
    await heard(vehicle.phone, 0, { speedKmh: 15 })
    const moving = await send('zhou', 'POST', `/vehicle-orders/${cut.body.id}/release`)
    expect([moving.status, moving.body.detail]).toEqual([422, '车速 15 km/h，这条指令只能在停车时下发。'])
    await new Promise((resolve) => setTimeout(resolve, 1100))
    await heard(vehicle.phone, 0, { speedKmh: 1 })
    expect((await send('zhou', 'POST', `/vehicle-orders/${cut.body.id}/release`)).status).toBe(200)
    const command = await commandOf(cut.body.id)
    expect(command).toMatchObject({
      message: '0x8105',
      body: { command: 100 },
      at_most_kmh: 2,
      near_m: 50,
      place_age_s: 30,
    })
    await new Promise((resolve) => setTimeout(resolve, 1100))
    await heard(vehicle.phone, 0, { speedKmh: 30 })
    expect(await house.db.system((tx) => claimCommand(tx, command.id, LINE))).toBeNull()
    expect(await first(vehicle.id)).toMatchObject({ state: 'waiting', heldBy: 'speed' })
    await new Promise((resolve) => setTimeout(resolve, 1100))
    await heard(vehicle.phone, 0, { speedKmh: 0 })
    await carriedOut(command.id)
    await new Promise((resolve) => setTimeout(resolve, 1100))
    await heard(vehicle.phone, 0, { speedKmh: 0, status: 3 + 2 ** 10 })
    expect(await first(vehicle.id)).toMatchObject({ state: 'answered', effect: true })
  })

  test('is refused without a basis, with too long a time, on a terminal that cannot, and by a role that may not', async () => {
    const vehicle = await added('zhao', {
      profile: { cutWord: null, restoreWord: null, canListen: false, hasCamera: false },
    })
    expect((await ask(vehicle.id, order('track', { everySeconds: 5, forSeconds: 60 }, { basis: '' }))).status).toBe(422)
    expect((await ask(vehicle.id, order('limit', { speedKmh: 60 }, { validSeconds: 301 }))).body.type).toBe(
      '/problems/vehicle/order-too-long',
    )
    expect((await ask(vehicle.id, order('listen', { phone: '05461234567' }))).body.detail).toContain('没有登记监听功能')
    expect((await ask(vehicle.id, order('photo', { channel: 1 }))).body.detail).toContain('没有登记摄像头')
    for (const login of ['zhao', 'zhang', 'chen'] as const)
      expect((await ask(vehicle.id, order('text', { text: '你好' }), login)).status).toBe(403)
    const { refusals } = await read(vehicle.id, 'wang')
    expect(refusals.text).toEqual([])
    expect(refusals.cut.map(({ code }: { code: string }) => code)).toEqual(
      expect.arrayContaining(['profile', 'no-place', 'stage']),
    )
  })

  test('lapses when nobody releases it in ten minutes, and is taken back or refused before', async () => {
    const vehicle = await added()
    const asked = async () => (await ask(vehicle.id, order('interval', { everySeconds: 30 }))).body.id
    const [late, unwanted, withdrawn] = [await asked(), await asked(), await asked()]
    await asOwner(house.ownerUrl, `update vehicle_order set asked_at = now() - interval '11 minutes' where id = $1`, [
      late,
    ])
    const lapsed = await send('zhou', 'POST', `/vehicle-orders/${late}/release`)
    expect([lapsed.status, lapsed.body.detail]).toEqual([409, '这条指令现在是「逾时未复核」，不能再办。'])
    expect((await send('zhou', 'POST', `/vehicle-orders/${unwanted}/reject`, { reason: '车辆已找到' })).status).toBe(
      200,
    )
    expect((await send('zhou', 'POST', `/vehicle-orders/${withdrawn}/withdraw`)).status).toBe(403)
    expect((await send('wang', 'POST', `/vehicle-orders/${withdrawn}/withdraw`)).status).toBe(200)
    const states = (await read(vehicle.id, 'wang')).orders.map(({ state }: { state: string }) => state)
    expect(states.toSorted()).toEqual(['lapsed', 'rejected', 'rejected'])
  })
})
