import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkPoint } from './check-point.ts'
import { convertPoint } from './convert.ts'
import { distanceMetres } from './distance.ts'
import { cellCorners, cellId, centralMeridian, fromPlane, toPlane } from './gauss-kruger.ts'
import { geohash } from './geohash.ts'

const HANGZHOU = { lng: 120.1551, lat: 30.2741 }
const PLACES: [string, number[], number[], number[]][] = [
  ['Beijing', [116.397428, 39.90923], [116.403672, 39.910634], [116.410044, 39.916973]],
  ['Hangzhou', [120.1551, 30.2741], [120.159794, 30.271771], [120.166358, 30.277599]],
  ['Dongying', [118.6747, 37.434], [118.680367, 37.434678], [118.686749, 37.441032]],
  ['Ürümqi', [87.6168, 43.8256], [87.61965, 43.826805], [87.6261, 43.83295]],
  ['Hong Kong', [114.1694, 22.3193], [114.174367, 22.316551], [114.180928, 22.322222]],
]
const inChina = fc.record({
  lng: fc.double({ min: 75, max: 130, noNaN: true }),
  lat: fc.double({ min: 18, max: 52, noNaN: true }),
})

function point([lng = 0, lat = 0]: number[]) {
  return { lng, lat }
}

describe('coordinates-and-maps.md §1', () => {
  test.each(PLACES)('%s in GCJ-02 and BD-09', (_, wgs, gcj, bd) => {
    for (const [to, expected] of [
      ['GCJ02', gcj],
      ['BD09', bd],
    ] as const) {
      const result = convertPoint(point(wgs), 'WGS84', to)
      expect(Math.abs(result.lng - point(expected).lng)).toBeLessThan(1e-5)
      expect(Math.abs(result.lat - point(expected).lat)).toBeLessThan(1e-5)
    }
  })

  test('the way back returns within 0.1 m', () => {
    fc.assert(
      fc.property(inChina, fc.constantFrom('GCJ02' as const, 'BD09' as const), (wgs, system) => {
        const back = convertPoint(convertPoint(wgs, 'WGS84', system), system, 'WGS84')
        expect(distanceMetres(wgs, back)).toBeLessThan(0.1)
      }),
    )
  })

  test('a point outside China passes GCJ-02 unchanged', () => {
    const paris = { lng: 2.35, lat: 48.85 }
    expect(convertPoint(paris, 'WGS84', 'GCJ02')).toEqual(paris)
    expect(convertPoint(paris, 'GCJ02', 'WGS84')).toEqual(paris)
    expect(() => convertPoint({ lng: Number.NaN, lat: 1 }, 'WGS84', 'GCJ02')).toThrow(RangeError)
  })

  test('range and swap hint', () => {
    expect(checkPoint(120.1551, 30.2741)).toEqual({ valid: true, reason: null })
    expect(checkPoint(73.4, 3.4).valid && checkPoint(135.1, 53.6).valid).toBe(true)
    expect(checkPoint(30.2741, 120.1551)).toMatchObject({ valid: false, hint: '是否应为经度 120.1551、纬度 30.2741' })
    expect(checkPoint(2.35, 48.85).reason).toContain('经度')
    expect(checkPoint(120, 53.7).reason).toContain('纬度')
    expect(checkPoint(Number.NaN, 30).valid).toBe(false)
  })
})

describe('coordinates-and-maps.md §5', () => {
  test('the worked example: plane, cell and corners', () => {
    const plane = toPlane(HANGZHOU)
    expect(plane.meridian).toBe(120)
    expect(plane.eastingM).toBeCloseTo(514923.734, 3)
    expect(plane.northingM).toBeCloseTo(3350508.87, 3)
    expect(cellId(HANGZHOU)).toBe('CM120-5149-33505')
    expect(cellCorners('CM120-5149-33505').map(({ lng, lat }) => [lng.toFixed(7), lat.toFixed(7)])).toEqual([
      ['120.1548532', '30.2740203'],
      ['120.1558925', '30.2740190'],
      ['120.1558939', '30.2749211'],
      ['120.1548546', '30.2749223'],
    ])
    expect(() => cellCorners('5149-33505')).toThrow(RangeError)
  })

  test('a county across a zone border keeps one zone', () => {
    expect(centralMeridian(118.6)).toBe(120)
    expect(centralMeridian(118.4)).toBe(117)
    expect(cellId({ lng: 118.4, lat: 37.4 }, 120)).toMatch(/^CM120-/)
  })

  test('plane and back agree to a millimetre', () => {
    fc.assert(
      fc.property(inChina, (wgs) => {
        expect(distanceMetres(fromPlane(toPlane(wgs)), wgs)).toBeLessThan(0.001)
      }),
    )
  })

  test.each(['wtmkn', 'wtmknp', 'wtmknpn', 'wtmknpnr', 'wtmknpnr2'])('geohash %s', (hash) => {
    expect(geohash(HANGZHOU, hash.length)).toBe(hash)
  })
})

test('a degree of latitude is about 111.2 km', () => {
  expect(distanceMetres({ lng: 120, lat: 30 }, { lng: 120, lat: 31 })).toBeCloseTo(111_195, -1)
  expect(distanceMetres(HANGZHOU, HANGZHOU)).toBe(0)
})
