import { Button, Drawer, Input } from 'antd'
import { useState } from 'react'
import { useAddress } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { cursorTrail } from '#kernel/ui/cursor-trail.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { count, time } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { ListFoot } from '#kernel/ui/paging.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { useMay } from '../me.ts'
import { NewPerson } from '../parts/new-person.tsx'
import { PersonCard } from '../parts/person-drawer.tsx'
import type { Person, Rows } from '../people-api.ts'

/** People of one's own grid and their accounts. */
export function PeoplePage() {
  const { search, change } = useAddress()
  const may = useMay()
  const filter = queryString({ q: search.q })
  const list = useRead<Rows<Person>>(`/people${queryString({ q: search.q, cursor: search.cursor })}`, { keep: true })
  const trail = cursorTrail(`people${filter}`, search)
  const [open, setOpen] = useState<string | 'new' | null>(null)
  const person = list.data?.items.find((row) => row.id === open)
  const columns: readonly Column<Person>[] = [
    {
      key: 'name',
      head: '姓名',
      lead: true,
      width: 140,
      cell: (row) => (
        <button type="button" className="ag-link" onClick={() => setOpen(row.id)}>
          {row.name}
        </button>
      ),
    },
    {
      key: 'login',
      head: '账号',
      width: 160,
      roomy: true,
      cell: (row) => <span className="ag-code">{row.login ?? '—'}</span>,
    },
    {
      key: 'phone',
      head: '手机',
      width: 130,
      wide: true,
      cell: (row) => <span className="ag-code">{row.phone ?? '—'}</span>,
    },
    {
      key: 'seats',
      head: '岗位',
      roomy: true,
      cell: (row) => row.seats.map((seat) => seat.title).join('、') || <span className="ag-pale">没有岗位</span>,
    },
    { key: 'body', head: '单位', roomy: true, cell: (row) => distinct(row.seats.map((seat) => seat.bodyName)) },
    {
      key: 'grid',
      head: '网格',
      width: 120,
      wide: true,
      cell: (row) => <span className="ag-code">{distinct(row.seats.map((seat) => seat.gridCode))}</span>,
    },
    {
      key: 'state',
      head: '状态',
      width: 90,
      cell: (row) =>
        row.login ? (
          <StatusMark kind={row.disabled ? 'off' : 'done'}>{row.disabled ? '停用' : '在用'}</StatusMark>
        ) : (
          <span className="ag-pale">没有账号</span>
        ),
    },
    { key: 'seen', head: '最近使用', width: 120, wide: true, cell: (row) => time(row.lastActiveAt) },
  ]
  return (
    <div className="ag-page">
      <PageHead
        acts={
          may('person.manage') && (
            <Button type="primary" icon={<Icon name="plus" />} onClick={() => setOpen('new')}>
              登记人员
            </Button>
          )
        }
      >
        本辖区 {count(list.data?.total)} 人
      </PageHead>
      <search className="ag-bar" aria-label="筛选">
        <Input.Search
          key={search.q ?? ''}
          size="small"
          allowClear
          style={{ width: 240 }}
          aria-label="找人"
          placeholder="姓名或账号"
          defaultValue={search.q}
          onSearch={(text) => change({ q: text.trim() || undefined, cursor: undefined, page: undefined })}
        />
      </search>
      {list.error ? (
        <ProblemPanel error={list.error} retry={() => void list.refetch()} />
      ) : (
        <DataTable
          caption="人员"
          columns={columns}
          rows={list.data?.items}
          rowKey={(row) => row.id}
          refreshing={list.isPlaceholderData}
          onOpen={(row) => setOpen(row.id)}
          under={({ login, seats }) =>
            [login, distinct(seats.map(({ title, bodyName }) => `${bodyName} ${title}`))].filter(Boolean).join(' · ')
          }
          empty={
            <Sheet>
              <EmptyState icon="people" title="没有找到人">
                {search.q ? `当前查找：「${search.q}」` : '登记后在这里看到。'}
              </EmptyState>
            </Sheet>
          }
        />
      )}
      <ListFoot trail={trail} list={list.data} onTurn={change} />
      <Drawer
        open={open !== null}
        onClose={() => setOpen(null)}
        size={480}
        destroyOnHidden
        title={open === 'new' ? '登记人员' : person?.name}
      >
        {open === 'new' && <NewPerson />}
        {person && <PersonCard key={person.id} person={person} />}
      </Drawer>
    </div>
  )
}

/** Each once, as one line; a dash for none. */
const distinct = (texts: readonly string[]) => [...new Set(texts)].filter(Boolean).join('、') || '—'
