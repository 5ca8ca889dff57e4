import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { count } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { Sheet } from '#kernel/ui/parts.tsx'
import type { Plan } from '../../boundary-api.ts'

type Seat = Plan['seats'][number]

const columns: readonly Column<Seat>[] = [
  { key: 'title', head: '岗位', lead: true, cell: (row) => row.title },
  { key: 'body', head: '单位', wide: true, cell: (row) => row.bodyName },
  {
    key: 'grid',
    head: '所在网格',
    cell: (row) => (
      <>
        {row.gridName} <span className="ag-code ag-pale ag-wide">{row.gridCode}</span>
      </>
    ),
  },
  {
    key: 'what',
    head: '以后',
    width: 170,
    cell: (row) =>
      row.needsPlace ? (
        <StatusMark kind="waiting">网格撤销，另行安排</StatusMark>
      ) : (
        <StatusMark kind="done">不动</StatusMark>
      ),
  },
]

/** Seats that stand on the touched nodes; those of a node that goes must be placed anew. */
export function PlanSeats({ plan }: { plan: Plan }) {
  if (plan.seats.length === 0) return null
  return (
    <Sheet title="涉及的岗位" meta={`${count(plan.seats.length)} 个`}>
      <DataTable caption="涉及的岗位" columns={columns} rows={plan.seats} rowKey={({ id }) => id} empty={null} />
    </Sheet>
  )
}
