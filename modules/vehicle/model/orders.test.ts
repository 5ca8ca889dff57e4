import { describe, expect, test } from 'vitest'
import { encodeMessage } from '#protocols/jt808/encode.ts'
import { type OrderKind, orderKinds } from './codes.ts'
import { boxAround, type Fence } from './fence.ts'
import { type Circumstance, demands, effectOf, messageOf, refusalsOf } from './orders.ts'

const NOW = new Date('2026-11-23T09:00:00+08:00')
const ago = (seconds: number) => new Date(NOW.getTime() - seconds * 1000)
const profile = { cutWord: 0x64, restoreWord: 0x65, canListen: true, hasCamera: true }
const place = { at: ago(5), receivedAt: ago(5), lng: 118.5, lat: 37.4, speedKmh: 0 }

const standing: Circumstance = {
  ...{ now: NOW, profile, place, fences: [], isLoaded: true, hazardClass: '3', poweredClasses: ['4.1', '5.2'] },
  ...{ warnedAt: ago(600), isConnected: true },
}
const codesOf = (kind: OrderKind, more: Partial<Circumstance>) =>
  refusalsOf(kind, { ...standing, ...more }).map(({ code }) => code)

const fenceOf = (kind: Fence['kind'], metres: number): Fence => {
  const shape = { type: 'Circle' as const, center: [118.5, 37.4] as [number, number], metres }
  return {
    ...{ id: 'f', name: '黄河路隧道', gridCode: '3705', kind, rule: 'note', shape, box: boxAround(shape) },
    ...{ speedKmh: null, days: [1, 2, 3, 4, 5, 6, 7], fromMinute: 0, toMinute: 1440 },
  }
}

describe('an order', () => {
  test('goes to a vehicle that stands, was heard just now, and whose driver was told', () => {
    for (const kind of Object.keys(orderKinds) as OrderKind[]) expect([kind, codesOf(kind, {})]).toEqual([kind, []])
  })

  test.each<[string, Partial<Circumstance>, string]>([
    ['drives', { place: { ...place, speedKmh: 2.1 } }, 'speed'],
    ['has a place half a minute old', { place: { ...place, receivedAt: ago(31), at: ago(31) } }, 'place-old'],
    ['has a clock that is off', { place: { ...place, at: ago(70) } }, 'clock'],
    ['was never heard', { place: null }, 'no-place'],
    ['tells no speed', { place: { ...place, speedKmh: null } }, 'no-speed'],
    ['was seen by an older platform', { place: { ...place, receivedAt: null } }, 'place-old'],
    ['has a terminal nobody has checked', { profile: { ...profile, cutWord: null } }, 'profile'],
    ['carries what must be cooled', { hazardClass: '5.2' }, 'cargo'],
    ['has a driver nobody told', { warnedAt: null }, 'stage'],
    ['has a driver told long ago', { warnedAt: ago(1801) }, 'stage'],
    ['stands in a tunnel', { fences: [fenceOf('tunnel', 100)] }, 'tunnel'],
    ['stands on a bridge', { fences: [fenceOf('bridge', 100)] }, 'bridge'],
    ['stands on a slope', { fences: [fenceOf('slope', 100)] }, 'slope'],
    ['stands on a motorway', { fences: [fenceOf('expressway', 100)] }, 'expressway'],
  ])('does not cut the power of a vehicle that %s, and says why', (_name, more, code) => {
    expect(codesOf('cut', more)).toEqual([code])
    expect(refusalsOf('cut', { ...standing, ...more })[0]?.sentence).toMatch(/。$/)
  })

  test('empty, a vehicle licensed for cooled goods may be stopped; a school nearby does not matter', () => {
    expect(codesOf('cut', { hazardClass: '5.2', isLoaded: false, fences: [fenceOf('school', 100)] })).toEqual([])
  })

  test('that moves or stops anything needs two persons and a vehicle that stands where it was judged', () => {
    for (const kind of ['cut', 'lock', 'unlock'] as const)
      expect(demands[kind]).toMatchObject({ needsRelease: true, atMostKmh: 2, withinM: expect.any(Number) })
    expect(
      Object.entries(demands)
        .filter(([, { needsRelease }]) => !needsRelease)
        .map(([kind]) => kind),
    ).toEqual(['text'])
  })

  test('becomes a message each edition can write', () => {
    const params: Record<string, object> = {
      ...{ text: { text: '请在前方停车场停车' }, track: { everySeconds: 5, forSeconds: 300 }, photo: { channel: 1 } },
      ...{ interval: { everySeconds: 30 }, limit: { speedKmh: 60 }, listen: { phone: '05461234567' } },
    }
    for (const version of [2011, 2013, 2019])
      for (const kind of Object.keys(orderKinds) as OrderKind[]) {
        const { message: messageId, body } = messageOf(kind, params[kind] ?? {}, profile)
        const written = encodeMessage({ messageId, version, phone: '13800001234', sequence: 1, body })
        expect([version, kind, written.ok || written.detail]).toEqual([version, kind, true])
      }
  })

  test('is proved by the bits of the next place: doors turn round between the editions, their bit does not', () => {
    expect(effectOf('lock', 2 ** 12)).toBe(true)
    expect(effectOf('unlock', 2 ** 12)).toBe(false)
    expect(effectOf('cut', 2 ** 10)).toBe(true)
    expect(effectOf('cut', 3)).toBe(false)
    expect(effectOf('restore', 2 ** 11)).toBe(false)
    expect(effectOf('photo', 0)).toBeNull()
  })
})
