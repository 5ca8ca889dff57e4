import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { readGatewayConfig } from '#apps/gateway/config.ts'
import { openGateway, type RunningGateway } from '#apps/gateway/serve.ts'
import { type House, openHouse, PLACES } from '#apps/server/test-house.ts'
import { asOwner } from '#kernel/db/test-database.ts'
import { type Area, contains } from '#kernel/geo/polygon.ts'
import { keepDays } from '#kernel/telemetry/store.ts'
import { addDays, localDateOf } from '#standards/calendar/local-date.ts'
import { phoneOf } from './codes.ts'
import { Outbox } from './driver/outbox.ts'
import { type Fleet, type FleetOptions, startStations, startTanks, startVehicles } from './fleet.ts'
import { sampleMinute, sampleNow } from './model/station.ts'
import { TANK_POINTS, TankFarm, tankValues } from './model/tank.ts'
import { Tour } from './model/tour.ts'
import { Vehicle } from './model/vehicle.ts'
import { registerStations, registerTanks, registerVehicles } from './register.ts'

const NOW = Date.UTC(2026, 10, 24, 2)
const [SECOND, MINUTE, DAY] = [1_000, 60_000, 86_400_000]

describe('what devices would measure', () => {
  test('vehicles drive on land between their stops, at speeds of lorries and without leaps, the same for the same seed', () => {
    const outline = JSON.parse(
      readFileSync(path.resolve(import.meta.dirname, '../server/demo/dongying-outline.json'), 'utf8'),
    ) as { features: { geometry: Area }[] }
    const isLand = (lng: number, lat: number) => outline.features.some(({ geometry }) => contains(geometry, lng, lat))
    for (let index = 0; index < 12; index++) {
      const tour = new Tour(1, phoneOf(index))
      const places = Array.from({ length: 720 }, (_, at) => tour.at(NOW + at * 10 * SECOND))
      expect(places.filter(({ place: [lng, lat] }) => !isLand(lng, lat))).toEqual([])
      expect(Math.max(...places.map(({ speedKmh }) => speedKmh))).toBeLessThan(95)
      const steps = places.slice(1).map(({ place: [lng, lat] }, at) => {
        const [beforeLng, beforeLat] = (places[at] as (typeof places)[number]).place
        return Math.hypot((lng - beforeLng) * 88_400, (lat - beforeLat) * 110_570)
      })
      expect(Math.max(...steps)).toBeLessThan(10 * 27)
      expect(Math.max(...steps)).toBeGreaterThan(100)
    }
    const body = (seed: number) =>
      new Vehicle({ seed, phone: phoneOf(0), edition: 2019, script: null, startedAt: NOW }).location(NOW)
    expect(body(7)).toEqual(body(7))
    expect(body(7)).not.toEqual(body(8))
  })

  test('tanks stay within what is usual on an ordinary day', () => {
    for (let minute = 0; minute < 3 * 1440; minute += 7) {
      const values = tankValues(1, '91370523MA3C0001X1/mh1/gw', NOW + minute * MINUTE)
      for (const { point, usual } of TANK_POINTS) {
        expect([point, values[point] >= usual[0]]).toEqual([point, true])
        expect([point, values[point] <= usual[1]]).toEqual([point, true])
      }
    }
  })

  test('a leak comes to the neighbour downwind later and thinner, and to the one upwind not at all', () => {
    const at = (code: string, lng: number, lat: number) => ({ code, lng, lat })
    const sites = [at('a/mh1/gw', 118.5, 37.4), at('b/mh1/gw', 118.4977, 37.4018), at('c/mh1/gw', 118.51, 37.39)]
    const farm = new TankFarm(1, sites, 'leak', NOW)
    const gas = (index: number, seconds: number) =>
      farm.measure(index, NOW + seconds * SECOND).points.find(({ p }) => p === 'GD01.lel')?.val as number
    const firstAbove = (index: number, limit: number) =>
      Array.from({ length: 230 }, (_, second) => second).find((second) => gas(index, second) > limit)
    const [source, neighbour] = [firstAbove(0, 8), firstAbove(1, 8)]
    expect(source).toBeGreaterThan(30)
    expect(neighbour).toBeGreaterThan((source as number) + 30)
    expect(Math.max(...Array.from({ length: 230 }, (_, second) => gas(0, second)))).toBeGreaterThan(50)
    expect(firstAbove(2, 8)).toBeUndefined()
    expect(gas(0, 400)).toBeLessThan(3)
  })

  test('in a storm everything crosses within half a minute; drift moves one, holds one and smooths one', () => {
    const sites = Array.from({ length: 5 }, (_, n) => ({ code: `s${n}/mh1/gw`, lng: 118.5, lat: 37.4 }))
    const value = (farm: TankFarm, index: number, seconds: number, point: string) =>
      farm.measure(index, NOW + seconds * SECOND).points.find(({ p }) => p === point)?.val as number
    const storm = new TankFarm(1, sites, 'storm', NOW)
    for (let index = 0; index < 5; index++) {
      expect(value(storm, index, 60, 'TK102.level')).toBeGreaterThan(0.9 * 12)
      expect(value(storm, index, 60, 'GD02.lel')).toBeGreaterThan(50)
    }
    const [drift, calm] = [new TankFarm(1, sites, 'drift', NOW), new TankFarm(1, sites, null, NOW)]
    const apart = (index: number, point: string) => value(drift, index, 3600, point) - value(calm, index, 3600, point)
    expect(apart(0, 'TK101.level')).toBeCloseTo(1.8, 1)
    expect(new Set([0, 60, 600, 3600].map((seconds) => value(drift, 1, seconds, 'TK101.temp'))).size).toBe(1)
    expect(value(drift, 2, 300, 'TK101.pressure')).toBe(value(drift, 2, 600, 'TK101.pressure'))
    expect(apart(3, 'TK101.level')).toBe(0)
  })

  test('the minute of a station is that of its seconds', () => {
    const station = { seed: 1, mn: '370500SIM000000000000001', index: 0, script: null, startedAt: NOW }
    const said = sampleMinute(station, NOW).factors.find(({ code }) => code === 'a05024')?.values
    const [low, mean, high] = [said?.Min, said?.Avg, said?.Max].map(Number) as [number, number, number]
    expect(low).toBeLessThanOrEqual(mean)
    expect(mean).toBeLessThanOrEqual(high)
    const now = sampleNow(station, NOW + 25 * SECOND).factors.find(({ code }) => code === 'a05024')?.values
    expect(Number(now?.Rtd)).toBeGreaterThanOrEqual(low)
    expect(Number(now?.Rtd)).toBeLessThanOrEqual(high)
    expect(sampleMinute(station, NOW + DAY / 2)).not.toEqual(sampleMinute(station, NOW))
  })

  test('an outbox keeps what is not answered, in order, and counts every fate once', () => {
    const outbox = new Outbox<string>()
    for (let n = 0; n < 10_003; n++) outbox.add(`m${n}`)
    // The oldest went when the memory was full.
    expect(outbox.take(0)).toEqual({ no: 3, message: 'm3' })
    for (let n = 1; n < 20; n++) outbox.take(0)
    expect(outbox.take(0)).toBeNull()
    outbox.acknowledge(3)
    outbox.acknowledge(3)
    outbox.refuse(4)
    expect(outbox.take(5)).toMatchObject({ no: 23 })
    outbox.again(9, 5)
    expect(outbox.take(9)).toMatchObject({ no: 5 })
    expect(outbox.ledger).toEqual({ said: 10_003, sent: 22, acknowledged: 1, refused: 1, lost: 3, waiting: 9_998 })
  })
})

