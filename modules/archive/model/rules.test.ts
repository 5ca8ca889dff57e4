import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attachedFiles } from '#kernel/cases/model/attached.ts'
import { arrange, findingsOf, firstPages, type Line, type Proposed, pageWords } from './contents.ts'
import { archiveNumber, tidyNumber } from './number.ts'
import { fileBy, longerBy, notLateFrom, retainUntil } from './term.ts'

const days = fc.integer({ min: 0, max: 3000 }).map((n) => new Date(Date.UTC(2022, 0, 1 + n)).toISOString().slice(0, 10))

describe('the day a file is due', () => {
  test.each([
    ['after-closing', '2026-01-31', '2026-03-02'],
    ['by-june', '2026-01-31', '2027-06-30'],
    ['by-june', '2026-12-31', '2027-06-30'],
  ] as const)('%s: closed on %s it is due on %s', (rule, closedOn, due) => {
    expect(fileBy(rule, closedOn, 30)).toBe(due)
  })

  test('and the first closing that is not late say the same on every day', () => {
    fc.assert(
      fc.property(fc.constantFrom('after-closing' as const, 'by-june' as const), days, days, (rule, closedOn, on) => {
        expect(fileBy(rule, closedOn, 30) < on).toBe(closedOn < notLateFrom(rule, 30, on))
      }),
    )
  })
})

test('a period counts from the year after that of the number, for ever has no end, and an extension keeps the day', () => {
  expect(retainUntil(2026, 'ten')).toBe('2036-12-31')
  expect(retainUntil(2026, 'permanent')).toBeNull()
  expect(longerBy('2036-12-31', 20)).toBe('2056-12-31')
})

test('an archive number is written as DA/T 13 has it, and read however it is typed', () => {
  const parts = { fonds: 'X043', category: 'WS', year: 2026, retention: 'thirty', unit: 'BGS', item: 1 } as const
  expect(archiveNumber(parts)).toBe('X043-WS·2026-D30-BGS-0001')
  expect(tidyNumber(' ｘ０４３-ws・2026-D30-BGS-0001')).toBe('X043-WS·2026-D30-BGS-0001')
})

const piece = (ref: string, rank: number, dated: string): Proposed => ({
  ...{ ref, part: 'file', rank, title: ref, number: null, dated, author: '', mediaType: 'image/png' },
  ...{ fileName: `${ref}.png`, sha256: null, size: 1, pages: 1, annex: false, note: '' },
})

describe('the contents', () => {
  test('stand by rank, then by date; what came after an arrangement stands behind its neighbour', () => {
    const all = [piece('c', 2, '2026-01-01'), piece('b', 1, '2026-02-01'), piece('a', 1, '2026-01-01')]
    const order = (edits: object, more: Proposed[] = []) => arrange([...all, ...more], edits).map(({ ref }) => ref)
    expect(order({})).toEqual(['a', 'b', 'c'])
    expect(order({ order: ['c', 'a', 'b'] })).toEqual(['c', 'a', 'b'])
    expect(order({ order: ['c', 'b', 'a'] }, [piece('new', 1, '2026-01-15')])).toEqual(['c', 'b', 'a', 'new'])
  })

  test('lose and double nothing, whatever was arranged before', () => {
    const refs = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 })
    fc.assert(
      fc.property(refs, refs, (present, order) => {
        const all = present.map((ref, at) => piece(ref, at % 2, `2026-01-0${at + 1}`))
        expect(
          arrange(all, { order })
            .map(({ ref }) => ref)
            .sort(),
        ).toEqual([...present].sort())
      }),
    )
  })

  test('count pages from one, and annexes take none', () => {
    const components = [
      { pages: 2, annex: false },
      { pages: 0, annex: true },
      { pages: 3, annex: false },
    ]
    expect(firstPages(components)).toEqual([1, null, 3])
    expect([pageWords(1, 2), pageWords(null, 0), pageWords(3, 1)]).toEqual(['1-2', '附件', '3'])
  })

  const line = (more: Partial<Line>): Line => ({
    ...piece('a', 1, '2026-01-01'),
    leftOut: null,
    retitled: false,
    ...more,
  })
  test.each([
    [{ title: ' ' }, 'complete', true],
    [{ title: '关于事故的报告 机密★1年' }, 'safe', true],
    [{ annex: true, note: '音像材料', pages: 0 }, 'usable', false],
    [{ pages: 5000 }, 'usable', true],
  ] as const)('with %j are found wanting: %s', (more, property, blocks) => {
    expect(findingsOf([line(more)])).toContainEqual(expect.objectContaining({ property, blocks }))
  })

  test('do not mind a secret of trade, or what was left out', () => {
    const trade = findingsOf([line({ title: '商业秘密保护承诺书' })])
    expect(trade.filter(({ property }) => property === 'safe')).toEqual([])
    expect(findingsOf([line({ title: ' ', leftOut: '空白页' })]).filter(({ blocks }) => blocks)).toEqual([])
  })
})

test('files of an act are found where they are attached and where its input names them, each once', () => {
  const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`
  const act = {
    attachments: [{ fileId: id(1), sha256: 'x' }],
    input: { findings: [{ what: '通道堵塞', fileIds: [id(1), id(2)] }], text: id(3) },
  }
  expect(attachedFiles(act)).toEqual([
    { fileId: id(1), sha256: 'x' },
    { fileId: id(2), sha256: null },
  ])
})
