import { afterAll, beforeAll, expect, test } from 'vitest'
import { type House, openHouse } from '#apps/server/test-house.ts'
import { checkIndustries, checkLevels } from '#standards/check-item/check-item.ts'
import { checkItems, checkTemplates } from '#standards/check-item/read.ts'
import { hazardCategories } from '#standards/hazard/categories.ts'
import { criteria } from '#standards/hazard/criteria.ts'

import { codeFault, wordsFaults } from '../model/rules.ts'
import { CheckWords } from '../model/schema.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())

const get = async (query: string) => (await house.as('zhao')('GET', `/api/v1/check-items?${query}`)).body

test('the seed is whole: known categories, industries and criteria, and templates whose items exist', () => {
  const items = checkItems()
  expect([items.size, checkTemplates().length]).toEqual([648, 59])
  const categories = new Set(hazardCategories.map(({ code }) => code))
  const known = new Set(criteria.map(({ code }) => code))
  for (const item of items.values()) {
    expect([item.code, categories.has(item.category), item.industry in checkIndustries]).toEqual([
      item.code,
      true,
      true,
    ])
    // Construction has criteria of its own that no table here holds yet.
    if (item.criterion && !item.criterion.startsWith('CC'))
      expect([item.code, known.has(item.criterion)]).toEqual([item.code, true])
    expect(item.days).toBeGreaterThan(0)
    const { code, ...words } = item
    expect([code, wordsFaults(words)]).toEqual([code, []])
    expect([code, codeFault(code, words, '3705')]).toEqual([code, null])
    expect([code, CheckWords.safeParse(words).success]).toEqual([code, true])
  }
  for (const template of checkTemplates()) {
    expect(template.itemCodes.filter((code) => !items.has(code))).toEqual([])
    expect(template.level in checkLevels).toBe(true)
  }
})

test('is found by words, industry, category and template, as it holds on a day', async () => {
  expect((await get('q=报警器 气体&limit=5')).items.length).toBeGreaterThan(0)
  const dust = await get('industry=dust_explosion&limit=1000')
  expect(dust.total).toBe(26)
  expect((await get('template=T-GEN-ANNUAL&limit=1000')).items.map(({ code }: { code: string }) => code)).toContain(
    'GEN-ORG-003',
  )
  expect((await get('template=NONE')).total).toBe(0)
  expect((await get('on=2020-01-01')).total).toBe(0)
  const forEnterprises = await get('audience=enterprise&limit=1000')
  expect(forEnterprises.items.some(({ audience }: { audience: string }) => audience === 'government')).toBe(false)
  expect((await house.as('zhao')('GET', '/api/v1/check-items/GEN-ORG-001')).body.industryName).toBe('通用')
  expect((await house.as('zhao')('GET', '/api/v1/check-items/NO-SUCH')).status).toBe(404)
  expect((await house.as(null)('GET', '/api/v1/check-items')).status).toBe(401)
})
