import fc from 'fast-check'
import { expect, test } from 'vitest'
import { add, divide, exact, isAtLeast, multiply, toNumber, toText } from './exact.ts'

test('decimals are taken as written', () => {
  expect(add(exact(0.1), exact(0.2))).toEqual(exact(0.3))
  expect(exact('1e-7')).toEqual({ num: 1n, den: 10_000_000n })
  expect(exact(1e21)).toEqual({ num: 10n ** 21n, den: 1n })
  expect(toText(divide(exact(2), exact(3)))).toBe('0.666666…')
  expect(toText(exact('116.000'))).toBe('116')
  expect(() => exact('1,5')).toThrow(RangeError)
  expect(() => exact(Number.NaN)).toThrow(RangeError)
})

test('every positive float survives the round trip', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(toNumber(exact(value))).toBe(value)
    }),
  )
})

test('division undoes multiplication, and order agrees with floats', () => {
  const positive = fc.integer({ min: 1, max: 10 ** 9 }).map((n) => n / 1000)
  fc.assert(
    fc.property(positive, positive, (a, b) => {
      expect(divide(multiply(exact(a), exact(b)), exact(b))).toEqual(exact(a))
      expect(isAtLeast(exact(a), exact(b))).toBe(a >= b)
    }),
  )
})
