import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seededRandom } from '#kernel/geo/random.ts'
import { enterpriseList } from '#modules/enterprise/model/listed.ts'
import { hazardList } from '#modules/hazard/model/listed.ts'
import { inspectionList } from '#modules/inspection/model/listed.ts'
import { documentList } from '#modules/legal-document/model/listed.ts'
import { organisationCheckChar } from '#standards/code/organisation-code.ts'
import { usccCheckChar } from '#standards/code/uscc.ts'
import { guessColumns } from './head.ts'
import type { ListKind } from './list.ts'
import { type Fate, matchList, type PlatformRow, type SheetLine } from './match.ts'
import { withoutNumbers } from './personal.ts'
import { dayOf, nameForm, numberForm, readCell } from './value.ts'

const TOWNS: Readonly<Record<string, string>> = { 大王镇: '370523101', 稻庄镇: '370523102', 大码头镇: '370523107' }
const placeOf = (written: string) => TOWNS[written.replace(/\s/g, '')] ?? null

/** A line as it would be read from a sheet. */
const lineOf = (kind: ListKind, row: number, texts: Readonly<Record<string, string>>): SheetLine => ({
  row,
  cells: new Map(
    kind.columns.flatMap((column) => {
      const read = readCell(column, texts[column.key] ?? null, placeOf)
      return read ? [[column.key, read] as const] : []
    }),
  ),
})

function creditCode(at: number): string {
  const body = `MA${String(100_000 + at).slice(-6)}`
  const front = `91370523${body}${organisationCheckChar(body)}`
  return front + usccCheckChar(front)
}

