import { EncodeError, type Reader, Writer } from './bytes.ts'
import type { Edition } from './edition.ts'

/** A body, or a part of one, as plain JSON. */
export interface Fields {
  [name: string]: unknown
}

/** One stretch of a body with both of its directions side by side, so that what is written is what is read. */
export interface Part {
  /** What stands here, for tables and tests. */
  readonly shape: Shape
  read(reader: Reader, into: Fields): void
  write(writer: Writer, from: Fields): void
}

export type Shape =
  | {
      kind: 'number'
      name: string
      size: number
      divisor: number
      min: number
      max: number
      signed: boolean
      none: number | undefined
    }
  | { kind: 'code'; name: string; size: number; names: CodeNames }
  | { kind: 'bits'; name: string; size: number; rows: readonly BitRow[] }
  | { kind: 'packed'; size: number; slices: readonly Slice[] }
  | { kind: 'hexNumber'; name: string; size: number }
  | { kind: 'digits'; name: string; size: number }
  | { kind: 'moment'; name: string; form: string }
  | { kind: 'text' | 'hex'; name: string; size: Size }
  | { kind: 'separated'; name: string; by: string; words: Readonly<Record<number, readonly string[]>> }
  | { kind: 'list'; name: string; count: 'count' | 'rest'; parts: readonly Part[]; plain: boolean }
  | { kind: 'count'; size: number; of: string }
  | { kind: 'entries'; name: string; table: EntryTable; count: 'count' | 'rest' }
  | { kind: 'nested'; name: string; parts: readonly Part[] }
  | { kind: 'signed'; by: string; south: number; west: number; parts: readonly Part[] }
  | { kind: 'when'; holds: (body: Fields, edition: Edition) => boolean; parts: readonly Part[] }
  | { kind: 'optional'; key: string; parts: readonly Part[] }
  | { kind: 'sized'; size: number; parts: readonly Part[] }

export type CodeNames = Readonly<Record<number, string>>
/** Bytes of a text: so many, all that are left, or as a number before it says. */
export type Size = number | 'rest' | { readonly prefix: 1 | 2 | 4 }
/** One bit, or with a width a small number whose values have names. */
export interface BitRow {
  readonly bit: number
  readonly width: number
  readonly names: CodeNames
  readonly since: Edition
  readonly until: Edition
}
/** A name, its lowest bit, its width. */
export type Slice = readonly [name: string, low: number, width: number]

/** What an ID of an additional item or parameter means. */
export interface Entry {
  readonly name: string
  readonly parts: readonly Part[]
}
export interface EntryTable {
  readonly what: string
  readonly idSize: number
  /** A number of another length than its row says is read by its length, told in `length`, and flagged. */
  readonly lengthRules: boolean
  readonly find: (id: number) => Entry | undefined
  readonly ids: readonly number[]
}

/** Reads parts in order until the bytes are out. */
export function readParts(parts: readonly Part[], reader: Reader, into: Fields): void {
  for (const part of parts) {
    part.read(reader, into)
    if (reader.short) return
  }
}

/** Writes parts in order. Works on `from` itself, which must be a copy: numbers found by name are put beside the names. */
export function writeParts(parts: readonly Part[], writer: Writer, from: Fields): void {
  for (const part of parts) part.write(writer, from)
}

/** The bytes of parts alone. */
export function bytesOf(parts: readonly Part[], edition: Edition, from: Fields): Buffer {
  const writer = new Writer(edition)
  writeParts(parts, writer, { ...from })
  return writer.bytes()
}

/** The bytes a `…Raw` or `raw` key gives as hexadecimal text. @throws EncodeError when it is no such text */
export function rawBytes(from: Fields, key: string): Buffer | undefined {
  const raw = from[key]
  if (raw === undefined) return undefined
  if (typeof raw !== 'string' || !/^(?:[0-9a-f]{2})*$/i.test(raw))
    throw new EncodeError(`${key} 应为偶数个十六进制数字`)
  return Buffer.from(raw, 'hex')
}

/** A value that must be an object. @throws EncodeError */
export function asFields(value: unknown, name: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new EncodeError(`${name} 应为一个对象`)
  return { ...value }
}
