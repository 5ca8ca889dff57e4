import { expect, test } from 'vitest'
import { typedDate, typedTime, weekdayOf } from './typed-time.ts'

test.each([
  ['2026-11-22', '2026-11-22'],
  ['2026/11/2', '2026-11-02'],
  ['２０２６．１１．２２', '2026-11-22'],
  ['2026年11月22日', '2026-11-22'],
  ['2026-11-22 周日', '2026-11-22'],
  ['20261122', '2026-11-22'],
  ['3-5', '2026-03-05'],
  ['2–28', '2026-02-28'],
  ['2026-02-29', null],
  ['2026-13-01', null],
  ['1122', null],
  ['明天', null],
  ['', null],
])('a date typed as %s is %s', (text, date) => {
  expect(typedDate(text, '2026')).toBe(date)
})

test.each([
  ['9:30', '09:30'],
  ['09：30', '09:30'],
  ['0930', '09:30'],
  ['9点', '09:00'],
  ['14点5分', '14:05'],
  ['24:00', null],
  ['9:60', null],
  ['930', null],
  ['上午', null],
])('a time typed as %s is %s', (text, time) => {
  expect(typedTime(text)).toBe(time)
})

test('a date has its weekday in Chinese, whatever the browser speaks', () => {
  expect(['2026-11-22', '2026-11-23', '2024-02-29'].map(weekdayOf)).toEqual(['周日', '周一', '周四'])
})