describe('a list with planted differences, written as offices write', () => {
  type Truth = Pick<Fate, 'kind'> & { id?: string; fields?: string[]; of?: number }

  /** Rows of the platform, a sheet made of them in odd spelling, and what is really the matter with each line. */
  function plant(seed: number) {
    const random = seededRandom(seed)
    const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T
    const chance = (share: number) => random() < share
    const towns = Object.keys(TOWNS)
    const wide = (text: string) =>
      text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))
    const spelt = (name: string) => {
      let text = name
      if (chance(0.3)) text = text.replace('有限公司', '有限责任公司')
      if (chance(0.3)) text = text.replace('(', '（').replace(')', '）')
      if (chance(0.2)) text = [...text].join(pick(['', ' ', '　', '\u200b']))
      return chance(0.2) ? `  ${text} ` : text
    }
    const speltCode = (code: string) =>
      pick([code, code.toLowerCase(), wide(code), ` ${code}`, `${code.slice(0, 6)} ${code.slice(6)}`])
    const scales = { small: ['小型', '小'], medium: ['中型', '中'], large: ['大型'] } as const
    const keys = Object.keys(scales) as (keyof typeof scales)[]
    const firm = (at: number) => `广饶${pick(['恒源', '鑫泰', '永盛'])}${at}号(集团)机械有限公司`

    const rows: PlatformRow[] = []
    const lines: SheetLine[] = []
    const truth = new Map<number, Truth>()
    const extra: string[] = []
    let row = 3
    const count = 5 + Math.floor(random() * 40)
    for (let at = 0; at < count; at++) {
      const town = pick(towns)
      // One name in two towns is two enterprises; in one town nobody could tell them apart.
      const before = rows.at(-1)
      const isFirst = before !== undefined && rows.at(-2)?.facts.name !== before.facts.name
      const isNamesake = isFirst && chance(0.15) && before.gridCode !== TOWNS[town]
      const name = isNamesake ? String(before.facts.name) : firm(at)
      const scale = pick(keys)
      const code = chance(0.8) ? creditCode(at) : null
      const id = `row ${at}`
      rows.push({ id, gridCode: TOWNS[town] as string, facts: { code, name, scale, state: 'producing' } })
      if (chance(0.15)) {
        extra.push(id)
        continue
      }
      const other = chance(0.2) ? pick(keys.filter((key) => key !== scale)) : null
      // Without the code a namesake is told by its town; where the code is, the town may be left out.
      const saysCode = code !== null && chance(0.7)
      const texts = () => ({
        ...(saysCode && code ? { code: speltCode(code) } : {}),
        name: spelt(name),
        ...(saysCode && chance(0.5) ? {} : { place: town }),
        scale: pick(scales[other ?? scale]),
        ...(chance(0.5) ? { state: pick(['在产', '正常生产']) } : {}),
      })
      const own = ++row
      lines.push(lineOf(enterpriseList, own, texts()))
      truth.set(own, other ? { kind: 'different', id, fields: ['scale'] } : { kind: 'same', id })
      if (chance(0.1)) {
        lines.push(lineOf(enterpriseList, ++row, texts()))
        truth.set(row, { kind: 'duplicate', of: own })
      }
    }
    for (let at = 0; at < 1 + Math.floor(random() * 5); at++) {
      const texts = {
        name: spelt(`新办${at}号铸造厂`),
        place: pick(towns),
        ...(chance(0.5) ? { code: creditCode(500 + at) } : {}),
      }
      lines.push(lineOf(enterpriseList, ++row, texts))
      truth.set(row, { kind: 'missing' })
    }
    for (let at = lines.length - 1; at > 0; at--) {
      const to = Math.floor(random() * (at + 1))
      ;[lines[at], lines[to]] = [lines[to] as SheetLine, lines[at] as SheetLine]
    }
    return { rows, lines, truth, extra }
  }

  test('every planted difference is found, and none that is not there', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), (seed) => {
        const { rows, lines, truth, extra } = plant(seed)
        const found = matchList(enterpriseList, rows, lines)
        expect(found.lines).toHaveLength(lines.length)
        expect([...found.extra].sort()).toEqual([...extra].sort())
        expect(found.doubted).toEqual([])
        // Of a line written twice either may count as the first.
        const twice = new Map(
          [...truth].flatMap(([row, { of }]) =>
            of === undefined
              ? []
              : [
                  [row, of],
                  [of, row],
                ],
          ),
        )
        for (const fate of found.lines) {
          const { id, fields, kind } = truth.get(fate.row) as Truth
          const twin = truth.get(twice.get(fate.row) ?? -1)
          const told = {
            kind: fate.kind,
            ...('id' in fate ? { id: fate.id } : {}),
            ...('fields' in fate ? { fields: fate.fields.map(({ key }) => key) } : {}),
          }
          const wanted = [{ kind, ...(id ? { id } : {}), ...(fields ? { fields } : {}) }]
          if (twin)
            wanted.push(
              { kind: 'duplicate' },
              { kind: twin.kind, ...(twin.id ? { id: twin.id } : {}), ...(twin.fields ? { fields: twin.fields } : {}) },
            )
          expect(wanted).toContainEqual(told)
        }
        const of = (kind: string) => found.lines.filter((fate) => fate.kind === kind).length
        expect(of('duplicate')).toBe([...truth.values()].filter(({ kind }) => kind === 'duplicate').length)
        expect(rows.length - extra.length).toBe(of('same') + of('different'))
      }),
      { numRuns: 400 },
    )
  })

  test('a sheet held against itself has no difference, in whatever order it stands', () => {
    const { rows } = plant(7)
    const lines = rows.toReversed().map(({ facts, gridCode }, at) =>
      lineOf(enterpriseList, at + 2, {
        code: facts.code ?? '',
        name: facts.name ?? '',
        place: Object.keys(TOWNS).find((town) => TOWNS[town] === gridCode) ?? '',
      }),
    )
    const found = matchList(enterpriseList, rows, lines)
    expect([found.extra, found.lines.every(({ kind }) => kind === 'same')]).toEqual([[], true])
  })
})

