import type { Filled, GridRow, Piece, Run, SignLine } from './piece.ts'

const plain = (runs: readonly Run[]): string => runs.map(({ t }) => t).join('')

const wordsOfSign = (line: SignLine): string =>
  line.s === 'boxes'
    ? plain([...line.label, ...line.boxes.flatMap(({ beside }) => beside), ...line.after])
    : plain(line.runs)

const wordsOfRow = (row: GridRow): string =>
  row.g === 'opinion' ? `${plain(row.label)}\t${plain(row.text)}` : row.cells.map(plain).join('\t')

function wordsOfPiece(piece: Piece): string {
  switch (piece.p) {
    case 'head':
      return [piece.series, piece.title, piece.number].filter((words) => words !== null).join('\n')
    case 'addressee':
    case 'para':
      return plain(piece.runs)
    case 'row':
      return piece.pairs.map(({ label, value, tail }) => plain([...label, ...(value ?? []), ...tail])).join('　')
    case 'rest':
      return '（以下空白）'
    case 'table':
      return [piece.heads.join('\t'), ...piece.rows.map((row) => row.map(plain).join('\t')), piece.rest ?? ''].join(
        '\n',
      )
    case 'bars':
      return [piece.title, ...piece.rows.map(({ label, words }) => `${label}\t${words}`)].join('\n')
    case 'grid':
      return piece.rows.map(wordsOfRow).join('\n')
    case 'check':
      return piece.options.map(({ chosen, runs }) => `${chosen ? '√' : '□'}${plain(runs)}`).join('\n')
    case 'pictures':
      return `${piece.label}：${piece.items.map(({ name }) => name).join('、')}`
    case 'sign':
      return piece.lines.map(wordsOfSign).join('\n')
    case 'seal':
      return `${piece.agency}\n${piece.date}`
    case 'break':
      return ''
    case 'plate':
      return piece.caption
    case 'watermark':
      return piece.lines.join('\n')
    default:
      return piece.text
  }
}

/** Everything a form says, in order, without pictures and paper: what is hashed when it is frozen, and tried for glyphs. */
export const wordsOf = (filled: Filled): string =>
  [...filled.pieces.map(wordsOfPiece), filled.copiesNote ?? ''].filter((words) => words !== '').join('\n')
