import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { encode } from 'uqr'
import type { Filled } from '../model/piece.ts'
import { inFours } from '../model/say.ts'
import { type Laid, layOut, type Part } from './paginate.ts'
import { type Look, paperOf } from './paper-of.ts'
import { lettersOf, type Pictures, Runs, sliceRuns, unitsOf } from './units.tsx'
import './paper.css'

interface PaperProps {
  filled: Filled
  look: Look
  pictures: Pictures
  /** Where the code in the foot leads, and the code to be typed. */
  check: { address: string; code: string } | null
}

/**
 * A form as it will be printed, set in the browser: on the screen page below page, and the very same pages for the printer. What
 * differs from the server's PDF stands in decision 0014; the words are the same.
 */
export function PaperView(props: PaperProps) {
  const { filled, look, pictures } = props
  const slip = look !== 'a4'
  const paper = paperOf(look, filled.profile)
  const units = useMemo(() => unitsOf(filled, slip, pictures), [filled, slip, pictures])
  const sheet = useRef<HTMLDivElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const [laid, setLaid] = useState<Laid | null>(null)
  const [zoom, setZoom] = useState(0)
  useLayoutEffect(() => {
    const set = () => sheet.current && setLaid(layOut(sheet.current, units, paper))
    set()
    // Measured with the fonts that will be printed, also where they come late.
    let over = false
    void document.fonts.ready.then(() => !over && set())
    return () => {
      over = true
    }
  }, [units, paper])
  useLayoutEffect(() => {
    const element = frame.current
    if (!element) return
    const scale = () => setZoom(Math.min(1, element.clientWidth / ((paper.width * 96) / 25.4)))
    const watch = new ResizeObserver(scale)
    watch.observe(element)
    scale()
    return () => watch.disconnect()
  }, [paper.width])
  usePageSize(
    look === 'a4' ? '210mm 297mm' : `${paper.width}mm ${(laid?.stripMm ?? 100) + footOf(look, props.check)}mm`,
  )
  const width = `${paper.width - paper.left - paper.right}mm`
  return (
    <div ref={frame} className="pp-frame">
      <div className="pp-measure" aria-hidden="true">
        <div
          ref={sheet}
          className={slip ? 'pp-text pp-slip' : 'pp-text'}
          data-profile={filled.profile}
          style={{ width }}
        >
          {units.map(({ id, node }) => (
            <div key={id} className="pp-unit">
              {node}
            </div>
          ))}
        </div>
      </div>
      {laid && zoom > 0 && (
        <div className="pp-pages" style={{ zoom }}>
          <Pages {...props} laid={laid} />
        </div>
      )}
      {laid &&
        createPortal(
          <div className="pp-print" aria-hidden="true">
            <Pages {...props} laid={laid} />
          </div>,
          document.body,
        )}
    </div>
  )
}

/** Height of the foot of a strip in mm. */
const footOf = (look: Look, check: PaperProps['check']): number => (look !== 'a4' && check ? 22 : 0)

/** Tells the printer the size of the paper: the margins are drawn, so it adds none and no address. */
function usePageSize(size: string): void {
  useLayoutEffect(() => {
    const rule = new CSSStyleSheet()
    rule.replaceSync(`@page { size: ${size}; margin: 0; }`)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, rule]
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== rule)
    }
  }, [size])
}

function Pages({ filled, look, check, laid }: PaperProps & { laid: Laid }) {
  const { pages, size, stripMm } = laid
  const paper = paperOf(look, filled.profile)
  const sealed = filled.pieces.some(({ p }) => p === 'seal')
  const sizes = { '--pp-size': `${size.size}pt`, '--pp-pitch': `${size.pitch}pt`, '--pp-table': `${size.table}pt` }
  const slip = look !== 'a4'
  const footMm = footOf(look, check)
  return pages.map((parts, at) => (
    <section
      // biome-ignore lint/suspicious/noArrayIndexKey: pages are told apart by their number
      key={at}
      className={slip ? 'pp-page pp-slip' : 'pp-page'}
      aria-label={slip ? '小票' : `第${at + 1}页，共${pages.length}页`}
      data-profile={filled.profile}
      style={{
        ...sizes,
        width: `${paper.width}mm`,
        height: slip ? `${stripMm + footMm}mm` : '297mm',
        padding: `${paper.top}mm ${paper.right}mm ${paper.bottom}mm ${paper.left}mm`,
      }}
    >
      {!slip && <PageHead filled={filled} page={at + 1} />}
      <div className="pp-text">
        {parts.map((part) => (
          <div key={`${part.unit.id} ${part.from}`} className="pp-unit">
            {partNode(part)}
          </div>
        ))}
      </div>
      {!slip && sealed && pages.length > 1 && <span className="pp-seam">骑缝</span>}
      {slip ? (
        check && <StripFoot check={check} />
      ) : (
        <PageFoot filled={filled} page={at + 1} of={pages.length} check={check} />
      )}
    </section>
  ))
}

/** A unit, or what of a paragraph stands on this page. */
function partNode({ unit, from, to }: Part) {
  if (!unit.runs || (from === 0 && to === lettersOf(unit.runs))) return unit.node
  const more = to < lettersOf(unit.runs)
  return (
    <p className={`pp-para${from > 0 ? ' pp-goes-on' : ''}${more ? ' pp-more' : ''}`}>
      <Runs runs={sliceRuns(unit.runs, from, to)} />
    </p>
  )
}

const PageHead = ({ filled: { name, number, mark }, page }: { filled: Filled; page: number }) => (
  <div className="pp-head">
    <span>{page > 1 && `${name}${number ? `　${number}` : ''}`}</span>
    <span>{[mark, page > 1 ? '续页' : null].filter(Boolean).join('　')}</span>
  </div>
)

interface PageFootProps {
  filled: Filled
  page: number
  of: number
  check: PaperProps['check']
}

function PageFoot({ filled: { copiesNote, pageNumbers }, page, of, check }: PageFootProps) {
  const note = copiesNote !== null && page === of
  if (!note && !pageNumbers && !check) return null
  return (
    <div className="pp-foot">
      {check && <Code address={check.address} />}
      <span className="pp-notes">
        {check && <span>查验码 {inFours(check.code)}</span>}
        {note && <span>{copiesNote}</span>}
      </span>
      {pageNumbers && (
        <span className="pp-count">
          共{of}页　第{page}页
        </span>
      )}
    </div>
  )
}

/** At the end of a strip: where whoever holds it can check it. */
const StripFoot = ({ check: { address, code } }: { check: { address: string; code: string } }) => (
  <div className="pp-strip-foot">
    <Code address={address} />
    <span>查验码 {inFours(code)}</span>
  </div>
)

/** A square code of 16 mm. */
function Code({ address }: { address: string }) {
  const { data, size } = useMemo(() => encode(address, { border: 0, ecc: 'M' }), [address])
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('')
  return (
    <svg
      className="pp-code"
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label="查验二维码"
    >
      <path d={path} />
    </svg>
  )
}
