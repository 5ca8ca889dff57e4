import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planReads } from './plan.ts'
import { checkPoints, type Point, REGISTERS } from './point.ts'
import { readPoint } from './values.ts'

const point = (over: Partial<Point>): Point => ({ point: 'a', unit: 17, fc: 3, address: 107, type: 'u16', ...over })
const read = (over: Partial<Point>, ...values: number[]) => readPoint(point(over), { address: 107, values })

describe('registers become values', () => {
  // 123456789 is 075B CD15; 12.5 as a float is 4148 0000.
  test.each([
    [{ type: 'u32', order: 'ABCD' }, [0x075b, 0xcd15], 123456789],
    [{ type: 'u32', order: 'BADC' }, [0x5b07, 0x15cd], 123456789],
    [{ type: 'u32', order: 'CDAB' }, [0xcd15, 0x075b], 123456789],
    [{ type: 'u32', order: 'DCBA' }, [0x15cd, 0x5b07], 123456789],
    [{ type: 'f32' }, [0x4148, 0], 12.5],
    [{ type: 'f32', order: 'CDAB' }, [0, 0x4148], 12.5],
    [{ type: 'i16' }, [0xfff6], -10],
    [{ type: 'u16', order: 'DCBA' }, [0x0100], 1],
    [{ type: 'i32' }, [0xffff, 0xffff], -1],
    [{ type: 'u64' }, [0, 0, 1, 0], 65536],
    [{ type: 'u64', order: 'CDAB' }, [0, 1, 0, 0], 65536],
    [{ type: 'f64' }, [0x3ff8, 0, 0, 0], 1.5],
    [{ type: 'u16', scale: 0.1, offset: -40 }, [403], 0.3],
    [{ type: 'bit', bit: 3 }, [0b1000], true],
    [{ type: 'bit', fc: 1 }, [0], false],
  ] as [Partial<Point>, number[], number | boolean][])('%j %j', (over, values, value) => {
    expect(read(over, ...values)).toEqual({ point: 'a', value, quality: 'good' })
  })
  test('no value: what the map calls bad, no number, not in the block', () => {
    expect(read({ bad: [0x7fff, 0x8000] }, 0x8000)).toMatchObject({ value: null, quality: 'bad', code: 'bad-value' })
    expect(read({ type: 'i16', bad: [0x8000] }, 0x8000)).toMatchObject({ code: 'bad-value' })
    expect(read({ type: 'f32' }, 0x7fc0, 0)).toMatchObject({ code: 'not-a-number' })
    expect(read({ type: 'u32' }, 1)).toMatchObject({ code: 'not-read' })
    expect(read({ address: 106 }, 1)).toMatchObject({ code: 'not-read' })
  })
})

const types = Object.keys(REGISTERS) as Point['type'][]
const anyPoint = fc.record({
  point: fc.uuid(),
  unit: fc.integer({ min: 1, max: 2 }),
  fc: fc.constantFrom(3 as const, 4 as const),
  address: fc.nat(400),
  type: fc.constantFrom(...types.filter((type) => type !== 'bit')),
})

test('reads cover every point, none is longer than 120, none has a hole of more than 8', () => {
  fc.assert(
    fc.property(fc.array(anyPoint, { maxLength: 60 }), (points) => {
      const reads = planReads(points)
      expect(reads.flatMap((one) => one.points)).toHaveLength(points.length)
      for (const { address, count, points: held } of reads) {
        expect(count).toBeLessThanOrEqual(120)
        const block = { address, values: Array.from({ length: count }, () => 0) }
        for (const each of held) expect(readPoint(each, block)).toMatchObject({ value: 0, quality: 'good' })
        let end = address
        for (const each of held) {
          expect(each.address - end).toBeLessThanOrEqual(8)
          end = Math.max(end, each.address + REGISTERS[each.type])
        }
        expect(end - address).toBe(count)
      }
    }),
  )
})

test('registers 107 to 109 of unit 17 are one read', () => {
  const points = [107, 108, 109].map((address) => point({ point: String(address), address }))
  expect(planReads(points)).toMatchObject([{ unit: 17, fc: 3, address: 107, count: 3 }])
})

test('a wrong map is told in sentences', () => {
  expect(checkPoints([point({})])).toEqual([])
  expect(checkPoints([point({}), point({ fc: 1 }), point({ point: 'b', type: 'bit', address: -1 })])).toEqual([
    'a：名称重复',
    'a：线圈与离散输入只能是 bit',
    'b：address 越界（从 0 起）',
    'b：bit 应为 0 到 15',
  ])
})
