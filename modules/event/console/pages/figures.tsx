import { FigureTable, type Measure, sumOf } from '#kernel/cases/console/parts/figure-table.tsx'
import { useMe } from '#kernel/identity/console/me.ts'
import { type Search, useAddress } from '#kernel/ui/address.ts'
import { FilterChips } from '#kernel/ui/filter-chips.tsx'
import { count, percent, time } from '#kernel/ui/format.ts'
import { EmptyState, PageHead, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { type Dimension, dimensions, type EventFigure, rowsOf, useFigures } from '../api.ts'
import { eventFace } from '../face.tsx'

const KEYS = ['grid', 'group', 'category', 'level', 'priority', 'special', 'foundFrom', 'foundTo'] as const
const FILTERS = eventFace.filters.filter(({ key }) => key !== 'result')

/** Events registered, closed, in time and not, by one dimension; every figure opens its rows. */
export function EventFiguresPage() {
  const { search, change } = useAddress()
  const me = useMe()
  const by = search.by && search.by in dimensions ? (search.by as Dimension) : 'group'
  const filter: Search = Object.fromEntries(KEYS.flatMap((key) => (search[key] ? [[key, search[key]]] : [])))
  const read = useFigures(by, filter)
  const rows = read.data?.items
  const all = sumOf(rows ?? [], measures)
  return (
    <div className="ag-page">
      <PageHead
        trail={<To to="/events">事件</To>}
        meta={
          read.data && (
            <>
              <span>截至 {time(read.data.asOf)}</span>
              <span>不含已撤回和已并案；按期指在登记时定的办结期限内结案</span>
            </>
          )
        }
      >
        {rows ? headWords(all) : '事件统计'}
      </PageHead>
      <nav className="ag-views ag-bar" aria-label="分法">
        {(Object.keys(dimensions) as Dimension[]).map((key) => (
          <button
            key={key}
            type="button"
            className="ag-view"
            aria-current={key === by}
            onClick={() => change({ by: key === 'group' ? undefined : key })}
          >
            {dimensions[key]}
          </button>
        ))}
      </nav>
      <search className="ag-bar" aria-label="筛选">
        <FilterChips
          filters={FILTERS}
          chosen={search}
          onChoose={(key, value) => change({ [key]: value })}
          onClear={() => change(Object.fromEntries(FILTERS.map(({ key }) => [key, undefined])))}
        />
      </search>
      {read.error && !read.data ? (
        <ProblemPanel error={read.error} retry={() => void read.refetch()} />
      ) : (
        <FigureTable
          caption={`事件${dimensions[by]}的数量`}
          head={dimensions[by].slice(1)}
          rows={rows}
          measures={measures}
          list="/events"
          counted={{ open: 'false', counted: 'true', ...filter }}
          rowsOf={(key) => rowsOf(by, key, search.grid ?? me.data?.gridCode)}
          rate={RATE}
          refreshing={read.isPlaceholderData}
          empty={
            <Sheet>
              <EmptyState title="没有可以统计的事件">换一个筛选，或等登记了事件再看。</EmptyState>
            </Sheet>
          }
        />
      )}
    </div>
  )
}

function headWords({ found, closed, inTime, overdue }: EventFigure): string {
  if (found === 0) return '还没有事件'
  return `登记 ${count(found)} 件，结案 ${percent(closed, found)}，其中按期 ${percent(inTime, closed)}，过期未结 ${count(overdue)} 件`
}

const measures: readonly Measure<EventFigure>[] = [
  { key: 'found', head: '登记 件', more: {} },
  { key: 'closed', head: '已结案 件', more: { state: 'closed' } },
  { key: 'inTime', head: '按期结案 件', more: { result: 'in_time' }, wide: true },
  { key: 'late', head: '逾期结案 件', more: { result: 'late' }, wide: true },
  { key: 'overdue', head: '过期未结 件', more: { result: 'overdue' } },
]

/** A share of few says of how many. */
const RATE = {
  head: '按期率',
  cell: ({ inTime, closed }: EventFigure) =>
    closed < 20 ? `${count(inTime)} / ${count(closed)}` : percent(inTime, closed),
}
