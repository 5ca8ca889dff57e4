import { useEffect, useRef } from 'react'
import { useMe } from '#kernel/identity/console/me.ts'
import { type Search, useAddress } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { cursorTrail } from '#kernel/ui/cursor-trail.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { FilterChips } from '#kernel/ui/filter-chips.tsx'
import { count, day, percent, today } from '#kernel/ui/format.ts'
import { ListFoot } from '#kernel/ui/paging.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { quarterOf } from '../../model/rules.ts'
import { type Coverage, type Covered, useCoverage, useCovered } from '../api.ts'
import '../patrol.css'

/** This quarter and the four before it. */
function quarters(): { value: string; label: string }[] {
  const [year = 0, number = 1] = quarterOf(today()).split('-Q').map(Number)
  return Array.from({ length: 5 }, (_, back) => {
    const at = year * 4 + number - 1 - back
    const value = `${Math.floor(at / 4)}-Q${(at % 4) + 1}`
    return { value, label: quarterWords(value) }
  })
}

const quarterWords = (quarter: string): string => {
  const [year, number] = quarter.split('-Q')
  return `${year} 年第${'一二三四'[Number(number) - 1]}季度`
}

/** Which objects were visited in a quarter and which were not: by grid, then by name. */
export function CoveragePage() {
  const { search, change } = useAddress()
  const me = useMe()
  const wanted: Search = { grid: search.grid, quarter: search.quarter }
  const read = useCoverage(wanted)
  const rows = read.data?.items
  const all = sumOf(rows ?? [])
  const quarter = search.quarter ?? quarterOf(today())
  const filters = [{ key: 'quarter', label: '季度', options: quarters() }]
  const lowest = rows?.every(({ gridCode }) => gridCode === (search.grid ?? me.data?.gridCode))
  return (
    <div className="ag-page">
      <PageHead
        trail={<To to="/patrols">巡查</To>}
        meta={
          read.data && (
            <>
              <span>
                {quarterWords(quarter)}，{day(read.data.from)} 至 {day(read.data.to)}
              </span>
              <span>任何一级走访过就算；不含已撤回的；停业和迁出的企业不在内</span>
            </>
          )
        }
      >
        {rows
          ? `${count(all.objects)} 个对象走访了 ${count(all.visited)} 个，${percent(all.visited, all.objects)}`
          : '巡查覆盖'}
      </PageHead>
      <search className="ag-bar" aria-label="筛选">
        <FilterChips
          filters={filters}
          chosen={search}
          onChoose={(key, value) => change({ [key]: value, cursor: undefined, page: undefined })}
          onClear={() => change({ quarter: undefined, cursor: undefined, page: undefined })}
        />
      </search>
      {read.error && !read.data ? (
        <ProblemPanel error={read.error} retry={() => void read.refetch()} />
      ) : (
        <div className="ag-stack">
          {!lowest && (
            <DataTable
              caption="各网格的巡查覆盖"
              columns={columnsOf(search)}
              rows={rows && rows.length > 1 ? [...rows, { ...all, gridCode: ALL, gridName: '合计' }] : rows}
              rowKey={({ gridCode }) => gridCode}
              refreshing={read.isPlaceholderData}
              empty={
                <Sheet>
                  <EmptyState title="辖区里还没有监管对象">登记了企业或其他对象以后在这里看到。</EmptyState>
                </Sheet>
              }
            />
          )}
          {(lowest || search.visited) && <Names search={search} change={change} />}
        </div>
      )}
    </div>
  )
}

const sumOf = (rows: readonly Coverage[]) =>
  rows.reduce((sum, { objects, visited }) => ({ objects: sum.objects + objects, visited: sum.visited + visited }), {
    objects: 0,
    visited: 0,
  })

/** Key of the row of sums; its figures open the names of the whole place. */
const ALL = ''

