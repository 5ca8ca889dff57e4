import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkItems } from '#standards/check-item/read.ts'
import {
  codeFault,
  correctionFaults,
  editDistance,
  isKeptBy,
  isSeenFrom,
  minutesOf,
  versionOn,
  type Words,
} from './rules.ts'

const { code: _code, ...words } = checkItems().get('GEN-LIC-004') ?? { code: '' }
const before = words as Words

describe('a typo of a published check (check-items.md §7.1)', () => {
  test.each([
    ['one character', { question: '厂房仓库是否经消防验收或备案后启用' }],
    ['the number of a clause', { basis: '消防法第14条' }],
    ['nothing', {}],
    ['whether the basis was confirmed', { verified: false }],
  ])('may change %s', (_what, change) => expect(correctionFaults(before, { ...before, ...change })).toEqual([]))

  test.each([
    ['the term', { days: 30 }, 'days'],
    ['the rank', { rank: 'major' as const }, 'rank'],
    ['what is fined', { penaltyItem: '102' }, 'penaltyItem'],
    ['yes into no', { question: '厂房仓库是否未经消防验收或备案使用' }, 'question'],
    ['the whole question', { question: '厂房仓库是否配备足够的灭火器材' }, 'question'],
    ['a figure', { how: '查消防验收意见书或备案凭证2份' }, 'how'],
  ])('does not change %s', (_what, change, field) =>
    expect(correctionFaults(before, { ...before, ...change }).map((fault) => fault.field)).toContain(field),
  )

  test('of a figure in the text changes what is asked', () => {
    const high = { ...before, question: '护栏高度是否不低于1.2米' }
    expect(correctionFaults(high, { ...high, question: '护栏高度是否不低于1.0米' })).toHaveLength(1)
    expect(correctionFaults(high, { ...high, question: '护栏高度是否不低于１.２米' })).toEqual([])
  })
})

test('the distance of two texts is that of their edits', () => {
  expect([editDistance('', '安全'), editDistance('安全阀', '安全帽'), editDistance('抄', '抄')]).toEqual([2, 1, 0])
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a))
      expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max([...a].length, [...b].length))
      expect(editDistance(a, b) === 0).toBe(a === b)
    }),
  )
})

test.each([
  ['GEN-LIC-201', '3705', null],
  ['GEN-LIC-201', '370523', '本地检查项的编码要以 370523- 开头'],
  ['370523-GEN-LIC-001', '370523', null],
  ['370500-GEN-LIC-001', '3705', null],
  ['370522-GEN-LIC-001', '370523', '编码里的区划应是 370523'],
  ['370523-HCP-LIC-001', '370523', '编码里的行业应是 GEN'],
  ['370523-GEN-EQP-001', '370523', '编码里的类别应是 LIC'],
  ['自编1号', '370523', '编码「自编1号」应如 370523-GEN-LIC-001'],
])('the code %s added at %s: %s', (code, grid, fault) =>
  expect(codeFault(code, { industry: 'general', category: 'B01' }, grid)).toBe(fault),
)

test.each([
  ['2026-01-09', 1, 'future'],
  ['2026-01-10', 1, 'in-force'],
  ['2026-02-01', 2, 'in-force'],
  ['2026-03-31', 3, 'in-force'],
  ['2026-04-01', 3, 'closed'],
])('on %s version %i speaks and is %s', (on, number, standing) => {
  const version = (n: number, fromOn: string, toOn: string | null) => ({
    code: 'X',
    version: n,
    change: 'added' as const,
    fromOn,
    toOn,
    gridCode: null,
    words: before,
    why: '',
    by: null,
    at: null,
  })
  const all = [version(1, '2026-01-10', null), version(2, '2026-02-01', null), version(3, '2026-03-01', '2026-03-31')]
  const found = versionOn(all, on)
  expect([found.version.version, found.standing]).toEqual([number, standing])
})

test('what is kept at a place is seen there, below and above, and changed only there; the whole platform is the city’s', () => {
  expect(['3705', '370523', '370523107', '370522'].map((grid) => isSeenFrom('370523', grid))).toEqual([
    true,
    true,
    true,
    false,
  ])
  expect(['3705', '370523', '370523107'].map((grid) => isKeptBy('370523', grid))).toEqual([false, true, false])
  expect(['3705', '370523', ''].map((grid) => isKeptBy(null, grid))).toEqual([true, false, false])
})

test('minutes are estimated by the occasion and rounded up to five', () =>
  expect([minutesOf('annual', 72), minutesOf('self_weekly', 5), minutesOf('self_daily', 5)]).toEqual([220, 10, 5]))
