import { FigureTable, type Measure, sumOf } from '#kernel/cases/console/parts/figure-table.tsx'
import { useMe } from '#kernel/identity/console/me.ts'
import { type Search, useAddress } from '#kernel/ui/address.ts'
import { count, percent, time } from '#kernel/ui/format.ts'
import { EmptyState, PageHead, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { type Dimension, dimensions, type FindingFigure, rowsOf, useFigures } from '../api.ts'

const KEYS = ['grid', 'itemCode', 'foundFrom', 'foundTo'] as const

/** Findings of oversight by grid, point or month; every figure opens its rows. */
export function OversightFiguresPage() {
  const { search, change } = useAddress()
  const me = useMe()
  const by = search.by && search.by in dimensions ? (search.by as Dimension) : 'grid'
  const filter: Search = Object.fromEntries(KEYS.flatMap((key) => (search[key] ? [[key, search[key]]] : [])))
  const read = useFigures(by, filter)
  const rows = read.data?.items
  return (
    <div className="ag-page">
      <PageHead
        trail={<To to="/oversight">督导检查</To>}
        meta={
          read.data && (
            <>
              <span>截至 {time(read.data.asOf)}</span>
              <span>重复：同一网格同一项一年内又查出来（平台口径，未经核实）</span>
            </>
          )
        }
      >
        {rows ? headWords(sumOf(rows, measures)) : '督导检查统计'}
      </PageHead>
      <nav className="ag-views ag-bar" aria-label="分法">
        {(Object.keys(dimensions) as Dimension[]).map((key) => (
          <button
            key={key}
            type="button"
            className="ag-view"
            aria-current={key === by}
            onClick={() => change({ by: key === 'grid' ? undefined : key })}
          >
            {dimensions[key]}
          </button>
        ))}
      </nav>
      {read.error && !read.data ? (
        <ProblemPanel error={read.error} retry={() => void read.refetch()} />
      ) : (
        <FigureTable
          caption={`督导检查的问题${dimensions[by]}`}
          head={dimensions[by].slice(1)}
          rows={rows}
          measures={measures}
          list="/oversight/findings"
          counted={filter}
          rowsOf={(key) => rowsOf(by, key, search.grid ?? me.data?.gridCode)}
          rate={RATE}
          refreshing={read.isPlaceholderData}
          empty={
            <Sheet>
              <EmptyState title="还没有查出问题" acts={<To to="/oversight">看督导检查</To>}>
                登记了检查结果再看。
              </EmptyState>
            </Sheet>
          }
        />
      )}
    </div>
  )
}

function headWords({ found, passed, late, repeated }: FindingFigure): string {
  if (found === 0) return '还没有查出问题'
  return `查出 ${count(found)} 条，已整改 ${percent(passed, found)}，逾期 ${count(late)} 条，重复 ${count(repeated)} 条`
}

const measures: readonly Measure<FindingFigure>[] = [
  { key: 'found', head: '查出 条', more: {} },
  { key: 'passed', head: '已整改 条', more: { state: 'passed' } },
  { key: 'left', head: '没有整改好 条', more: { left: 'true' }, wide: true },
  { key: 'late', head: '逾期 条', more: { late: 'true' } },
  { key: 'repeated', head: '重复 条', more: { repeated: 'true' }, wide: true },
]

/** A share of few says of how many. */
const RATE = {
  head: '整改率',
  cell: ({ passed, found }: FindingFigure) =>
    found < 20 ? `${count(passed)} / ${count(found)}` : percent(passed, found),
}
