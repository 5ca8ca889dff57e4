import type { Readable } from 'node:stream'
import { SaxesParser } from 'saxes'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { type Book, type Cell, SheetError, type SheetRow, sheetLimits } from './sheet.ts'
import { cellValue, columnIndex, dateStyles, type RawCell } from './xlsx-cell.ts'

/**
 * Sheets of an xlsx file (ECMA-376), read row by row in little memory. Merged cells give their value to every cell they
 * cover, because offices merge the town down over all of its enterprises.
 */
export async function openXlsx(file: string): Promise<Book> {
  const zip = await openZip(file)
  const parts = await listParts(zip)
  const read = (name: string) => partText(zip, parts, name)
  const workbook = await read('xl/workbook.xml')
  if (workbook === null) {
    zip.close()
    throw new SheetError('这个文件不是 Excel 表格（压缩包里没有工作簿），请另存为 xlsx 后再试。')
  }
  const targets = relationTargets((await read('xl/_rels/workbook.xml.rels')) ?? '')
  const shared = await sharedStrings(zip, parts)
  const source: Source = {
    zip,
    parts,
    shared,
    dates: dateStyles((await read('xl/styles.xml')) ?? ''),
    epoch1904: /date1904="(1|true)"/.test(workbook),
  }
  const sheets = [...workbook.matchAll(/<(?:\w+:)?sheet\s([^>]*)>/g)].map(([, attributes = '']) => attributes)
  const nameOf = (attributes: string) => unescapeXml(attribute(attributes, 'name') ?? '')
  const isHidden = (attributes: string) => /state="(hidden|veryHidden)"/.test(attributes)
  const seen = sheets.filter((attributes) => !isHidden(attributes)).slice(0, 50)
  return {
    sheets: seen.map((attributes) => {
      const part = partName(targets.get(attribute(attributes, 'r:id') ?? attribute(attributes, 'id') ?? '') ?? '')
      return { name: nameOf(attributes), rows: () => readRows(source, part) }
    }),
    hiddenSheets: sheets.filter(isHidden).map(nameOf),
  }
}

interface Source {
  zip: ZipFile
  parts: Map<string, Entry>
  shared: string[]
  dates: ReadonlySet<number>
  epoch1904: boolean
}

async function openZip(file: string): Promise<ZipFile> {
  try {
    return await new Promise((resolve, reject) => {
      yauzl.open(file, { lazyEntries: true, autoClose: false, validateEntrySizes: true }, (error, zip) =>
        error || !zip ? reject(error) : resolve(zip),
      )
    })
  } catch {
    throw damaged()
  }
}

const damaged = () => new SheetError('文件已损坏或不完整，无法打开。请重新导出后再上传。')

async function listParts(zip: ZipFile): Promise<Map<string, Entry>> {
  const parts = new Map<string, Entry>()
  await new Promise<void>((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      if (entry.isEncrypted()) return reject(new SheetError('文件设了密码，请去掉密码后再上传。'))
      if (parts.size > 5000) return reject(new SheetError('文件内部的部件过多，不像是一份表格。'))
      parts.set(entry.fileName, entry)
      zip.readEntry()
    })
    zip.on('end', resolve)
    zip.on('error', () => reject(damaged()))
    zip.readEntry()
  })
  return parts
}

async function* partBytes(zip: ZipFile, entry: Entry, limit = sheetLimits.unpackedBytes): AsyncGenerator<string> {
  // A few kilobytes can unpack to gigabytes; the promised size is checked here, the real one by yauzl as it goes.
  if (entry.uncompressedSize > limit) throw new SheetError('文件解压后过大，无法读取。')
  const stream: Readable = await new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => (error || !opened ? reject(damaged()) : resolve(opened)))
  })
  const decoder = new TextDecoder()
  try {
    for await (const chunk of stream) yield decoder.decode(chunk as Buffer, { stream: true })
  } catch {
    throw damaged()
  }
  yield decoder.decode()
}

async function partText(zip: ZipFile, parts: Map<string, Entry>, name: string): Promise<string | null> {
  const entry = parts.get(name)
  if (!entry) return null
  const chunks: string[] = []
  for await (const chunk of partBytes(zip, entry, 20 * 1024 * 1024)) chunks.push(chunk)
  return chunks.join('')
}

function relationTargets(xml: string): Map<string, string> {
  const relations = [...xml.matchAll(/<(?:\w+:)?Relationship\s([^>]*)>/g)].map(([, attributes = '']) => attributes)
  return new Map(
    relations.map((attributes) => [attribute(attributes, 'Id') ?? '', attribute(attributes, 'Target') ?? '']),
  )
}

