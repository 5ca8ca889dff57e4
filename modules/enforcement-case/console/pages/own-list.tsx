import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { day, today } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { useTitle } from '#kernel/ui/title.ts'
import { yuanWords } from '../../model/words.ts'
import { type OwnLine, useOwnPenalties } from '../api.ts'

/** What the enterprise was told of penalties against it. */
export function OwnPenaltyListPage() {
  useTitle('行政处罚')
  const read = useOwnPenalties()
  if (read.error && !read.data)
    return (
      <div className="ag-page">
        <ProblemPanel whole error={read.error} retry={() => void read.refetch()} />
      </div>
    )
  return (
    <div className="ag-page">
      <PageHead meta="收到告知以后可以陈述、申辩；够听证标准的可以申请听证。">对本单位的行政处罚</PageHead>
      <DataTable
        caption="对本单位的行政处罚"
        columns={COLUMNS}
        rows={read.data?.items}
        rowKey={({ id }) => id}
        under={(row) => moneyWords(row)}
        empty={
          <Sheet>
            <EmptyState title="没有行政处罚">收到处罚告知或者决定，会在这里，也会发消息。</EmptyState>
          </Sheet>
        }
      />
    </div>
  )
}

const isLate = ({ fine, paid, payBy }: OwnLine) => paid < fine && payBy !== null && payBy < today()

function moneyWords(row: OwnLine): string {
  if (row.fine === 0) return row.notifiedOn ? `${day(row.notifiedOn)} 告知` : ''
  return row.paid >= row.fine
    ? `罚款 ${yuanWords(row.fine)}，已缴清`
    : `还要缴 ${yuanWords(row.fine - row.paid)}，${day(row.payBy)} 以前`
}

const COLUMNS: readonly Column<OwnLine>[] = [
  { key: 'title', head: '违法事实', lead: true, cell: ({ id, title }) => <To to={`/my-penalties/${id}`}>{title}</To> },
  {
    key: 'stage',
    head: '到哪一步',
    width: 220,
    cell: (row) => (
      <StatusMark kind={isLate(row) ? 'late' : row.stage === '已结案' ? 'done' : 'waiting'}>
        {isLate(row) ? '逾期没有缴清' : row.stage}
      </StatusMark>
    ),
  },
  { key: 'no', head: '决定书', width: 220, wide: true, cell: ({ decisionNo }) => decisionNo ?? '—' },
  { key: 'money', head: '告知和缴款', width: 260, roomy: true, cell: moneyWords },
]
