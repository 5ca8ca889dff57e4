import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sm3 } from './sm3.ts'

test('the worked examples of GB/T 32905-2016 annex A', () => {
  expect(sm3('abc')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
  expect(sm3('abcd'.repeat(16))).toBe('debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732')
})

test('any text is hashed as the library of the server hashes it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      expect(sm3(text)).toBe(createHash('sm3').update(new TextEncoder().encode(text)).digest('hex'))
    }),
  )
})