describe('what several rows could be is said and never guessed', () => {
  const row = (id: string, facts: Record<string, string | null>, gridCode = '370523107'): PlatformRow => ({
    id,
    gridCode,
    facts,
  })
  const [one, two] = [creditCode(1), creditCode(2)]
  const cases: [string, PlatformRow[], Record<string, string>[], unknown[]][] = [
    [
      'a name alone that two towns have',
      [row('a', { name: '便民超市' }), row('b', { name: '便民超市' }, '370523101')],
      [{ name: '便民超市' }],
      [{ kind: 'unclear', row: 2, why: 'several', candidates: ['a', 'b'] }],
    ],
    [
      'the name in one town, the sheet says another',
      [row('a', { name: '便民超市' })],
      [{ name: '便民超市', place: '大王镇' }],
      [{ kind: 'unclear', row: 2, why: 'weak', candidates: ['a'] }],
    ],
    [
      'one name with two good codes',
      [row('a', { name: '便民超市', code: one })],
      [{ name: '便民超市', code: two }],
      [{ kind: 'unclear', row: 2, why: 'other-code', candidates: ['a'] }],
    ],
    [
      'one code with two names',
      [row('a', { name: '甲厂机械', code: one })],
      [
        { name: '甲厂机械', code: one },
        { name: '乙厂铸造', code: one },
      ],
      [
        { kind: 'same', row: 2, id: 'a' },
        { kind: 'unclear', row: 3, why: 'same-code-other-name', candidates: ['a'] },
      ],
    ],
    [
      'nothing that says who',
      [row('a', { name: '甲厂' })],
      [{ scale: '小型' }],
      [{ kind: 'unclear', row: 2, why: 'unread', candidates: [] }],
    ],
    [
      'two sites of one code, of which the sheet names one',
      [row('a', { name: '甲公司一分厂', code: one }), row('b', { name: '甲公司二分厂', code: one })],
      [{ name: '甲公司二分厂', code: one }],
      [{ kind: 'same', row: 2, id: 'b' }],
    ],
  ]
  test.each(cases)('%s', (_what, rows, texts, wanted) => {
    const lines = texts.map((text, at) => lineOf(enterpriseList, at + 2, text))
    expect(matchList(enterpriseList, rows, lines).lines).toEqual(wanted)
  })

  test('a code with a wrong digit is matched by name and shown as a difference', () => {
    const wrong = `${one.slice(0, 17)}${one.endsWith('1') ? '2' : '1'}`
    const found = matchList(
      enterpriseList,
      [row('a', { name: '甲厂', code: one })],
      [lineOf(enterpriseList, 2, { name: '甲厂', code: wrong })],
    )
    expect(found.lines).toEqual([
      { kind: 'different', row: 2, id: 'a', fields: [{ key: 'code', platform: one, office: wrong }] },
    ])
  })

  test('rows that may be an unclear one are not said to be missing from the sheet', () => {
    const rows = [
      row('a', { name: '便民超市' }),
      row('b', { name: '便民超市' }, '370523101'),
      row('c', { name: '别家' }),
    ]
    const found = matchList(enterpriseList, rows, [lineOf(enterpriseList, 2, { name: '便民超市' })])
    expect([found.extra, found.doubted]).toEqual([['c'], ['a', 'b']])
  })

  test('two visits of one day are told apart by what they found; a number of the office’s own says nothing', () => {
    const visit = (id: string, found: string) =>
      row(id, { number: `JC-370523-2026-0000${id}`, name: '甲厂', day: '2026-10-08', found })
    const line = (at: number, number: string, found: string) =>
      lineOf(inspectionList, at, { number, name: '甲厂', day: '2026年10月8日', found })
    const both = matchList(inspectionList, [visit('1', '3'), visit('2', '0')], [line(2, '7', '0条'), line(3, '8', '3')])
    expect(both.lines).toEqual([
      { kind: 'same', row: 2, id: '2' },
      { kind: 'same', row: 3, id: '1' },
    ])
    const more = matchList(inspectionList, [visit('1', '3')], [line(2, '7', '3'), line(3, '8', '5')])
    expect(more.lines.map(({ kind }) => kind)).toEqual(['same', 'unclear'])
  })

  test('a document is known by its number, however its brackets are drawn', () => {
    const rows = [
      row('a', { number: '（广）应急责改〔2026〕23号', name: '甲厂', title: '责令限期整改指令书', day: '2026-10-08' }),
    ]
    const found = matchList(documentList, rows, [
      lineOf(documentList, 2, { number: '(广)应急责改[2026]023 号', day: '20261009' }),
    ])
    expect(found.lines).toEqual([
      { kind: 'different', row: 2, id: 'a', fields: [{ key: 'day', platform: '2026-10-08', office: '2026-10-09' }] },
    ])
  })

  test('a hazard told in other words at the same place on the same day is not two', () => {
    const rows = [row('a', { name: '甲厂', day: '2026-10-08', what: '配电箱门关不上', rank: 'ordinary' })]
    const found = matchList(hazardList, rows, [
      lineOf(hazardList, 2, { name: '甲厂', day: '2026-10-08', what: '配电箱未关闭' }),
    ])
    expect([found.lines[0], found.extra]).toEqual([{ kind: 'unclear', row: 2, why: 'weak', candidates: ['a'] }, []])
  })
})

