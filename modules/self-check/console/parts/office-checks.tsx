import { Button } from 'antd'
import { type Search, useAddress } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { cursorTrail } from '#kernel/ui/cursor-trail.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { FilterChips } from '#kernel/ui/filter-chips.tsx'
import { count, day, percent, time, today } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { type StatusKind, StatusMark } from '#kernel/ui/marks.tsx'
import { ListFoot } from '#kernel/ui/paging.tsx'
import { EmptyState, Figure, PageHead, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { SearchBox } from '#kernel/ui/search-box.tsx'
import { codeLists } from '#modules/enterprise/model/codes.ts'
import { type Diligence, diligences } from '../../model/codes.ts'
import { type EnterpriseRow, type OfficeFigures, officeFilterOf, useEnterprises, useFigures } from '../api.ts'

const filters = [
  {
    key: 'state',
    label: '自查情况',
    options: Object.entries(diligences).map(([value, label]) => ({ value, label })),
  },
  { key: 'doubtful', label: '零报告', options: [{ value: 'true', label: '存疑' }] },
  {
    key: 'regulatorClass',
    label: '监管行业',
    options: codeLists.regulatorClass.map(({ key, name }) => ({ value: key, label: name })),
  },
]

/** The month before or after, as 2026-11. */
function monthBeside(month: string, by: number): string {
  const at = new Date(`${month}-01T00:00:00Z`)
  at.setUTCMonth(at.getUTCMonth() + by)
  return at.toISOString().slice(0, 7)
}

/** How the enterprises of a grid checked themselves in a month; every figure opens its rows by name. */
export function OfficeChecks() {
  const { search, change } = useAddress()
  const present = today().slice(0, 7)
  const month = search.month ?? present
  const figures = useFigures(search)
  const list = useEnterprises(search)
  const trail = cursorTrail(`self-check-office${queryString(officeFilterOf(search))}`, search)
  const narrow = (patch: Search) => change({ ...patch, cursor: undefined, page: undefined })
  const toMonth = (by: number) => {
    const next = monthBeside(month, by)
    narrow({ month: next === present ? undefined : next })
  }
  const clear = () => narrow({ state: undefined, doubtful: undefined, regulatorClass: undefined, q: undefined })
  return (
    <div className="ag-page">
      <PageHead
        meta={
          figures.data && (
            <>
              <span>只算生产经营的企业；自查按到期日所在的月份算，没到期的不算</span>
              <span>截至 {time(figures.data.asOf)}</span>
            </>
          )
        }
        acts={
          <>
            <Button aria-label="上个月" icon={<Icon name="left" size={14} />} onClick={() => toMonth(-1)} />
            <span className="ag-month">{month}</span>
            <Button
              aria-label="下个月"
              disabled={month >= present}
              icon={<Icon name="right" size={14} />}
              onClick={() => toMonth(1)}
            />
          </>
        }
      >
        {figures.data ? headWords(figures.data) : '企业自查'}
      </PageHead>
      {figures.data && <Figures figures={figures.data} search={search} />}
      <search className="ag-bar" aria-label="筛选">
        <SearchBox
          label="在企业里找"
          placeholder="企业名称"
          width={200}
          key={search.q ?? ''}
          text={search.q ?? ''}
          onSearch={(q) => narrow({ q })}
        />
        <FilterChips
          filters={filters}
          chosen={search}
          onChoose={(key, value) => narrow({ [key]: value })}
          onClear={clear}
        />
        <span className="ag-grow" />
        <span className="ag-pale ag-nowrap" aria-live="polite">
          {list.data ? `${count(list.data.total)} 家` : '正在数…'}
        </span>
      </search>
      {list.error && !list.data ? (
        <ProblemPanel error={list.error} retry={() => void list.refetch()} />
      ) : (
        <DataTable
          caption={`企业自查，${month}`}
          columns={columns}
          printWide
          rows={list.data?.items}
          rowKey={({ objectId }) => objectId}
          refreshing={list.isPlaceholderData}
          empty={
            <Sheet>
              <EmptyState
                title="没有符合条件的企业"
                acts={
                  <button type="button" className="ag-link" onClick={clear}>
                    清空筛选
                  </button>
                }
              >
                换一个月份或筛选再看。
              </EmptyState>
            </Sheet>
          }
        />
      )}
      <ListFoot trail={trail} list={list.data} onTurn={change} />
    </div>
  )
}

function headWords({ checksDue, checksDone, missing, none }: OfficeFigures): string {
  if (checksDue === 0) return `这个月还没有到期的自查，${count(none)} 家没有计划`
  return `到期自查完成 ${percent(checksDone, checksDue)}，${count(missing)} 家一次都没查`
}

function Figures({ figures, search }: { figures: OfficeFigures; search: Search }) {
  const of = { grid: search.grid, month: search.month, regulatorClass: search.regulatorClass }
  const states: readonly Diligence[] = ['missing', 'partial', 'complete', 'waiting', 'none']
  return (
    <section className="ag-check-figures" aria-label="自查数量">
      {states.map((state) => (
        <div key={state}>
          <span>{diligences[state]}</span>
          <Figure value={figures[state]} unit="家" to="/self-checks" search={{ ...of, state }} />
        </div>
      ))}
      <div>
        <span title={doubtWords(figures)}>零报告存疑</span>
        <Figure value={figures.doubtful} unit="家" to="/self-checks" search={{ ...of, doubtful: 'true' }} />
      </div>
      <p className="ag-meta">
        {doubtWords(figures)} 这个月零报告 {count(figures.zeroReports)} 次，自查发现 {count(figures.hazards)} 项问题。
      </p>
    </section>
  )
}

const doubtWords = ({ zeroRun, officeDays }: OfficeFigures) =>
  `存疑：最近连续零报告 ${zeroRun} 次以上，而 ${officeDays} 天内政府检查发现过隐患；只是列出来，不作结论。`

const KINDS: Readonly<Record<Diligence, StatusKind>> = {
  none: 'off',
  waiting: 'waiting',
  missing: 'late',
  partial: 'going',
  complete: 'done',
}

/** Where nothing is planned and nothing was due, there is nothing to count. */
const ofPlan = ({ plans, due }: EnterpriseRow, value: number) =>
  plans === 0 && due === 0 ? <span className="ag-pale">—</span> : count(value)

const columns: readonly Column<EnterpriseRow>[] = [
  {
    key: 'name',
    head: '企业',
    lead: true,
    cell: (row) => (
      <span className="ag-row ag-wrap">
        <To to="/self-checks" search={{ objectId: row.objectId }}>
          {row.objectName}
        </To>
        {row.doubtful && <span className="ag-kind">零报告存疑</span>}
      </span>
    ),
  },
  {
    key: 'state',
    head: '自查情况',
    width: 130,
    cell: (row) => <StatusMark kind={KINDS[row.state]}>{diligences[row.state]}</StatusMark>,
  },
  {
    key: 'grid',
    head: '网格',
    width: 150,
    wide: true,
    cell: (row) => (
      <span className="ag-ellipsis" style={{ maxWidth: 142 }} title={row.gridName}>
        {row.gridName}
      </span>
    ),
  },
  {
    key: 'done',
    head: '完成 / 到期',
    width: 100,
    align: 'right',
    cell: (row) => (row.due === 0 ? <span className="ag-pale">—</span> : `${count(row.done)} / ${count(row.due)}`),
  },
  { key: 'missed', head: '漏查 次', width: 80, align: 'right', wide: true, cell: (row) => ofPlan(row, row.missed) },
  { key: 'zero', head: '零报告 次', width: 88, align: 'right', wide: true, cell: (row) => ofPlan(row, row.zero) },
  { key: 'hazards', head: '发现 项', width: 80, align: 'right', wide: true, cell: (row) => ofPlan(row, row.hazards) },
  { key: 'run', head: '连续零报告', width: 96, align: 'right', wide: true, cell: (row) => ofPlan(row, row.zeroRun) },
  {
    key: 'office',
    head: '政府发现',
    width: 88,
    align: 'right',
    wide: true,
    cell: (row) => count(row.officeHazards),
  },
  { key: 'last', head: '最近一次', width: 96, align: 'right', wide: true, cell: (row) => day(row.lastDoneOn) },
]
