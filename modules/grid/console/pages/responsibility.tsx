import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useMay } from '#kernel/identity/console/me.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { count, day } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet, To, Waiting } from '#kernel/ui/parts.tsx'
import { responsibilityKinds } from '../../model/boundary-objects.ts'
import { type ResponsibilityNode, useResponsibility } from '../object-api.ts'
import { EndForm } from '../parts/objects/end-form.tsx'
import { NewResponsibilityForm } from '../parts/objects/new-responsibility.tsx'
import '../boundary.css'

type Open = { act: 'add'; parent: ResponsibilityNode | null } | { act: 'end'; node: ResponsibilityNode }

interface Group {
  kind: string
  name: string
  nodes: ResponsibilityNode[]
}

/** Responsibility grids of group companies: head offices by who owns them, everything that hangs below. */
export function ResponsibilityPage() {
  const read = useResponsibility()
  const may = useMay()
  const [open, setOpen] = useState<Open | null>(null)
  const groups = read.data && groupsOf(read.data.items)
  const heads = read.data?.items.filter(({ kind }) => kind !== 'subsidiary').length
  const close = () => setOpen(null)
  return (
    <div className="ag-page">
      <PageHead
        meta="监管网格是政府一方的责任，责任网格是企业一方的责任：市直、省属、央属企业从总部到下属单位，信息逐级传到。"
        acts={
          may('grid.assign') && (
            <Button type="primary" icon={<Icon name="plus" />} onClick={() => setOpen({ act: 'add', parent: null })}>
              登记总部
            </Button>
          )
        }
      >
        {count(heads)} 家总部，{count(read.data && read.data.total - (heads ?? 0))} 个下属单位
      </PageHead>
      {read.error && <ProblemPanel error={read.error} retry={() => void read.refetch()} />}
      {!read.error && !groups && <Waiting lines={6} />}
      {groups?.length === 0 && (
        <Sheet>
          <EmptyState icon="factory" title="还没有责任网格">
            先登记一家总部（市直、省属或央属企业），再在它下面加下属单位。
          </EmptyState>
        </Sheet>
      )}
      <div className="ag-stack">
        {groups?.map((group) => (
          <Sheet key={group.kind} title={group.name} meta={`${count(group.nodes.length)} 个单位`}>
            <DataTable
              caption={group.name}
              columns={columnsFor(may('grid.assign'), setOpen)}
              rows={group.nodes}
              rowKey={({ id }) => id}
              empty={null}
            />
          </Sheet>
        ))}
      </div>
      <Drawer open={open !== null} onClose={close} size={480} destroyOnHidden title={titleOf(open)}>
        {open?.act === 'add' && <NewResponsibilityForm parent={open.parent} onDone={close} />}
        {open?.act === 'end' && (
          <EndForm path={`/responsibility-nodes/${open.node.id}`} verb="停用单位" onDone={close} />
        )}
      </Drawer>
    </div>
  )
}

function titleOf(open: Open | null): string {
  // While the drawer closes it still is a dialog and needs a name.
  if (!open) return '责任网格'
  if (open.act === 'end') return `停用：${open.node.name}`
  return open.parent ? '登记下属单位' : '登记总部'
}

/** Units in the groups of their head offices, those whose head office lies elsewhere last. */
function groupsOf(nodes: readonly ResponsibilityNode[]): Group[] {
  const kinds = new Map<string, ResponsibilityNode[]>()
  let kind = ''
  for (const node of nodes) {
    if (node.depth === 0) kind = node.kind
    kinds.set(kind, [...(kinds.get(kind) ?? []), node])
  }
  return Object.entries(responsibilityKinds).flatMap(([key, name]) => {
    const found = kinds.get(key)
    return found ? [{ kind: key, name: key === 'subsidiary' ? '总部不在本辖区的单位' : name, nodes: found }] : []
  })
}

const columnsFor = (mayAct: boolean, onOpen: (open: Open) => void): readonly Column<ResponsibilityNode>[] => [
  {
    key: 'name',
    head: '单位',
    lead: true,
    cell: (row) => (
      <span style={{ paddingLeft: row.depth * 20 }}>
        {row.depth > 0 && (
          <span className="ag-pale" aria-hidden="true">
            └{' '}
          </span>
        )}
        {row.objectId ? <To to={`/enterprises/${row.objectId}`}>{row.name}</To> : row.name}
        {row.depth > 0 && <span className="ag-spoken">第 {row.depth + 1} 级</span>}
      </span>
    ),
  },
  {
    key: 'code',
    head: '统一社会信用代码',
    width: 180,
    wide: true,
    cell: (row) => <span className="ag-code">{row.creditCode ?? '—'}</span>,
  },
  { key: 'grid', head: '所在网格', cell: (row) => <To to={`/grids/${row.gridCode}`}>{row.gridName}</To> },
  { key: 'seat', head: '联系岗位', wide: true, cell: (row) => row.seatTitle ?? '—' },
  {
    key: 'from',
    head: '起止',
    width: 130,
    wide: true,
    cell: (row) => (row.toOn ? `${day(row.fromOn)} – ${day(row.toOn)}` : `${day(row.fromOn)} 起`),
  },
  ...(mayAct
    ? [
        {
          key: 'act',
          head: '办理',
          width: 150,
          cell: (row: ResponsibilityNode) => (
            <span className="ag-row">
              <button
                type="button"
                className="ag-link"
                aria-label={`给${row.name}加下属`}
                onClick={() => onOpen({ act: 'add', parent: row })}
              >
                加下属
              </button>
              <button
                type="button"
                className="ag-link"
                aria-label={`停用${row.name}`}
                onClick={() => onOpen({ act: 'end', node: row })}
              >
                停用
              </button>
            </span>
          ),
        },
      ]
    : []),
]
