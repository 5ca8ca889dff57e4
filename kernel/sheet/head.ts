import type { Cell, SheetRow } from './sheet.ts'

/** Where the head of a table stands and what each column is called. */
export interface TableHead {
  /** Number of the last row of the head; data starts after it. */
  lastRow: number
  /** One line, or two with group names above. */
  lines: 1 | 2
  /** Names a column may go by, the fullest first: a two-line head gives the joined name, then its parts. */
  columns: { column: number; head: string; names: string[] }[]
}

/**
 * Finds the head among the first rows: the one or two lines in which most columns are recognised. Titles above it and
 * notes such as 填报单位 are passed over. Null when nothing is recognised twice.
 */
export function findHead(rows: SheetRow[], recognises: (name: string) => boolean): TableHead | null {
  const candidates = rows.flatMap((row, at) => {
    const next = rows[at + 1]
    return next ? [headOf([row]), headOf([row, next])] : [headOf([row])]
  })
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

// Half a point for one line: a title above a plain head would otherwise become part of it.
// A merged cell stands in each of its columns and counts once.
const score = (head: TableHead, recognises: (name: string) => boolean) =>
  new Set(head.columns.filter(({ names }) => names.some(recognises)).map((column) => column.head)).size +
  (head.lines === 1 ? 0.5 : 0)

function headOf(rows: SheetRow[]): TableHead {
  const width = Math.max(...rows.map((row) => row.cells.length))
  const lines = rows.map((row) => Array.from({ length: width }, (_, column) => headText(row.cells[column] ?? null)))
  const columns = Array.from({ length: width }, (_, column) => column)
    .map((column) => ({ column, parts: partsAt(lines, column) }))
    .filter(({ parts }) => parts.length > 0)
    .map(({ column, parts }) => ({ column, head: parts.join('·'), names: namesOf(parts) }))
  return { lastRow: rows.at(-1)?.number ?? 0, lines: rows.length === 1 ? 1 : 2, columns }
}

/** Texts of a column from top to bottom; a group name reaches right over the columns below it that have none of their own. */
function partsAt(lines: string[][], column: number): string[] {
  const [top = [], below] = lines
  if (!below) return top[column] ? [top[column]] : []
  const own = below[column] ?? ''
  let group = top[column] ?? ''
  for (let left = column; group === '' && own !== '' && left >= 0; left--) group = top[left] ?? ''
  return [...new Set([group, own].filter((part) => part !== ''))]
}

function namesOf(parts: string[]): string[] {
  const [group, own] = parts
  if (!own) return group ? [group] : []
  const stem = (group as string).replace(/(信息|情况|资料|基本)+$/, '')
  return [`${stem}${own}`, `${group}${own}`, own]
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
