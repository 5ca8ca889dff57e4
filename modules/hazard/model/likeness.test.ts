import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LIKE_ENOUGH, likeness } from './likeness.ts'

describe('how alike two hazards are described', () => {
  test('the same words are one, whatever the width of digits and the marks between; other words are none', () => {
    expect(likeness('1#罐区可燃气体报警器离线', '１# 罐区，可燃气体报警器离线。')).toBe(1)
    expect(likeness('灭火器过期', '未戴安全帽')).toBe(0)
    expect(likeness('', '灭火器')).toBe(0)
    expect(likeness('配电室灭火器过期', '配电室的灭火器已经过期')).toBeGreaterThan(LIKE_ENOUGH)
    expect(likeness('配电室灭火器过期', '锅炉房安全阀没有校验')).toBeLessThan(LIKE_ENOUGH)
  })

  test('is the same from either side and lies between 0 and 1', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        const alike = likeness(one, other)
        return alike === likeness(other, one) && alike >= 0 && alike <= 1
      }),
    )
  })
})
