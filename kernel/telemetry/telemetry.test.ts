import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '#kernel/db/id.ts'
import { asOwner, type TestDatabase, testDatabase } from '#kernel/db/test-database.ts'
import { seededRandom } from '#kernel/geo/random.ts'
import { ownObject, subtree } from '#kernel/scope/scope.ts'
import { addDays, localDateOf } from '#standards/calendar/local-date.ts'
import { readCurve } from './curve.ts'
import { insertDevice, listLedger, listMissing, proves } from './devices.ts'
import { takeIn } from './intake.ts'
import type { Message, Position, Reading } from './model/message.ts'
import { listLast, readTrack } from './positions.ts'
import { GRAINS, rollUp } from './rollup.ts'
import { keepDays } from './store.ts'

let database: TestDatabase
const OBJECT = newId()
const NOW = new Date()
/** A minute that is long over, and so is its day. */
const THEN = new Date(Math.floor((NOW.getTime() - 2 * 86_400_000) / 86_400_000) * 86_400_000)
const secondOf = (seconds: number) => new Date(THEN.getTime() + seconds * 1000)

beforeAll(async () => {
  database = await testDatabase()
  const today = localDateOf(NOW)
  await database.db.system((tx) => keepDays(tx, addDays(today, -4), addDays(today, 1)))
  // As on a platform that has run for days: the time of the readings below was not rolled up yet.
  await asOwner(
    database.ownerUrl,
    `update reading_rolled set until = until - interval '5 days', done = done - interval '5 days'`,
  )
})
afterAll(() => database.drop())

let code: string
let id: string
let secret: string
let count = 0
beforeEach(async () => {
  code = `SP${count++}/tanks/gw1`
  const about = { code, protocol: 'mqtt', name: '罐区网关', gridCode: '370523106201', objectId: OBJECT } as const
  ;({ id, secret } = await database.db.system((tx) => insertDevice(tx, about)))
})

const reading = (series: string, at: Date, value: number | null, quality: Reading['quality'] = 'good'): Reading => ({
  ...{ series, at, value, quality },
})
const message = (sequence: number | null, readings: Reading[], more: Partial<Message> = {}): Message => ({
  ...{ device: code, sequence, wrapsAfter: null, at: readings[0]?.at ?? THEN, readings, raw: 'raw' },
  ...more,
})
const take = (...messages: Message[]) => takeIn(database.db, messages)
const rows = async (table = 'reading') =>
  (
    await asOwner(
      database.ownerUrl,
      `select r.* from ${table} r join series s on s.no = series_no where device_id = $1 order by s.code, at`,
      [id],
    )
  ).rows
const ledger = async () => (await database.db.system((tx) => listLedger(tx, id, 1)))[0]

