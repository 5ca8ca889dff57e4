import type { Cell, SheetRow } from './sheet.ts'

/** Where the head of a table stands and what each column is called. */
export interface TableHead {
  /** Number of the last row of the head; data starts after it. */
  lastRow: number
  /** One line, or two or three with group names above. */
  lines: 1 | 2 | 3
  /** Names a column may go by, the fullest first: a head of several lines gives the joined names, then the last. */
  columns: { column: number; head: string; names: string[] }[]
}

/**
 * Finds the head among the first rows: the one to three lines in which most columns are recognised. Titles above it and
 * notes such as 填报单位 are passed over. Null when nothing is recognised twice.
 */
export function findHead(rows: SheetRow[], recognises: (name: string) => boolean): TableHead | null {
  const candidates = rows.flatMap((_, at) =>
    [1, 2, 3].filter((lines) => at + lines <= rows.length).map((lines) => headOf(rows.slice(at, at + lines))),
  )
  const scored = candidates.map((head) => ({ head, score: score(head, recognises) }))
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a), { head: null as TableHead | null, score: 1.9 })
  return best.head
}

/**
 * The row that looks most like a head when no name in it is known: the first whose cells are all short texts, each
 * different, with a row of about as many cells below it. Null when there is none.
 */
export function guessHead(rows: SheetRow[]): TableHead | null {
  const at = rows.findIndex((row, index) => {
    const texts = filled(row).map((cell) => headText(cell))
    const below = rows[index + 1]
    return (
      texts.length >= 2 &&
      below !== undefined &&
      filled(below).length * 2 >= texts.length &&
      texts.every((text) => text.length <= 20 && /\p{L}/u.test(text) && !/\d{4}/.test(text)) &&
      new Set(texts).size === texts.length
    )
  })
  return at < 0 ? null : headOf([rows[at] as SheetRow])
}

const filled = (row: SheetRow): Cell[] => row.cells.filter((cell) => cell !== null && String(cell).trim() !== '')

// Part of a point for fewer lines: a title above a plain head would otherwise become part of it.
// A merged cell stands in each of its columns and counts once.
const score = (head: TableHead, recognises: (name: string) => boolean) =>
  new Set(head.columns.filter(({ names }) => names.some(recognises)).map((column) => column.head)).size +
  (3 - head.lines) / 4

function headOf(rows: SheetRow[]): TableHead {
  const width = Math.max(...rows.map((row) => row.cells.length))
  const lines = rows.map((row) => Array.from({ length: width }, (_, column) => headText(row.cells[column] ?? null)))
  const columns = Array.from({ length: width }, (_, column) => column)
    .map((column) => ({ column, parts: partsAt(lines, column) }))
    .filter(({ parts }) => parts.length > 0)
    .map(({ column, parts }) => ({ column, head: parts.join('·'), names: namesOf(parts) }))
  return { lastRow: rows.at(-1)?.number ?? 0, lines: rows.length as 1 | 2 | 3, columns }
}

/** Texts of a column from top to bottom; a group name reaches right over the columns below it that have none of their own. */
function partsAt(lines: string[][], column: number): string[] {
  const parts = lines.map((line, level) => {
    const hasOwnBelow = lines.slice(level + 1).some((below) => (below[column] ?? '') !== '')
    return line[column] || (hasOwnBelow ? groupOver(lines, level, column) : '')
  })
  return [...new Set(parts.filter((part) => part !== ''))]
}

/** The nearest text to the left on a line, as long as no group above begins in between. */
function groupOver(lines: string[][], level: number, column: number): string {
  for (let left = column - 1; left >= 0; left--) {
    // What begins in the column to the right of here, above this line, ends the group.
    if (lines.slice(0, level).some((above) => (above[left + 1] ?? '') !== '' && above[left + 1] !== above[left]))
      return ''
    if (lines[level]?.[left]) return lines[level]?.[left] as string
  }
  return ''
}

function namesOf(parts: string[]): string[] {
  const own = parts.at(-1)
  if (own === undefined) return []
  const groups = parts.slice(0, -1).reverse()
  return [
    ...groups.flatMap((group) => [`${group.replace(/(信息|情况|资料|基本)+$/, '')}${own}`, `${group}${own}`]),
    own,
  ]
}

/** A head as a name: no blanks, line breaks, marks of duty or units. */
function headText(cell: Cell): string {
  if (cell === null) return ''
  return String(cell)
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[*★]|\((必填|选填|必须|可选)\)/g, '')
    .replace(/[::]$/, '')
}
