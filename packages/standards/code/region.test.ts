import { expect, test } from 'vitest'
import { checkRegion, regionLevel, regionParent, regionPrefix } from './region.ts'

test.each([
  ['330000', '33', 'province', null],
  ['330100000000', '3301', 'city', '330000000000'],
  ['330106', '330106', 'county', '330100'],
  ['330106002000', '330106002', 'town', '330106000000'],
  ['330106002', '330106002', 'town', '330106000'],
  ['330106002051', '330106002051', 'village', '330106002000'],
  ['441900', '4419', 'city', '440000'],
  ['441900003000', '441900003', 'town', '441900000000'],
  ['330110', '330110', 'county', '330100'],
  ['3705', '3705', 'city', '370000'],
])('codes.md §4: %s has prefix %s, level %s, parent %s', (code, prefix, level, parent) => {
  expect(regionPrefix(code)).toBe(prefix)
  expect(regionLevel(code)).toBe(level)
  expect(regionParent(code)).toBe(parent)
})

test('the lookup gets the trimmed code and its answer decides', () => {
  const asked: string[] = []
  const isKnown = (prefix: string) => {
    asked.push(prefix)
    return prefix !== '330106002'
  }
  expect(checkRegion('330106000000', isKnown)).toMatchObject({ valid: true, level: 'county' })
  expect(checkRegion('330106002000', isKnown)).toMatchObject({ valid: false, level: null })
  expect(asked).toEqual(['330106', '330106002'])
})
