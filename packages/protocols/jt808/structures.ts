import { EncodeError, type Reader, type Writer } from './bytes.ts'
import type { Edition } from './edition.ts'
import {
  asFields,
  bytesOf,
  type Entry,
  type EntryTable,
  type Fields,
  type Part,
  rawBytes,
  readParts,
  writeParts,
} from './layout.ts'
import { number, readHex, showHex } from './scalars.ts'

/** Parts that stand here only while a condition holds. It sees what was read before it. */
export function when(holds: (body: Fields, edition: Edition) => boolean, ...parts: Part[]): Part {
  return {
    shape: { kind: 'when', holds, parts },
    read(reader, into) {
      if (holds(into, reader.edition)) readParts(parts, reader, into)
    },
    write(writer, from) {
      if (holds(from, writer.edition)) writeParts(parts, writer, from)
    },
  }
}

/** Parts of this edition and later ones. */
export const since = (edition: Edition, ...parts: Part[]): Part => when((_, current) => current >= edition, ...parts)
/** Parts of the editions before this one. */
export const before = (edition: Edition, ...parts: Part[]): Part => when((_, current) => current < edition, ...parts)
/** Parts that stand here while a bit of a field is set. */
export const whenBit = (field: string, at: number, ...parts: Part[]): Part =>
  when((body) => ((Number(body[field]) >>> at) & 1) === 1, ...parts)

/** Parts that may be left off at the end of a body; `key` says whether they are there when writing. */
export function optional(key: string, ...parts: Part[]): Part {
  return {
    shape: { kind: 'optional', key, parts },
    read(reader, into) {
      if (reader.left > 0) readParts(parts, reader, into)
    },
    write(writer, from) {
      if (from[key] !== undefined) writeParts(parts, writer, from)
    },
  }
}

/** How many rows a list further on has. Written from the list, whatever the field says. */
export function count(size: number, of: string): Part {
  return {
    shape: { kind: 'count', size, of },
    read(reader, into) {
      const value = reader.uint(size)
      if (!reader.short) into.count = value
    },
    write(writer, from) {
      const rows = from[of] ?? []
      if (!Array.isArray(rows)) throw new EncodeError(`${of} 应为数组`)
      // A list of a kind nobody knows was not read: its number stands for it.
      if (from[of] === undefined && typeof from.count === 'number') {
        writer.uint(from.count, size)
        return
      }
      if (rows.length >= 2 ** (size * 8)) throw new EncodeError(`${of} 最多 ${2 ** (size * 8) - 1} 项`)
      writer.uint(rows.length, size)
    },
  }
}

/** So many rows as `count` said, or with `rest` as many as there are. A row of one part named `value` is a plain value. */
export function list(name: string, parts: readonly Part[], until: 'count' | 'rest' = 'count'): Part {
  const plain = parts.length === 1 && nameOf(parts[0] as Part) === 'value'
  return {
    shape: { kind: 'list', name, count: until, parts, plain },
    read(reader, into) {
      const rows: unknown[] = []
      into[name] = rows
      const most = until === 'count' ? Number(into.count) : Number.POSITIVE_INFINITY
      while (rows.length < most && (until === 'count' || reader.left > 0)) {
        const row: Fields = {}
        readParts(parts, reader, row)
        if (reader.short) {
          if (Object.keys(row).length > 0) rows.push(plain ? row.value : row)
          return
        }
        rows.push(plain ? row.value : row)
      }
    },
    write(writer, from) {
      const rows = from[name] ?? []
      if (!Array.isArray(rows)) throw new EncodeError(`${name} 应为数组`)
      for (const row of rows) writeParts(parts, writer, plain ? { value: row } : asFields(row, name))
    },
  }
}

const nameOf = ({ shape }: Part): string | undefined => ('name' in shape ? shape.name : undefined)

/** Parts under a name of their own. */
export function nested(name: string, parts: readonly Part[]): Part {
  return {
    shape: { kind: 'nested', name, parts },
    read(reader, into) {
      const inner: Fields = {}
      into[name] = inner
      readParts(parts, reader, inner)
    },
    write(writer, from) {
      writeParts(parts, writer, asFields(from[name], name))
    },
  }
}

/** Parts inside so many bytes as a number before them says. What they leave over is kept in `rest`. */
export function sized(size: number, parts: readonly Part[]): Part {
  return {
    shape: { kind: 'sized', size, parts },
    read(reader, into) {
      const length = reader.uint(size)
      const inner = reader.inner(Math.min(length, reader.left))
      const from = inner.at
      if (inner.left < length) reader.short = true
      readParts(parts, inner, into)
      if (inner.short) {
        into.raw = reader.bytes.toString('hex', from, inner.end)
        reader.flags.add('body-too-short')
      } else if (inner.left > 0) {
        into.rest = inner.take(inner.left).toString('hex')
        reader.flags.add('extra-bytes')
      }
    },
    write(writer, from) {
      const bytes = rawBytes(from, 'raw') ?? Buffer.concat([bytesOf(parts, writer.edition, from), restOf(from)])
      if (bytes.length >= 2 ** (size * 8)) throw new EncodeError('内容太长')
      writer.uint(bytes.length, size)
      writer.put(bytes)
    },
  }
}

