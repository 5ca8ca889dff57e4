import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fontCoverage, missingGlyphs } from '../glyph.ts'
import { missingIn, packCoverage, unpackCoverage } from './coverage.ts'

/** Ranges in order that do not touch. */
const ranges = fc
  .array(fc.tuple(fc.integer({ min: 2, max: 400 }), fc.integer({ min: 0, max: 60 })), { minLength: 1, maxLength: 30 })
  .map((steps) => {
    let at = 0
    return steps.map(([gap, length]) => {
      const from = at + gap
      at = from + length
      return [from, at] as [number, number]
    })
  })

describe('what fonts draw, as it travels to a device', () => {
  test('is the same after the way', () => {
    fc.assert(
      fc.property(ranges, (coverage) => {
        expect(unpackCoverage(packCoverage(coverage))).toEqual(coverage)
      }),
    )
  })

  test('tells the same characters as the server finds missing', () => {
    const travelled = fontCoverage().map(unpackCoverage)
    for (const text of ['责令限期整改指令书〔2026〕1号', '有限公司𰻝面馆', '㛃燚䶮', '🙂请整改'])
      expect(missingIn(text, travelled)).toEqual(missingGlyphs(text))
    expect(missingIn('𰻝面', travelled)).toEqual(['𰻝'])
  })
})