describe('taking in', () => {
  test('keeps each reading once, and the ledger says what was sent, came, came twice and was stored', async () => {
    const first = message(1, [reading('level', secondOf(0), 6.4), reading('temp', secondOf(0), 31.8)])
    const fourth = message(4, [reading('level', secondOf(3), 6.5)])
    expect(await take(first, fourth)).toEqual([{ kept: 'stored' }, { kept: 'stored' }])
    expect(await take(first)).toEqual([{ kept: 'doubled' }])
    expect((await rows()).map(({ value }) => value)).toEqual([6.4, 6.5, 31.8])
    expect(await ledger()).toMatchObject({ sent: 4, received: 3, doubled: 1, refused: 0, readings: 5, stored: 3 })
    expect(await database.db.system((tx) => listMissing(tx, id))).toMatchObject([{ first: 2, last: 3 }])
    await take(message(2, [reading('level', secondOf(1), 6.41)]))
    expect(await database.db.system((tx) => listMissing(tx, id))).toMatchObject([{ first: 3, last: 3 }])
    expect(await ledger()).toMatchObject({ sent: 4, received: 4, stored: 4 })
  })

  test('of two connections at once counts every message and every reading once', async () => {
    const all = Array.from({ length: 60 }, (_, n) => message(n, [reading('level', secondOf(n), n)]))
    await Promise.all([take(...all.slice(0, 40)), take(...all.slice(20)), take(...all)])
    expect(await rows()).toHaveLength(60)
    expect(await ledger()).toMatchObject({ sent: 60, received: 140, doubled: 80, stored: 60 })
    expect(await database.db.system((tx) => listMissing(tx, id))).toEqual([])
  })

  test('refuses a clock in 1970 and one of tomorrow, a value that is none, and devices nobody knows or that were stopped, and keeps what they said', async () => {
    const wrong = [
      message(1, [reading('level', new Date(0), 1)]),
      message(2, [reading('level', new Date(NOW.getTime() + 86_400_000), 1)]),
      message(3, [reading('level', secondOf(0), Number.NaN)]),
      message(4, [reading('level', secondOf(0), null)]),
      message(5, [reading('level', secondOf(0), null, 'bad')]),
      message(6, [reading('level', secondOf(0), 1)], { device: 'nobody', raw: 'who am I' }),
    ]
    expect((await take(...wrong)).map((one) => ('reason' in one ? one.reason : one.kept))).toEqual([
      ...['clock', 'clock', 'value', 'value', 'stored', 'unknown-device'],
    ])
    expect(await ledger()).toMatchObject({ sent: 5, received: 5, refused: 4, readings: 1, stored: 1 })
    await asOwner(database.ownerUrl, 'update device set stopped_at = now() where id = $1', [id])
    expect(await take(message(7, [reading('level', secondOf(9), 1)]))).toEqual([
      { kept: 'refused', reason: 'stopped-device' },
    ])
    const refused = await asOwner(database.ownerUrl, `select reason, message from device_refusal where code = 'nobody'`)
    expect(refused.rows).toEqual([{ reason: 'unknown-device', message: 'who am I' }])
  })

  test('loses nothing of a device that was started again with a clock that fell back', async () => {
    await take(message(7, [reading('level', secondOf(60), 1)]))
    expect(await take(message(0, [reading('level', secondOf(10), 2)]))).toEqual([{ kept: 'doubled' }])
    expect((await rows()).map(({ value }) => value)).toEqual([2, 1])
    const lost = message(0, [reading('level', new Date(0), 3)], { raw: 'of 1970' })
    expect(await take(lost)).toEqual([{ kept: 'refused', reason: 'clock' }])
    const kept = await asOwner(database.ownerUrl, 'select message from device_refusal where device_id = $1', [id])
    expect(kept.rows).toEqual([{ message: 'of 1970' }])
  })

  test('keeps texts and switches as they were said, and adds up what is a number', async () => {
    const said = (series: string, value: number | null, text: string, second: number): Reading => ({
      ...reading(series, secondOf(second), value),
      said: text,
    })
    expect(
      await take(
        message(1, [said('valve', 1, 'true', 0), said('mode', null, '检修', 0), said('mode', null, '检修', 0)]),
      ),
    ).toEqual([{ kept: 'stored' }])
    expect((await rows()).map(({ value, said: text }) => [value, text])).toEqual([
      [null, '检修'],
      [1, 'true'],
    ])
    expect(await ledger()).toMatchObject({ readings: 3, stored: 2 })
    await rollUp(database.db)
    expect((await rows('reading_minute')).map(({ high }) => high)).toEqual([1])
  })

  test('keeps a place once, on the map the newest with a fix, and what is no place or no time never there', async () => {
    const place = (second: number, more: Partial<Position> = {}): Position => ({
      ...{
        at: secondOf(second),
        lng: 118.5,
        lat: 37.4,
        isFixed: true,
        isHistory: false,
        speedKmh: 42.5,
        direction: 90,
      },
      ...{ altitudeM: 12, mileageKm: 1043.2, alarm: 0x8000_0001, status: 3, items: { signalStrength: 27 }, ...more },
    })
    const at = (sequence: number, ...positions: Position[]) =>
      message(sequence, [], { at: positions[0]?.at ?? null, wrapsAfter: 65_535, positions })
    await take(at(65_535, place(100, { lng: 118.6 })))
    await take(at(0, place(40, { isHistory: true }), place(50, { isHistory: true }), place(40, { lng: 1 })))
    await take(
      at(1, place(200, { isFixed: false }), place(210, { lng: null, lat: null }), place(220, { at: new Date(0) })),
    )
    expect(await take(at(2, place(0, { at: new Date(0) })))).toEqual([{ kept: 'refused', reason: 'clock' }])
    const track = await database.db.system((tx) => readTrack(tx, id, THEN, secondOf(1000)))
    expect(track.map((one) => [(one.at.getTime() - THEN.getTime()) / 1000, one.lng, one.isFixed])).toEqual([
      ...[
        [40, 118.5, true],
        [50, 118.5, true],
        [100, 118.6, true],
        [200, 118.5, false],
        [210, null, true],
      ],
    ])
    expect(track[0]).toMatchObject({ speed: 42.5, alarm: 0x8000_0001, items: { signalStrength: 27 }, isHistory: true })
    const seen = (scope: Parameters<typeof database.db.read>[0]) =>
      database.db.read(scope, (tx) => listLast(tx, THEN, { west: 118, south: 37, east: 119, north: 38 }))
    expect(await seen(subtree('370523'))).toMatchObject([{ code, lng: 118.6, at: secondOf(100) }])
    expect(await seen(subtree('370522'))).toEqual([])
    expect(await ledger()).toMatchObject({ sent: 4, received: 4, refused: 1, readings: 7, stored: 5 })
  })

  test('keeps what is no reading once, with its own time and without', async () => {
    const event = { kind: 'event', at: secondOf(5), body: { id: 'a', text: '高\u0000报' } }
    const state = { kind: 'state', at: null, body: { online: true } }
    for (let time = 0; time < 2; time++) await take(message(3, [], { notices: [event, state] }))
    const found = await asOwner(
      database.ownerUrl,
      'select kind, body from device_notice where device_id = $1 order by kind',
      [id],
    )
    expect(found.rows).toEqual([
      { kind: 'event', body: { id: 'a', text: '高报' } },
      { kind: 'state', body: { online: true } },
    ])
  })

  test('makes the day nobody had a partition for, and is whole after it was killed in between', async () => {
    const long = new Date(NOW.getTime() - 200 * 86_400_000)
    await take(message(1, [reading('level', long, 5)]))
    expect(await rows()).toHaveLength(1)
    await asOwner(
      database.ownerUrl,
      `create function die() returns trigger language plpgsql as $$ begin raise 'killed'; end $$;
       create trigger die before update on device for each row execute function die()`,
    )
    await expect(take(message(2, [reading('level', secondOf(0), 6)]))).rejects.toThrow('killed')
    await asOwner(database.ownerUrl, 'drop trigger die on device; drop function die')
    expect(await rows()).toHaveLength(1)
    await take(message(2, [reading('level', secondOf(0), 6)]))
    expect([(await rows()).length, await ledger()]).toMatchObject([2, { sent: 2, received: 2, stored: 2 }])
  })

  test('lets nobody read or write past his grid, nor a day of readings by its own name', async () => {
    await take(message(1, [reading('level', secondOf(0), 6)]))
    const no = (await rows())[0].series_no
    const seen = (scope: Parameters<typeof database.db.read>[0]) =>
      database.db.read(scope, async (tx) => (await readCurve(tx, no, THEN, secondOf(60), null)).length)
    expect([await seen(subtree('370523')), await seen(subtree('370522'))]).toEqual([1, 0])
    expect([await seen(ownObject(OBJECT)), await seen(ownObject(newId()))]).toEqual([1, 0])
    const day = `reading_${localDateOf(secondOf(0)).replaceAll('-', '')}`
    await expect(
      database.db.read(subtree('3705'), (tx) =>
        tx
          .selectFrom(day as never)
          .selectAll()
          .execute(),
      ),
    ).rejects.toThrow('permission denied')
    await expect(
      database.db.write(subtree('3705'), (_tx, client) =>
        client.query(`insert into reading values ($1, now(), 1, 0, now())`, [no]),
      ),
    ).rejects.toThrow('row-level security')
  })

  test('proves a device by its secret alone, and never one that was stopped', async () => {
    const asks = (device: string, word: string) => database.db.system((tx) => proves(tx, device, word))
    expect([await asks(code, secret), await asks(code, `${secret}x`), await asks('nobody', secret)]).toEqual([
      true,
      false,
      false,
    ])
    await asOwner(database.ownerUrl, 'update device set stopped_at = now() where id = $1', [id])
    expect(await asks(code, secret)).toBe(false)
  })
})

