import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  type IParagraphOptions,
  type IRunOptions,
  Packer,
  PageBreak,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TabStopType,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import type { Filled, GridRow, Pair, Piece, Run, SignBox, SignLine } from './model/piece.ts'
import { papers } from './paper.ts'

/** First choice for East Asian text; a machine without it takes the free one. */
const body = { ascii: 'Noto Serif SC', hAnsi: 'Noto Serif SC', eastAsia: '仿宋_GB2312', cs: 'Noto Serif SC' }
const title = { ...body, eastAsia: '方正小标宋简体' }

/** Twentieths of a point of a millimetre. */
const mm = (length: number): number => Math.round((length * 1440) / 25.4)
const textWidth = 156
const line = { style: BorderStyle.SINGLE, size: 4, color: '000000' }
const cellEdges = { top: line, bottom: line, left: line, right: line }

/**
 * The same paragraphs in the same order as an editable Word file, with real tables and page-number fields. It is a draft or a copy:
 * its mark stands in the head, and it never carries a signature or a seal.
 * @param mark 草稿 or 副本
 */
export function writeWord(filled: Filled, mark: '草稿' | '副本'): Promise<Buffer> {
  const paper = papers[filled.profile]
  const { size, pitch } = paper.sizes[0] as (typeof paper.sizes)[number]
  const set = { size: size * 2, pitch: pitch * 20, number: filled.profile === 'form' ? 28 : 32 }
  return Packer.toBuffer(
    new Document({
      title: filled.name,
      styles: {
        default: {
          document: {
            run: { font: body, size: set.size, color: '000000', language: { value: 'zh-CN', eastAsia: 'zh-CN' } },
            paragraph: { spacing: { line: set.pitch, lineRule: 'exact' } },
          },
        },
      },
      sections: [
        {
          properties: {
            titlePage: true,
            page: {
              size: { width: mm(210), height: mm(297) },
              margin: { top: mm(paper.top), bottom: mm(paper.bottom), left: mm(paper.left), right: mm(paper.right) },
            },
          },
          headers: { first: headOf([mark]), default: headOf([filled.name, filled.number, mark, '续页']) },
          footers: { first: footOf(filled), default: footOf(filled) },
          children: filled.pieces.flatMap((piece) => childrenOf(piece, set)),
        },
      ],
    }),
  )
}

interface Sizes {
  /** Half points. */
  size: number
  /** Twentieths of a point. */
  pitch: number
  number: number
}

const small = (text: string | IRunOptions['children']): TextRun =>
  typeof text === 'string' ? new TextRun({ text, size: 21 }) : new TextRun({ children: text ?? [], size: 21 })

const headOf = (words: readonly (string | null)[]): Header =>
  new Header({
    children: [
      new Paragraph({
        alignment: AlignmentType.RIGHT,
        children: [small(words.filter((word) => word !== null).join('　'))],
      }),
    ],
  })

const footOf = (filled: Filled): Footer =>
  new Footer({
    children: [
      new Paragraph({
        border: { top: line },
        tabStops: [{ type: TabStopType.RIGHT, position: mm(textWidth) }],
        children: [
          small(filled.copiesNote ?? ''),
          ...(filled.pageNumbers ? [small(['\t共', PageNumber.TOTAL_PAGES, '页　第', PageNumber.CURRENT, '页'])] : []),
        ],
      }),
    ],
  })

const wordsOf = (runs: readonly Run[], more: Partial<IRunOptions> = {}): TextRun[] =>
  runs.map(({ t, b }) => new TextRun({ text: t, bold: b === true, ...more }))

const flush = (children: TextRun[], more: Partial<IParagraphOptions> = {}): Paragraph =>
  new Paragraph({ children, ...more })

/** Two characters of the body's size, in twentieths of a point. */
const indented = (set: Sizes): Partial<IParagraphOptions> => ({ indent: { firstLine: set.size * 20 } })

