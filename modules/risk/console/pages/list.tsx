import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useMay, useMe } from '#kernel/identity/console/me.ts'
import { type Search, useAddress } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { cursorTrail } from '#kernel/ui/cursor-trail.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { FilterChips } from '#kernel/ui/filter-chips.tsx'
import { count, day } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { Clock, RiskMark } from '#kernel/ui/marks.tsx'
import { ListFoot } from '#kernel/ui/paging.tsx'
import { EmptyState, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { SavedViews, type View } from '#kernel/ui/saved-views.tsx'
import { SearchBox } from '#kernel/ui/search-box.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { filterKeys, filterOf, markLevel, type RiskLine, useRiskList, useRiskSummary } from '../api.ts'
import { filterWords, riskFilters } from '../filters.ts'
import { RiskFigures } from '../parts/risk-figures.tsx'
import { RiskMarks } from '../parts/risk-marks.tsx'
import '../risk.css'

const VIEWS: readonly View[] = [
  { name: '全部', search: {} },
  { name: '红色', search: { level: '1' } },
  { name: '红橙', search: { level: '1,2' } },
  { name: '评估过期', search: { review: 'overdue' } },
  { name: '需重新评估', search: { reassess: 'true' } },
]

const emptied: Search = Object.fromEntries(filterKeys.filter((key) => key !== 'grid').map((key) => [key, undefined]))

/** Risk points of the chosen grid, or of one's own enterprise: how many of each level, what is to be done, the rows. */
export function RiskListPage() {
  const me = useMe()
  const may = useMay()
  const navigate = useNavigate()
  const { search, change } = useAddress()
  const own = Boolean(me.data?.objectId)
  useTitle(own ? '本企业的风险点' : '风险点')
  const list = useRiskList(search)
  const summary = useRiskSummary(search)
  const filters = riskFilters(!own)
  const trail = cursorTrail(`risks${queryString(filterOf(search))}`, search)
  const narrow = (patch: Search) => change({ ...patch, cursor: undefined, page: undefined })
  const { grid: _place, ...present } = filterOf(search)
  const words = filterWords(filters, search)
  const data = list.data
  return (
    <div className="ag-page">
      <div className="ag-bar" style={{ marginBottom: 6 }}>
        <h1 style={{ fontSize: 18 }}>{own ? '本企业的风险点' : '风险点'}</h1>
        <SavedViews
          page="risks"
          given={VIEWS}
          present={present}
          onChoose={(chosen) => narrow({ ...emptied, ...chosen })}
        />
        <span className="ag-grow" />
        {!own && (
          <To to="/risks/map" search={{ grid: search.grid }}>
            <Button size="small" icon={<Icon name="map" />}>
              四色图
            </Button>
          </To>
        )}
        <Button size="small" icon={<Icon name="print" />} onClick={() => window.print()}>
          打印
        </Button>
        {may('risk.keep') && (
          <To to="/risks/new">
            <Button size="small" type="primary" icon={<Icon name="plus" />}>
              登记风险点
            </Button>
          </To>
        )}
      </div>
      <RiskFigures summary={summary.data} of={{ grid: search.grid, objectId: search.objectId }} />
      <search className="ag-bar" aria-label="筛选">
        <SearchBox
          label="在风险点里找"
          placeholder={own ? '名称、部位、作业' : '名称、部位、企业'}
          width={200}
          key={search.q ?? ''}
          text={search.q ?? ''}
          onSearch={(q) => narrow({ q })}
        />
        <FilterChips
          filters={filters}
          chosen={search}
          onChoose={(key, value) => narrow({ [key]: value })}
          onClear={() => narrow(emptied)}
        />
        <span className="ag-grow" />
        <span className="ag-pale ag-nowrap" aria-live="polite">
          {data ? `${count(data.total)} 个` : '正在数…'}
        </span>
      </search>
      {list.error && !data ? (
        <ProblemPanel error={list.error} retry={() => void list.refetch()} />
      ) : (
        <DataTable
          caption={`风险点，${words || '全部'}`}
          columns={columnsFor(own)}
          printWide
          rows={data?.items}
          rowKey={({ id }) => id}
          refreshing={list.isPlaceholderData}
          onOpen={(row) => void navigate({ to: `/risks/${row.id}` })}
          empty={<NoRows words={words} own={own} onClear={() => narrow(emptied)} />}
        />
      )}
      <ListFoot trail={trail} list={data} onTurn={change} />
    </div>
  )
}

function NoRows({ words, own, onClear }: { words: string; own: boolean; onClear(): void }) {
  return (
    <Sheet>
      <EmptyState
        title={words ? '没有符合条件的风险点' : '还没有登记风险点'}
        acts={
          words ? (
            <button type="button" className="ag-link" onClick={onClear}>
              清空筛选
            </button>
          ) : (
            own && <To to="/risks/new">登记第一个风险点</To>
          )
        }
      >
        {words
          ? `当前筛选：${words}`
          : own
            ? '把厂里可能出事的地方和作业一处一处登记下来，平台帮您定级。'
            : '企业登记以后，这里就能看到。'}
      </EmptyState>
    </Sheet>
  )
}

const columnsFor = (own: boolean): readonly Column<RiskLine>[] => [
  { key: 'level', head: '等级', width: 52, cell: (row) => <RiskMark level={markLevel(row.level)} /> },
  {
    key: 'name',
    head: '风险点',
    lead: true,
    cell: (row) => (
      <span className="ag-risk-lead">
        <To to={`/risks/${row.id}`}>{row.name}</To>
        <span className="ag-pale">{row.unit}</span>
        <RiskMarks line={row} />
      </span>
    ),
  },
  ...(own
    ? []
    : [
        {
          key: 'object',
          head: '企业',
          cell: (row: RiskLine) => (
            <span className="ag-ellipsis" style={{ maxWidth: 200 }} title={row.objectName}>
              {row.objectName}
            </span>
          ),
        },
      ]),
  { key: 'accident', head: '事故类别', width: 130, wide: true, cell: (row) => row.accidentTypeName },
  { key: 'score', head: '评估值', width: 110, wide: true, cell: (row) => `${row.method} ${count(row.score)}` },
  { key: 'controller', head: '责任人', width: 84, wide: true, cell: (row) => row.controller },
  {
    key: 'controls',
    head: '措施 条',
    width: 76,
    align: 'right',
    wide: true,
    cell: (row) => count(row.controls),
  },
  {
    key: 'failures',
    head: '隐患 条',
    width: 84,
    align: 'right',
    wide: true,
    cell: (row) =>
      row.failures > 0 ? (
        <To to="/hazards" search={{ riskPointId: row.id, open: 'false', counted: 'true' }} className="ag-opens">
          {count(row.failures)}
        </To>
      ) : (
        <span className="ag-pale">0</span>
      ),
  },
  { key: 'graded', head: '评估日期', width: 96, wide: true, cell: (row) => day(row.gradedOn) },
  {
    key: 'due',
    head: '下次评估',
    width: 104,
    align: 'right',
    cell: (row) => <Clock due={row.reviewDueOn} soonDays={7} />,
  },
]
