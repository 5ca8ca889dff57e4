import { expect, test } from 'vitest'
import { checkGridCode } from '../code/grid-code.ts'
import { checkRegion } from '../code/region.ts'
import { listChildDivisions, makeRegionLookup, readDivisions } from './read.ts'
import { townKind, villageKind } from './unit-kind.ts'

test('a city is read with everything in it, itself first', async () => {
  const divisions = await readDivisions('3705')
  expect(divisions).toHaveLength(1981)
  expect(divisions[0]).toEqual({ code: '3705', name: '东营市', level: 'city', parentCode: '37' })
  expect(divisions.every(({ code }) => code.startsWith('3705'))).toBe(true)
  const codes = new Set(divisions.map(({ code }) => code))
  expect(divisions.slice(1).every(({ parentCode }) => codes.has(parentCode ?? ''))).toBe(true)
  expect(await readDivisions('370500000000')).toEqual(divisions)
})

test('towns and villages are not confused although both have three own digits', async () => {
  const [town, village] = await readDivisions('370523001')
  expect(town).toEqual({ code: '370523001', name: '广饶街道', level: 'town', parentCode: '370523' })
  expect(village).toMatchObject({ code: '370523001001', level: 'village', parentCode: '370523001' })
  expect(await readDivisions('330106002051')).toEqual([
    { code: '330106002051', name: '上保社区', level: 'village', parentCode: '330106002' },
  ])
})

test('a city without districts has its towns under a county of its own code', async () => {
  expect((await listChildDivisions('4419')).map(({ code }) => code)).toEqual(['441900'])
  expect((await readDivisions('441900003'))[0]).toMatchObject({ name: '东城街道', level: 'town', parentCode: '441900' })
})

test('unknown prefixes give nothing, malformed ones throw', async () => {
  expect(await readDivisions('3799')).toEqual([])
  expect(await readDivisions('16')).toEqual([])
  expect(await readDivisions('71')).toEqual([])
  await expect(readDivisions('37x')).rejects.toThrow('37x')
  await expect(readDivisions('')).rejects.toThrow(RangeError)
  await expect(readDivisions('../37')).rejects.toThrow(RangeError)
})

test('the whole source is there, which leaves out Taiwan, Hong Kong and Macau', async () => {
  const counts = { province: 0, city: 0, county: 0, town: 0, village: 0 }
  for (const { code } of await listChildDivisions(''))
    for (const { level } of await readDivisions(code)) counts[level] += 1
  expect(counts).toEqual({ province: 31, city: 342, county: 2978, town: 41352, village: 620573 })
})

test('the lookup decides codes that have the right form (codes.md §4, §5)', async () => {
  const isKnown = await makeRegionLookup(['330106', '710000', '990000'])
  expect(checkRegion('330106002051', isKnown).valid).toBe(true)
  expect(checkRegion('330106002999', isKnown).reason).toContain('不在区划表中')
  expect(checkGridCode('330106002999001', isKnown).reason).toContain('330106002999')
  expect(checkGridCode('330106002051001', isKnown).valid).toBe(true)
  expect(checkRegion('710000', isKnown).valid).toBe(true)
})

test('ordinals tell the kind of town and village', () => {
  expect([townKind('330106002'), townKind('370523100'), townKind('370523200'), townKind('370523400')]).toEqual([
    'street',
    'town',
    'township',
    'similar',
  ])
  expect(villageKind('330106002051')).toBe('residents_committee')
  expect(villageKind('370523100200')).toBe('village_committee')
  expect(villageKind('330106002000')).toBeNull()
})