function childrenOf(piece: Piece, set: Sizes): (Paragraph | Table)[] {
  switch (piece.p) {
    case 'head':
      return headLines(piece, set)
    case 'addressee':
      return [flush(wordsOf(piece.runs))]
    case 'row':
      return [rowLine(piece.pairs, set)]
    case 'para':
      return [flush(wordsOf(piece.runs, piece.heading ? { bold: true } : {}), indented(set))]
    case 'rest':
      return [flush([new TextRun('（以下空白）')], indented(set))]
    case 'table':
      return [tableOf(piece), flush([])]
    case 'bars':
      return [
        flush([new TextRun({ text: piece.title, bold: true })], { keepNext: true }),
        barsOf(piece.rows),
        flush([]),
      ]
    case 'grid':
      return [gridOf(piece.rows)]
    case 'check':
      return piece.options.map(({ chosen, runs }) =>
        flush([new TextRun(chosen ? '☑' : '□'), ...wordsOf(runs)], indented(set)),
      )
    case 'pictures':
      return [flush([new TextRun(`${piece.label}：${piece.items.map(({ name }) => name).join('、')}`)], indented(set))]
    case 'sign':
      return piece.lines.flatMap(signLines)
    case 'seal':
      return [piece.agency, piece.date].map((text) =>
        flush([new TextRun(text)], {
          alignment: AlignmentType.RIGHT,
          keepNext: true,
          indent: { right: set.size * 20 },
        }),
      )
    case 'break':
      return [new Paragraph({ children: [new PageBreak()] })]
    case 'plate':
      return [centred(piece.caption, set.size)]
    case 'watermark':
      return []
    case 'subtitle':
      return [centred(piece.text, set.size + 8)]
    case 'cover':
      return [centred(piece.text, piece.size * 2)]
  }
}

const centred = (text: string, size: number, more: Partial<IRunOptions> = {}): Paragraph =>
  new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: 120, after: 120, line: size * 14, lineRule: 'exact' },
    children: [new TextRun({ text, size, bold: true, font: title, ...more })],
  })

function headLines(head: Extract<Piece, { p: 'head' }>, set: Sizes): Paragraph[] {
  const series = head.series
    ? [
        new Paragraph({
          alignment: AlignmentType.CENTER,
          border: { bottom: { style: BorderStyle.THICK_THIN_SMALL_GAP, size: 12, color: '000000', space: 4 } },
          children: [new TextRun({ text: head.series, size: 36, bold: true, font: title })],
        }),
      ]
    : []
  const number = head.number ? [centred(head.number, set.number, { bold: false, font: body })] : []
  return [...series, centred(head.title, 44), ...number]
}

/** Labels and underlined values in one line. */
const rowLine = (pairs: readonly Pair[], set: Sizes): Paragraph =>
  new Paragraph({
    children: pairs.flatMap(({ label, value, tail }) => [
      ...wordsOf(label),
      ...(value ? [...wordsOf(value.length > 0 ? value : [{ t: '　　　　' }], { underline: {} })] : []),
      ...wordsOf(tail),
      new TextRun('　'),
    ]),
    spacing: { line: set.pitch, lineRule: 'exact' },
  })

const cell = (
  runs: readonly Run[],
  width: number,
  more: { span?: number; centre?: boolean; right?: boolean } = {},
): TableCell =>
  new TableCell({
    width: { size: mm(width), type: WidthType.DXA },
    borders: cellEdges,
    verticalAlign: VerticalAlignTable.CENTER,
    ...(more.span ? { columnSpan: more.span } : {}),
    children: [cellLine(wordsOf(runs, { size: 24 }), more)],
  })

const cellLine = (children: TextRun[], { centre, right }: { centre?: boolean; right?: boolean } = {}): Paragraph =>
  new Paragraph({
    ...(centre ? { alignment: AlignmentType.CENTER } : right ? { alignment: AlignmentType.RIGHT } : {}),
    spacing: { line: 320, lineRule: 'atLeast' },
    children,
  })

function tableOf(piece: Extract<Piece, { p: 'table' }>): Table {
  const heads = piece.heads.map((t, at) => cell([{ t }], piece.widths[at] as number, { centre: true }))
  const rest = piece.rest ? [[cell([{ t: piece.rest }], textWidth, { span: piece.heads.length, centre: true })]] : []
  const rows = piece.rows.map((row) =>
    row.map((runs, at) => cell(runs, piece.widths[at] as number, { right: at > 0 && piece.figures === true })),
  )
  return new Table({
    width: { size: mm(textWidth), type: WidthType.DXA },
    columnWidths: piece.widths.map(mm),
    rows: [
      new TableRow({ tableHeader: true, cantSplit: true, children: heads }),
      ...[...rows, ...rest].map((children) => new TableRow({ cantSplit: true, children })),
    ],
  })
}

