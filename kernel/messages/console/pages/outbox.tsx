import { useAddress } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { cursorTrail } from '#kernel/ui/cursor-trail.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { FilterChips } from '#kernel/ui/filter-chips.tsx'
import { count, time } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { ListFoot } from '#kernel/ui/paging.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'

interface Outbound {
  id: string
  channel: 'sms' | 'mail'
  address: string
  text: string
  state: 'queued' | 'sent' | 'failed'
  tries: number
  error: string | null
  createdAt: string
  sentAt: string | null
}

const filters = [
  {
    key: 'state',
    label: '状态',
    options: [
      { value: 'queued', label: '待发' },
      { value: 'sent', label: '已发出' },
      { value: 'failed', label: '没发成' },
    ],
  },
  {
    key: 'channel',
    label: '渠道',
    options: [
      { value: 'sms', label: '短信' },
      { value: 'mail', label: '邮件' },
    ],
  },
]

const columns: readonly Column<Outbound>[] = [
  { key: 'at', head: '时间', width: 120, cell: (row) => time(row.createdAt) },
  { key: 'channel', head: '渠道', width: 64, cell: (row) => (row.channel === 'sms' ? '短信' : '邮件') },
  {
    key: 'address',
    head: '发给',
    width: 160,
    lead: true,
    cell: (row) => <span className="ag-code">{row.address}</span>,
  },
  { key: 'text', head: '内容', cell: (row) => row.text },
  {
    key: 'state',
    head: '状态',
    width: 180,
    cell: (row) =>
      row.state === 'sent' ? (
        <StatusMark kind="done">{time(row.sentAt)} 发出</StatusMark>
      ) : row.state === 'failed' ? (
        <StatusMark kind="late">{row.error ?? '没发成'}</StatusMark>
      ) : (
        <StatusMark kind="waiting">待发{row.tries > 0 && `，试过 ${row.tries} 次`}</StatusMark>
      ),
  },
]

/** Text messages and mails that left the platform, or did not. */
export function OutboxPage() {
  const { search, change } = useAddress()
  const filter = { state: search.state, channel: search.channel }
  const list = useRead<{ items: Outbound[]; nextCursor: string | null; total: number }>(
    `/outbox${queryString({ ...filter, cursor: search.cursor })}`,
    { keep: true },
  )
  const trail = cursorTrail(`outbox${queryString(filter)}`, search)
  const narrow = (patch: Record<string, string | undefined>) => change({ ...patch, cursor: undefined, page: undefined })
  return (
    <div className="ag-page">
      <PageHead meta="号码和邮箱已打码。">短信和邮件发出 {count(list.data?.total)} 条</PageHead>
      <search className="ag-bar" aria-label="筛选">
        <FilterChips
          filters={filters}
          chosen={search}
          onChoose={(key, value) => narrow({ [key]: value })}
          onClear={() => narrow({ state: undefined, channel: undefined })}
        />
      </search>
      {list.error ? (
        <ProblemPanel error={list.error} retry={() => void list.refetch()} />
      ) : (
        <DataTable
          caption="发送记录"
          columns={columns}
          rows={list.data?.items}
          rowKey={(row) => row.id}
          refreshing={list.isPlaceholderData}
          empty={
            <Sheet>
              <EmptyState icon="post" title="没有符合条件的发送记录" />
            </Sheet>
          }
        />
      )}
      <ListFoot trail={trail} list={list.data} onTurn={change} />
    </div>
  )
}
