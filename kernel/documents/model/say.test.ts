import { expect, test } from 'vitest'
import { say } from './say.ts'

const officers = [
  { name: '张明远', certNo: '鲁E0501127' },
  { name: '赵立群', certNo: '鲁E0501133' },
]
const day = { startAt: '2017-02-15T09:10' }

// documents.md §8 and §10.
test.each([
  ['date', '2017-02-15', '2017年2月15日'],
  ['datetime', '2017-02-15T09:05', '2017年2月15日9时5分'],
  ['datetime_short', '2017-02-15T11:40', '11时40分'],
  ['datetime_short', '2017-02-16T01:05', '2月16日1时5分'],
  ['datetime_short', '2018-01-01T01:05', '2018年1月1日1时5分'],
  ['date_capital', '2017-02-15', '贰零壹柒年零贰月壹拾伍日'],
  ['date_capital', '2026-10-20', '贰零贰陆年零壹拾月零贰拾日'],
  ['date_capital', '2026-11-08', '贰零贰陆年壹拾壹月零捌日'],
  ['date_capital', '2026-01-30', '贰零贰陆年零壹月零叁拾日'],
  ['capital', '43000.00', '肆万叁仟元整'],
  ['figures', 4_300_000, '43,000.00'],
  ['names', officers, '张明远、赵立群'],
  ['certs', officers, '鲁E0501127、鲁E0501133'],
  ['names_certs', officers, '张明远（鲁E0501127）、赵立群（鲁E0501133）'],
  [
    null,
    ['《安全生产法》第三十五条', '《安全生产法》第三十六条第二款', '《消防法》第十六条'],
    '《安全生产法》第三十五条、第三十六条第二款、《消防法》第十六条',
  ],
])('filter %s says %j as %s', (filter, value, words) => expect(say(value, filter, day)).toBe(words))

test.each(['date', 'capital', 'names', 'date_capital', null])('filter %s says nothing of nothing', (filter) => {
  for (const nothing of [null, undefined, '', [], {}]) expect(say(nothing, filter, day)).toBe('')
})
