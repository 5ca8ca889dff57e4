import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { count, time } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { EmptyState, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { type PlanLine, usePlans } from '../../boundary-api.ts'
import { planKinds, planStates } from '../../plan-words.ts'

const columns: readonly Column<PlanLine>[] = [
  {
    key: 'what',
    head: '方案',
    lead: true,
    cell: (row) => (
      <To to={`/grid-plans/${row.planId}`}>
        {planKinds[row.kind]} · {row.subject}
      </To>
    ),
  },
  { key: 'grid', head: '在哪', wide: true, cell: (row) => row.gridName },
  { key: 'source', head: '来自', width: 90, wide: true, cell: (row) => (row.source === 'imported' ? '文件' : '手画') },
  { key: 'moves', head: '移动企业 家', align: 'right', width: 110, cell: (row) => count(row.enterprises) },
  { key: 'author', head: '谁提的', width: 130, cell: (row) => `${row.author}${row.mine ? '（我）' : ''}` },
  { key: 'made', head: '测算时间', width: 120, cell: (row) => time(row.createdAt) },
  {
    key: 'state',
    head: '状态',
    width: 130,
    cell: (row) => (
      <StatusMark kind={row.state === 'open' && !row.applicable ? 'back' : planStates[row.state].kind}>
        {row.state === 'open' && !row.applicable ? '不能执行' : planStates[row.state].word}
      </StatusMark>
    ),
  },
  {
    key: 'until',
    head: '执行或到期',
    width: 130,
    wide: true,
    cell: (row) => time(row.appliedAt ?? row.expiresAt),
  },
]

/** What-ifs of a grid and below: one's own and those of others, kept a day, and those carried out. */
export function PlanList({ code }: { code: string }) {
  const plans = usePlans(code)
  if (plans.error) return <ProblemPanel error={plans.error} retry={() => void plans.refetch()} />
  return (
    <DataTable
      caption="边界调整方案"
      columns={columns}
      rows={plans.data?.items}
      rowKey={({ planId }) => planId}
      skeletonRows={4}
      empty={
        <Sheet>
          <EmptyState icon="document" title="还没有调整方案">
            在改画、拆分、合并或导入里测算一次，方案就在这里，保留 24 小时。
          </EmptyState>
        </Sheet>
      }
    />
  )
}
