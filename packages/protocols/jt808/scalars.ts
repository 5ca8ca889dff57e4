import { EncodeError, type Reader, type Writer } from './bytes.ts'
import type { Edition } from './edition.ts'
import { type BitRow, type CodeNames, type Fields, type Part, rawBytes, type Size, type Slice } from './layout.ts'

interface NumberOptions {
  /** The number on the wire divided by this is the value. */
  readonly divisor?: number
  /** Bounds of the value; outside it is flagged when read and refused when written. */
  readonly min?: number
  readonly max?: number
  /** The top bit is a sign and the rest a magnitude. */
  readonly signed?: boolean
  /** This number on the wire stands for no value: null. */
  readonly none?: number
}

/** An unsigned number of so many bytes, most significant first. */
export function number(name: string, size: number, options: NumberOptions = {}): Part {
  const { divisor = 1, signed = false, none } = options
  const sign = signed ? 2 ** (size * 8 - 1) : Number.POSITIVE_INFINITY
  const top = (signed ? sign - 1 : 2 ** (size * 8) - 1) / divisor
  const { min = signed ? -top : 0, max = top } = options
  return {
    shape: { kind: 'number', name, size, divisor, min, max, signed, none },
    read(reader, into) {
      const raw = reader.uint(size)
      if (reader.short) return
      if (raw === none) {
        into[name] = null
        return
      }
      const value = (raw >= sign ? sign - raw || 0 : raw) / divisor
      if (value < min || value > max) reader.flags.add('out-of-range', name)
      into[name] = value
    },
    write(writer, from) {
      if (none !== undefined && from[name] === null) return writer.uint(none, size)
      const value = numberOf(from, name)
      // Bounds hold for what somebody writes anew; what was read outside them may be written back as it came.
      const raw = Math.round(Math.abs(value) * divisor)
      if (raw > (signed ? sign - 1 : 2 ** (size * 8) - 1) || (value < 0 && !signed))
        throw new EncodeError(`${name} 应在 ${min} 到 ${max} 之间，实际为 ${value}`)
      writer.uint(value < 0 ? raw + sign : raw, size)
    },
  }
}

function numberOf(from: Fields, name: string): number {
  const value = from[name]
  if (value === undefined) throw new EncodeError(`缺少 ${name}`)
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new EncodeError(`${name} 应为数字`)
  return value
}

function unsigned(from: Fields, name: string, size: number): number {
  const value = numberOf(from, name)
  if (!Number.isInteger(value) || value < 0 || value >= 2 ** (size * 8))
    throw new EncodeError(`${name} 应为 0 到 ${2 ** (size * 8) - 1} 的整数，实际为 ${value}`)
  return value
}

export const u8 = (name: string, options?: NumberOptions): Part => number(name, 1, options)
export const u16 = (name: string, options?: NumberOptions): Part => number(name, 2, options)
export const u32 = (name: string, options?: NumberOptions): Part => number(name, 4, options)

/** A number with named values: the number under its name, the meaning under `…Name`. */
export function code(name: string, size: number, names: CodeNames): Part {
  const meaning = `${name}Name`
  return {
    shape: { kind: 'code', name, size, names },
    read(reader, into) {
      const value = reader.uint(size)
      if (reader.short) return
      into[name] = value
      const said = names[value]
      if (said === undefined) reader.flags.add('unknown-code', name)
      else into[meaning] = said
    },
    write(writer, from) {
      const said = from[meaning]
      if (said !== undefined) {
        const found = Object.keys(names).find((key) => names[Number(key)] === said)
        if (found === undefined) throw new EncodeError(`${meaning} 不能是「${String(said)}」`)
        settle(from, name, Number(found), meaning)
      }
      writer.uint(unsigned(from, name, size), size)
    },
  }
}

/** Puts what the names mean in the place of the number, or refuses when both are there and disagree. */
function settle(from: Fields, name: string, value: number, meaning: string): void {
  if (from[name] !== undefined && from[name] !== value) throw new EncodeError(`${name} 与 ${meaning} 不一致`)
  from[name] = value
}

/** One named bit of a bit table. */
export const bit = (at: number, name: string, since: Edition = 2011, until: Edition = 2019): BitRow => ({
  bit: at,
  width: 1,
  names: { 1: name },
  since,
  until,
})

/** Several bits read as a small number whose values have names. */
export const bitGroup = (
  at: number,
  width: number,
  names: CodeNames,
  since: Edition = 2011,
  until: Edition = 2019,
): BitRow => ({ bit: at, width, names, since, until })

/** A word of named bits: the number under its name, what is set under `…Names`. Bits without a meaning are called bitN. */
export function bits(name: string, size: number, rows: readonly BitRow[]): Part {
  const meaning = `${name}Names`
  return {
    shape: { kind: 'bits', name, size, rows },
    read(reader, into) {
      const value = reader.uint(size)
      if (reader.short) return
      into[name] = value
      into[meaning] = value === 0 ? [] : nameBits(value, rows, reader, name)
    },
    write(writer, from) {
      const said = from[meaning]
      if (said !== undefined) settle(from, name, bitsOf(said, rows, writer.edition, size, meaning), meaning)
      from[name] ??= 0
      writer.uint(unsigned(from, name, size), size)
    },
  }
}

function nameBits(value: number, rows: readonly BitRow[], reader: Reader, name: string): string[] {
  const found: string[] = []
  let rest = value
  for (const row of rows) {
    const mask = 2 ** row.width - 1
    const part = (value >>> row.bit) & mask
    const said = row.names[part]
    if (part === 0 || said === undefined || reader.edition < row.since || reader.edition > row.until) continue
    found.push(said)
    rest = (rest & ~(mask << row.bit)) >>> 0
  }
  if (rest !== 0) {
    reader.flags.add('reserved-bits', name)
    for (let at = 0; at < 32; at++) if ((rest >>> at) & 1) found.push(`bit${at}`)
  }
  return found
}

