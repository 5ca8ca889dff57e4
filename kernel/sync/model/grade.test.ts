import { describe, expect, test } from 'vitest'
import { type Circumstances, gradeOf } from './grade.ts'
import { Stamp, type StampInput, stampHash } from './stamp.ts'

const LIMITS = { nearM: 300, travelHours: 24, clockMinutes: 10, writeMinutes: 120 }
const T0 = Date.parse('2026-11-22T01:00:00Z')
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const BOOT = '019ab000-0000-7000-8000-000000000001'
const PLANT = { lng: 118.4, lat: 37.05 }
const iso = (at: number) => new Date(at).toISOString()

/** A record made half an hour after the challenge, at the plant, with clocks that agree. */
const stampOf = (more: Partial<StampInput> = {}): StampInput => ({
  ...Stamp.parse({
    deviceId: '019ab000-0000-7000-8000-0000000000d1',
    seq: 1,
    boot: BOOT,
    wallAt: iso(T0 + 30 * MINUTE),
    monotonicMs: 31 * MINUTE,
    challenge: { token: 'x'.repeat(40), boot: BOOT, monotonicMs: MINUTE, wallAt: iso(T0) },
    place: { ...PLANT, accuracyM: 15 },
  }),
  ...more,
})

const known = (more: Partial<Circumstances> = {}): Circumstances => ({
  receivedAt: T0 + 40 * MINUTE,
  challengedAt: T0,
  objectPlace: PLANT,
  before: null,
  foreign: false,
  broken: false,
  twice: false,
  saidPlaces: [],
  altered: 0,
  mark: null,
  ...more,
})

const grade = (stamp: Partial<StampInput> = {}, circumstances: Partial<Circumstances> = {}) =>
  gradeOf(stampOf(stamp), known(circumstances), LIMITS)

describe('how near to the event a record was made', () => {
  test('made at the plant by proven time and delivered within the day is on site', () => {
    expect(grade()).toMatchObject({ grade: 'on-site', reasons: [], doneAt: T0 + 30 * MINUTE, distanceM: 0 })
    expect(grade({}, { receivedAt: T0 + 20 * HOUR }).grade).toBe('on-site')
  })

  test.each<[string, Partial<StampInput>, Partial<Circumstances>, string, RegExp]>([
    ['delivered two days later', {}, { receivedAt: T0 + 49 * HOUR }, 'delayed', /2 天 后才送到/],
    ['without a position', { place: null }, {}, 'delayed', /没有定位/],
    ['with a position a kilometre wide', { place: { ...PLANT, accuracyM: 1200 } }, {}, 'delayed', /定位误差 1.2 公里/],
    ['without a word of the platform', { challenge: null }, { challengedAt: null }, 'delayed', /只有设备时钟/],
    ['after the app was started anew', { boot: '019ab000-0000-7000-8000-000000000002' }, {}, 'delayed', /重开过应用/],
    [
      'five kilometres away',
      { place: { lng: 118.46, lat: 37.05, accuracyM: 20 } },
      {},
      'back-filled',
      /离对象 5\.\d 公里/,
    ],
    ['written down in the evening', { happenedAt: iso(T0 - 8 * HOUR) }, {}, 'back-filled', /事后 9 小时 才记/],
    ['said to be written afterwards', { why: '平板没电' }, {}, 'back-filled', /补录：平板没电/],
    ['with a photograph of other bytes', {}, { altered: 1 }, 'back-filled', /1 张照片和拍的时候不一样/],
    ['said to be about another enterprise', {}, { foreign: true }, 'delayed', /不是同一家/],
    ['of an object nobody knows the place of', {}, { objectPlace: null }, 'delayed', /比对不了距离/],
    ['that does not follow the one before', {}, { broken: true }, 'delayed', /接不上/],
    [
      'a minute after one 40 km away',
      {},
      { before: { seq: 0, at: T0 + 29 * MINUTE, place: { lng: 118.85, lat: 37.05 } } },
      'delayed',
      /1 分钟 里走了 39\.\d 公里|1 分钟 里走了 40\.\d 公里/,
    ],
  ])('a record %s', (_what, stamp, circumstances, wanted, reason) => {
    const { grade: got, reasons } = grade(stamp, circumstances)
    expect([got, reasons.join()]).toEqual([wanted, expect.stringMatching(reason)])
  })

  test('a clock set a day back changes nothing while the app runs: the time is counted on from the platform', () => {
    const { grade: got, doneAt, reasons } = grade({ wallAt: iso(T0 - 24 * HOUR) })
    expect([got, doneAt]).toEqual(['on-site', T0 + 30 * MINUTE])
    expect(reasons.join()).toMatch(/设备时钟差 25 小时，按平台校时换算/)
  })

  test('a monotonic clock that runs into the future proves nothing', () => {
    expect(grade({ monotonicMs: 10 * HOUR }).grade).toBe('delayed')
  })

  test('after a new start the wall clock counts, less what it was wrong by', () => {
    const wrong = 3 * HOUR
    const challenge = { token: 'x'.repeat(40), boot: BOOT, monotonicMs: MINUTE, wallAt: iso(T0 + wrong) }
    const { doneAt } = grade({
      challenge,
      boot: '019ab000-0000-7000-8000-000000000002',
      wallAt: iso(T0 + wrong + 20 * MINUTE),
    })
    expect(doneAt).toBe(T0 + 20 * MINUTE)
  })
})

