import { describe, expect, test } from 'vitest'
import { findIndustry, INDUSTRY_COUNT, listIndustryChildren, searchIndustries } from './industry.ts'
import { DEFAULT_REGULATOR_MAPPING, REGULATOR_CATEGORIES, regulatorCategory, regulatorClass } from './regulator.ts'
import { enterpriseScale } from './scale.ts'
import { INDUSTRY_ROWS } from './table.gen.ts'

describe('GB/T 4754-2017', () => {
  test('20 sections, 97 divisions, 473 groups, 1 382 classes, each with its parent', () => {
    const counts = { section: 0, division: 0, group: 0, class: 0 }
    for (const row of INDUSTRY_ROWS) {
      const industry = findIndustry(row.slice(0, row.indexOf(' ')))
      if (!industry) throw new Error(row)
      counts[industry.level] += 1
      expect(industry.parent === null || findIndustry(industry.parent)).toBeTruthy()
    }
    expect(counts).toEqual({ section: 20, division: 97, group: 473, class: 1382 })
    expect(INDUSTRY_COUNT).toBe(1972)
  })

  test('a class with or without its section letter', () => {
    const expected = { code: '2614', name: '有机化学原料制造', level: 'class', parent: '261', section: 'C' }
    expect(findIndustry('2614')).toMatchObject(expected)
    expect(findIndustry(' ｃ2614 ')).toMatchObject(expected)
    expect(findIndustry('2614')?.path.map(({ code }) => code)).toEqual(['C', '26', '261', '2614'])
    expect(findIndustry('B2614')).toBeNull()
    expect(findIndustry('9290')).toBeNull()
  })

  test('search by parts of the name', () => {
    expect(searchIndustries('危险 仓储').map(({ code }) => code)).toEqual(['594', '5942', '5949'])
    expect(searchIndustries('制造', { limit: 3 })).toHaveLength(3)
    expect(searchIndustries('焰火', { level: 'class' }).map(({ code }) => code)).toEqual(['2672'])
    expect(searchIndustries('   ')).toEqual([])
  })

  test('children', () => {
    expect(listIndustryChildren(null)).toHaveLength(20)
    expect(listIndustryChildren('594').map(({ code }) => code)).toEqual(['5941', '5942', '5949'])
  })
})

describe('codes.md §7: default supervision category', () => {
  test.each([
    ['0610', '01', 'industry_trade'],
    ['0810', '02', 'non_coal_mine'],
    ['1011', '02', 'non_coal_mine'],
    ['0711', '04', 'non_coal_mine'],
    ['2511', '05', 'hazchem'],
    ['2614', '05', 'hazchem'],
    ['2672', '10', 'fireworks'],
    ['2681', '16', 'industry_trade'],
    ['5265', '06', 'hazchem'],
    ['5942', '06', 'hazchem'],
    ['5169', '06', 'hazchem'],
    ['5164', '19', 'industry_trade'],
    ['31', '12', 'industry_trade'],
    ['3011', '14', 'industry_trade'],
    ['3311', '15', 'industry_trade'],
    ['1711', '17', 'industry_trade'],
    ['4790', '20', 'other'],
    ['5810', '21', 'other'],
    ['4511', '24', 'other'],
    ['4210', '99', 'industry_trade'],
    ['8321', '99', 'other'],
  ])('%s is %s, class %s', (code, category, bigClass) => {
    expect(regulatorCategory(code)).toMatchObject({ code: category, verified: false })
    expect(regulatorClass(code)).toBe(bigClass)
  })

  test('every prefix and category of the mapping exists', () => {
    for (const { prefix, category } of DEFAULT_REGULATOR_MAPPING) {
      expect(findIndustry(prefix), prefix).not.toBeNull()
      expect(REGULATOR_CATEGORIES[category], category).toBeDefined()
    }
  })

  test('a county may bring its own mapping; unknown and too coarse codes give null', () => {
    expect(regulatorCategory('2671', [{ prefix: '267', category: '99' }])).toMatchObject({ code: '99' })
    expect(regulatorCategory('C')).toBeNull()
    expect(regulatorClass('9999')).toBeNull()
  })
})

describe('data-exchange.md §6: enterprise scale', () => {
  test.each([
    ['2614', 1000, 40000, null, 'large'],
    ['2614', 999, 40000, null, 'medium'],
    ['2614', 1000, 39999, null, 'medium'],
    ['C', 300, 2000, null, 'medium'],
    ['2614', 20, 300, null, 'small'],
    ['2614', 1200, 299, null, 'micro'],
    ['2614', 19, 90000, null, 'micro'],
    ['0111', null, 500, null, 'medium'],
    ['4710', null, 80000, 80000, 'large'],
    ['4710', null, 80000, 79999, 'medium'],
    ['5111', 200, 40000, null, 'large'],
    ['5265', 10, 100, null, 'small'],
    ['5411', 1000, 30000, null, 'large'],
    ['5942', 100, 1000, null, 'medium'],
    ['5910', 20, 200, null, 'small'],
    ['6010', 300, 2000, null, 'medium'],
    ['6110', 100, 2000, null, 'medium'],
    ['6210', 9, 100, null, 'micro'],
    ['6311', 2000, 100000, null, 'large'],
    ['6511', 10, 50, null, 'small'],
    ['7010', null, 1000, 5000, 'medium'],
    ['7020', 100, 500, null, 'small'],
    ['7211', 300, null, 120000, 'large'],
    ['7310', 100, null, null, 'medium'],
  ])('%s with %s people, revenue %s, assets %s is %s', (industryCode, staff, revenueWan, assetsWan, scale) => {
    expect(enterpriseScale({ industryCode, staff, revenueWan, assetsWan }).scale).toBe(scale)
  })

  test('what cannot be classed says why', () => {
    expect(enterpriseScale({ industryCode: '6610', staff: 5 })).toMatchObject({ scale: null, code: '9' })
    expect(enterpriseScale({ industryCode: '2614', staff: 5 })).toMatchObject({ scale: null, code: null })
    expect(enterpriseScale({ industryCode: '2614', staff: 5 }).explanation).toContain('营业收入')
    expect(enterpriseScale({ industryCode: 'F', staff: 5, revenueWan: 5 }).explanation).toContain('更细')
    expect(enterpriseScale({ industryCode: '9999', staff: 5 }).explanation).toContain('9999')
    expect(() => enterpriseScale({ industryCode: '2614', staff: -1, revenueWan: 1 })).toThrow('从业人员')
  })
})
