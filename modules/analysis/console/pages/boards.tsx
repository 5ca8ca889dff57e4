import { type Ask, askOf, type Figure, searchOf, useDictionary, useFigures } from '#kernel/indicators/console/api.ts'
import { AskBar } from '#kernel/indicators/console/parts/ask-bar.tsx'
import type { GridMap } from '#kernel/indicators/console/parts/part-sheet.tsx'
import { ValueFacts } from '#kernel/indicators/console/parts/value-facts.tsx'
import { amountWords, spanWords } from '#kernel/indicators/console/words.ts'
import { type Search, useAddress } from '#kernel/ui/address.ts'
import { time, today } from '#kernel/ui/format.ts'
import { EmptyState, PageHead, ProblemPanel, To, Waiting } from '#kernel/ui/parts.tsx'
import { SavedViews } from '#kernel/ui/saved-views.tsx'
import { type Board, boards, codesOf, fillSentence, sentenceCodes } from '../../model/boards.ts'
import { Drawn } from '../parts/drawn.tsx'
import '#kernel/indicators/console/figures.css'

/** What a view of the boards keeps; the grid one looks at is never kept. */
const KEPT = ['board', 'period', 'from', 'to', 'asOf'] as const

/** 决策分析: a board for each application; one grid and one period for all, kept in the address. */
export function AnalysisPage({ map }: { map: GridMap }) {
  const { search, change } = useAddress()
  const dictionary = useDictionary()
  const known = dictionary.data && new Set(dictionary.data.items.map(({ code }) => code))
  // A board some of whose indicators lie outside one's duties is not half a board: it is left out.
  const shown = known && boards.filter((board) => [...codesOf(board)].every((code) => known.has(code)))
  const board = shown?.find(({ key }) => key === search.board) ?? shown?.[0]
  const ask = { ...askOf(search), keys: [] }
  const codes = board ? [...new Set([...board.facts, ...sentenceCodes(board.sentence)])] : []
  const reads = useFigures(codes, ask)
  const figures = reads.flatMap(({ data }) => (data ? [data] : []))
  const fault = reads.find(({ error, data }) => error && !data)
  const isWhole = board !== undefined && figures.length === codes.length
  return (
    <div className="ag-page">
      <PageHead
        trail={<To to="/indicators">指标字典</To>}
        meta={figures[0] && <span>{timeWords(figures[0], ask)}</span>}
      >
        {isWhole ? headWords(board, figures) : '决策分析'}
      </PageHead>
      <nav className="ag-views ag-bar" aria-label="专题">
        {shown?.map(({ key, title }, at) => (
          <button
            key={key}
            type="button"
            className="ag-view"
            aria-current={key === board?.key}
            onClick={() => change({ board: at === 0 ? undefined : key })}
          >
            {title}
          </button>
        ))}
      </nav>
      <AskBar figure={figures[0]}>
        <SavedViews
          page="analysis"
          given={[]}
          present={Object.fromEntries(KEPT.map((key) => [key, search[key]]))}
          onChoose={(view: Search) => change({ ...Object.fromEntries(KEPT.map((key) => [key, undefined])), ...view })}
        />
      </AskBar>
      {dictionary.error && !dictionary.data ? (
        <ProblemPanel error={dictionary.error} retry={() => void dictionary.refetch()} />
      ) : shown && !board ? (
        <EmptyState title="您的岗位还没有可以分析的数据">每个专题要能查看它的记录才能看数。</EmptyState>
      ) : fault ? (
        <ProblemPanel error={fault.error} retry={() => void fault.refetch()} />
      ) : isWhole ? (
        <BoardBody key={board.key} board={board} figures={figures} ask={ask} map={map} />
      ) : (
        <Waiting lines={10} />
      )}
    </div>
  )
}

interface BodyProps {
  board: Board
  figures: readonly Figure[]
  ask: Ask
  map: GridMap
}

/** The figures of a board with what they were before, and what they are made of. */
function BoardBody({ board, figures, ask, map }: BodyProps) {
  return (
    <div className="ag-stack">
      <div className="ag-values">
        {board.facts.map((code) => {
          const figure = figures.find(({ indicator }) => indicator.code === code)
          return figure && <ValueFacts key={code} figure={figure} open={searchOf(ask)} />
        })}
      </div>
      <div className="ag-boards">
        {board.figures.map((figure) => (
          <div key={figure.title} className={figure.draw !== 'months' && figure.wide ? 'ag-board-wide' : undefined}>
            <Drawn figure={figure} ask={ask} map={map} />
          </div>
        ))}
      </div>
    </div>
  )
}

function headWords({ sentence }: Board, figures: readonly Figure[]): string {
  const words = new Map(figures.map(({ indicator, value }) => [indicator.code, amountWords(value, indicator.unit)]))
  return `${figures[0]?.gridName}：${fillSentence(sentence, words)}`
}

const timeWords = ({ enteredAt, asOf }: Figure, { from, to }: Ask) =>
  `${spanWords(from, to)} · ${asOf && asOf < today() ? `截至 ${asOf} 当时所知` : `数据截至 ${time(enteredAt)}`}`
