import { Segmented } from 'antd'
import { useAddress } from '#kernel/ui/address.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { count, day, today } from '#kernel/ui/format.ts'
import { EmptyState, PageHead, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { useYear, type YearBoard } from '../api.ts'
import { Points } from '../parts/assessment-board.tsx'
import '../task.css'

type Row = YearBoard['items'][number]
type Cell = Row['cells'][number]

const BACK = 5

/** This year and the four before it. */
const years = () =>
  Array.from({ length: BACK }, (_, back) => String(Number(today().slice(0, 4)) - back)).map((value) => ({
    value,
    label: `${value} 年`,
  }))

/** Points of the grids below on the tasks of a year, side by side; each leads to the part it was given for. */
export function TaskAssessmentPage() {
  const { search, change } = useAddress()
  const year = search.year ?? today().slice(0, 4)
  const read = useYear(search.grid, year)
  const { data } = read
  return (
    <div className="ag-page">
      <PageHead
        trail={<To to="/tasks">任务</To>}
        meta={
          <>
            <span>{year} 年下达给下级网格的任务；得分取最后一次验收打的分，满分 100 分</span>
            <span>没有打分的为未评分，不算 0 分，也不计入合计和平均</span>
          </>
        }
      >
        {data ? headWords(data) : '任务考核'}
      </PageHead>
      <search className="ag-bar" aria-label="筛选">
        <Segmented
          aria-label="年份"
          size="small"
          options={years()}
          value={year}
          onChange={(value) => change({ year: value })}
        />
      </search>
      {read.error && !data ? (
        <ProblemPanel error={read.error} retry={() => void read.refetch()} />
      ) : (
        <DataTable
          caption={`${year} 年各网格的任务考核`}
          columns={columnsOf(data)}
          printWide
          rows={data?.items.toSorted((a, b) => (b.average ?? -1) - (a.average ?? -1))}
          rowKey={({ gridCode }) => gridCode}
          refreshing={read.isPlaceholderData}
          under={(row) => <Under row={row} tasks={data?.tasks ?? []} />}
          empty={
            <Sheet>
              <EmptyState title={`${year} 年没有下达给下级的任务`} acts={<To to="/tasks">看任务</To>}>
                换一年，或换一个网格再看；村居没有下级网格。
              </EmptyState>
            </Sheet>
          }
        />
      )}
      {data && data.omitted > 0 && (
        <p className="ag-meta">
          只并排最近的 {data.tasks.length} 项任务，另有更早的 {data.omitted} 项没有计入。
        </p>
      )}
    </div>
  )
}

function headWords({ items, tasks }: YearBoard): string {
  const [parts, rated] = items.reduce(([all, some], row) => [all + row.parts, some + row.rated], [0, 0])
  if (tasks.length === 0) return '任务考核'
  return `${count(tasks.length)} 项任务、${count(items.length)} 个网格，评了 ${count(rated)} / ${count(parts)}`
}

const columnsOf = (data: YearBoard | undefined): Column<Row>[] => [
  {
    key: 'grid',
    head: '网格',
    lead: true,
    width: 150,
    cell: ({ gridCode, gridName }) => (
      <To to="/tasks/assessment" search={{ grid: gridCode }}>
        {gridName}
      </To>
    ),
  },
  { key: 'average', head: '平均', align: 'right', width: 76, cell: ({ average }) => <Points value={average} /> },
  { key: 'sum', head: '合计', align: 'right', width: 76, roomy: true, cell: ({ sum }) => (sum === null ? '—' : sum) },
  {
    key: 'rated',
    head: '已评 / 任务',
    align: 'right',
    width: 92,
    cell: ({ rated, parts }) => `${count(rated)} / ${count(parts)}`,
  },
  { key: 'late', head: '逾期', align: 'right', width: 60, roomy: true, cell: ({ late }) => count(late) },
  { key: 'returned', head: '退回', align: 'right', width: 60, roomy: true, cell: ({ returned }) => count(returned) },
  ...(data?.tasks ?? []).map(({ id, title, handedOn }) => ({
    key: id,
    head: (
      <span className="ag-task-column" title={title}>
        <To to={`/tasks/${id}`} search={{ view: 'assessment' }}>
          {title}
        </To>
        <small>{day(handedOn)} 下达</small>
      </span>
    ),
    wide: true,
    cell: ({ cells }: Row) =>
      cells.filter(({ parentId }) => parentId === id).map((cell) => <One key={cell.taskId} cell={cell} />),
  })),
]

/** Points of a grid for a task, the way to its part. */
function One({ cell }: { cell: Cell }) {
  return (
    <span className="ag-task-cell">
      <To to={`/tasks/${cell.taskId}`} className="ag-opens">
        {cell.points === null ? '未评分' : cell.points}
      </To>
      <small className={cell.late ? 'ag-warn' : 'ag-pale'}>{cell.late ? '逾期' : cell.stateTitle}</small>
    </span>
  )
}

/** On a phone: each task of the grid on a line of its own. */
function Under({ row, tasks }: { row: Row; tasks: YearBoard['tasks'] }) {
  return (
    <details className="ag-task-rounds">
      <summary>
        合计 {row.sum ?? '未评分'}，逾期 {row.late}，退回 {row.returned}
      </summary>
      <ul>
        {row.cells.map((cell) => (
          <li key={cell.taskId}>
            {tasks.find(({ id }) => id === cell.parentId)?.title} <One cell={cell} />
          </li>
        ))}
      </ul>
    </details>
  )
}
