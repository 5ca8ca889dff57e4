import { expect, test } from 'vitest'
import { accidentEditionOn, accidentEditions, findAccidentType } from './accident-types.ts'

test('each edition of GB 6441 has its own list: 20 types in 1986, 27 in 2025', () => {
  expect(accidentEditions.map(({ types }) => types.length)).toEqual([20, 27])
  const codes = accidentEditions.flatMap(({ types }) => types.map(({ code }) => code))
  expect(new Set(codes).size).toBe(codes.length)
})

test.each([
  ['1980-01-01', 'GB 6441-1986'],
  ['2026-06-30', 'GB 6441-1986'],
  ['2026-07-01', 'GB 6441-2025'],
])('on %s %s holds', (day, title) => {
  expect(accidentEditionOn(day).title).toBe(title)
})

test('a code keeps its meaning after the edition changed', () => {
  expect(findAccidentType('86-19')?.name).toBe('中毒和窒息')
  expect(findAccidentType('25-23')?.name).toBe('中毒')
  expect(findAccidentType('19')).toBeUndefined()
})
