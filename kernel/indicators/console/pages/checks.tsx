import { useAddress } from '#kernel/ui/address.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { ExportButton } from '#kernel/ui/export-button.tsx'
import { count, time, today } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { EmptyState, PageHead, ProblemPanel, To } from '#kernel/ui/parts.tsx'
import { exactly } from '../../model/indicator.ts'
import { type Ask, askOf, type Check, type Checks, checksExportPath, searchOf, useChecks } from '../api.ts'
import { AskBar } from '../parts/ask-bar.tsx'
import { amountWords, cellWords, spanWords } from '../words.ts'
import '../figures.css'

/** Every declared partition: whether its parts add up to the whole, and which rows stand in several of them (数自洽). */
export function ChecksPage() {
  const { search, change } = useAddress()
  const ask: Ask = { ...askOf(search), keys: [] }
  const read = useChecks(ask)
  const checks = read.data
  const onlyApart = search.apart === 'yes'
  const rows = checks?.items.filter((one) => !onlyApart || isApart(one))
  return (
    <div className="ag-page">
      <PageHead
        trail={<To to="/indicators">指标字典</To>}
        meta={checks && <Meta checks={checks} />}
        acts={checks && <ExportButton path={(format) => checksExportPath(ask, format)} />}
      >
        {checks ? headline(checks) : '数自洽'}
      </PageHead>
      <AskBar figure={checks && { grid: checks.grid, gridName: checks.gridName, keys: [] }}>
        <button
          type="button"
          className={`ag-chip ${onlyApart ? 'ag-chip-on' : ''}`}
          aria-pressed={onlyApart}
          onClick={() => change({ apart: onlyApart ? undefined : 'yes' })}
        >
          <span className="ag-chip-words">只看不符的</span>
        </button>
      </AskBar>
      {read.error && !checks ? (
        <ProblemPanel error={read.error} retry={() => void read.refetch()} />
      ) : (
        <DataTable
          caption="各指标各分法的合计与总数"
          columns={columnsFor(ask)}
          rows={rows}
          rowKey={({ code, by }) => `${code} ${by}`}
          refreshing={read.isPlaceholderData}
          under={(row) => `按${row.byTitle}合计 ${cellWords(row.sum, row.unit)}`}
          empty={
            <EmptyState title="合计都与总数相符">
              {checks?.gridName}的 {count(checks?.items.length)} 项分法没有一项差。
              <button type="button" className="ag-link" onClick={() => change({ apart: undefined })}>
                看全部分法
              </button>
            </EmptyState>
          }
        />
      )}
    </div>
  )
}

const isApart = ({ sum, value }: Check) => sum !== value

/** 56 项分法，54 项合计与总数相符，2 项不符 */
function headline({ items }: Checks): string {
  const apart = items.filter(isApart).length
  if (items.length === 0) return '没有您能看的分法'
  const same = `${count(items.length)} 项分法，${count(items.length - apart)} 项合计与总数相符`
  return apart === 0 ? `${same}，没有不符的` : `${same}，${count(apart)} 项不符`
}

function Meta({ checks: { gridName, from, to, asOf, enteredAt, items } }: { checks: Checks }) {
  const unkeyed = items.filter((one) => one.unkeyed > 0).length
  return (
    <>
      <span>
        {gridName}，{spanWords(from, to)}，存量截至最后一天
      </span>
      <span>{asOf && asOf < today() ? `截至 ${asOf} 当时所知` : `数据截至 ${time(enteredAt)}`}</span>
      {unkeyed > 0 && <span>{count(unkeyed)} 项有没填的：合计不差，但没有人对它负责</span>}
    </>
  )
}

/** The address of one indicator parted as the check has it, narrowed to a key where one is given. */
const opening = (ask: Ask, { by }: Check, key?: string) =>
  key === undefined ? searchOf(ask, { by }) : searchOf({ ...ask, keys: [[by, key]] }, { by, at: 'rows' })

const columnsFor = (ask: Ask): readonly Column<Check>[] => [
  {
    key: 'name',
    head: '指标',
    lead: true,
    cell: (row) => (
      <To to={`/indicators/${row.code}`} search={opening(ask, row)}>
        {row.name}
      </To>
    ),
  },
  { key: 'by', head: '分法', roomy: true, cell: ({ byTitle }) => `按${byTitle}` },
  {
    key: 'state',
    head: '合计与总数',
    cell: (row) =>
      isApart(row) ? <StatusMark kind="late">不符</StatusMark> : <StatusMark kind="done">相符</StatusMark>,
  },
  { key: 'value', head: '总数', align: 'right', roomy: true, cell: (row) => cellWords(row.value, row.unit) },
  { key: 'sum', head: '各部分合计', align: 'right', roomy: true, cell: (row) => cellWords(row.sum, row.unit) },
  {
    key: 'why',
    head: '差在哪里',
    cell: (row) => <Why row={row} ask={ask} />,
  },
  {
    key: 'unkeyed',
    head: '没有填的',
    align: 'right',
    cell: (row) =>
      row.unkeyed === 0 ? (
        '0'
      ) : (
        <To to={`/indicators/${row.code}`} search={opening(ask, row, '')} className="ag-opens">
          {cellWords(row.unkeyed, row.unit)}
        </To>
      ),
  },
]

/** By how much the parts differ, and the very rows that stand in several. */
function Why({ row, ask }: { row: Check; ask: Ask }) {
  if (!isApart(row)) return <span className="ag-pale">—</span>
  const more = row.sum - row.value
  return (
    <>
      {more > 0 ? '多' : '少'} {amountWords(Math.abs(more), row.unit)}
      {row.shared.map(({ keys, titles, value }) => (
        <div key={keys.join()}>
          <To to={`/indicators/${row.code}`} search={opening(ask, row, exactly(keys))} className="ag-opens">
            看这 {amountWords(value, row.unit)}
          </To>
          <span className="ag-soft">（同时算在{titles.join('和')}里）</span>
        </div>
      ))}
    </>
  )
}
