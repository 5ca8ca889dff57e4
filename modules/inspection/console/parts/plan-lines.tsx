import { useMay } from '#kernel/identity/console/me.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { day } from '#kernel/ui/format.ts'
import { EmptyState, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { beyondReasons, lineClasses } from '../../model/codes.ts'
import { type PlanLine, usePlanLines } from '../api.ts'

/** Whom a plan inspects, month by month, each with its reason. */
export function PlanLines({ id, running }: { id: string; running: boolean }) {
  const may = useMay()
  const read = usePlanLines(id)
  const columns = [...COLUMNS, visitColumn(id, running && may('inspection.plan'))]
  if (read.error && !read.data) return <ProblemPanel error={read.error} retry={() => void read.refetch()} />
  return (
    <DataTable
      caption="计划检查的企业"
      columns={columns}
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

/** The inspection a line led to, or the way to draw one up. */
const visitColumn = (planId: string, open: boolean): Column<PlanLine> => ({
  key: 'visit',
  head: '检查',
  width: 120,
  cell: ({ objectId, month, inspectionId, visitedOn }) =>
    inspectionId ? (
      <To to={`/inspections/${inspectionId}`}>{visitedOn ? `${day(visitedOn)} 已检查` : '已拟定'}</To>
    ) : open ? (
      <To to="/inspections/new" search={{ objectId, plan: planId, month }}>
        拟定检查
      </To>
    ) : (
      <span className="ag-pale">没有</span>
    ),
})
