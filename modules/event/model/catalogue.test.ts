import { expect, test } from 'vitest'
import { eventCategories, eventGroups, eventItems, findEventItem, lastDayOf, searchItems } from './catalogue.ts'

test('the catalogue has 5 groups, 29 categories and 149 items, each code once (grid.md §6)', () => {
  expect(Object.keys(eventGroups)).toHaveLength(5)
  expect(eventCategories).toHaveLength(29)
  expect(new Set(eventCategories.map(({ group }) => group)).size).toBe(5)
  expect(eventItems).toHaveLength(149)
  expect(new Set(eventItems.map(({ code }) => code)).size).toBe(149)
  expect(eventItems.filter(({ name }) => name.trim() === '')).toEqual([])
})

test.each([
  ['0101', '证照不全', 'T'],
  ['0206', '废弃危化品', 'D'],
  ['0601', '通道堵塞', 'V'],
  ['1905', '涉黑恶线索', 'D'],
  ['2906', '阵地建设', 'V'],
])('item %s is %s and handled at level %s', (code, name, level) => {
  expect(findEventItem(code)).toMatchObject({ name, level })
})

test('items of the village end within 3 days, the others within 15 (grid.md §5)', () => {
  for (const item of eventItems) {
    expect(item.limitHours).toBeGreaterThanOrEqual(24)
    expect(item.limitHours).toBeLessThanOrEqual(item.level === 'V' ? 72 : 360)
  }
  expect(lastDayOf(findEventItem('0105') as never, '2026-12-30')).toBe('2027-01-04')
})

test('words are looked for in item, category and group; full-width digits are codes too', () => {
  expect(searchItems('消防 堵塞').map(({ code }) => code)).toEqual(['0601'])
  expect(searchItems('０６').map(({ category }) => category)).toEqual(Array(6).fill('06'))
  expect(searchItems('没有的词')).toEqual([])
})
