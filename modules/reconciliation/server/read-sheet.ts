import { findHead, guessHead, type TableHead } from '#kernel/sheet/head.ts'
import { openBook } from '#kernel/sheet/open.ts'
import { type Cell, type Sheet, SheetError, type SheetRow } from '#kernel/sheet/sheet.ts'
import { MOST_LINES } from '../model/codes.ts'
import { guessColumns, matchHead, neededWords, type SheetColumn, wayWith } from '../model/head.ts'
import type { ListKind } from '../model/list.ts'
import { withoutNumbers } from '../model/personal.ts'
import { emptySheet, tooManyRows, unreadable, unrelated, whichSheet } from '../model/problems.ts'

/** Instructions and covers above a table may be long. */
const HEAD_ROWS = 200
/** Rows read in one go before others get a turn. */
const TURN = 50
/** What a cell keeps at most; what is compared is shorter. */
const MOST_LETTERS = 300

/** A row of a sheet as it is kept: by place of the column, without columns and numbers of persons. */
export interface KeptLine {
  rowNumber: number
  cells: Record<string, string>
}

/** A spreadsheet of an office, read as a kind of list. */
export interface ReadSheet {
  sheet: string
  columns: SheetColumn[]
  lines: KeptLine[]
  notes: string[]
}

interface Table {
  at: number
  name: string
  sheet: Sheet
  lastRow: number
  columns: SheetColumn[]
}

/**
 * Reads the sheet of a spreadsheet that is such a list.
 * @param wanted which sheet, where somebody chose one
 * @throws unreadable, unrelated, whichSheet, emptySheet, tooManyRows
 */
export async function readSheet(file: string, kind: ListKind, wanted: number | undefined): Promise<ReadSheet> {
  try {
    const { sheets, hiddenSheets } = await openBook(file)
    const table = await chooseTable(kind, sheets, wanted)
    const read = await readLines(table)
    if (read.lines.length === 0) throw emptySheet(table.name)
    const others = sheets.map(({ name }) => name).filter((name) => name !== table.name)
    return {
      sheet: table.name,
      columns: table.columns,
      lines: read.lines,
      notes: [
        ...(others.length > 0
          ? [`只读了工作表「${table.name}」，没有读${others.map((name) => `「${name}」`).join('、')}。`]
          : []),
        ...(hiddenSheets.length > 0 ? [`有 ${hiddenSheets.length} 张隐藏的工作表，没有读。`] : []),
        ...read.notes,
      ],
    }
  } catch (error) {
    throw error instanceof SheetError ? unreadable(error.message) : error
  }
}

async function chooseTable(kind: ListKind, sheets: readonly Sheet[], wanted: number | undefined): Promise<Table> {
  if (sheets.length === 0) throw unreadable('工作簿里没有看得见的工作表。')
  const candidates = wanted === undefined ? sheets.map((_, at) => at) : [wanted]
  const found: Table[] = []
  let heads: string[] = []
  for (const at of candidates) {
    const sheet = sheets[at]
    if (!sheet) throw unreadable('没有这张工作表。')
    const rows = await firstRows(sheet)
    if (rows.length === 0) continue
    const { lastRow, columns } = tableIn(kind, rows)
    if (
      wayWith(
        kind,
        columns.map(({ target }) => target),
      )
    )
      found.push({ at, name: sheet.name, sheet, lastRow, columns })
    else if (heads.length === 0) heads = columns.map(({ head }) => head).filter((head) => !/^第 \d+ 列$/.test(head))
  }
  const [only] = found
  if (!only) throw unrelated(kind, neededWords(kind), heads)
  if (found.length > 1) throw whichSheet(found.map(({ at, name }) => ({ at, name })))
  return only
}

/** The head of a table and what its columns are; a table without any head is known by what stands in it. */
function tableIn(kind: ListKind, rows: SheetRow[]): { lastRow: number; columns: SheetColumn[] } {
  const head = findHead(rows, (name) => matchHead(kind, [name]) !== null) ?? guessHead(rows) ?? noHead(rows)
  const below = rows.filter(({ number }) => number > head.lastRow)
  const values = head.columns.map(({ column }) => below.map(({ cells }) => textOf(cells[column] ?? null)))
  return { lastRow: head.lastRow, columns: guessColumns(kind, head.columns, values) }
}