test('the fingerprint of a stamp changes with every part of it, and with the one before', () => {
  const hash = stampHash(stampOf())
  const others = [
    stampOf({ seq: 2 }),
    stampOf({ wallAt: iso(T0) }),
    stampOf({ monotonicMs: 5 }),
    stampOf({ place: null }),
    stampOf({ why: '补' }),
    stampOf({ happenedAt: iso(T0) }),
    stampOf({ challenge: null }),
    stampOf({ previous: 'a'.repeat(64) }),
    stampOf({ photos: [{ fileId: BOOT, sha256: 'b'.repeat(64) }] }),
  ].map(stampHash)
  expect(new Set([hash, ...others]).size).toBe(others.length + 1)
})

describe('a mark that was read at the object', () => {
  const mark = { code: 'K7M2P9QWX4', seenAt: iso(T0 + 18 * MINUTE) }

  test.each([
    ['own', 'on-site', '12 分钟前扫过码牌'],
    ['foreign', 'delayed', '扫的码牌是另一家的'],
    ['void', 'delayed', '扫的码牌已作废'],
    ['early', 'delayed', '扫码的时候这块码牌还没有制作'],
    ['unknown', 'delayed', '扫的码牌平台上没有'],
  ] as const)('%s: the record is %s and says so', (found, wanted, words) => {
    expect(grade({ mark }, { mark: found })).toMatchObject({ grade: wanted, reasons: [words] })
  })

  test.each([
    ['in the future', T0 + 40 * MINUTE, '扫码的时间比记录还晚'],
    ['the day before', T0 - 20 * HOUR, '扫码是 21 小时前的事'],
    ['more than eight hours ago', T0 - 8 * HOUR, '扫码是 9 小时前的事'],
  ])('read %s makes nothing on site', (_when, seenAt, words) => {
    const read = { mark: { ...mark, seenAt: iso(seenAt) } }
    expect(grade(read, { mark: 'own' })).toMatchObject({ grade: 'delayed', reasons: [words] })
  })

  test('is told by the clock it was read by, however wrong that is', () => {
    const wrong = { wallAt: iso(T0 - 24 * HOUR), mark: { ...mark, seenAt: iso(T0 - 24 * HOUR - 5 * MINUTE) } }
    expect(grade(wrong, { mark: 'own' }).reasons).toContain('5 分钟前扫过码牌')
  })

  test('makes up for no position: a mark can be photographed and carried away', () => {
    expect(grade({ mark, place: null }, { mark: 'own' })).toMatchObject({
      grade: 'delayed',
      reasons: ['没有定位', expect.any(String)],
    })
  })

  test('changes the fingerprint of its stamp; a stamp without one keeps the fingerprint it had', () => {
    expect(stampHash(stampOf({ mark }))).not.toBe(stampHash(stampOf()))
    expect(stampHash(stampOf({ mark: null }))).toBe(stampHash(stampOf()))
  })
})
