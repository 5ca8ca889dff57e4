import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { day } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { type OwnLine, useOwnMeasures } from '../api.ts'
import { standOf } from '../stand.ts'

/** What the enterprise was told of measures against it. */
export function OwnMeasureListPage() {
  useTitle('强制措施')
  const read = useOwnMeasures()
  if (read.error && !read.data)
    return (
      <div className="ag-page">
        <ProblemPanel whole error={read.error} retry={() => void read.refetch()} />
      </div>
    )
  return (
    <div className="ag-page">
      <PageHead meta="达到恢复条件的，可以提前申请恢复（解除）。">对本单位的强制措施</PageHead>
      <DataTable
        caption="对本单位的强制措施"
        columns={COLUMNS}
        rows={read.data?.items}
        rowKey={({ id }) => id}
        under={termWords}
        empty={
          <Sheet>
            <EmptyState title="没有强制措施">收到决定书，会在这里，也会发消息。</EmptyState>
          </Sheet>
        }
      />
    </div>
  )
}

const termWords = ({ servedOn, until, liftedOn }: OwnLine): string => {
  if (liftedOn) return `${day(liftedOn)} 解除`
  return servedOn ? `${day(servedOn)} 送达，到 ${day(until)}` : '还没有送达决定书'
}

const COLUMNS: readonly Column<OwnLine>[] = [
  {
    key: 'title',
    head: '措施',
    lead: true,
    cell: ({ id, typeTitle, scope }) => (
      <To to={`/own-measures/${id}`}>
        {typeTitle}：{scope}
      </To>
    ),
  },
  {
    key: 'stage',
    head: '到哪一步',
    width: 200,
    cell: (row) => <StatusMark kind={standOf(row)}>{row.stage}</StatusMark>,
  },
  { key: 'term', head: '期限', width: 240, roomy: true, cell: termWords },
]
