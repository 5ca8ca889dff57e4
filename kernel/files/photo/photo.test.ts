import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bareOf, claimsOf } from './photo.ts'
import { exifBlock, PICTURE, silent, telling, tellingHeic, tellingPng, tellingWebp } from './test-photo.ts'

const CLAIMS = { takenAt: '2026-02-16T08:30:00+08:00', position: { lng: 118.4, lat: 37.05 }, device: 'HUAWEI' }
const PHOTOS: [string, Buffer][] = [
  ['image/jpeg', telling()],
  ['image/jpeg', telling(exifBlock('MM'))],
  ['image/png', tellingPng()],
  ['image/webp', tellingWebp()],
  ['image/heic', tellingHeic()],
]

describe('what a photograph says of its making', () => {
  test.each(PHOTOS)('%s: moment, place and device are read, in both byte orders', (mediaType, bytes) => {
    expect(claimsOf(bytes, mediaType)).toEqual(CLAIMS)
  })

  test.each(PHOTOS)('%s: nothing of it is left in the copy, which still shows the picture', (mediaType, bytes) => {
    const bare = bareOf(bytes, mediaType)
    expect(claimsOf(bare, mediaType)).toBeNull()
    const text = bare.toString('latin1')
    for (const word of ['secret', 'HUAWEI', '2026:02']) expect(text).not.toContain(word)
    if (mediaType !== 'image/jpeg') expect(text).toContain('picture')
    expect(bareOf(bare, mediaType).equals(bare)).toBe(true)
  })

  test('a JPEG keeps its colours and its scan byte for byte, and how it is turned', () => {
    const bare = bareOf(telling(), 'image/jpeg')
    expect(bare.subarray(-Buffer.concat(PICTURE).length).equals(Buffer.concat(PICTURE))).toBe(true)
    const turn = bare.indexOf(Buffer.from([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6]))
    expect(turn).toBeGreaterThan(0)
    expect(bareOf(telling(exifBlock('II', 1)), 'image/jpeg').equals(silent())).toBe(true)
  })

  test('a WebP no longer announces what is gone, and says its length right', () => {
    const bare = bareOf(tellingWebp(), 'image/webp')
    expect(bare[20]).toBe(0x20)
    expect(bare.readUInt32LE(4)).toBe(bare.length - 8)
  })

  test('a HEIC keeps its length: places inside it are counted in bytes', () => {
    expect(bareOf(tellingHeic(), 'image/heic').length).toBe(tellingHeic().length)
  })

  test('a photograph that says nothing is given as it is', () => {
    const bytes = silent()
    expect(bareOf(bytes, 'image/jpeg')).toBe(bytes)
    expect(claimsOf(bytes, 'image/jpeg')).toBeNull()
  })

  test('broken bytes are read as far as they go, whatever stands in them', () => {
    const kinds = PHOTOS.map(([mediaType, bytes]) => fc.tuple(fc.constant(mediaType), fc.constant(bytes)))
    fc.assert(
      fc.property(fc.oneof(...kinds), fc.nat(700), fc.nat(255), fc.nat(700), ([mediaType, bytes], at, value, end) => {
        const broken = Buffer.from(bytes.subarray(0, Math.max(16, bytes.length - end)))
        broken[Math.min(at, broken.length - 1)] = value
        claimsOf(broken, mediaType)
        bareOf(broken, mediaType)
      }),
      { numRuns: 3000 },
    )
  })
})
