import { describe, expect, test } from 'vitest'
import { checkCas } from '../code/cas.ts'
import { findChemical, rowLabel } from './find-chemical.ts'
import { MajorHazardError } from './problems.ts'
import { readGradeInput } from './read-input.ts'
import { TABLE_1, TABLE_2, TABLE_3 } from './tables.gen.ts'

function rowOf(chemical: string, conditionRow?: number): number | string {
  const found = findChemical(chemical, conditionRow)
  return found.kind === 'named' ? found.row.row : found.symbols.join('/')
}

function refusal(chemical: string): MajorHazardError {
  try {
    findChemical(chemical)
  } catch (error) {
    if (error instanceof MajorHazardError) return error
  }
  throw new Error(`${chemical} should be refused`)
}

describe('GB 18218-2018 table 1 look-up', () => {
  test('85 rows, 24 categories, 14 toxic gases; every CAS number has its check digit', () => {
    expect([TABLE_1.length, TABLE_2.length, TABLE_3.length]).toEqual([85, 24, 14])
    for (const cas of TABLE_1.flatMap((row) => row.cas)) expect(checkCas(cas).valid, cas).toBe(true)
  })

  test('every row is found by its printed name with condition, its number, and full-width print', () => {
    for (const row of TABLE_1) {
      const label = rowLabel(row)
      const fullWidth = label.replace(/[(),%<>]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
      expect([rowOf(label), rowOf(`#${row.row}`), rowOf(fullWidth)], label).toEqual([row.row, row.row, row.row])
    }
  })

  test('every table 3 gas leads to its β', () => {
    for (const gas of TABLE_3) {
      const found = findChemical(gas.name)
      expect(found.kind === 'named' ? (found.row.betaTable3 ?? '2') : null, gas.name).toBe(gas.beta)
    }
  })

  test.each([
    ['硝化纤维素(含乙醇≥25%)', 39],
    ['硝化纤维素（含乙醇>=２５％）', 39],
    ['硝化棉(含水≥25%)', 41],
    ['硝化纤维素(干的)', 37],
    ['硝化纤维素(含水<25%)', 37],
    ['硝酸铵（含可燃物≤0.2％）', 44],
    ['硝酸铵(含可燃物>0.2%)', 43],
    ['硝酸铵肥料', 45],
    ['１，３－丁二烯', 47],
    ['2,4,6-三硝基甲苯', 35],
    ['tnt', 35],
    ['天然气', 49],
    ['甲烷', 49],
    ['液化石油气', 52],
    ['丙烷', 52],
    ['74-98-6', 52],
    ['碳酰氯（光气）', 6],
    ['benzene', 57],
    ['Ethylene Oxide', 7],
    ['Nitric acid', 81],
    ['氟化氢（无水）', 20],
    ['氧(压缩的)', 56],
    ['0#柴油', 'W5.4'],
    ['92号汽油', 66],
    ['w5.3', 'W5.3'],
    ['Ｊ５／Ｗ５．３', 'J5/W5.3'],
    ['三乙基铝', 74],
    ['CAS号：71-43-2', 57],
    ['无水氢氟酸', 20],
    ['H₂S', 10],
  ])('%s is row %s', (chemical, row) => {
    expect(rowOf(chemical)).toBe(row)
  })

  test('§2: never by CAS alone when a CAS has several rows', () => {
    expect(refusal('9004-70-0')).toMatchObject({ type: 'AmbiguousChemical' })
    expect(refusal('9004-70-0').choices).toHaveLength(6)
    expect(refusal('6484-52-2').choices).toHaveLength(2)
    expect(refusal('硝酸铵').message).toContain('44 硝酸铵(含可燃物≤0.2%)')
    expect(rowOf('9004-70-0', 40)).toBe(40)
    expect(() => rowOf('9004-70-0', 1)).toThrow('不对应')
  })

  test.each([
    '原油',
    '丙烯',
    '氨水',
    '盐酸',
    '氢氟酸',
    '石脑油',
    '二甲苯',
    '丁二烯',
    '硫酸',
    '7647-14-5',
    '某物质',
    '铵',
    '氢氧化钠',
    'constructor',
  ])('%s is not in table 1: the error names it and says how to go on', (chemical) => {
    const error = refusal(chemical)
    expect(error).toMatchObject({ type: 'UnknownChemical', chemical })
    expect(error.message).toContain(`「${chemical}」`)
    expect(error.message).toMatch(/符号|W5|J2|辨识|1,3/)
  })

  test('a content that is not the printed condition is refused with the way out', () => {
    expect(refusal('甲醛(37%)')).toMatchObject({ type: 'ConditionMismatch', chemical: '甲醛(37%)' })
    expect(refusal('硝酸(68%)').message).toContain('含硝酸>70%')
    expect(refusal('氨(20%溶液)').type).toBe('ConditionMismatch')
    expect(rowOf('甲醛(95%)', 8)).toBe(8)
  })

  test('a condition taken for granted is said', () => {
    const found = findChemical('硝酸')
    expect(found.assumption).toContain('含硝酸>70%')
    expect(findChemical('氨').assumption).toBeNull()
  })
})

describe('untrusted input', () => {
  test.each([
    [null, 'InvalidInput'],
    [[], 'InvalidInput'],
    [{ stocks: [] }, 'InvalidPeople'],
    [{ exposedPeople: '3', stocks: [] }, 'InvalidPeople'],
    [{ exposedPeople: 3 }, 'InvalidInput'],
    [{ exposedPeople: 3, stocks: [] }, 'EmptyStocks'],
    [{ exposedPeople: 3, stocks: [1] }, 'InvalidInput'],
    [{ exposedPeople: 3, stocks: [{ tonnes: 1 }] }, 'InvalidInput'],
    [{ exposedPeople: 3, stocks: [{ chemical: '氨' }] }, 'InvalidTonnes'],
    [{ exposedPeople: 3, stocks: [{ chemical: '氨', tonnes: '1' }] }, 'InvalidTonnes'],
    [{ exposedPeople: 3, stocks: [{ chemical: '氨', tonnes: 1, beta: '2' }] }, 'InvalidBeta'],
    [{ exposedPeople: 3, stocks: [{ chemical: '氨', tonnes: 1, aboveBoiling: 'yes' }] }, 'InvalidInput'],
  ])('%j is refused as %s', (data, type) => {
    expect(() => readGradeInput(data)).toThrow(expect.objectContaining({ type }))
  })

  test('a field that is not understood is refused by name, at the top and in a stock', () => {
    const stock = { chemical: '氨', tonnes: 1 }
    expect(readGradeInput({ exposedPeople: 3, stocks: [stock] }).stocks[0]).toMatchObject(stock)
    const mistyped = { exposedPeople: 3, people: 9, stocks: [stock, { ...stock, aboveboiling: true }] }
    expect(() => readGradeInput(mistyped)).toThrow('不认识的字段：people、stocks[1].aboveboiling。')
  })
})

describe('a CAS number', () => {
  test.each([
    ['7664-41-8', 'CAS 号「7664-41-8」有误：校验位应为 7，实际为 8。请核对后重填'],
    ['CAS号：7664-41-8', '校验位应为 7，实际为 8'],
    ['7732-18-5', '未列入 GB 18218-2018 表 1'],
  ])('%s is told apart from one that is wrong', (chemical, sentence) => {
    expect(() => findChemical(chemical)).toThrow(sentence)
  })
})