describe('a fleet on a gateway', () => {
  let house: House
  let gateway: RunningGateway
  const HOST = '127.0.0.1'
  const settings = { GATEWAY_JT808: '0', GATEWAY_HJ212: '0', GATEWAY_MQTT: '0' }
  const open = (env: Record<string, string>) =>
    openGateway(readGatewayConfig({ ...env, DATABASE_URL: house.ownerUrl }), () => {})
  const fleets: Fleet[] = []
  const begin = (port: number | undefined, rate = 1): FleetOptions => ({
    ...{ host: HOST, port: port as number, rate, script: null, seed: 1 },
  })

  beforeAll(async () => {
    house = await openHouse()
    const today = localDateOf(new Date())
    await house.db.system((tx) => keepDays(tx, addDays(today, -1), addDays(today, 1)))
    gateway = await open(settings)
  })
  afterAll(async () => {
    for (const fleet of fleets) fleet.stop()
    await gateway.stop()
    await house.close()
  })

  const settled = (fleet: Fleet, least: number) =>
    vi.waitFor(
      () => {
        expect(fleet.ledger.acknowledged).toBeGreaterThanOrEqual(least)
        expect(fleet.ledger).toMatchObject({ refused: 0, lost: 0 })
      },
      { timeout: 40_000, interval: 100 },
    )

  /** Readings or places stored of the devices whose code begins so. */
  const stored = async (prefix: string, table: 'reading' | 'position') => {
    const of = table === 'reading' ? 'reading r join series s on s.no = r.series_no' : 'position s'
    const { rows } = await asOwner(
      house.ownerUrl,
      `select count(*)::int as n from ${of} join device d on d.id = s.device_id where d.code like $1`,
      [`${prefix}%`],
    )
    return rows[0]?.n as number
  }

  test('what was acknowledged is stored, also across a gateway that stopped and came back', async () => {
    const phones = await house.db.system((tx) => registerVehicles(tx, 3))
    const loggers = await house.db.system((tx) => registerStations(tx, 3))
    const { ports } = gateway
    const vehicles = startVehicles(phones, begin(ports.jt808))
    const stations = startStations(loggers, begin(ports.hj212))
    fleets.push(vehicles, stations)
    await settled(vehicles, 6)
    await settled(stations, 6)
    await gateway.stop()
    gateway = await open({ GATEWAY_JT808: String(ports.jt808), GATEWAY_HJ212: String(ports.hj212), GATEWAY_MQTT: '0' })
    const before = [vehicles.ledger.acknowledged, stations.ledger.acknowledged] as const
    await settled(vehicles, before[0] + 6)
    await settled(stations, before[1] + 6)
    const terminal = gateway.gate.open.reach(phones[0] as string)
    // Obeyed at once: text, tracking, parameters, picture, doors.
    const told = async (message: string, body: object) =>
      expect(await terminal?.tell({ message, body, isGuarded: false, validUntil: performance.now() + 10_000 })).toEqual(
        { kind: 'answered', result: 0 },
      )
    await told('0x8300', { flag: 1, kind: 1, text: '请减速' })
    await told('0x8103', { parameters: [{ id: '0x0055', value: 70 }] })
    await told('0x8106', { ids: ['0x00000055'] })
    await told('0x8801', { ...PICTURE })
    await told('0x8500', { controls: [{ type: '0x0001', door: 0 }] })
    await vi.waitFor(async () => {
      const { rows } = await asOwner(
        house.ownerUrl,
        `select kind, body from device_notice n join device d on d.id = n.device_id where d.code = $1 and kind <> 'register' order by kind`,
        [phones[0]],
      )
      expect(rows).toMatchObject([
        { kind: 'parameterReply', body: { parameters: [{ name: 'topSpeed', value: 70 }] } },
        { kind: 'picturesTaken', body: { result: 0 } },
        { kind: 'vehicleControlReply', body: { location: { statusNames: expect.arrayContaining(['doorsLocked']) } } },
      ])
    })
    vehicles.stop()
    stations.stop()
    // What was acknowledged is there, and more than that only where an answer was on its way when the line was closed.
    const sum = vehicles.ledger.acknowledged
    expect(await stored('199', 'position')).toBeGreaterThanOrEqual(sum)
    // The answer to the order for the doors says where it is, too.
    expect(await stored('199', 'position')).toBeLessThanOrEqual(vehicles.ledger.said + 1)
    expect(await stored('370500SIM', 'reading')).toBeGreaterThan(stations.ledger.acknowledged)
  })

  test('gateways of tanks are those of the most dangerous installations, and belong to their enterprise', async () => {
    const wang = house.as('wang')
    const ids: string[] = []
    for (const [creditCode, tonnes] of [
      ['91330100799655058B', [60]],
      ['9144030071526726XG', [600, 60]],
    ] as const) {
      const made = await wang('POST', '/api/v1/enterprises', {
        ...{ name: `广饶化工 ${creditCode}`, creditCode, gridCode: PLACES.village, contact: '欧阳修竹' },
        ...{ contactPhone: '13800138000', address: '大码头镇杨斗村1号' },
      })
      ids.push(made.body.id)
      for (const [at, amount] of tonnes.entries())
        await wang('POST', `/api/v1/enterprises/${made.body.id}/major-hazards`, {
          ...{ name: `${at + 1}# 液氨罐区`, unitType: 'tank_farm', exposedPeople: 60 },
          stocks: [{ chemical: '液氨', tonnes: amount }],
        })
    }
    const gateways = await house.db.system((tx) => registerTanks(tx, 20))
    expect(gateways.map(({ code }) => code)).toEqual([
      '9144030071526726XG/mh1/gw',
      '91330100799655058B/mh1/gw',
      '9144030071526726XG/mh2/gw',
    ])
    const { rows } = await asOwner(house.ownerUrl, `select object_id from device where code = $1`, [gateways[1]?.code])
    expect(rows).toEqual([{ object_id: ids[0] }])
    const tanks = startTanks(gateways, begin(gateway.ports.mqtt, 5))
    fleets.push(tanks)
    await settled(tanks, 30)
    tanks.stop()
    const readings = await stored('9', 'reading')
    expect(readings).toBeGreaterThanOrEqual(tanks.ledger.acknowledged * TANK_POINTS.length)
    expect(readings % TANK_POINTS.length).toBe(0)
  })
})

const PICTURE = {
  ...{ channel: 1, command: 1, interval: 0, save: 0, resolution: 1, quality: 5 },
  ...{ brightness: 125, contrast: 60, saturation: 60, chroma: 125 },
}
