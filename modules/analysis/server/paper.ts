import type { Filled, Piece, Run } from '#kernel/documents/model/piece.ts'
import { GlyphMissing, type Press } from '#kernel/documents/press.ts'
import { cellText } from '../model/amount.ts'
import { noGlyph } from '../model/problems.ts'
import type { Content } from '../model/report-schema.ts'
import type { Circular, Line, Section } from '../model/schema.ts'
import {
  cellOf,
  doubtsText,
  headingOf,
  notConnectedText,
  paragraphsOf,
  type Table,
  tablesOf,
  type Word,
  withheldText,
} from '../model/words.ts'

/** Columns beside the first that stay readable on upright A4. */
const MOST_COLUMNS = 6
/** Bars one can still read on a page. */
const MOST_BARS = 20
/** Width of the text and of the first column, in millimetres. */
const WIDTH = 156
const FIRST = 36

/** The circular as it is put on paper and into Word. @param by who took it out, for the foot */
export function circularPaper(circular: Circular, by: string): Filled {
  const { gridName, title, asOf, from, sections, withheld, openLists } = circular
  const last = sections.length
  const pieces: Piece[] = [
    { p: 'head', series: `${gridName}安全生产监管平台`, title, number: `${from} 至 ${asOf}` },
    ...doubtsText(openLists).map((words): Piece => ({ p: 'para', runs: words.map(runOf), heading: false })),
    para(`本通报的数为截至 ${asOf} 平台已知的数；存量为当日数，其余为 ${from} 至 ${asOf} 期内数。`),
    ...sections.flatMap((section, at) => [heading(headingOf(section.title, at)), ...bodyOf(section)]),
    heading(headingOf('尚未接入', last)),
    para(notConnectedText(circular.notConnected)),
    ...(withheld.length > 0 ? [para(withheldText(withheld))] : []),
  ]
  return {
    name: `${gridName}${title}`,
    number: `${from} 至 ${asOf}`,
    profile: 'form',
    pieces,
    copiesNote: `${by}　数据截至 ${asOf}`,
    pageNumbers: true,
    mark: null,
  }
}

/** @throws noGlyph naming what no font draws */
export async function printCircular(press: Press, filled: Filled): Promise<Buffer> {
  try {
    return (await press.print(filled)).pdf
  } catch (error) {
    throw error instanceof GlyphMissing ? noGlyph(error.characters) : error
  }
}

const heading = (t: string): Piece => ({ p: 'para', runs: [{ t }], heading: true })
const para = (t: string): Piece => ({ p: 'para', runs: [{ t }], heading: false })

const bodyOf = (section: Section): Piece[] => [
  ...paragraphsOf(section).map((words): Piece => ({ p: 'para', runs: words.map(runOf), heading: false })),
  ...tablesOf(section, MOST_COLUMNS).flatMap((table) => [tableOf(table), ...barsOf(table)]),
]

/** The first figures of a table as bars, where there are at least two to compare. */
function barsOf({ columns, title }: Table): Piece[] {
  const [line] = columns
  if (!line) return []
  const parts = line.parts.filter(({ value }) => value !== null)
  const most = Math.max(0, ...parts.map(({ value }) => value ?? 0))
  if (parts.length < 2 || most <= 0) return []
  const rows = parts.slice(0, MOST_BARS).map(({ title: label, value, base }) => ({
    label,
    share: Math.max(0, value ?? 0) / most,
    words: cellText(value, line.unit, base),
  }))
  const rest = parts.length > MOST_BARS ? `，前 ${MOST_BARS} 个，共 ${parts.length} 个` : ''
  return [{ p: 'bars', title: `${line.name}按${title}（${line.unit}${rest}）`, rows }]
}

/** A report of an office's own on paper. @param by who took it out, for the foot */
export function reportPaper(
  { gridName, title, from, to, asOf, blocks, openLists, withheld }: Content,
  by: string,
): Filled {
  const pieces: Piece[] = [
    { p: 'head', series: `${gridName}安全生产监管平台`, title, number: `${from} 至 ${to}` },
    ...doubtsText(openLists).map((words): Piece => ({ p: 'para', runs: words.map(runOf), heading: false })),
    ...blocks.flatMap((block): Piece[] => {
      if (block.kind === 'heading') return [heading(block.text)]
      if (block.kind === 'para') return [{ p: 'para', runs: block.words.map(runOf), heading: false }]
      return tablesOf(block.section, MOST_COLUMNS).flatMap((table) => [tableOf(table), ...barsOf(table)])
    }),
    para(`数为截至 ${asOf} 平台已知的数；存量为 ${to} 的数，其余为 ${from} 至 ${to} 期内数。`),
    ...(withheld.length > 0 ? [para(withheldText(withheld))] : []),
  ]
  return {
    name: `${title}（${gridName}）`,
    number: `${from} 至 ${to}`,
    profile: 'form',
    pieces,
    copiesNote: `${by}　数据截至 ${asOf}`,
    pageNumbers: true,
    mark: null,
  }
}

/** Figures are kept in one line. */
const runOf = ({ t, to }: Word): Run => (to && /^\d/.test(t) ? { t, k: true } : { t })

function tableOf({ title, columns, rows }: Table): Piece {
  const width = (WIDTH - FIRST) / columns.length
  const cell = (t: string): Run[] => [{ t }]
  return {
    p: 'table',
    heads: [title, ...columns.map(({ name, unit }) => (unit === '%' ? name : `${name}（${unit}）`))],
    widths: [FIRST, ...columns.map(() => width)],
    rows: [
      ...rows.map((row) => [cell(row.title), ...row.cells.map((part, at) => cell(cellOf(columns[at] as Line, part)))]),
      [
        [{ t: '总数', b: true as const }],
        ...columns.map(({ value, unit, base }): Run[] => [{ t: cellText(value, unit, base), b: true as const }]),
      ],
    ],
    rest: null,
    figures: true,
  }
}
