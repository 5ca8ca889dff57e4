import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { EmptyState, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { beyondReasons, lineClasses } from '../../model/codes.ts'
import { type PlanLine, usePlanLines } from '../api.ts'

/** Whom a plan inspects, month by month, each with its reason. */
export function PlanLines({ id }: { id: string }) {
  const read = usePlanLines(id)
  if (read.error && !read.data) return <ProblemPanel error={read.error} retry={() => void read.refetch()} />
  return (
    <DataTable
      caption="计划检查的企业"
      columns={COLUMNS}
      rows={read.data?.items}
      rowKey={({ objectId, month }) => `${objectId} ${month}`}
      under={({ month, class: kind, reason }) => `${month} · ${lineClasses[kind]} · ${reason}`}
      empty={
        <Sheet>
          <EmptyState title="还没有排企业">在「办理」里点「排企业」，按规则推荐的挑选，或按名称找。</EmptyState>
        </Sheet>
      }
    />
  )
}

const COLUMNS: readonly Column<PlanLine>[] = [
  { key: 'month', head: '月份', width: 90, roomy: true, cell: ({ month }) => month },
  {
    key: 'name',
    head: '企业',
    lead: true,
    width: '28%',
    cell: ({ objectId, name }) => <To to={`/enterprises/${objectId}`}>{name}</To>,
  },
  { key: 'grid', head: '网格', width: 130, wide: true, cell: ({ gridName }) => gridName },
  { key: 'class', head: '类别', width: 90, roomy: true, cell: ({ class: kind }) => lineClasses[kind] },
  {
    key: 'reason',
    head: '理由',
    roomy: true,
    cell: ({ reason, beyond }) => (
      <>
        {reason}
        {beyond && (
          <span className="ag-kind">突破上限：{beyondReasons[beyond as keyof typeof beyondReasons] ?? beyond}</span>
        )}
      </>
    ),
  },
]
