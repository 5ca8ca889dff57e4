import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { SheetError, type SheetRow, sheetLimits } from './sheet.ts'

// What a quoted field may hold at most; one that goes on for longer was never closed.
const LINES_PER_RECORD = 60
const LINE_LIMIT = 1_000_000

/**
 * Rows of a text file with separators, in whatever encoding Chinese offices save it: UTF-8, UTF-16 or GB 18030. A quote
 * that is opened and not closed spoils its own row and no other: that row carries a fault, the next line is read anew.
 */
export async function* readCsv(file: string): AsyncGenerator<SheetRow> {
  const sample = await readSample(file)
  const encoding = encodingOf(sample)
  const delimiter = delimiterOf(new TextDecoder(encoding).decode(sample))
  const lines = new LineQueue(linesOf(decoded(file, encoding)))
  let count = 0
  for (let line = await lines.next(); line; line = await lines.next()) {
    if (++count > sheetLimits.rows) throw new SheetError(`表格超过 ${sheetLimits.rows} 行，请分成几个文件。`)
    const row = await readRecord(line, lines, delimiter)
    if (row.cells.length > sheetLimits.columns)
      throw new SheetError(`表格超过 ${sheetLimits.columns} 列，请删去不需要的列。`)
    yield row
  }
}

interface Line {
  number: number
  text: string
}

/** One row from its first line and, where a quoted field goes on, the lines after it. */
async function readRecord(first: Line, lines: LineQueue, delimiter: string): Promise<SheetRow> {
  let text = first.text
  const further: Line[] = []
  for (;;) {
    const read = parseRecord(text, delimiter, further.length > 0)
    if (read !== 'open' && read !== 'broken') return { number: first.number, cells: read.map(cellOf) }
    const next = read === 'open' && further.length < LINES_PER_RECORD ? await lines.next() : undefined
    if (!next) break
    further.push(next)
    text += `\n${next.text}`
  }
  // The lines behind were read in search of the closing quote; they are rows of their own.
  lines.giveBack(further)
  const cells = first.text.split(delimiter).map((cell) => cellOf(cell.replaceAll('"', '')))
  return { number: first.number, cells, fault: '这一行的引号没有配对，各列可能错位，请补上引号或删去' }
}

// A zero byte says nothing and cannot be stored.
const cellOf = (text: string): string | null => text.replaceAll('\0', '') || null

/**
 * The fields of a record; `open` when a quoted field goes on behind its end, `broken` when a record of several lines has
 * text right behind a closing quote: the quote then belongs to a row of its own. In one line such text is kept as it is.
 */
function parseRecord(text: string, delimiter: string, hasLines: boolean): string[] | 'open' | 'broken' {
  const cells: string[] = []
  let at = 0
  for (;;) {
    const quoted = text[at] === '"' ? closeQuote(text, at) : null
    if (quoted === 'open') return 'open'
    const isClean = quoted !== null && (quoted.end === text.length || text.startsWith(delimiter, quoted.end))
    if (quoted !== null && !isClean && hasLines) return 'broken'
    const end = isClean ? quoted.end : endOfPlain(text, at, delimiter)
    cells.push(isClean ? quoted.value : text.slice(at, end))
    if (end >= text.length) return cells
    at = end + delimiter.length
  }
}

/** A quoted field from its opening quote on, doubled quotes made single; `end` stands behind the closing one. */
function closeQuote(text: string, start: number): { value: string; end: number } | 'open' {
  for (let at = text.indexOf('"', start + 1); at >= 0; at = text.indexOf('"', at + 2)) {
    if (text[at + 1] !== '"') return { value: text.slice(start + 1, at).replaceAll('""', '"'), end: at + 1 }
  }
  return 'open'
}

function endOfPlain(text: string, start: number, delimiter: string): number {
  const end = text.indexOf(delimiter, start)
  return end < 0 ? text.length : end
}

/** Lines that can be given back. */
class LineQueue {
  readonly #source: AsyncGenerator<Line>
  #ahead: Line[] = []

  constructor(source: AsyncGenerator<Line>) {
    this.#source = source
  }

  async next(): Promise<Line | undefined> {
    const ahead = this.#ahead.shift()
    if (ahead) return ahead
    const { value, done } = await this.#source.next()
    return done ? undefined : value
  }

  giveBack(lines: Line[]): void {
    this.#ahead = [...lines, ...this.#ahead]
  }
}

async function* linesOf(chunks: AsyncGenerator<string>): AsyncGenerator<Line> {
  let number = 0
  let rest = ''
  for await (const chunk of chunks) {
    // A carriage return at the end may be half of a line break: it waits for the next chunk.
    const parts = (rest + chunk).split(/\r\n|\n|\r(?!$)/)
    rest = parts.pop() as string
    if (rest.length > LINE_LIMIT) throw new SheetError(`第 ${number + parts.length + 1} 行太长，无法读取。`)
    for (const text of parts) yield { number: ++number, text: number === 1 ? text.replace(/^\uFEFF/, '') : text }
  }
  const last = rest.replace(/\r$/, '')
  if (last !== '') yield { number: ++number, text: number === 1 ? last.replace(/^\uFEFF/, '') : last }
}

async function readSample(file: string): Promise<Buffer> {
  const handle = await open(file)
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(262_144), 0, 262_144, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

function encodingOf(sample: Buffer): string {
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le'
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be'
  try {
    // `stream` lets a character cut off at the end of the sample pass.
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true })
    return 'utf-8'
  } catch {
    return 'gb18030'
  }
}

function delimiterOf(text: string): string {
  const lines = text.split(/\r?\n/).slice(0, 10).join('\n')
  const counts = [',', '\t', ';', '，'].map((mark) => ({ mark, count: lines.split(mark).length }))
  return counts.sort((a, b) => b.count - a.count)[0]?.mark ?? ','
}

async function* decoded(file: string, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of createReadStream(file)) yield decoder.decode(chunk as Buffer, { stream: true })
  yield decoder.decode()
}
