import { PassThrough, type Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import ExcelJS from 'exceljs'
import type { Cell } from './sheet.ts'

export interface Column {
  head: string
  /** Width in characters. */
  width?: number
}

/**
 * A spreadsheet as a stream, written while the rows come. Text that a spreadsheet program would take for a formula gets
 * an apostrophe before it (OWASP ASVS 5.0 1.2.10).
 */
export function writeSheet(format: 'xlsx' | 'csv', columns: Column[], rows: AsyncIterable<Cell[]>): Readable {
  const out = new PassThrough()
  const written = format === 'xlsx' ? writeXlsx(out, columns, rows) : writeCsv(out, columns, rows)
  written.catch((error: Error) => out.destroy(error))
  return out
}

async function writeXlsx(out: PassThrough, columns: Column[], rows: AsyncIterable<Cell[]>): Promise<void> {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false })
  const sheet = book.addWorksheet('数据', { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.columns = columns.map(({ head, width }) => ({ header: head, width: width ?? 16 }))
  sheet.getRow(1).font = { bold: true }
  sheet.getRow(1).commit()
  let count = 0
  for await (const row of rows) {
    sheet.addRow(row.map(harmless)).commit()
    // exceljs does not wait for a slow reader by itself; a pause now and then keeps memory flat.
    if (++count % 500 === 0 && out.writableNeedDrain) await new Promise((resolve) => out.once('drain', resolve))
  }
  await book.commit()
}

async function writeCsv(out: PassThrough, columns: Column[], rows: AsyncIterable<Cell[]>): Promise<void> {
  // Excel reads UTF-8 only behind a byte order mark.
  const text = stringify({ bom: true, record_delimiter: '\r\n' })
  text.pipe(out)
  text.write(columns.map(({ head }) => head))
  for await (const row of rows) {
    if (!text.write(row.map(harmless))) await new Promise((resolve) => text.once('drain', resolve))
  }
  text.end()
}

/** A value no spreadsheet program runs. A number with a sign is a number: an apostrophe would make it unreadable as one. */
export function harmless(cell: Cell): Cell {
  if (typeof cell !== 'string' || /^[+-]\d{1,30}(\.\d{1,30})?$/.test(cell)) return cell
  return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
}
