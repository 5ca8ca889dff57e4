import { useAddress } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { cursorTrail } from '#kernel/ui/cursor-trail.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { day, time } from '#kernel/ui/format.ts'
import { ListFoot } from '#kernel/ui/paging.tsx'
import { EmptyState, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { type CheckLine, useChecks } from '../api.ts'
import { CheckStateMark } from './check-state.tsx'

interface CheckTableProps {
  objectId: string
  /** Only those in this state. */
  state?: string | undefined
}

/** Checks of an enterprise, the latest due first. */
export function CheckTable({ objectId, state }: CheckTableProps) {
  const { search, change } = useAddress()
  const wanted = { objectId, state }
  const list = useChecks({ ...wanted, cursor: search.cursor })
  const trail = cursorTrail(`self-checks${queryString(wanted)}`, search)
  if (list.error && !list.data) return <ProblemPanel error={list.error} retry={() => void list.refetch()} />
  return (
    <>
      <DataTable
        caption="自查"
        columns={columns}
        rows={list.data?.items}
        rowKey={({ id }) => id}
        refreshing={list.isPlaceholderData}
        skeletonRows={6}
        empty={
          <Sheet>
            <EmptyState title={state ? '没有这样的自查' : '还没有做过自查'}>
              安排了计划，到期就会出现在这里。
            </EmptyState>
          </Sheet>
        }
      />
      <ListFoot trail={trail} list={list.data} onTurn={change} />
    </>
  )
}

const columns: readonly Column<CheckLine>[] = [
  { key: 'due', head: '到期', width: 84, cell: (row) => day(row.dueOn) },
  {
    key: 'name',
    head: '自查',
    lead: true,
    cell: (row) => <To to={`/self-checks/${row.id}`}>{row.templateName}</To>,
  },
  { key: 'state', head: '结果', width: 110, cell: (row) => <CheckStateMark check={row} /> },
  {
    key: 'items',
    head: '项数',
    width: 90,
    align: 'right',
    wide: true,
    cell: (row) => `${row.answered} / ${row.items}`,
  },
  { key: 'by', head: '谁查的', width: 110, wide: true, cell: (row) => row.finishedBy ?? '—' },
  { key: 'at', head: '完成时间', width: 130, wide: true, cell: (row) => time(row.finishedAt) },
]
