import { type Point, REGISTERS, type WordOrder } from './point.ts'

export interface PointValue {
  readonly point: string
  readonly value: number | boolean | null
  readonly quality: 'good' | 'bad'
  /** Why the quality is bad. */
  readonly code?: 'not-read' | 'bad-value' | 'not-a-number'
}

/** Registers or coils that were read together, from `address` on. */
export interface Block {
  readonly address: number
  /** One number a register, or 0 and 1 a coil. */
  readonly values: readonly number[]
}

/** The value of a point out of a block that was read for its unit and function. */
export function readPoint(entry: Point, block: Block): PointValue {
  const { point, type } = entry
  const from = entry.address - block.address
  const words = block.values.slice(Math.max(from, 0), from + REGISTERS[type])
  if (from < 0 || words.length < REGISTERS[type]) return bad(point, 'not-read')
  if (type === 'bit') return { point, value: bitOf(entry, words[0] as number), quality: 'good' }
  const bytes = ordered(words, entry.order ?? 'ABCD')
  if (entry.bad?.some((raw) => bytesOf(raw, bytes.length).equals(bytes))) return bad(point, 'bad-value')
  const raw = rawOf(bytes, type)
  if (!Number.isFinite(raw)) return bad(point, 'not-a-number')
  const { scale = 1, offset = 0 } = entry
  // Twelve digits: 0.1 × 3 is 0.3 and not 0.30000000000000004.
  const value = scale === 1 && offset === 0 ? raw : Number((raw * scale + offset).toPrecision(12))
  return { point, value, quality: 'good' }
}

const bad = (point: string, code: PointValue['code']): PointValue => ({ point, value: null, quality: 'bad', code })

const bitOf = ({ fc, bit = 0 }: Point, word: number): boolean => (fc <= 2 ? word !== 0 : ((word >> bit) & 1) === 1)

function ordered(words: readonly number[], order: WordOrder): Buffer {
  const bytes = Buffer.alloc(words.length * 2)
  const isWordsTurned = order === 'CDAB' || order === 'DCBA'
  for (const [at, word] of words.entries())
    bytes.writeUInt16BE(word & 0xffff, (isWordsTurned ? words.length - 1 - at : at) * 2)
  return order === 'BADC' || order === 'DCBA' ? bytes.swap16() : bytes
}

function bytesOf(raw: number, size: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt.asUintN(64, BigInt(Math.trunc(raw))))
  return bytes.subarray(8 - size)
}

function rawOf(bytes: Buffer, type: Exclude<Point['type'], 'bit'>): number {
  switch (type) {
    case 'u16':
      return bytes.readUInt16BE()
    case 'i16':
      return bytes.readInt16BE()
    case 'u32':
      return bytes.readUInt32BE()
    case 'i32':
      return bytes.readInt32BE()
    case 'f32':
      return Number(bytes.readFloatBE().toPrecision(7))
    case 'u64':
      return Number(bytes.readBigUInt64BE())
    case 'f64':
      return bytes.readDoubleBE()
  }
}
