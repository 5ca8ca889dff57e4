import { describe, expect, test } from 'vitest'
import { inheritMechanisms, inheritSupport } from './inherit.ts'

const support = (gridCode: string, headcount: number, equipment: string[] = [], workRules: string | null = null) => ({
  gridCode,
  layer: 'safety',
  headcountNeeded: headcount + 1,
  headcount,
  equipment,
  workRules,
})
const rule = (gridCode: string, words: string, inForceOn: string) => ({
  gridCode,
  layer: 'safety',
  network: 'management',
  rule: words,
  inForceOn,
})

describe('what a grid has goes on with those that follow it', () => {
  test('people and equipment go to the first part of a split, the others show what they lack', () => {
    const present = [support('a', 3, ['执法记录仪'], '值班制度')]
    expect(inheritSupport(present, [{ code: 'a', into: ['b', 'c'] }])).toEqual([
      support('b', 3, ['执法记录仪'], '值班制度'),
      { ...support('c', 3, [], '值班制度'), headcount: 0 },
    ])
  })

  test('a merge adds the people and unites the equipment and the rules, each once', () => {
    const present = [support('a', 3, ['甲', '乙'], '值班制度'), support('b', 2, ['乙', '丙'], '值班制度')]
    const into = ['n']
    expect(
      inheritSupport(present, [
        { code: 'a', into },
        { code: 'b', into },
      ]),
    ).toEqual([{ ...support('n', 5, ['甲', '乙', '丙'], '值班制度'), headcountNeeded: 7 }])
  })

  test('a node that stays counts what it had itself', () => {
    const present = [support('a', 3), support('b', 2)]
    expect(inheritSupport(present, [{ code: 'b', into: ['a'] }])).toMatchObject([{ gridCode: 'a', headcount: 5 }])
  })

  test('rules of one network stand side by side, in force since the latest', () => {
    const present = [rule('a', '甲制度', '2026-01-01'), rule('b', '乙制度', '2026-03-01')]
    const into = ['n']
    expect(
      inheritMechanisms(present, [
        { code: 'a', into },
        { code: 'b', into },
      ]),
    ).toEqual([rule('n', '甲制度；乙制度', '2026-03-01')])
  })

  test('nodes that had nothing leave nothing', () => {
    expect(inheritSupport([support('x', 1)], [{ code: 'a', into: ['b'] }])).toEqual([])
  })
})