describe('rolling up', () => {
  /** What a grain of a series must be, added up here one by one. */
  function plain(readings: readonly Reading[], seconds: number) {
    const sums = new Map<number, { n: number; low: number; high: number; total: number }>()
    for (const { at, value, quality } of readings) {
      if (value === null || quality === 'bad' || quality === 'maintenance') continue
      // Days are those of China.
      const key = Math.floor((at.getTime() / 1000 + 8 * 3600) / seconds)
      const sum = sums.get(key) ?? { n: 0, low: value, high: value, total: 0 }
      sums.set(key, {
        ...{ n: sum.n + 1, low: Math.min(sum.low, value), high: Math.max(sum.high, value), total: sum.total + value },
      })
    }
    return [...sums].toSorted(([a], [b]) => a - b).map(([, sum]) => sum)
  }

  test.each([1, 2, 3])(
    'is a plain sum of minutes, hours and days, whenever readings came and however often it ran (%i)',
    async (seed) => {
      const random = seededRandom(seed)
      const all: Reading[] = []
      for (let round = 0; round < 4; round++) {
        const some = Array.from({ length: 150 }, () => {
          const quality = (['good', 'good', 'good', 'uncertain', 'bad'] as const)[Math.floor(random() * 5)] ?? 'good'
          return reading('level', secondOf(Math.floor(random() * 100_000)), Math.round(random() * 1000) / 8, quality)
        })
        await take(message(null, some))
        for (const one of some) if (!all.some(({ at }) => at.getTime() === one.at.getTime())) all.push(one)
        const no = (await rows())[0].series_no
        const curves = async () => {
          const found = []
          for (const grain of GRAINS)
            found.push(await database.db.system((tx) => readCurve(tx, no, THEN, secondOf(100_000), grain)))
          return found.map((points) =>
            points.map(({ n, low, high, mean }) => ({ n, low, high, total: Math.round(mean * n * 8) / 8 })),
          )
        }
        const wanted = [60, 3_600, 86_400].map((seconds) => plain(all, seconds))
        if (round > 0) expect((await curves()).flat().length).toBeGreaterThan(0)
        await Promise.all([rollUp(database.db), rollUp(database.db)])
        expect(await curves()).toEqual(wanted)
      }
    },
  )

  test('shows what is not rolled up yet in every grain', async () => {
    const at = new Date(NOW.getTime() - 5_000)
    await take(message(1, [reading('level', at, 7), reading('level', new Date(NOW.getTime() - 4_000), 9)]))
    const no = (await rows())[0].series_no
    for (const grain of GRAINS) {
      const points = await database.db.system((tx) =>
        readCurve(tx, no, new Date(NOW.getTime() - 86_400_000), new Date(NOW.getTime() + 60_000), grain),
      )
      expect(points.reduce((sum, { n }) => sum + n, 0)).toBe(2)
      expect(points.at(-1)?.high).toBe(9)
    }
  })
})
