import type { Column, FileKind, Profile } from './profile.ts'

/** A record by its columns: numbers, texts, times as `2026-11-23T08:00:00+08:00`, states by their word. */
export type Row = Readonly<Record<string, string | number | null>>

/** A record that cannot be read, with its place in the file. */
export interface BadRecord {
  /** From 1; the header is not counted. */
  readonly record: number
  readonly column: string | null
  readonly reason: 'columns' | 'missing' | 'not-a-number' | 'bad-time' | 'unknown-state'
  readonly text: string
}

export interface Decoded {
  readonly ok: true
  readonly mine: string
  readonly kind: string
  /** The time in the file name, as written there. */
  readonly stamp: string
  readonly header: readonly string[]
  readonly rows: readonly Row[]
  readonly bad: readonly BadRecord[]
  /** All bad records; `bad` holds the first thousand. */
  readonly badCount: number
  readonly flags: readonly string[]
}

export interface Refusal {
  readonly ok: false
  readonly reason: 'bad-name' | 'unknown-kind' | 'too-large' | 'archive' | 'no-header' | 'incomplete'
  readonly detail: string
}

const SIZE_LIMIT = 50 << 20
const BAD_KEPT = 1000

/** How zip, gzip, rar and 7z begin. */
const ARCHIVES = ['504b0304', '1f8b', '52617221', '377abcaf'].map((hex) => Buffer.from(hex, 'hex'))

const refuse = (reason: Refusal['reason'], detail: string): Refusal => ({ ok: false, reason, detail })

/** Reads one file whole. Every input gives an answer; records that cannot be read are named and the others kept. */
export function decodeFile(name: string, bytes: Buffer, profile: Profile): Decoded | Refusal {
  const [, mine, code, stamp] = /^([\w-]+?)_([A-Za-z]+)_(\w+)\.txt$/i.exec(name) ?? []
  if (!mine || !code || !stamp) return refuse('bad-name', '文件名应为 矿编码_文件类别_时间.txt，不能带路径')
  const kind = profile.kinds.find((one) => code.toUpperCase().startsWith(one.code))
  if (!kind) return refuse('unknown-kind', `「${profile.name}」没有文件类别 ${code}`)
  if (bytes.length > SIZE_LIMIT) return refuse('too-large', '超过 50 MB')
  if (ARCHIVES.some((start) => bytes.subarray(0, start.length).equals(start))) return refuse('archive', '是压缩文件')
  const text = new TextDecoder(profile.encoding).decode(bytes).trim()
  const end = text.lastIndexOf(profile.batchEnd)
  if (end === -1) return refuse('incomplete', `没有结束标志 ${profile.batchEnd}，文件还没有传完`)
  const headerEnd = text.indexOf(profile.headerEnd)
  if (headerEnd === -1 || headerEnd >= end) return refuse('no-header', '没有文件头')
  const header = fieldsOf(text.slice(0, headerEnd), profile)
  const read = readRecords(text.slice(headerEnd + profile.headerEnd.length, end), kind, profile)
  const flags = [
    ...(text.slice(end + profile.batchEnd.length).trim() === '' ? [] : ['text-after-end']),
    ...(text.includes('\uFFFD') ? ['undecodable-text'] : []),
  ]
  return { ok: true, mine, kind: kind.kind, stamp, header, ...read, flags }
}

const fieldsOf = (record: string, { fieldSeparator }: Profile): string[] =>
  record.split(fieldSeparator).map((field) => field.trim())

function readRecords(text: string, { columns }: FileKind, profile: Profile) {
  const rows: Row[] = []
  const bad: BadRecord[] = []
  let badCount = 0
  const records = text.split(profile.recordEnd).map((record) => record.trim())
  if (records.at(-1) === '') records.pop()
  records.forEach((record, at) => {
    const read = readRecord(fieldsOf(record, profile), columns, profile)
    if (!('reason' in read)) rows.push(read.row)
    else if (++badCount <= BAD_KEPT) bad.push({ record: at + 1, ...read, text: record.slice(0, 200) })
  })
  return { rows, bad, badCount }
}

type Fault = Pick<BadRecord, 'column' | 'reason'>

function readRecord(fields: readonly string[], columns: readonly Column[], profile: Profile): { row: Row } | Fault {
  // A separator at the end leaves one empty field more.
  const given = fields.length === columns.length + 1 && fields.at(-1) === '' ? fields.slice(0, -1) : fields
  if (given.length !== columns.length) return { column: null, reason: 'columns' }
  const row: Record<string, string | number | null> = {}
  for (const [at, column] of columns.entries()) {
    const value = readField(given[at] as string, column, profile)
    if (typeof value === 'object' && value !== null) return { column: column.name, ...value }
    row[column.name] = value
  }
  return { row }
}

function readField(
  text: string,
  { holds, optional }: Column,
  { states }: Profile,
): string | number | null | Pick<Fault, 'reason'> {
  if (text === '') return optional ? null : { reason: 'missing' }
  if (holds === 'number') return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : { reason: 'not-a-number' }
  if (holds === 'time') return readTime(text) ?? { reason: 'bad-time' }
  if (holds === 'state') return Object.hasOwn(states, text) ? (states[text] as string) : { reason: 'unknown-state' }
  return text
}

const TIME = /^(\d{4})[-/]?(\d\d?)[-/]?(\d\d?)[ T]?(\d\d?):?(\d\d):?(\d\d)(?:\.\d+)?$/

/** Fourteen digits, or a date and a time with separators, in UTC+8. */
function readTime(text: string): string | null {
  const [, year, ...parts] = TIME.exec(text) ?? []
  const [month, day, hour, minute, second] = parts.map((part) => part.padStart(2, '0'))
  const shown = `${year}-${month}-${day}T${hour}:${minute}:${second}`
  const at = new Date(`${shown}Z`)
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 19) !== shown ? null : `${shown}+08:00`
}
