import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { SheetError, type SheetRow, sheetLimits } from './sheet.ts'

/** Rows of a text file with separators, in whatever encoding Chinese offices save it: UTF-8, UTF-16 or GB 18030. */
export async function* readCsv(file: string): AsyncGenerator<SheetRow> {
  const sample = await readSample(file)
  const encoding = encodingOf(sample)
  const text = new TextDecoder(encoding).decode(sample)
  const parser = Readable.from(decoded(file, encoding)).pipe(
    parse({
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: false,
      bom: true,
      info: true,
      max_record_size: 1_000_000,
    }),
  )
  let count = 0
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (++count > sheetLimits.rows) throw new SheetError(`表格超过 ${sheetLimits.rows} 行，请分成几个文件。`)
      if (record.length > sheetLimits.columns)
        throw new SheetError(`表格超过 ${sheetLimits.columns} 列，请删去不需要的列。`)
      // A zero byte says nothing and cannot be stored.
      yield { number: info.lines, cells: record.map((cell) => cell.replaceAll('\0', '') || null) }
    }
  } catch (error) {
    if (error instanceof SheetError) throw error
    throw new SheetError(`第 ${count + 1} 行附近的格式不对，例如引号没有配对。`)
  }
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
