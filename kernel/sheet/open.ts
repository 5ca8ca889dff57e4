import { open } from 'node:fs/promises'
import { readCsv } from './read-csv.ts'
import { openXlsx } from './read-xlsx.ts'
import { type Book, type Sheet, SheetError, sheetLimits } from './sheet.ts'

/**
 * Opens a spreadsheet by what it is, not by what it is called: xlsx by its parts, otherwise text with separators.
 * @throws SheetError for anything else, too large, encrypted or damaged
 */
export async function openBook(file: string): Promise<Book> {
  const kind = await sniff(file)
  return kind === 'xlsx' ? openXlsx(file) : { sheets: [{ name: '', rows: () => readCsv(file) }], hiddenSheets: [] }
}

/** The sheets one sees in a spreadsheet. @throws SheetError as `openBook` */
export async function openSheets(file: string): Promise<Sheet[]> {
  return (await openBook(file)).sheets
}

async function sniff(file: string): Promise<'xlsx' | 'csv'> {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    if (size === 0) throw new SheetError('文件是空的。')
    if (size > sheetLimits.bytes) throw new SheetError(`文件超过 ${sheetLimits.bytes / 1024 / 1024} MB。`)
    const head = Buffer.alloc(Math.min(size, 65_536))
    await handle.read(head, 0, head.length, 0)
    return kindOf(head)
  } finally {
    await handle.close()
  }
}

function kindOf(head: Buffer): 'xlsx' | 'csv' {
  const starts = (hex: string) => head.subarray(0, hex.length / 2).toString('hex') === hex
  if (starts('504b0304')) return 'xlsx'
  // The old binary format, and also every encrypted xlsx, is a compound file.
  if (starts('d0cf11e0')) throw new SheetError('这是旧版 xls 或加密的文件，请用 Excel 或 WPS 另存为不加密的 xlsx。')
  if (starts('25504446')) throw new SheetError('这是 PDF 文件，请上传 xlsx 或 csv 表格。')
  const utf16 = starts('fffe') || starts('feff')
  if (!utf16 && head.includes(0)) throw new SheetError('这不是 xlsx 或 csv 表格，无法读取。')
  if (/^\s*(<!doctype|<html|<\?xml|<table)/i.test(head.subarray(0, 200).toString('latin1'))) {
    throw new SheetError('这是网页或 XML 文件，只是改了后缀。请用 Excel 或 WPS 另存为 xlsx。')
  }
  return 'csv'
}
