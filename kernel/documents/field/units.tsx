import type { ReactNode } from 'react'
import type { Filled, GridRow, Pair, Piece, Run, SignBox, SignLine } from '../model/piece.ts'

/** Pictures by the name the pieces call them, as addresses a browser shows. */
export type Pictures = Readonly<Record<string, string>>

/** Something that stands on a page as a whole, or a paragraph that may be split between its lines. */
export interface Unit {
  id: string
  node: ReactNode
  /** The words of a paragraph that may be split; null for what may not. */
  runs: readonly Run[] | null
  /** Signatures and seal: never split from each other and from the words before them. */
  closing: boolean
  /** A page ends here. */
  breaks: boolean
}

/** How many letters a text has. */
export const lettersOf = (runs: readonly Run[] | null): number => runs?.reduce((sum, { t }) => sum + t.length, 0) ?? 0

/** The runs of a text between two letters. */
export function sliceRuns(runs: readonly Run[], from: number, to: number): Run[] {
  const cut: Run[] = []
  let at = 0
  for (const run of runs) {
    const t = run.t.slice(Math.max(0, from - at), Math.max(0, to - at))
    if (t !== '') cut.push({ ...run, t })
    at += run.t.length
  }
  return cut
}

/** A text: lead words bold, what is never split kept in one line. */
export const Runs = ({ runs }: { runs: readonly Run[] }) =>
  runs.map((run, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: stretches of one text have no other name
    <span key={at} className={[run.b ? 'pp-bold' : '', run.k ? 'pp-kept' : ''].join(' ').trim() || undefined}>
      {run.t}
    </span>
  ))

/** Everything a form prints, in order, as what stands on pages. */
export function unitsOf(filled: Filled, slip: boolean, pictures: Pictures): Unit[] {
  return filled.pieces.flatMap((piece, at) =>
    nodesOf(piece, slip, pictures).map(({ node, runs = null }, n) => ({
      id: `${at}.${n}`,
      node,
      runs,
      closing: piece.p === 'sign' || piece.p === 'seal',
      breaks: piece.p === 'break' && !slip,
    })),
  )
}

interface Node {
  node: ReactNode
  runs?: readonly Run[]
}

function nodesOf(piece: Piece, slip: boolean, pictures: Pictures): Node[] {
  switch (piece.p) {
    case 'head':
      return [{ node: <Head {...piece} /> }]
    case 'addressee':
      return [{ node: <p className="pp-flush">{<Runs runs={piece.runs} />}</p> }]
    case 'row':
      return [{ node: <Row pairs={piece.pairs} /> }]
    case 'para':
      return [paragraph(piece.runs, piece.heading)]
    case 'rest':
      return [paragraph([{ t: '（以下空白）' }], false)]
    case 'table':
      return tableNodes(piece, slip)
    case 'bars':
      // Reports are read on the desk; a device that is shown one reads the figures.
      return [
        paragraph([{ t: piece.title, b: true }], false),
        ...piece.rows.map(({ label, words }) => paragraph([{ t: `${label} ${words}` }], false)),
      ]
    case 'grid':
      return piece.rows.map((row, at) => ({ node: <GridLine row={row} first={at === 0} pictures={pictures} /> }))
    case 'check':
      return piece.options.map(({ chosen, runs }) => ({
        node: (
          <p className="pp-para">
            <span className="pp-tick" data-chosen={chosen || undefined}>
              □
            </span>
            <Runs runs={runs} />
          </p>
        ),
      }))
    case 'pictures':
      return [
        paragraph([{ t: `${piece.label}：${piece.items.map(({ name }) => name).join('、')}` }], false),
        ...piece.items.flatMap(({ name, image }) =>
          image && pictures[image] ? [{ node: <Figure name={name} address={pictures[image]} /> }] : [],
        ),
      ]
    case 'sign':
      return [{ node: <Sign lines={piece.lines} pictures={pictures} /> }]
    case 'seal':
      return [{ node: <Seal agency={piece.agency} date={piece.date} /> }]
    case 'break':
      return [{ node: slip ? <hr className="pp-hair" /> : null }]
    case 'subtitle':
      return [{ node: <p className="pp-subtitle">{piece.text}</p> }]
    case 'cover':
      return [{ node: <p className="pp-cover">{piece.text}</p> }]
    case 'plate':
      return pictures[piece.image]
        ? [{ node: <Figure name={piece.caption} address={pictures[piece.image] as string} /> }]
        : []
    case 'watermark':
      // Laid over copies that leave the archive; no device makes those.
      return []
  }
}

const paragraph = (runs: readonly Run[], heading: boolean): Node => {
  const bold = heading ? runs.map((run): Run => ({ ...run, b: true })) : runs
  return {
    runs: bold,
    node: (
      <p className="pp-para">
        <Runs runs={bold} />
      </p>
    ),
  }
}

const Head = ({ series, title, number }: { series: string | null; title: string; number: string | null }) => (
  <div className="pp-title">
    {series !== null && <p className="pp-series">{series}</p>}
    <h2>{title}</h2>
    {number !== null && <p className="pp-number">{number}</p>}
  </div>
)

