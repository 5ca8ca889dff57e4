import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { useMay, useMe } from '#kernel/identity/console/me.ts'
import { type Search, useAddress } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { cursorTrail } from '#kernel/ui/cursor-trail.ts'
import { DataTable } from '#kernel/ui/data-table.tsx'
import { ExportButton } from '#kernel/ui/export-button.tsx'
import { FilterChips } from '#kernel/ui/filter-chips.tsx'
import { count, time } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { Paging } from '#kernel/ui/paging.tsx'
import { EmptyState, ProblemPanel } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { SavedViews } from '#kernel/ui/saved-views.tsx'
import { SearchBox } from '#kernel/ui/search-box.tsx'
import type { CaseLine, CaseList } from '../api.ts'
import type { CaseFace } from '../face.ts'
import {
  emptied,
  exportPath,
  filterOf,
  filtersOf,
  filterWords,
  listPath,
  PER_PAGE,
  sortOf,
  viewOf,
} from '../list-filter.ts'
import { type AllMatching, BulkBar } from '../parts/bulk-bar.tsx'
import { BulkProgress } from '../parts/bulk-progress.tsx'
import { caseColumns, shortNumber } from '../parts/case-columns.tsx'
import { useRowKey } from '../row-key.ts'
import { useViewCounts } from '../view-counts.ts'
import '../list.css'
import '../act.css'

interface CaseListPageProps {
  face: CaseFace
  /** Buttons of the head, such as to open one. */
  acts?: ReactNode
}