const partName = (target: string) => (target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`)

const attribute = (attributes: string, name: string) => new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1]

const unescapeXml = (text: string) =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&')

/** Texts cells point at by number; phonetic guides are left out. */
async function sharedStrings(zip: ZipFile, parts: Map<string, Entry>): Promise<string[]> {
  const entry = parts.get('xl/sharedStrings.xml')
  if (!entry) return []
  const strings: string[] = []
  let text = ''
  let inside = false
  let phonetic = 0
  const parser = newParser()
  parser.on('opentag', ({ name }) => {
    if (local(name) === 'si') text = ''
    if (local(name) === 'rPh') phonetic++
    inside = local(name) === 't' && phonetic === 0
  })
  parser.on('text', (part) => {
    if (inside) text += part
  })
  parser.on('closetag', ({ name }) => {
    if (local(name) === 't') inside = false
    if (local(name) === 'rPh') phonetic--
    if (local(name) === 'si') strings.push(text)
  })
  for await (const chunk of partBytes(zip, entry, 300 * 1024 * 1024)) parser.write(chunk)
  return strings
}

function newParser(): SaxesParser {
  const parser = new SaxesParser({ fragment: false })
  parser.on('error', () => {
    throw damaged()
  })
  // Entities of their own are how small files become huge; Excel never declares any.
  parser.on('doctype', () => {
    throw new SheetError('文件里含有不允许的 XML 声明，无法读取。')
  })
  return parser
}

const local = (name: string) => name.slice(name.indexOf(':') + 1)

async function* readRows(book: Source, part: string): AsyncGenerator<SheetRow> {
  const entry = book.parts.get(part)
  if (!entry) throw damaged()
  const merges = await mergedAreas(book, entry)
  const collector = new RowCollector(book)
  let count = 0
  for await (const chunk of partBytes(book.zip, entry)) {
    collector.write(chunk)
    for (const row of collector.take()) {
      if (++count > sheetLimits.rows) throw new SheetError(`表格超过 ${sheetLimits.rows} 行，请分成几个文件。`)
      merges.fill(row)
      yield row
    }
  }
  collector.end()
}

// What Excel itself allows in a cell.
const CELL_LIMIT = 32_767

/** Turns the XML of a sheet into rows as it arrives. */
class RowCollector {
  readonly #parser = newParser()
  #done: SheetRow[] = []
  #row: SheetRow = { number: 0, cells: [] }
  #cell: RawCell | null = null
  #column = 0
  #collecting: 'v' | 't' | null = null

  constructor(book: Source) {
    this.#parser.on('opentag', ({ name, attributes }) => this.#open(local(name), attributes as Record<string, string>))
    this.#parser.on('text', (text) => {
      if (this.#cell && this.#collecting) this.#cell.text += text
      if (this.#cell && this.#cell.text.length > CELL_LIMIT)
        throw new SheetError(`第 ${this.#row.number} 行有一格内容超过 ${CELL_LIMIT} 个字。`)
    })
    this.#parser.on('closetag', ({ name }) => this.#close(local(name), book))
  }

  write(chunk: string): void {
    this.#parser.write(chunk)
  }

  /** Throws when the sheet broke off in the middle. */
  end(): void {
    this.#parser.close()
  }

  take(): SheetRow[] {
    const rows = this.#done
    this.#done = []
    return rows
  }

  #open(name: string, attributes: Record<string, string>): void {
    if (name === 'row') {
      this.#row = { number: Number(attributes.r) || this.#row.number + 1, cells: [] }
      if (/^(1|true)$/.test(attributes.hidden ?? '')) this.#row.isHidden = true
      this.#column = -1
    } else if (name === 'c') {
      this.#column = attributes.r ? columnIndex(attributes.r) : this.#column + 1
      this.#cell = { type: attributes.t ?? 'n', style: Number(attributes.s ?? 0), text: '', formula: false }
    } else if (name === 'f' && this.#cell) this.#cell.formula = true
    else if (name === 'v' || name === 't') this.#collecting = name
  }

  #close(name: string, book: Source): void {
    if (name === 'v' || name === 't') this.#collecting = null
    else if (name === 'c' && this.#cell) {
      const value = cellValue(this.#cell, book)
      if (this.#column < sheetLimits.columns) this.#row.cells[this.#column] = value
      else if (value !== null) throw new SheetError(`表格超过 ${sheetLimits.columns} 列，请删去不需要的列。`)
      this.#cell = null
    } else if (name === 'row') {
      this.#done.push({ ...this.#row, cells: Array.from(this.#row.cells, (cell) => cell ?? null) })
    }
  }
}

/** Merged areas stand behind the rows in the file, so a quick look goes ahead of the reading. */
async function mergedAreas(book: Source, entry: Entry): Promise<Merges> {
  const merges = new Merges()
  let tail = ''
  for await (const chunk of partBytes(book.zip, entry)) {
    const text = tail + chunk
    for (const [, from, to] of text.matchAll(/<(?:\w+:)?mergeCell ref="([A-Z]+\d+):([A-Z]+\d+)"/g))
      merges.add(from as string, to as string)
    const last = text.lastIndexOf('<')
    // Only a tag cut in two is of interest; a long tail is the text of a cell, and looking at it again would never end.
    tail = last < 0 || text.length - last > 200 ? '' : text.slice(last)
  }
  return merges
}

class Merges {
  readonly #byRow = new Map<number, { left: number; right: number; bottom: number }[]>()
  #open: { left: number; right: number; bottom: number; value: Cell }[] = []
  #count = 0

  add(from: string, to: string): void {
    if (++this.#count > 20_000) return
    const row = Number(from.replace(/\D/g, ''))
    const area = { left: columnIndex(from), right: columnIndex(to), bottom: Number(to.replace(/\D/g, '')) }
    const areas = this.#byRow.get(row)
    if (areas) areas.push(area)
    else this.#byRow.set(row, [area])
  }

  /** Writes the value of each merged area into the cells of this row it covers. */
  fill(row: SheetRow): void {
    this.#open = this.#open.filter((area) => area.bottom >= row.number)
    for (const area of this.#byRow.get(row.number) ?? [])
      this.#open.push({ ...area, value: row.cells[area.left] ?? null })
    for (const area of this.#open) {
      for (let column = area.left; column <= Math.min(area.right, sheetLimits.columns - 1); column++)
        row.cells[column] ??= area.value
    }
    for (let column = 0; column < row.cells.length; column++) row.cells[column] ??= null
  }
}
