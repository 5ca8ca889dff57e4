import { FigureTable, type Measure, sumOf } from '#kernel/cases/console/parts/figure-table.tsx'
import { useMe } from '#kernel/identity/console/me.ts'
import { type Search, useAddress } from '#kernel/ui/address.ts'
import { FilterChips } from '#kernel/ui/filter-chips.tsx'
import { count, percent, time } from '#kernel/ui/format.ts'
import { EmptyState, PageHead, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { hazardFace } from '../face.tsx'
import { type Dimension, dimensions, type HazardFigure, rowsOf, useFigures } from '../figures-api.ts'
import { FigureBars } from '../parts/figure-bars.tsx'
import '../figures.css'

const KEYS = ['grid', 'rank', 'category', 'source', 'listed', 'recurring', 'foundFrom', 'foundTo'] as const

/** Hazards found, due, late, closed, by one dimension; every figure opens its rows. */
export function HazardFiguresPage() {
  const { search, change } = useAddress()
  const me = useMe()
  const by = search.by && search.by in dimensions ? (search.by as Dimension) : 'category'
  const filter: Search = Object.fromEntries(KEYS.flatMap((key) => (search[key] ? [[key, search[key]]] : [])))
  const read = useFigures(by, filter)
  const rows = read.data?.items
  const top = search.grid ?? me.data?.gridCode
  const all = sumOf(rows ?? [], measures)
  return (
    <div className="ag-page">
      <PageHead
        trail={<To to="/hazards">隐患</To>}
        meta={
          read.data && (
            <>
              <span>截至 {time(read.data.asOf)}</span>
              <span>发现数不含已撤回和已并案；逾期未改指整改中而期限已过</span>
            </>
          )
        }
      >
        {rows ? headWords(all) : '隐患统计'}
      </PageHead>
      <nav className="ag-views ag-bar" aria-label="分法">
        {(Object.keys(dimensions) as Dimension[])
          .filter((key) => key !== 'grid' || !me.data?.objectId)
          .map((key) => (
            <button
              key={key}
              type="button"
              className="ag-view"
              aria-current={key === by}
              onClick={() => change({ by: key === 'category' ? undefined : key })}
            >
              {dimensions[key]}
            </button>
          ))}
      </nav>
      <search className="ag-bar" aria-label="筛选">
        <FilterChips
          filters={hazardFace.filters}
          chosen={search}
          onChoose={(key, value) => change({ [key]: value })}
          onClear={() => change(Object.fromEntries(hazardFace.filters.map(({ key }) => [key, undefined])))}
        />
      </search>
      {read.error && !read.data ? (
        <ProblemPanel error={read.error} retry={() => void read.refetch()} />
      ) : (
        <div className="ag-stack">
          {rows && rows.length > 0 && <FigureBars by={by} rows={rows} filter={filter} top={top} />}
          <FigureTable
            caption={`隐患${dimensions[by]}的数量`}
            head={dimensions[by].slice(1)}
            rows={rows}
            measures={measures}
            list="/hazards"
            counted={{ open: 'false', counted: 'true', ...filter }}
            rowsOf={(key) => rowsOf(by, key, top)}
            rate={RATE}
            refreshing={read.isPlaceholderData}
            empty={
              <Sheet>
                <EmptyState title="没有可以统计的隐患">换一个筛选，或等有了隐患再看。</EmptyState>
              </Sheet>
            }
          />
        </div>
      )}
    </div>
  )
}

function headWords(all: HazardFigure): string {
  if (all.found === 0) return '还没有隐患'
  return `发现 ${count(all.found)} 条，销号 ${percent(all.closed, all.found)}，逾期未改 ${count(all.late)} 条`
}

const measures: readonly Measure<HazardFigure>[] = [
  { key: 'found', head: '发现 条', more: {} },
  { key: 'closed', head: '已销号 条', more: { state: 'closed' } },
  { key: 'due', head: '到期应改 条', more: { term: 'past' }, wide: true },
  { key: 'late', head: '逾期未改 条', more: { term: 'overdue' } },
  { key: 'major', head: '重大 条', more: { rank: 'major' }, wide: true },
  { key: 'recurring', head: '重复 条', more: { recurring: 'true' }, wide: true },
]

/** A share of few says of how many. */
const RATE = {
  head: '销号率',
  cell: ({ closed, found }: HazardFigure) =>
    found < 20 ? `${count(closed)} / ${count(found)}` : percent(closed, found),
}