/** All cases of a kind as a dense list; the address holds every filter. */
export function CaseListPage({ face, acts }: CaseListPageProps) {
  const { search, change } = useAddress()
  const navigate = useNavigate()
  const me = useMe()
  const may = useMay()
  const bare = Object.keys(viewOf(face, search)).length === 0
  const list = useRead<CaseList>(!bare && listPath(face, search), { keep: true })
  const grid = useRead<{ name: string }>(search.grid ? `/grids/${search.grid}` : null)
  const [chosen, setChosen] = useState<ReadonlyMap<string, CaseLine>>(new Map())
  const trail = cursorTrail(`${face.type.path}${queryString(viewOf(face, search))}${search.grid ?? ''}`, search)
  const narrow = (patch: Search) => {
    setChosen(new Map())
    change({ ...patch, cursor: undefined, page: undefined })
  }
  useRowKey()
  const clear = () => narrow(emptied(face))
  // Without a filter one means the first view; the address says so, so that it can be sent on.
  useEffect(() => {
    if (bare) change(face.views[0]?.search ?? {}, true)
  }, [bare, change, face])
  const data = list.data
  const office = me.data !== undefined && !me.data.objectId
  const toggle = (lines: readonly CaseLine[], on: boolean) => {
    const next = new Map(chosen)
    for (const line of lines) on ? next.set(line.id, line) : next.delete(line.id)
    setChosen(next)
  }
  const versions = new Map([...chosen].map(([id, { acts: done }]) => [id, done]))
  const columns = caseColumns(face, office ? { chosen: versions, rows: data?.items ?? [], onToggle: toggle } : null)
  const words = filterWords(face, search, grid.data?.name)
  return (
    <div className="ag-page">
      <div className="ag-bar" style={{ marginBottom: 6 }}>
        <h1 style={{ fontSize: 18 }}>{face.type.title}</h1>
        <SavedViews
          page={face.type.path}
          given={face.views}
          counts={useViewCounts(face, search.grid)}
          present={viewOf(face, search)}
          onChoose={(filters) => narrow({ ...emptied(face), ...filters })}
        />
        <span className="ag-grow" />
        {acts}
      </div>
      <search className="ag-bar" aria-label="筛选">
        <SearchBox
          label="在列表里找"
          placeholder="编号、单位、写过的话"
          width={200}
          key={search.q ?? ''}
          text={search.q ?? ''}
          onSearch={(q) => narrow({ q })}
        />
        <FilterChips
          filters={filtersOf(face)}
          chosen={search}
          onChoose={(key, value) => narrow({ [key]: value })}
          onClear={clear}
        />
        <span className="ag-grow" />
        <span className="ag-pale ag-nowrap" aria-live="polite">
          {data ? totalOf(data, face.unit) : '正在数…'}
        </span>
        {may(`${face.type.name}.export`) && (
          <ExportButton size="small" bare path={(format) => exportPath(face, search, format)} />
        )}
        <Button
          size="small"
          icon={<Icon name="print" />}
          aria-label="打印"
          title="打印"
          onClick={() => window.print()}
        />
      </search>
      <header className="ag-print-head">
        <h2>{face.type.title}清单</h2>
        {words || '全部'} · {data && totalOf(data, face.unit)} · {me.data?.personName} {time(new Date().toISOString())}{' '}
        打印
      </header>
      {search.bulk && <BulkProgress face={face} id={search.bulk} onClose={() => change({ bulk: undefined })} />}
      {office && (
        <BulkBar
          face={face}
          chosen={chosen}
          all={allOf(face, search, data)}
          onClear={() => setChosen(new Map())}
          onBegun={({ id }) => change({ bulk: id })}
        />
      )}
      {list.error && !data ? (
        <ProblemPanel error={list.error} retry={() => void list.refetch()} />
      ) : (
        <DataTable
          caption={`${face.type.title}，${words || '全部'}`}
          columns={columns}
          printWide
          rows={data?.items}
          rowKey={(row) => row.id}
          refreshing={list.isPlaceholderData}
          marked={(row) => chosen.has(row.id)}
          under={(row) =>
            [shortNumber(row.number), row.objectName ?? row.gridName, row.holder?.person, face.brief?.(row)]
              .filter(Boolean)
              .join(' · ')
          }
          onOpen={(row) => void navigate({ to: row.link })}
          empty={<NoRows face={face} words={words} onClear={clear} acts={acts} />}
        />
      )}
      {list.error && data && <ProblemPanel error={list.error} retry={() => void list.refetch()} />}
      <div className="ag-foot">
        <span className="ag-grow">
          {data && data.items.length > 0 && (sortOf(search) === 'due' ? '期限近的在前' : '新的在前')}
        </span>
        <Paging
          page={trail.page}
          perPage={PER_PAGE}
          total={data?.total}
          totalIs={data?.totalIsBound ? 'at-least' : 'exact'}
          hasNext={Boolean(data?.nextCursor)}
          onFirst={() => change(trail.first())}
          onPrevious={() => change(trail.previous())}
          onNext={() => data?.nextCursor && change(trail.next(data.nextCursor))}
        />
      </div>
    </div>
  )
}

/** Everything the list is narrowed to, where that is more than its page shows and is counted to the end. */
function allOf(face: CaseFace, search: Search, list: CaseList | undefined): AllMatching | null {
  if (!list || list.totalIsBound || list.total <= list.items.length) return null
  return { total: list.total, filter: filterOf(face, search) }
}

const totalOf = ({ total, totalIsBound }: CaseList, unit: string) =>
  `${totalIsBound ? '超过 ' : ''}${count(total)} ${unit}`

interface NoRowsProps {
  face: CaseFace
  words: string
  onClear(): void
  acts: ReactNode
}

function NoRows({ face, words, onClear, acts }: NoRowsProps) {
  return (
    <div className="ag-sheet">
      {words ? (
        <EmptyState
          title={`没有符合条件的${face.type.title}`}
          acts={
            <button type="button" className="ag-link" onClick={onClear}>
              清空筛选
            </button>
          }
        >
          当前筛选：{words}
        </EmptyState>
      ) : (
        <EmptyState title={`还没有${face.type.title}`} acts={acts}>
          {face.emptyWords ?? '登记或上报以后在这里看到。'}
        </EmptyState>
      )}
    </div>
  )
}
