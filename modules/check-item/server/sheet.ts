import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { z } from 'zod'
import { common, Problem } from '#kernel/http/problem.ts'
import { findHead } from '#kernel/sheet/head.ts'
import { openSheets } from '#kernel/sheet/open.ts'
import { type Cell, SheetError, type SheetRow } from '#kernel/sheet/sheet.ts'
import { checkIndustries } from '#standards/check-item/check-item.ts'
import { type Field, sheetColumns } from '../model/columns.ts'
import { checkItemProblems } from '../model/problems.ts'
import { CheckWords, type CheckWordsInput } from '../model/schema.ts'
import type { LibraryCheck } from './library.ts'

const MOST_BYTES = 5 * 1024 * 1024
const MOST_ROWS = 2000
const HEAD_ROWS = 10

/** A row of a sheet as a check, or why it is none. */
export interface ReadRow {
  row: number
  code: string
  question: string
  words: CheckWordsInput | null
  reasons: string[]
}

/**
 * Reads checks out of an uploaded spreadsheet, each row with what is wrong with it.
 * @throws sheetUnreadable for no spreadsheet, without the columns, empty or too long
 */
export async function readCheckSheet(body: unknown): Promise<ReadRow[]> {
  if (!(body instanceof Readable)) throw new Problem(common.wrongMedia, '请以 application/octet-stream 发送文件内容。')
  const folder = await mkdtemp(path.join(tmpdir(), 'angrid-checks-'))
  const file = path.join(folder, 'sheet')
  try {
    await pipeline(body, atMost(MOST_BYTES), createWriteStream(file))
    return await rowsOf(file)
  } catch (error) {
    if (error instanceof SheetError) throw unreadable(error.message)
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const unreadable = (why: string) => new Problem(checkItemProblems.sheetUnreadable, why)

function atMost(bytes: number): Transform {
  let seen = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length
      if (seen > bytes) done(new SheetError(`文件超过 ${bytes / 1024 / 1024} MB，请分成几个文件。`))
      else done(null, chunk)
    },
  })
}

async function rowsOf(file: string): Promise<ReadRow[]> {
  const fieldOf = new Map(
    sheetColumns.flatMap(({ field, head, also }) => [[head, field] as const, [also, field] as const]),
  )
  const [sheet] = await openSheets(file)
  if (!sheet) throw new SheetError('文件里没有表格。')
  const rows: SheetRow[] = []
  for await (const row of sheet.rows()) {
    rows.push(row)
    if (rows.length > MOST_ROWS + HEAD_ROWS) throw new SheetError(`表格超过 ${MOST_ROWS} 行，请分成几个文件。`)
  }
  const head = findHead(rows.slice(0, HEAD_ROWS), (name) => fieldOf.has(name))
  if (!head) throw new SheetError('没有找到表头。请先导出一份，按它的列填。')
  const columns = head.columns.flatMap(({ column, names }) => {
    const name = names.find((one) => fieldOf.has(one))
    return name ? [{ column, field: fieldOf.get(name) as Field }] : []
  })
  const missing = sheetColumns.filter(({ field }) => !columns.some((column) => column.field === field))
  if (missing.length > 0)
    throw new SheetError(`缺少列：${missing.map(({ head: name, also }) => `${name}（${also}）`).join('、')}。`)
  const filled = rows.filter(({ number, cells }) => number > head.lastRow && cells.some((cell) => textOf(cell) !== ''))
  if (filled.length === 0) throw new SheetError('表头下面没有内容。')
  return filled.map((row) =>
    readRow(row, new Map(columns.map(({ column, field }) => [field, row.cells[column] ?? null]))),
  )
}

function readRow({ number, fault }: SheetRow, cells: ReadonlyMap<Field, Cell>): ReadRow {
  const text = (field: Field) => textOf(cells.get(field) ?? null)
  const plain = (field: Field) => text(field).normalize('NFKC')
  const read = CheckWords.safeParse({
    industry: INDUSTRIES.get(plain('industry')) ?? plain('industry'),
    audience: AUDIENCES[plain('audience')] ?? plain('audience'),
    category: plain('category').slice(0, 3),
    question: text('question'),
    how: text('how'),
    basis: text('basis'),
    penaltyItem: plain('penaltyItem') || null,
    rank: RANKS[plain('rank')] ?? plain('rank'),
    criterion: plain('criterion') || null,
    plain: text('plain'),
    rectification: text('rectification'),
    days: Number(plain('days') || Number.NaN),
    photoRequired: FLAGS[plain('photoRequired')],
    from: plain('from'),
    verified: FLAGS[plain('verified')],
  })
  const reasons = read.success ? [] : read.error.issues.map(faultWords)
  return {
    row: number,
    code: plain('code').toUpperCase().slice(0, 40),
    question: text('question').slice(0, 80),
    words: read.success ? read.data : null,
    reasons: fault ? [fault, ...reasons] : reasons,
  }
}

function faultWords({ path: [field], message }: z.core.$ZodIssue): string {
  const column = sheetColumns.find((one) => one.field === field)
  return field === 'photoRequired' || field === 'verified'
    ? `${column?.also}应填 1 或 0`
    : `${column?.also ?? ''}：${message}`
}

const textOf = (cell: Cell): string => (cell === null ? '' : String(cell).trim())

const INDUSTRIES = new Map(Object.entries(checkIndustries).map(([code, name]) => [name, code]))
const AUDIENCES: Readonly<Record<string, string>> = {
  政府: 'government',
  企业: 'enterprise',
  通用: 'both',
  都用: 'both',
}
const RANKS: Readonly<Record<string, string>> = { general: 'ordinary', 一般: 'ordinary', 重大: 'major' }
const FLAGS: Readonly<Record<string, boolean>> = { 1: true, 0: false, 是: true, 否: false, true: true, false: false }

/** Checks as rows of the same columns, so that what was taken out can be put in again. */
export async function* sheetRows(checks: readonly LibraryCheck[]): AsyncGenerator<Cell[]> {
  for (const check of checks) yield sheetColumns.map(({ field }) => cellOf(check, field))
}

function cellOf(check: LibraryCheck, field: Field): Cell {
  const value = check[field]
  if (field === 'rank') return value === 'ordinary' ? 'general' : 'major'
  if (typeof value === 'boolean') return value ? 1 : 0
  return value
}