const Row = ({ pairs }: { pairs: readonly Pair[] }) => (
  <div className="pp-row">
    {pairs.map(({ label, value, tail }, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: pairs of a row never move
      <span key={at} className="pp-pair" style={{ flexGrow: value ? Math.max(3, lettersOf(value)) : 0 }}>
        <span className="pp-label">
          <Runs runs={label} />
        </span>
        {value && (
          <span className="pp-value">
            <Runs runs={value} />
          </span>
        )}
        {tail.length > 0 && (
          <span className="pp-label">
            <Runs runs={tail} />
          </span>
        )}
      </span>
    ))}
  </div>
)

/** Rows of a table, each a unit; the first one brings the heads. On a strip every cell is a line of its own. */
function tableNodes({ heads, widths, rows, rest }: Extract<Piece, { p: 'table' }>, slip: boolean): Node[] {
  if (slip)
    return [
      ...rows.map((row) => ({ node: <Stacked heads={heads} row={row} /> })),
      ...(rest ? [{ node: <p className="pp-center">{rest}</p> }] : []),
    ]
  const columns = widths.map((width) => `${width}fr`).join(' ')
  const line = (cells: readonly ReactNode[], kind: string): Node => ({
    node: (
      <div className={`pp-cells ${kind}`} style={{ gridTemplateColumns: columns }}>
        {cells.map((cell, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: cells of a row never move
          <span key={at}>{cell}</span>
        ))}
      </div>
    ),
  })
  return [
    line(heads, 'pp-heads'),
    ...rows.map((row) =>
      line(
        // biome-ignore lint/suspicious/noArrayIndexKey: cells of a row never move
        row.map((cell, at) => <Runs key={at} runs={cell} />),
        '',
      ),
    ),
    ...(rest ? [{ node: <p className="pp-rest">{rest}</p> }] : []),
  ]
}

const Stacked = ({ heads, row }: { heads: readonly string[]; row: readonly Run[][] }) => (
  <div className="pp-stacked">
    {row.map((cell, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: cells of a row never move
      <p key={at}>
        <span className="pp-bold">{heads[at]}：</span>
        <Runs runs={cell} />
      </p>
    ))}
  </div>
)

function GridLine({ row, first, pictures }: { row: GridRow; first: boolean; pictures: Pictures }) {
  const edge = first ? ' pp-first' : ''
  if (row.g === 'opinion')
    return (
      <div className={`pp-grid pp-opinion${edge}`} style={{ minHeight: `${row.height}mm` }}>
        <span className="pp-center">
          <Runs runs={row.label} />
        </span>
        <span>
          <span className="pp-para">
            <Runs runs={row.text} />
          </span>
          <span className="pp-signing">
            {row.boxes.map((box, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: boxes to sign in never move
              <Box key={at} box={box} pictures={pictures} />
            ))}
            　　　　年　　月　　日
          </span>
        </span>
      </div>
    )
  return (
    <div
      className={`pp-grid${edge}`}
      data-cells={row.cells.length}
      style={row.height > 0 ? { minHeight: `${row.height}mm` } : undefined}
    >
      {row.cells.map((cell, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: cells of a row never move
        <span key={at} className={at % 2 === 0 ? 'pp-center' : undefined}>
          <Runs runs={cell} />
        </span>
      ))}
    </div>
  )
}

const Figure = ({ name, address }: { name: string; address: string }) => (
  <figure className="pp-figure">
    <img src={address} alt={name} />
    <figcaption>{name}</figcaption>
  </figure>
)

/** A line to sign on, the signature over it. */
const Box = ({ box, pictures }: { box: SignBox; pictures: Pictures }) => (
  <span className="pp-box">{box.image && pictures[box.image] && <img src={pictures[box.image]} alt="签名" />}</span>
)

const Sign = ({ lines, pictures }: { lines: readonly SignLine[]; pictures: Pictures }) => (
  <div className="pp-sign">
    {lines.map((line, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: lines to sign never move
      <SignedLine key={at} line={line} pictures={pictures} />
    ))}
  </div>
)

function SignedLine({ line, pictures }: { line: SignLine; pictures: Pictures }) {
  if (line.s === 'right')
    return (
      <p className="pp-right">
        <Runs runs={line.runs} />
      </p>
    )
  if (line.s === 'text')
    return (
      <p className="pp-flush">
        <Runs runs={line.runs} />
      </p>
    )
  const beside = line.boxes.some((box) => box.beside.length > 0)
  return (
    <div className={beside ? 'pp-boxes pp-beside' : 'pp-boxes'}>
      <span>
        <Runs runs={line.label} />
      </span>
      <span className="pp-signers">
        {line.boxes.map((box, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: boxes to sign in never move
          <span key={at} className="pp-signer">
            <Box box={box} pictures={pictures} />
            {box.beside.length > 0 && (
              <span>
                <Runs runs={box.beside} />
              </span>
            )}
          </span>
        ))}
        {line.after.length > 0 && <Runs runs={line.after} />}
      </span>
    </div>
  )
}

/** Name and day with room for a seal of 42 mm centred on the day. */
const Seal = ({ agency, date }: { agency: string; date: string }) => (
  <div className="pp-seal">
    <div>
      <p>{agency}</p>
      <p>{date}</p>
    </div>
  </div>
)
