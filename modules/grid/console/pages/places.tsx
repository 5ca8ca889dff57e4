import { Button, Drawer, Input } from 'antd'
import { useState } from 'react'
import { useMay } from '#kernel/identity/console/me.ts'
import { type Search, useAddress } from '#kernel/ui/address.ts'
import { queryString } from '#kernel/ui/api.ts'
import { cursorTrail } from '#kernel/ui/cursor-trail.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { FilterChips } from '#kernel/ui/filter-chips.tsx'
import { count, day } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { ListFoot } from '#kernel/ui/paging.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { placeKinds } from '../../model/boundary-objects.ts'
import { useGrid } from '../api.ts'
import type { Places, SupervisedPlace } from '../object-api.ts'
import { EndForm } from '../parts/objects/end-form.tsx'
import { NewPlaceForm } from '../parts/objects/new-place.tsx'
import '../boundary.css'

const filters = [
  {
    key: 'kind',
    label: '类别',
    options: Object.entries(placeKinds).map(([value, label]) => ({ value, label })),
  },
]

/** Supervised objects of class C: what is neither a grid nor an enterprise and still has a responsible person. */
export function PlacesPage() {
  const { search, change } = useAddress()
  const may = useMay()
  const [open, setOpen] = useState<SupervisedPlace | 'new' | null>(null)
  const wanted = { grid: search.grid, kind: search.kind, q: search.q }
  const list = useRead<Places>(`/supervised-places${queryString({ ...wanted, cursor: search.cursor })}`, { keep: true })
  const grid = useGrid(search.grid ?? null)
  const trail = cursorTrail(`places${queryString(wanted)}`, search)
  const narrow = (patch: Search) => change({ ...patch, cursor: undefined, page: undefined })
  const narrowed = Boolean(search.kind || search.q)
  return (
    <div className="ag-page">
      <PageHead
        meta="监管对象分三类：A 类下级网格，B 类企业，C 类其他对象（学校、医院、市场等）。这里是 C 类。"
        acts={
          may('grid.assign') && (
            <Button type="primary" icon={<Icon name="plus" />} onClick={() => setOpen('new')}>
              登记场所
            </Button>
          )
        }
      >
        {search.grid ? `${grid.data?.name ?? search.grid}有` : '本辖区有'} {count(list.data?.total)} 个其他监管对象
      </PageHead>
      <search className="ag-bar" aria-label="筛选">
        <Input.Search
          key={search.q ?? ''}
          size="small"
          allowClear
          style={{ width: 240 }}
          aria-label="找场所"
          placeholder="名称"
          defaultValue={search.q}
          onSearch={(text) => narrow({ q: text.trim() || undefined })}
        />
        <FilterChips
          filters={filters}
          chosen={{ kind: search.kind }}
          onChoose={(key, value) => narrow({ [key]: value })}
          onClear={() => narrow({ kind: undefined })}
        />
      </search>
      {list.error ? (
        <ProblemPanel error={list.error} retry={() => void list.refetch()} />
      ) : (
        <DataTable
          caption="其他监管对象"
          columns={columnsFor(may('grid.assign'), setOpen)}
          rows={list.data?.items}
          rowKey={({ id }) => id}
          refreshing={list.isPlaceholderData}
          under={({ kindName, gridName }) => `${kindName} · ${gridName}`}
          empty={
            <Sheet>
              <EmptyState
                icon="pin"
                title={narrowed ? '没有符合条件的场所' : '还没有登记其他监管对象'}
                acts={
                  narrowed && (
                    <button type="button" className="ag-link" onClick={() => narrow({ kind: undefined, q: undefined })}>
                      清空筛选
                    </button>
                  )
                }
              >
                {narrowed
                  ? `当前筛选：${[search.q, search.kind && placeKinds[search.kind as keyof typeof placeKinds]].filter(Boolean).join('、')}`
                  : '登记学校、医院、市场等场所后，它们也有网格、有人负责。'}
              </EmptyState>
            </Sheet>
          }
        />
      )}
      <ListFoot trail={trail} list={list.data} onTurn={change} />
      <Drawer
        open={open !== null}
        onClose={() => setOpen(null)}
        size={open === 'new' ? 720 : 480}
        destroyOnHidden
        title={open === 'new' ? '登记其他监管对象' : `结束监管：${open?.name ?? ''}`}
      >
        {open === 'new' && <NewPlaceForm grid={search.grid} onDone={() => setOpen(null)} />}
        {open && open !== 'new' && (
          <EndForm path={`/supervised-places/${open.id}`} verb="结束监管" onDone={() => setOpen(null)} />
        )}
      </Drawer>
    </div>
  )
}

const columnsFor = (mayEnd: boolean, onEnd: (place: SupervisedPlace) => void): readonly Column<SupervisedPlace>[] => [
  { key: 'name', head: '名称', lead: true, cell: (row) => row.name },
  { key: 'kind', head: '类别', width: 120, roomy: true, cell: (row) => row.kindName },
  {
    key: 'grid',
    head: '网格',
    roomy: true,
    cell: (row) => (
      <To to={`/grids/${row.gridCode}`}>
        {row.gridName} <span className="ag-code ag-pale ag-wide">{row.gridCode}</span>
      </To>
    ),
  },
  { key: 'address', head: '地址', wide: true, cell: (row) => row.address ?? '—' },
  { key: 'principal', head: '主要负责人', width: 110, wide: true, cell: (row) => row.principal ?? '—' },
  { key: 'point', head: '位置', width: 80, wide: true, cell: (row) => (row.lng === null ? '没有' : '有') },
  {
    key: 'from',
    head: '监管起止',
    width: 150,
    wide: true,
    cell: (row) => (row.toOn ? `${day(row.fromOn)} – ${day(row.toOn)}` : `${day(row.fromOn)} 起`),
  },
  ...(mayEnd
    ? [
        {
          key: 'act',
          head: '办理',
          width: 100,
          cell: (row: SupervisedPlace) =>
            row.toOn ? (
              <span className="ag-meta">已定结束</span>
            ) : (
              <button type="button" className="ag-link" onClick={() => onEnd(row)} aria-label={`结束监管${row.name}`}>
                结束监管
              </button>
            ),
        },
      ]
    : []),
]
