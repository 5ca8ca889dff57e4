import { useNavigate } from '@tanstack/react-router'
import { Button, Checkbox, Popover } from 'antd'
import type { ReactNode } from 'react'
import { useMay, useMe } from '#kernel/identity/console/me.ts'
import { type Search, useAddress } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { cursorTrail } from '#kernel/ui/cursor-trail.ts'
import { DataTable } from '#kernel/ui/data-table.tsx'
import { FilterChips } from '#kernel/ui/filter-chips.tsx'
import { count, time, today } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { Paging, totalWords } from '#kernel/ui/paging.tsx'
import { EmptyState, ProblemPanel, To } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { SavedViews, type View } from '#kernel/ui/saved-views.tsx'
import { SearchBox } from '#kernel/ui/search-box.tsx'
import { useStored } from '#kernel/ui/stored.ts'
import { type EnterpriseList, filterKeys, filterOf, listPath } from '../api.ts'
import { enterpriseColumns } from '../parts/columns.tsx'
import { ExportButton } from '../parts/export-button.tsx'
import { chipsOf, filterWords } from '../parts/filters.ts'

const PER_PAGE = 50

const GIVEN_VIEWS: readonly View[] = [
  { name: '全部', search: {} },
  { name: '涉重大危险源', search: { majorHazard: 'true' } },
  { name: '档案过期', search: { freshness: 'stale' } },
  { name: '停产', search: { operatingState: 'stopped' } },
]

interface EnterpriseListProps {
  /** What other rooms do with the list as it is narrowed: the path of its first so many. */
  acts?: (pathFor: (limit: number) => string) => ReactNode
}

/** The register of the chosen grid as a dense list; the address holds every filter. */
export function EnterpriseListPage({ acts }: EnterpriseListProps) {
  const { search, change } = useAddress()
  const navigate = useNavigate()
  const may = useMay()
  const me = useMe()
  const list = useRead<EnterpriseList>(listPath(search, PER_PAGE), { keep: true })
  const grid = useRead<{ name: string }>(search.grid ? `/grids/${search.grid}` : null)
  const [hidden, setHidden] = useStored<string[]>(
    'angrid.enterprise-columns-hidden',
    enterpriseColumns.filter((column) => !column.usual).map((column) => column.key),
  )
  const trail = cursorTrail(queryString({ ...filterOf(search), sort: search.sort }), search)
  const narrow = (patch: Search) => change({ ...patch, cursor: undefined, page: undefined })
  const clear = () => narrow(emptied)
  const { grid: _place, ...present } = filterOf(search)
  const columns = enterpriseColumns.filter((column) => !hidden.includes(column.key))
  const data = list.data

  return (
    <div className="ag-page">
      <div className="ag-bar" style={{ marginBottom: 6 }}>
        <h1 style={{ fontSize: 18 }}>企业</h1>
        <SavedViews
          page="enterprises"
          given={GIVEN_VIEWS}
          present={present}
          onChoose={(filters) => narrow({ ...emptied, ...filters })}
        />
        <span className="ag-grow" />
        {acts?.((limit) => listPath({ ...search, cursor: undefined }, limit))}
        <ExportButton search={search} />
        <Button size="small" icon={<Icon name="print" />} onClick={() => window.print()}>
          打印
        </Button>
        {may('enterprise.create') && (
          <To to="/enterprises/new">
            <Button size="small" type="primary" icon={<Icon name="plus" />}>
              登记企业
            </Button>
          </To>
        )}
      </div>
      <search className="ag-bar" aria-label="筛选">
        <SearchBox
          label="在企业里找"
          placeholder="名称、代码、首字母、地址"
          width={230}
          key={search.q ?? ''}
          text={search.q ?? ''}
          onSearch={(q) => narrow({ q })}
        />
        <FilterChips
          filters={chipsOf(search)}
          chosen={search}
          onChoose={(key, value) => narrow({ [key]: value })}
          onClear={clear}
        />
        <span className="ag-grow" />
        <span className="ag-pale ag-nowrap" aria-live="polite">
          {data ? totalWords(data.total, data.totalIs, '家') : '正在数…'}
        </span>
        <ColumnChoice hidden={hidden} onChange={setHidden} />
      </search>
      <header className="ag-print-head">
        <h2>企业名单</h2>
        {filterWords(search, grid.data?.name) || '全部'} · {data ? totalWords(data.total, data.totalIs, '家') : ''} ·{' '}
        {me.data?.personName} {time(new Date().toISOString())} 打印
      </header>
      {list.error && !data ? (
        <ProblemPanel error={list.error} retry={() => void list.refetch()} />
      ) : (
        <DataTable
          caption={`企业，${filterWords(search, grid.data?.name) || '全部'}`}
          columns={columns}
          printWide
          rows={data?.items}
          sort={search.sort}
          onSort={(sort) => narrow({ sort })}
          rowKey={(row) => row.id}
          refreshing={list.isPlaceholderData}
          onOpen={(row) => void navigate({ to: `/enterprises/${row.id}` })}
          empty={
            <div className="ag-sheet">
              <EmptyState
                title="没有符合条件的企业"
                acts={
                  <button type="button" className="ag-link" onClick={clear}>
                    清空筛选
                  </button>
                }
              >
                当前筛选：{filterWords(search, grid.data?.name) || '无'}
              </EmptyState>
            </div>
          }
        />
      )}
      {list.error && data && <ProblemPanel error={list.error} retry={() => void list.refetch()} />}
      <div className="ag-foot">
        <span className="ag-grow">{data && data.items.length > 0 && <Footnote list={data} page={trail.page} />}</span>
        <Paging
          page={trail.page}
          perPage={PER_PAGE}
          total={data?.total}
          totalIs={data?.totalIs}
          hasNext={Boolean(data?.nextCursor)}
          onFirst={() => change(trail.first())}
          onPrevious={() => change(trail.previous())}
          onNext={() => data?.nextCursor && change(trail.next(data.nextCursor))}
        />
      </div>
    </div>
  )
}

const emptied: Search = Object.fromEntries(filterKeys.filter((key) => key !== 'grid').map((key) => [key, undefined]))

function Footnote({ list, page }: { list: EnterpriseList; page: number }) {
  const from = (page - 1) * PER_PAGE + 1
  const how = { exact: '总数逐条数得', kept: '总数由各网格的计数得出', 'at-least': '总数较大，只数到这里' }[
    list.totalIs
  ]
  const overdue = list.items.filter((row) => row.staleOn !== null && row.staleOn < today()).length
  return (
    <>
      第 {count(from)}–{count(from + list.items.length - 1)} 家，{how}；本页 {overdue} 家档案过期
    </>
  )
}

function ColumnChoice({ hidden, onChange }: { hidden: string[]; onChange(hidden: string[]): void }) {
  const boxes = (
    <div style={{ display: 'grid', gap: 6 }}>
      {enterpriseColumns
        .filter((column) => !column.lead)
        .map((column) => (
          <Checkbox
            key={column.key}
            checked={!hidden.includes(column.key)}
            onChange={(event) =>
              onChange(event.target.checked ? hidden.filter((key) => key !== column.key) : [...hidden, column.key])
            }
          >
            {column.title}
          </Checkbox>
        ))}
    </div>
  )
  return (
    <Popover trigger="click" placement="bottomRight" content={boxes} title="显示的列">
      <Button size="small" aria-label="选择列" icon={<Icon name="columns" />} />
    </Popover>
  )
}