function bitsOf(said: unknown, rows: readonly BitRow[], edition: Edition, size: number, meaning: string): number {
  if (!Array.isArray(said)) throw new EncodeError(`${meaning} 应为名称的数组`)
  let value = 0
  for (const one of said) {
    const plain = /^bit(\d{1,2})$/.exec(String(one))
    const row = rows.find(
      ({ names, since, until }) => edition >= since && edition <= until && Object.values(names).includes(one),
    )
    const key = row && Object.keys(row.names).find((at) => row.names[Number(at)] === one)
    if (plain && Number(plain[1]) < size * 8) value = (value | (1 << Number(plain[1]))) >>> 0
    else if (row && key) value = (value | (Number(key) << row.bit)) >>> 0
    else throw new EncodeError(`${meaning} 中没有「${String(one)}」（${edition} 版）`)
  }
  return value
}

/** A word cut into numbers by bit position; bits outside all slices are kept under `reserved` when set. */
export function packed(size: number, slices: readonly Slice[]): Part {
  const covered = slices.reduce((sum, [, low, width]) => sum + (2 ** width - 1) * 2 ** low, 0)
  return {
    shape: { kind: 'packed', size, slices },
    read(reader, into) {
      const value = reader.uint(size)
      if (reader.short) return
      for (const [name, low, width] of slices) into[name] = Math.floor(value / 2 ** low) % 2 ** width
      const rest = (value & ~covered) >>> 0
      if (rest !== 0) {
        into.reserved = rest
        reader.flags.add('reserved-bits', slices[0]?.[0])
      }
    },
    write(writer, from) {
      let value = from.reserved === undefined ? 0 : unsigned(from, 'reserved', size)
      for (const [name, low, width] of slices) {
        const part = unsigned(from, name, 4)
        if (part >= 2 ** width) throw new EncodeError(`${name} 最大为 ${2 ** width - 1}`)
        value += part * 2 ** low
      }
      if (value >= 2 ** (size * 8)) throw new EncodeError('reserved 与已命名的位重叠')
      writer.uint(value, size)
    },
  }
}

/** A number shown as 0x… because it names something. */
export function hexNumber(name: string, size: number): Part {
  return {
    shape: { kind: 'hexNumber', name, size },
    read(reader, into) {
      const value = reader.uint(size)
      if (!reader.short) into[name] = showHex(value, size)
    },
    write(writer, from) {
      writer.uint(readHex(from[name], size, name), size)
    },
  }
}

/** 0x0200 for 512 in two bytes. */
export const showHex = (value: number, size: number): string => `0x${value.toString(16).padStart(size * 2, '0')}`

/** The number of "0x0200" or 512. @throws EncodeError when it is neither or does not fit */
export function readHex(value: unknown, size: number, name: string): number {
  if (value === undefined) throw new EncodeError(`缺少 ${name}`)
  const number = typeof value === 'string' && /^0x[0-9a-f]{1,8}$/i.test(value) ? Number(value) : value
  if (typeof number !== 'number' || !Number.isInteger(number) || number < 0 || number >= 2 ** (size * 8))
    throw new EncodeError(`${name} 应写作 ${showHex(0x200, size)} 这样的编号，实际为「${String(value)}」`)
  return number
}

/** Packed decimal digits as text. Nibbles a–f are kept and flagged: some vendors put other things here. */
export function digits(name: string, size: number): Part {
  return {
    shape: { kind: 'digits', name, size },
    read(reader, into) {
      const value = reader.take(size).toString('hex')
      if (reader.short) return
      if (/[a-f]/.test(value)) reader.flags.add('not-decimal', name)
      into[name] = value
    },
    write(writer, from) {
      writer.put(packDigits(from[name], size, name))
    },
  }
}

/** Digits into nibbles, zeros before. @throws EncodeError when there are too many or other signs */
export function packDigits(value: unknown, size: number, name: string): Buffer {
  const said = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value
  if (typeof said !== 'string' || !/^[0-9a-f]*$/i.test(said) || said.length > size * 2)
    throw new EncodeError(`${name} 应为不超过 ${size * 2} 位的数字`)
  return Buffer.from(said.padStart(size * 2, '0'), 'hex')
}

/** Bytes as hexadecimal text. */
export function hex(name: string, size: Size): Part {
  return {
    shape: { kind: 'hex', name, size },
    read(reader, into) {
      const bytes = takeSized(reader, size)
      if (!reader.short) into[name] = bytes.toString('hex')
    },
    write(writer, from) {
      const bytes = rawBytes(from, name)
      if (!bytes) throw new EncodeError(`缺少 ${name}`)
      putSized(writer, bytes, size, name)
    },
  }
}

/** The bytes a size speaks of. */
export function takeSized(reader: Reader, size: Size): Buffer {
  if (size === 'rest') return reader.take(reader.left)
  return reader.take(typeof size === 'number' ? size : reader.uint(size.prefix))
}

/** Writes bytes of a size: fixed ones filled up with zeros. @throws EncodeError when there are too many */
export function putSized(writer: Writer, bytes: Buffer, size: Size, name: string): void {
  const most = size === 'rest' ? Number.POSITIVE_INFINITY : typeof size === 'number' ? size : 2 ** (size.prefix * 8) - 1
  if (bytes.length > most) throw new EncodeError(`${name} 最多 ${most} 字节，实际为 ${bytes.length}`)
  if (typeof size === 'object') writer.uint(bytes.length, size.prefix)
  writer.put(bytes)
  if (typeof size === 'number') writer.put(Buffer.alloc(size - bytes.length))
}
