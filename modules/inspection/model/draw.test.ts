import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkDraw, commitList, commitSecret, type DrawList, drawFrom, listText, poolOf, seedOf } from './draw.ts'

const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { minLength: 2, maxLength: 30 })
const lists = names.chain((all) =>
  fc.record({ out: fc.subarray(all, { maxLength: all.length - 1 }), count: fc.integer({ min: 1, max: 40 }) }).map(
    ({ out, count }): DrawList => ({
      purpose: '一般检查',
      kind: 'object',
      rule: '全部',
      candidates: all.map((name) => ({ key: name, name })),
      excluded: out.map((key) => ({ key, why: '停产' })),
      count,
    }),
  ),
)
const seeds = fc.string({ minLength: 1 })

test('the same list and seed draw the same, as many as asked or as there are, nobody twice and nobody left out', () =>
  fc.assert(
    fc.property(lists, seeds, (list, seed) => {
      const drawn = drawFrom(list, seed)
      expect(drawFrom(list, seed)).toEqual(drawn)
      expect(drawn).toHaveLength(Math.min(list.count, poolOf(list).length))
      expect(new Set(drawn).size).toBe(drawn.length)
      expect(drawn.filter((key) => list.excluded.some((one) => one.key === key))).toEqual([])
    }),
  ))

test('changing anything of the list changes its fingerprint', () => {
  fc.assert(
    fc.property(lists, lists, (a, b) => {
      expect(commitList(a) === commitList(b)).toBe(listText(a) === listText(b))
    }),
  )
  fc.assert(
    fc.property(lists, fc.nat(), fc.string({ minLength: 1 }), (list, at, more) => {
      const other = list.candidates.map((one, place) =>
        place === at % list.candidates.length ? { ...one, name: one.name + more } : one,
      )
      expect(commitList({ ...list, candidates: other })).not.toBe(commitList(list))
    }),
  )
})

test('everybody is drawn about as often as anybody else', () => {
  const list: DrawList = {
    purpose: '',
    kind: 'object',
    rule: '',
    candidates: Array.from({ length: 10 }, (_, at) => ({ key: String(at), name: '' })),
    excluded: [],
    count: 3,
  }
  const times = new Map<string, number>()
  const rounds = 3000
  for (let round = 0; round < rounds; round++)
    for (const key of drawFrom(list, `round ${round}`)) times.set(key, (times.get(key) ?? 0) + 1)
  // Chi-squared with 9 degrees of freedom: 27.9 is passed once in a thousand; the seeds are fixed, so this is no gamble.
  const expected = (rounds * 3) / 10
  const chi = [...times.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0)
  expect(chi).toBeLessThan(27.9)
})

test('an outsider finds every change of a record', () => {
  const list: DrawList = {
    purpose: '一般检查',
    kind: 'object',
    rule: '全部',
    candidates: ['甲', '乙', '丙', '丁'].map((name) => ({ key: name, name })),
    excluded: [{ key: '丁', why: '停产' }],
    count: 2,
  }
  const commitment = commitList(list)
  const party = (name: string, secret: string) => ({ name, secret, commitment: commitSecret(commitment, secret) })
  const parties = [party('县局', 'aa'), party('纪检', 'bb')]
  const drawn = drawFrom(list, seedOf(commitment, ['aa', 'bb']))
  const record = { list, commitment, parties, drawn }
  const verdict = (changed: object) => checkDraw({ ...record, ...changed }).map(({ holds }) => holds)
  expect(verdict({})).toEqual([true, true, true, true])
  expect(verdict({ list: { ...list, count: 1 } })[1]).toBe(false)
  expect(verdict({ parties: [party('县局', 'aa'), { ...party('纪检', 'bb'), secret: 'bc' }] })[2]).toBe(false)
  expect(verdict({ parties: [party('县局', 'aa')] })[2]).toBe(false)
  expect(verdict({ drawn: drawn.toReversed() })[3]).toBe(false)
  expect(verdict({ list: { ...list, excluded: [{ key: '丁', why: '' }] } })[0]).toBe(false)
})
