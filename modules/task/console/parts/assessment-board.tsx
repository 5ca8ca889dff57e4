import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { count, day, percent } from '#kernel/ui/format.ts'
import { EmptyState, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { levelNames } from '../../model/assessment.ts'
import { type Assessed, useAssessment } from '../api.ts'

/** Points as they are said: what is not rated is not nought. */
export const Points = ({ value }: { value: number | null }) =>
  value === null ? <span className="ag-pale">未评分</span> : <b>{value}</b>

/** How the grids below a task came out, the best first, with the average of each level. */
export function AssessmentBoard({ id }: { id: string }) {
  const read = useAssessment(id)
  if (read.error && !read.data) return <ProblemPanel error={read.error} retry={() => void read.refetch()} />
  const rows = read.data?.items.toSorted(
    (a, b) => a.gridCode.length - b.gridCode.length || (b.points ?? -1) - (a.points ?? -1),
  )
  return (
    <div className="ag-stack">
      {read.data && read.data.levels.length > 0 && (
        <ul className="ag-task-levels">
          {read.data.levels.map(({ level, grids, rated, average }) => (
            <li key={level}>
              <span className="ag-meta">{levelNames[level]}平均</span>
              <span>
                <Points value={average} />
                {average !== null && ' 分'}
              </span>
              <span className="ag-meta">
                {count(grids)} 个网格，评了 {count(rated)} 个
              </span>
            </li>
          ))}
        </ul>
      )}
      <DataTable
        caption="各网格的考核"
        columns={COLUMNS}
        rows={rows}
        rowKey={(row) => row.id}
        refreshing={read.isPlaceholderData}
        under={under}
        empty={
          <Sheet>
            <EmptyState title="还没有下达到下级">下级报验收、验收时打的分在这里汇总。</EmptyState>
          </Sheet>
        }
      />
      <p className="ag-meta">
        得分取最后一次验收打的分；没有打分的为未评分，不算 0 分，也不计入平均。
        {read.data?.isBound && '只计入前 2,000 项，上级在前；更下级的请打开那一级的任务看。'}
      </p>
    </div>
  )
}

function lateWords({ lateDays, rounds, state }: Assessed) {
  if (lateDays === null) return '—'
  if (lateDays > 0) return <span className="ag-warn">逾期 {lateDays} 天</span>
  return rounds.length === 0 && state === 'running' ? <span className="ag-pale">没到期限</span> : '按期'
}

const sampledWords = ({ rounds, sampled, targets }: Assessed) =>
  rounds.length === 0 ? '—' : `${count(sampled)} / ${count(targets)}（${percent(sampled, targets)}）`

const under = (row: Assessed) => (
  <>
    {row.stateTitle} · {lateWords(row)} · 退回 {row.returned} 次
  </>
)

const COLUMNS: readonly Column<Assessed>[] = [
  {
    key: 'grid',
    head: '网格',
    lead: true,
    cell: (row) => (
      <>
        <To to={`/tasks/${row.id}`}>{row.gridName}</To> <span className="ag-kind">{levelNames[row.level]}</span>
        <Rounds row={row} />
      </>
    ),
  },
  { key: 'points', head: '得分', align: 'right', width: 80, cell: (row) => <Points value={row.points} /> },
  { key: 'state', head: '状态', width: 96, roomy: true, cell: (row) => row.stateTitle },
  { key: 'late', head: '期限', width: 110, roomy: true, cell: lateWords },
  { key: 'returned', head: '退回 次', align: 'right', width: 80, roomy: true, cell: (row) => count(row.returned) },
  { key: 'problems', head: '发现问题 家', align: 'right', width: 100, wide: true, cell: (row) => count(row.problems) },
  { key: 'sampled', head: '抽查 / 对象', align: 'right', width: 160, wide: true, cell: sampledWords },
]

/** Every round of accepting, the last first. */
function Rounds({ row: { rounds } }: { row: Assessed }) {
  if (rounds.length === 0) return null
  return (
    <details className="ag-task-rounds">
      <summary>{rounds.length} 次验收</summary>
      <ul>
        {rounds.toReversed().map((round) => (
          <li key={`${round.acceptedOn}${round.text}${round.points}`}>
            {day(round.acceptedOn)} {round.passed ? '通过' : '退回'}，<Points value={round.points} />
            {round.points !== null && ' 分'}，抽查 {round.sampled} 个：{round.text}
            <span className="ag-meta">
              {' '}
              {round.acceptedBy}；{day(round.submittedOn)} 上报
              {round.lateDays > 0 && `，晚 ${round.lateDays} 天`}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
