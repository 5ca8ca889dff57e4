/** What registers hold. */
export type RegisterType = 'u16' | 'i16' | 'u32' | 'i32' | 'f32' | 'u64' | 'f64' | 'bit'
/** Where the bytes of a value stand: A is the most significant of the first four. Longer and shorter values follow the same two swaps. */
export type WordOrder = 'ABCD' | 'BADC' | 'CDAB' | 'DCBA'

/** One entry of a register map (§6 of the reference). */
export interface Point {
  readonly point: string
  readonly unit: number
  /** Function code: 1 coils, 2 discrete inputs, 3 holding registers, 4 input registers. */
  readonly fc: 1 | 2 | 3 | 4
  /** Zero-based as on the wire: the register a manual calls 40001 is 0. */
  readonly address: number
  readonly type: RegisterType
  /** Default ABCD. */
  readonly order?: WordOrder
  /** Bit of a register, 0 the lowest; only for type bit in function 3 or 4. */
  readonly bit?: number
  /** value = raw × scale + offset. Default 1 and 0. */
  readonly scale?: number
  readonly offset?: number
  /** UCUM code, told along with the map. */
  readonly ucum?: string
  /** Raw numbers that mean no value, as unsigned ones of the type's width. */
  readonly bad?: readonly number[]
}

export const REGISTERS: Readonly<Record<RegisterType, 1 | 2 | 4>> = {
  u16: 1,
  i16: 1,
  bit: 1,
  u32: 2,
  i32: 2,
  f32: 2,
  u64: 4,
  f64: 4,
}

/** What is wrong with a register map, one sentence each; empty when nothing is. */
export function checkPoints(points: readonly Point[]): string[] {
  const names = new Set<string>()
  return points.flatMap((entry) => {
    const { point, unit, fc, address, type, bit } = entry
    const isBits = fc === 1 || fc === 2
    const found = [
      ...(names.has(point) ? ['名称重复'] : []),
      ...(isWhole(unit, 255) ? [] : ['unit 应为 0 到 255']),
      ...([1, 2, 3, 4].includes(fc) ? [] : ['fc 应为 1、2、3、4']),
      ...(type in REGISTERS ? [] : [`没有类型 ${type}`]),
      ...(isWhole(address, 0x10000 - (REGISTERS[type] ?? 1)) ? [] : ['address 越界（从 0 起）']),
      ...(isBits && type !== 'bit' ? ['线圈与离散输入只能是 bit'] : []),
      ...(!isBits && type === 'bit' && !isWhole(bit, 15) ? ['bit 应为 0 到 15'] : []),
    ]
    names.add(point)
    return found.map((fault) => `${point}：${fault}`)
  })
}

const isWhole = (value: number | undefined, most: number): boolean =>
  value !== undefined && Number.isInteger(value) && value >= 0 && value <= most
