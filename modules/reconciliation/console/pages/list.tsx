import { useMe } from '#kernel/identity/console/me.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { cursorTrail } from '#kernel/ui/cursor-trail.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { count, time } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { ListFoot } from '#kernel/ui/paging.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { states } from '../../model/codes.ts'
import type { Reconciliation } from '../../model/schema.ts'
import { periodText } from '../../model/words.ts'
import { stateKinds, useLists, useReconciliations } from '../api.ts'
import { UploadSheet } from '../parts/upload-sheet.tsx'
import '../reconciliation.css'

/** The office's own lists held against the platform so far, and the place for the next one. */
export function ReconciliationsPage() {
  const { search, change } = useAddress()
  const me = useMe()
  const lists = useLists()
  const read = useReconciliations(search)
  const mayKeep = me.data?.permissions.includes('reconciliation.keep')
  return (
    <div className="ag-page">
      <PageHead meta="拿自己的 Excel 和平台对一遍：哪些一边有一边没有、哪些说法不同，逐条处理。">
        {headline(read.data)}
      </PageHead>
      <div className="ag-stack">
        {mayKeep && lists.data && <UploadSheet lists={lists.data.items} />}
        {read.error && !read.data ? (
          <ProblemPanel error={read.error} retry={() => void read.refetch()} />
        ) : (
          <DataTable
            caption="数据核对"
            columns={columns}
            rows={read.data?.items}
            rowKey={({ id }) => id}
            refreshing={read.isPlaceholderData}
            skeletonRows={4}
            under={(row) => `${row.gridName} · ${periodText(row)}`}
            empty={
              <Sheet>
                <EmptyState title="还没有核对过">上传第一份台账后，在这里看差了多少、还有多少没处理。</EmptyState>
              </Sheet>
            }
          />
        )}
        {read.data && read.data.items.length > 0 && (
          <ListFoot trail={cursorTrail('reconciliations', search)} list={read.data} onTurn={change} />
        )}
      </div>
    </div>
  )
}

function headline(page: { items: Reconciliation[]; total: number; nextCursor: string | null } | undefined): string {
  if (!page) return '数据核对'
  if (page.total === 0) return '还没有拿台账和平台核对过'
  const open = page.items.filter(({ state }) => state !== 'withdrawn').reduce((sum, one) => sum + one.open, 0)
  if (page.nextCursor) return `核对过 ${count(page.total)} 份台账`
  const compared = page.items.filter(({ result }) => result !== null).length
  const counted = `核对过 ${count(compared)} 份台账`
  return `${counted}，${open > 0 ? `未决 ${count(open)} 处` : '没有未决的差异'}`
}

const columns: readonly Column<Reconciliation>[] = [
  {
    key: 'filename',
    head: '台账',
    lead: true,
    cell: ({ id, title, filename }) => (
      <To to={`/reconciliations/${id}`}>
        {title}：{filename}
      </To>
    ),
  },
  { key: 'grid', head: '网格', roomy: true, cell: ({ gridName }) => gridName },
  { key: 'period', head: '期间', wide: true, cell: (row) => <span className="ag-nowrap">{periodText(row)}</span> },
  {
    key: 'state',
    head: '状态',
    cell: ({ state }) => <StatusMark kind={stateKinds[state]}>{states[state]}</StatusMark>,
  },
  { key: 'open', head: '未决', align: 'right', cell: ({ open, result }) => (result ? count(open) : '—') },
  {
    key: 'settled',
    head: '已处理',
    align: 'right',
    roomy: true,
    cell: ({ settled, result }) => (result ? count(settled) : '—'),
  },
  { key: 'gone', head: '已一致', align: 'right', wide: true, cell: ({ gone, result }) => (result ? count(gone) : '—') },
  { key: 'by', head: '谁', wide: true, cell: ({ startedBy }) => startedBy },
  {
    key: 'at',
    head: '时间',
    wide: true,
    cell: ({ startedAt }) => <span className="ag-nowrap">{time(startedAt)}</span>,
  },
]