/** A figure that opens the names behind it. */
function Opens({ row, visited, search }: { row: Coverage; visited: boolean; search: Search }) {
  const figure = visited ? row.visited : row.objects - row.visited
  if (figure === 0) return <>{count(0)}</>
  return (
    <To
      to="/patrols/coverage"
      search={{
        quarter: search.quarter,
        grid: row.gridCode === ALL ? search.grid : row.gridCode,
        visited: String(visited),
      }}
      className="ag-opens"
    >
      {count(figure)}
    </To>
  )
}

const columnsOf = (search: Search): readonly Column<Coverage>[] => [
  { key: 'grid', head: '网格', lead: true, cell: ({ gridName }) => gridName },
  { key: 'objects', head: '对象 个', align: 'right', cell: ({ objects }) => count(objects) },
  { key: 'visited', head: '走访过', align: 'right', cell: (row) => <Opens row={row} visited search={search} /> },
  {
    key: 'missing',
    head: '没走访',
    align: 'right',
    cell: (row) => <Opens row={row} visited={false} search={search} />,
  },
  {
    key: 'rate',
    head: '覆盖率',
    align: 'right',
    cell: ({ objects, visited }) => (objects < 20 ? `${visited} / ${objects}` : percent(visited, objects)),
  },
  {
    key: 'bar',
    head: '',
    wide: true,
    width: '34%',
    cell: ({ objects, visited }) => (
      <i className="ag-patrol-bar" aria-hidden="true">
        <b style={{ width: `${objects ? (visited / objects) * 100 : 0}%` }} />
      </i>
    ),
  },
]

interface NamesProps {
  search: Search
  change(patch: Search): void
}

/** The objects by name, those not visited first. */
function Names({ search, change }: NamesProps) {
  const wanted = { grid: search.grid, quarter: search.quarter, visited: search.visited }
  const list = useCovered({ ...wanted, cursor: search.cursor })
  const trail = cursorTrail(`covered${queryString(wanted)}`, search)
  const top = useRef<HTMLElement>(null)
  // Whoever opened a figure sees the names, not the table he came from.
  useEffect(() => {
    if (search.visited) top.current?.scrollIntoView({ block: 'start' })
  }, [search.visited])
  const words = search.visited === 'true' ? '走访过的' : search.visited === 'false' ? '没有走访的' : '全部对象'
  return (
    <section ref={top} className="ag-stack" aria-label={words}>
      <div className="ag-bar">
        <h2>
          {words} {list.data && `${count(list.data.total)} 个`}
        </h2>
        <span className="ag-grow" />
        {search.visited && (
          <button type="button" className="ag-link" onClick={() => change({ visited: undefined, cursor: undefined })}>
            收起名单
          </button>
        )}
      </div>
      {list.error && !list.data ? (
        <ProblemPanel error={list.error} retry={() => void list.refetch()} />
      ) : (
        <DataTable
          caption={words}
          columns={NAMES}
          rows={list.data?.items}
          rowKey={({ objectId }) => objectId}
          refreshing={list.isPlaceholderData}
          empty={
            <Sheet>
              <EmptyState title={`没有${words}对象`}>换一个季度或网格再看。</EmptyState>
            </Sheet>
          }
        />
      )}
      <ListFoot trail={trail} list={list.data} onTurn={change} />
    </section>
  )
}

const NAMES: readonly Column<Covered>[] = [
  {
    key: 'name',
    head: '对象',
    lead: true,
    cell: (row) =>
      row.kind === 'enterprise' ? <To to={`/enterprises/${row.objectId}`}>{row.name}</To> : <span>{row.name}</span>,
  },
  { key: 'grid', head: '网格', wide: true, cell: (row) => row.gridName },
  {
    key: 'visits',
    head: '本季走访 次',
    align: 'right',
    width: 110,
    cell: (row) =>
      row.visits === 0 ? (
        count(0)
      ) : (
        <To to="/patrols/records" search={{ objectId: row.objectId }} className="ag-opens">
          {count(row.visits)}
        </To>
      ),
  },
  {
    key: 'last',
    head: '最近一次',
    align: 'right',
    width: 110,
    cell: (row) => (row.lastOn ? day(row.lastOn) : <span className="ag-warn">没有去过</span>),
  },
]