test('a hundred thousand lines of one code do not stop the house', () => {
  const code = creditCode(1)
  const rows = [{ id: 'a', gridCode: '370523107', facts: { code, name: '甲厂' } }]
  const lines = Array.from({ length: 100_000 }, (_, at) =>
    lineOf(enterpriseList, at + 2, { code, name: `厂${at}号厂` }),
  )
  const started = performance.now()
  expect(matchList(enterpriseList, rows, lines).lines).toHaveLength(100_000)
  expect(performance.now() - started).toBeLessThan(10_000)
})

test('columns are taken by what offices write above them, by what stands in them, and never when they hold people', () => {
  const of = (head: string, ...values: string[]) => ({ head, values })
  const columns = [
    of('单位全称(盖章)', '甲厂', '乙厂'),
    of('★ 社会信用代码', creditCode(1)),
    of('所属县区', '广饶县'),
    of('所在镇街', '大王镇'),
    of('规模类型', '小型'),
    of('联系人及电话', '王 13800138000'),
    of('备用', '13800138001', '13900138002'),
    of('法定代表人', '王建国'),
    of('企业简介', '做机械的'),
  ]
  const guessed = guessColumns(
    enterpriseList,
    columns.map(({ head }, column) => ({ column, head, names: [head] })),
    columns.map(({ values }) => values),
  )
  expect(guessed.map(({ target, isPersonal }) => (isPersonal ? '个人' : target))).toEqual([
    ...['name', 'code', null, 'place', 'scale', '个人', '个人', '个人', null],
  ])
  expect(withoutNumbers(`甲厂 138-0013-8000 ${creditCode(1)}`)).toBe(`甲厂 （号码不保留） ${creditCode(1)}`)
})

test('days and names are read in the ways they are written', () => {
  const days = [
    '2026-10-08',
    '2026/10/8',
    '2026.10.08',
    '2026年10月8日',
    '20261008',
    '2026-10-08 09:30',
    '2026-02-30',
    '10-08',
    '无',
  ]
  expect(days.map(dayOf)).toEqual([...Array(6).fill('2026-10-08'), null, null, null])
  expect(nameForm('广饶（恒沣） 化工有限责任公司')).toBe(nameForm('广饶(恒沣)化工有限公司'))
  expect(nameForm('永盛机械厂')).not.toBe(nameForm('永盛机械有限公司'))
  expect(numberForm('第 ００23 号')).toBe(numberForm('23号'))
})
