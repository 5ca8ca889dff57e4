import { describe, expect, test } from 'vitest'
import type { AlongFile } from './schema.ts'
import { bytesOf, withinSize } from './size.ts'

const patrols = (n: number) => ({
  items: Array.from({ length: n }, (_, at) => ({
    ...{ id: String(at), on: '2026-11-20', officer: '李网格', seatTitle: '网格员', items: 3, findings: 0 },
    note: '门卫在岗，消防通道畅通',
  })),
  total: n,
})
const file = { id: 'a', parts: { patrols: patrols(40), risks: { items: [], total: 0 } } } as unknown as AlongFile

describe('what comes along of one enterprise is bounded', () => {
  test('a file that is small enough comes whole, and says how large it is', () => {
    const whole = withinSize(file, 1_000_000)
    expect(whole.leftOut).toEqual([])
    expect(whole.bytes).toBe(bytesOf(file))
  })

  test('of one that is too large the largest part is left out and named, and nothing else', () => {
    const small = withinSize(file, bytesOf(file) - 1)
    expect(small.leftOut).toEqual([{ part: 'patrols', title: '走访', bytes: bytesOf(file.parts.patrols) }])
    expect(Object.keys(small.parts)).toEqual(['risks'])
    expect(small.bytes).toBeLessThan(bytesOf(file))
  })

  test('where even the register alone is too large it still comes, and everything else is named', () => {
    expect(withinSize(file, 1).leftOut.map(({ part }) => part)).toEqual(['patrols', 'risks'])
  })
})