function noHead(rows: SheetRow[]): TableHead {
  const width = Math.max(...rows.map(({ cells }) => cells.length))
  const columns = Array.from({ length: width }, (_, column) => ({ column, head: `第 ${column + 1} 列`, names: [] }))
  return { lastRow: 0, lines: 1, columns }
}

async function firstRows(sheet: Sheet): Promise<SheetRow[]> {
  const rows: SheetRow[] = []
  for await (const row of sheet.rows()) {
    if (isFilled(row)) rows.push(row)
    if (rows.length >= HEAD_ROWS) break
  }
  return rows
}

async function readLines({ sheet, lastRow, columns }: Table): Promise<{ lines: KeptLine[]; notes: string[] }> {
  const kept = columns.filter(({ isPersonal }) => !isPersonal)
  const heads = new Map(columns.map(({ column, head }) => [column, head]))
  const passed = { titles: 0, hidden: 0, faults: 0, formulas: 0 }
  const lines: KeptLine[] = []
  let count = 0
  for await (const row of sheet.rows()) {
    if (++count % TURN === 0) await new Promise((resolve) => setImmediate(resolve))
    if (row.number <= lastRow || !isFilled(row)) continue
    if (isNoRecord(row, heads)) {
      passed.titles++
      continue
    }
    if (row.isHidden) passed.hidden++
    if (row.fault) passed.faults++
    const texts = kept.map(({ column }) => [String(column), textOf(row.cells[column] ?? null)] as const)
    passed.formulas += texts.filter(([, text]) => text === NO_RESULT).length
    const cells = texts.filter(([, text]) => text !== '' && text !== NO_RESULT)
    lines.push({ rowNumber: row.number, cells: Object.fromEntries(cells) })
    if (lines.length > MOST_LINES) throw tooManyRows(MOST_LINES)
  }
  return { lines, notes: notesOf(passed, columns) }
}

function notesOf(
  { titles, hidden, faults, formulas }: { titles: number; hidden: number; faults: number; formulas: number },
  columns: readonly SheetColumn[],
): string[] {
  const personal = columns.filter(({ isPersonal }) => isPersonal).map(({ head }) => `「${head}」`)
  return [
    ...(titles > 0 ? [`合计、分组标题、重复的表头、说明共 ${titles} 行，没有当作数据。`] : []),
    ...(hidden > 0 ? [`表里隐藏或筛选掉的 ${hidden} 行也读了。`] : []),
    ...(faults > 0 ? [`${faults} 行的引号没有配对，各列可能错位。`] : []),
    ...(formulas > 0 ? [`${formulas} 格是没有结果的公式，当作空白；用 Excel 或 WPS 打开存一次再上传就有结果。`] : []),
    ...(personal.length > 0 ? [`${personal.join('、')}是个人信息，不比对，也不保留。`] : []),
  ]
}

const NO_RESULT = '#无结果的公式'

/** What a cell says, without numbers of persons. */
const textOf = (cell: Cell): string =>
  cell === null ? '' : withoutNumbers(String(cell).replace(/\s+/g, ' ').trim()).slice(0, MOST_LETTERS)

const isFilled = ({ cells }: SheetRow): boolean => cells.some((cell) => cell !== null && String(cell).trim() !== '')

/** Totals, titles of groups (one text over the whole width), the head once more, and notes under the table. */
function isNoRecord({ cells }: SheetRow, heads: ReadonlyMap<number, string>): boolean {
  const filled = cells.flatMap((cell, column) => {
    const text = cell === null ? '' : String(cell).replace(/\s+/g, '')
    return text === '' ? [] : [{ column, text }]
  })
  const [first] = filled
  if (!first) return true
  if (/^(合计|总计|小计|共计|本页小计)/.test(first.text)) return true
  if (filled.length <= 2 && /^(注|备注|说明|填表|填报|制表|审核|单位负责)/.test(first.text)) return true
  if (filled.length > 1 && filled.every(({ text }) => text === first.text)) return true
  const same = filled.filter(({ column, text }) => heads.get(column)?.replace(/\s+/g, '').endsWith(text))
  return filled.length > 1 && same.length === filled.length
}
