import { Button, Drawer, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { useAddress } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { cursorTrail } from '#kernel/ui/cursor-trail.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { FilterChips } from '#kernel/ui/filter-chips.tsx'
import { count } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { ListFoot } from '#kernel/ui/paging.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { useMay } from '../me.ts'
import { NewSeat } from '../parts/new-seat.tsx'
import { SeatCard } from '../parts/seat-card.tsx'
import { type Rows, roleNames, type Seat } from '../people-api.ts'

const filters = [
  { key: 'role', label: '角色', options: Object.entries(roleNames).map(([value, label]) => ({ value, label })) },
]

interface SeatsPageProps {
  /** What modules add under a seat. */
  more?(seat: Seat, may: (permission: string) => boolean): ReactNode
}

/** Seats of the chosen grid and who sits on them. */
export function SeatsPage({ more }: SeatsPageProps) {
  const { search, change } = useAddress()
  const may = useMay()
  const filter = { q: search.q, role: search.role, grid: search.grid }
  const list = useRead<Rows<Seat>>(`/seats${queryString({ ...filter, cursor: search.cursor })}`, { keep: true })
  const trail = cursorTrail(`seats${queryString(filter)}`, search)
  const [open, setOpen] = useState<string | 'new' | null>(null)
  const seat = list.data?.items.find((row) => row.id === open)
  const vacant = list.data?.items.filter((row) => row.holders.length === 0).length ?? 0
  const columns: readonly Column<Seat>[] = [
    {
      key: 'title',
      head: '岗位',
      lead: true,
      cell: (row) => (
        <button type="button" className="ag-link" onClick={() => setOpen(row.id)}>
          {row.title}
        </button>
      ),
    },
    { key: 'body', head: '单位', roomy: true, cell: (row) => row.bodyName },
    { key: 'role', head: '角色', wide: true, cell: (row) => roleNames[row.role] ?? row.role },
    { key: 'grid', head: '网格', wide: true, cell: (row) => <span className="ag-code">{row.gridCode || '—'}</span> },
    {
      key: 'holders',
      head: '在岗',
      cell: (row) => row.holders.map((holder) => holder.name).join('、') || <span className="ag-soon">空岗</span>,
    },
  ]
  return (
    <div className="ag-page">
      <PageHead
        meta={vacant > 0 && <span className="ag-soon">本页 {vacant} 个空岗</span>}
        acts={
          may('seat.manage') && (
            <Button type="primary" icon={<Icon name="plus" />} onClick={() => setOpen('new')}>
              设置岗位
            </Button>
          )
        }
      >
        岗位 {count(list.data?.total)} 个
      </PageHead>
      <search className="ag-bar" aria-label="筛选">
        <Input.Search
          key={search.q ?? ''}
          size="small"
          allowClear
          style={{ width: 240 }}
          aria-label="找岗位"
          placeholder="岗位、单位、姓名或网格编码"
          defaultValue={search.q}
          onSearch={(text) => change({ q: text.trim() || undefined, cursor: undefined, page: undefined })}
        />
        <FilterChips
          filters={filters}
          chosen={search}
          onChoose={(key, value) => change({ [key]: value, cursor: undefined, page: undefined })}
          onClear={() => change({ role: undefined, cursor: undefined, page: undefined })}
        />
      </search>
      {list.error ? (
        <ProblemPanel error={list.error} retry={() => void list.refetch()} />
      ) : (
        <DataTable
          caption="岗位"
          columns={columns}
          rows={list.data?.items}
          rowKey={(row) => row.id}
          refreshing={list.isPlaceholderData}
          onOpen={(row) => setOpen(row.id)}
          under={(row) => row.bodyName}
          empty={
            <Sheet>
              <EmptyState icon="table" title={search.q || search.role ? '没有符合条件的岗位' : '这个网格还没有岗位'}>
                {search.q ? `当前查找：「${search.q}」` : '岗位决定谁管哪个网格、能做什么。'}
              </EmptyState>
            </Sheet>
          }
        />
      )}
      <ListFoot trail={trail} list={list.data} onTurn={change} />
      <Drawer
        open={open !== null}
        onClose={() => setOpen(null)}
        size={520}
        destroyOnHidden
        title={open === 'new' ? '设置岗位' : seat?.title}
      >
        {open === 'new' && <NewSeat onDone={() => setOpen(null)} />}
        {seat && (
          <div key={seat.id} className="ag-stack">
            <SeatCard seat={seat} onClosed={() => setOpen(null)} />
            {more?.(seat, may)}
          </div>
        )}
      </Drawer>
    </div>
  )
}