/** Room for a bar, and for the words beside it, in millimetres. */
const BAR = 86
const BESIDE = 35

/** Bars as cells that are filled: whoever changes a figure drags the edge of its bar. */
function barsOf(rows: Extract<Piece, { p: 'bars' }>['rows']): Table {
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' }
  const bare = { top: none, bottom: none, left: none, right: none }
  const field = (text: string, width: number, more: { fill?: string; right?: boolean } = {}) =>
    new TableCell({
      width: { size: mm(width), type: WidthType.DXA },
      borders: bare,
      ...(more.fill ? { shading: { type: ShadingType.CLEAR, color: 'auto', fill: more.fill } } : {}),
      verticalAlign: VerticalAlignTable.CENTER,
      children: [cellLine([new TextRun({ text, size: 20 })], { right: more.right === true })],
    })
  const bar = (share: number) => {
    const length = Math.round(BAR * share * 10) / 10
    const inner = [
      length > 0 ? field('', length, { fill: '646464' }) : null,
      BAR - length > 0 ? field('', BAR - length) : null,
    ]
    return new TableCell({
      width: { size: mm(BAR), type: WidthType.DXA },
      borders: bare,
      verticalAlign: VerticalAlignTable.CENTER,
      children: [
        new Table({
          width: { size: mm(BAR), type: WidthType.DXA },
          columnWidths: [length, BAR - length].filter((width) => width > 0).map(mm),
          rows: [
            new TableRow({ height: { value: mm(3.5), rule: 'exact' }, children: inner.filter((one) => one !== null) }),
          ],
        }),
        new Paragraph({ spacing: { line: 20, lineRule: 'exact' } }),
      ],
    })
  }
  return new Table({
    width: { size: mm(textWidth), type: WidthType.DXA },
    columnWidths: [BESIDE, BAR, BESIDE].map(mm),
    rows: rows.map(
      ({ label, share, words }) =>
        new TableRow({
          cantSplit: true,
          children: [field(label, BESIDE, { right: true }), bar(share), field(words, BESIDE)],
        }),
    ),
  })
}

/** Labels of 26 mm and values of 52 mm in turn. */
function gridOf(rows: readonly GridRow[]): Table {
  return new Table({
    width: { size: mm(textWidth), type: WidthType.DXA },
    columnWidths: [26, 52, 26, 52].map(mm),
    rows: rows.map(
      (row) =>
        new TableRow({
          cantSplit: true,
          ...(row.height > 0 ? { height: { value: mm(row.height), rule: 'atLeast' as const } } : {}),
          children: row.g === 'opinion' ? opinionCells(row) : valueCells(row.cells),
        }),
    ),
  })
}

const valueCells = (cells: readonly Run[][]): TableCell[] =>
  cells.map((runs, at) =>
    at % 2 === 0
      ? cell(runs, 26, { centre: true })
      : cell(runs, cells.length === 2 ? 130 : 52, cells.length === 2 ? { span: 3 } : {}),
  )

const opinionCells = (row: Extract<GridRow, { g: 'opinion' }>): TableCell[] => [
  cell(row.label, 26, { centre: true }),
  new TableCell({
    width: { size: mm(130), type: WidthType.DXA },
    borders: cellEdges,
    columnSpan: 3,
    children: [
      cellLine(wordsOf(row.text, { size: 24 })),
      new Paragraph({ alignment: AlignmentType.RIGHT, children: [...spaces(row.boxes), new TextRun('　年　月　日')] }),
    ],
  }),
]

/** Room to sign: never a picture, a Word file is no original. */
const spaces = (boxes: readonly SignBox[]): TextRun[] =>
  boxes.map(() => new TextRun({ text: '　　　　　　', underline: {} }))

function signLines(signLine: SignLine): Paragraph[] {
  if (signLine.s === 'right') return [flush(wordsOf(signLine.runs), { alignment: AlignmentType.RIGHT })]
  if (signLine.s === 'text') return [flush(wordsOf(signLine.runs))]
  const { label, boxes, after } = signLine
  if (boxes.every(({ beside }) => beside.length === 0))
    return [flush([...wordsOf(label), ...spaces(boxes), ...wordsOf(after)])]
  return boxes.map((box, at) =>
    flush([...wordsOf(at === 0 ? label : [{ t: '　' }]), ...spaces([box]), new TextRun('　'), ...wordsOf(box.beside)]),
  )
}
