import { useNavigate } from '@tanstack/react-router'
import { useMe } from '#kernel/identity/console/me.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { cursorTrail } from '#kernel/ui/cursor-trail.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { FilterChips } from '#kernel/ui/filter-chips.tsx'
import { count, time } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { ListFoot } from '#kernel/ui/paging.tsx'
import { EmptyState, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { SearchBox } from '#kernel/ui/search-box.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { filterKeys, filterOf, type PointLine, usePoints, useSummary } from '../api.ts'
import { pointFilters } from '../filters.ts'
import { PointFigures } from '../parts/point-figures.tsx'
import { limitWords, standingOf, valueWords } from '../words.ts'
import '../monitoring.css'

const emptied = Object.fromEntries(filterKeys.filter((key) => key !== 'grid').map((key) => [key, undefined]))

/** Points of a place or of one's own enterprise. */
export function PointListPage() {
  const me = useMe()
  const navigate = useNavigate()
  const { search, change } = useAddress()
  useTitle('监测点')
  const list = usePoints(search)
  const summary = useSummary(search)
  const trail = cursorTrail(`points${queryString(filterOf(search))}`, search)
  const narrow = (patch: Record<string, string | undefined>) => change({ ...patch, cursor: undefined, page: undefined })
  const isNarrowed = pointFilters.some(({ key }) => search[key]) || Boolean(search.q)
  const own = Boolean(me.data?.objectId)
  return (
    <div className="ag-page">
      <div className="ag-bar" style={{ marginBottom: 6 }}>
        <h1 style={{ fontSize: 18 }}>监测点</h1>
      </div>
      <PointFigures
        summary={summary.data}
        of={Object.fromEntries(['grid', 'objectId'].flatMap((key) => (search[key] ? [[key, search[key]]] : [])))}
      />
      <search className="ag-bar" aria-label="筛选">
        <SearchBox
          label="在测点里找"
          placeholder={own ? '测点、储罐' : '测点、储罐、企业'}
          width={200}
          key={search.q ?? ''}
          text={search.q ?? ''}
          onSearch={(q) => narrow({ q })}
        />
        <FilterChips
          filters={pointFilters}
          chosen={search}
          onChoose={(key, value) => narrow({ [key]: value })}
          onClear={() => narrow(emptied)}
        />
        <span className="ag-grow" />
        <span className="ag-pale ag-nowrap" aria-live="polite">
          {list.data ? `${count(list.data.total)} 个` : '正在数…'}
        </span>
      </search>
      {list.error && !list.data ? (
        <ProblemPanel error={list.error} retry={() => void list.refetch()} />
      ) : (
        <DataTable
          caption="监测点"
          columns={own ? columns.filter(({ key }) => key !== 'object') : columns}
          rows={list.data?.items}
          rowKey={({ id }) => id}
          refreshing={list.isPlaceholderData}
          onOpen={(row) => void navigate({ to: `/monitoring/points/${row.id}` })}
          empty={
            <Sheet>
              <EmptyState title={isNarrowed ? '没有符合条件的测点' : '还没有监测点'}>
                {isNarrowed ? '换一个筛选再看。' : '在企业的监测页里把设备上报的数据登记成测点。'}
              </EmptyState>
            </Sheet>
          }
        />
      )}
      <ListFoot trail={trail} list={list.data} onTurn={change} />
    </div>
  )
}

const columns: readonly Column<PointLine>[] = [
  {
    key: 'name',
    head: '测点',
    lead: true,
    cell: (row) => (
      <To to={`/monitoring/points/${row.id}`}>
        {row.unitName} {row.name}
      </To>
    ),
  },
  {
    key: 'object',
    head: '企业',
    wide: true,
    cell: (row) => (
      <span className="ag-ellipsis" style={{ maxWidth: 260 }} title={row.objectName}>
        {row.objectName}
      </span>
    ),
  },
  {
    key: 'value',
    head: '现值',
    width: 110,
    align: 'right',
    cell: (row) => <b className="ag-nowrap">{valueWords(row.value, row.unit)}</b>,
  },
  {
    key: 'standing',
    head: '状态',
    width: 140,
    cell: (row) => {
      const { kind, words } = standingOf(row)
      return <StatusMark kind={kind}>{words}</StatusMark>
    },
  },
  { key: 'limits', head: '限值', width: 230, wide: true, cell: (row) => limitWords(row.limits) },
  {
    key: 'at',
    head: '最近数据',
    width: 120,
    align: 'right',
    wide: true,
    cell: (row) => (row.at ? time(row.at) : <span className="ag-pale">没有收到过</span>),
  },
]
