import type { Filled, Piece, Run } from '#kernel/documents/model/piece.ts'
import type { Cell } from '#kernel/sheet/sheet.ts'
import type { FigureSheet } from './export.ts'

/** Width of the text, in millimetres, and of the columns of words before the figures. */
const WIDTH = 156
const WORDS = 52
/** Bars one can still read on a page. */
const MOST_BARS = 20

/** A figure with its parts as it is put on paper: what it counts, bars, and the table. @param by who took it out, for the foot */
export function figurePaper({ name, about, columns, rows }: FigureSheet, by: string): Filled {
  const words = columns.length - 1
  const width = words * WORDS < WIDTH - 30 ? WORDS : (WIDTH - 30) / words
  const pieces: Piece[] = [
    { p: 'head', series: about.gridName, title: about.title, number: about.period },
    { p: 'para', runs: [{ t: about.note }], heading: false },
    ...barsOf(about.title, rows, words),
    {
      p: 'table',
      heads: columns.map(({ head }) => head),
      widths: columns.map((_, at) => (at < words ? width : WIDTH - words * width)),
      rows: rows.map((row) => row.map((cell): Run[] => [{ t: textOf(cell) }])),
      rest: null,
      figures: true,
    },
  ]
  return {
    ...{ name, number: about.period, profile: 'form', pieces, copiesNote: by, pageNumbers: true, mark: null },
  }
}

const numbers = new Intl.NumberFormat('zh-CN')
const textOf = (cell: Cell): string =>
  cell === null || cell === '' ? '—' : typeof cell === 'number' ? numbers.format(cell) : String(cell)

/** Rows that are parts: the sum and the whole below them are no bars. */
function barsOf(title: string, rows: readonly Cell[][], words: number): Piece[] {
  const parts = rows
    .filter(([first]) => !SUMS.includes(String(first)))
    .flatMap((row) => {
      const value = row[words]
      return typeof value === 'number' ? [{ label: row.slice(0, words).join(' '), value }] : []
    })
  const most = Math.max(0, ...parts.map(({ value }) => value))
  if (parts.length < 2 || most <= 0) return []
  const rest = parts.length > MOST_BARS ? `（前 ${MOST_BARS} 个，共 ${parts.length} 个）` : ''
  const shown = parts.slice(0, MOST_BARS).map(({ label, value }) => {
    return { label, share: Math.max(0, value) / most, words: numbers.format(value) }
  })
  return [{ p: 'bars', title: `${title}${rest}`, rows: shown }]
}

/** Last rows of the table of a figure. */
export const SUMS = ['各部分合计', '总数']