/** Bytes that stood after everything known. */
export const restOf = (from: Fields): Buffer => rawBytes(from, 'rest') ?? Buffer.alloc(0)

/**
 * A list of ID, length, value. The length rules: an ID that is not in the table, or a value that does not fit its row there, is kept
 * as `raw` and flagged; so is a last entry that runs past the end (`cut` holds the length it claimed).
 */
export function entries(name: string, table: EntryTable, until: 'count' | 'rest'): Part {
  return {
    shape: { kind: 'entries', name, table, count: until },
    read(reader, into) {
      const rows: Fields[] = []
      into[name] = rows
      const most = until === 'count' ? Number(into.count) : Number.POSITIVE_INFINITY
      while (rows.length < most && reader.left > 0) rows.push(readEntry(reader, table))
      if (until === 'rest' || rows.length === most) return
      reader.flags.add('fewer-than-count', name)
      reader.short = true
    },
    write(writer, from) {
      const rows = from[name] ?? []
      if (!Array.isArray(rows)) throw new EncodeError(`${name} 应为数组`)
      for (const row of rows) writeEntry(writer, table, asFields(row, name))
    },
  }
}

function readEntry(reader: Reader, table: EntryTable): Fields {
  if (reader.left < table.idSize + 1) {
    reader.flags.add(`${table.what}-cut`)
    return { rest: reader.take(reader.left).toString('hex') }
  }
  const id = reader.uint(table.idSize)
  const length = reader.uint(1)
  const shown = showHex(id, table.idSize)
  const entry = table.find(id)
  const row: Fields = entry ? { id: shown, name: entry.name } : { id: shown }
  if (length > reader.left) {
    reader.flags.add(`${table.what}-cut`, shown)
    return { ...row, cut: length, raw: reader.take(reader.left).toString('hex') }
  }
  const inner = reader.inner(length)
  const from = inner.at
  if (entry && fits(entry, inner, row)) return row
  if (entry && table.lengthRules && isPlainNumber(entry) && [1, 2, 4].includes(length)) {
    reader.flags.add(`odd-${table.what}`, shown)
    const value = reader.bytes.readUIntBE(from, length) / divisorOf(entry)
    return { id: shown, name: entry.name, value, length }
  }
  reader.flags.add(entry ? `odd-${table.what}` : `unknown-${table.what}`, shown)
  return {
    ...(entry ? { id: shown, name: entry.name } : { id: shown }),
    raw: reader.bytes.toString('hex', from, from + length),
  }
}

/** Whether a row holds one number: with names or without. */
const isPlainNumber = ({ parts: [only, ...others] }: Entry): boolean =>
  only !== undefined && others.length === 0 && ['number', 'code', 'bits'].includes(only.shape.kind)

const divisorOf = ({ parts: [only] }: Entry): number => (only?.shape.kind === 'number' ? only.shape.divisor : 1)

function fits(entry: Entry, inner: Reader, row: Fields): boolean {
  readParts(entry.parts, inner, row)
  return !inner.short && inner.left === 0
}

function writeEntry(writer: Writer, table: EntryTable, row: Fields): void {
  if (row.rest !== undefined) {
    writer.put(restOf(row))
    return
  }
  const id = row.id === undefined ? idOf(row.name, table) : readHex(row.id, table.idSize, 'id')
  const bytes = rawBytes(row, 'raw') ?? bytesOf(partsOf(id, table, row.length), writer.edition, row)
  if (bytes.length > 255) throw new EncodeError(`${showHex(id, table.idSize)} 的内容超过 255 字节`)
  writer.uint(id, table.idSize)
  writer.uint(typeof row.cut === 'number' && row.cut < 256 ? row.cut : bytes.length, 1)
  writer.put(bytes)
}

function idOf(name: unknown, table: EntryTable): number {
  const found = table.ids.find((id) => table.find(id)?.name === name)
  if (found === undefined) throw new EncodeError(`没有名为「${String(name)}」的项，请给出 id`)
  return found
}

function partsOf(id: number, table: EntryTable, length: unknown): readonly Part[] {
  const entry = table.find(id)
  if (entry && isPlainNumber(entry) && (length === 1 || length === 2 || length === 4))
    return [number('value', length, { divisor: divisorOf(entry) })]
  if (!entry) throw new EncodeError(`编号 ${showHex(id, table.idSize)} 不在表中，请用 raw 给出十六进制内容`)
  return entry.parts
}
