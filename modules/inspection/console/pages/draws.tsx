import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useMay } from '#kernel/identity/console/me.ts'
import { useAddress } from '#kernel/ui/address.ts'
import { cursorTrail } from '#kernel/ui/cursor-trail.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { count, time } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { type StatusKind, StatusMark } from '#kernel/ui/marks.tsx'
import { ListFoot } from '#kernel/ui/paging.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet, To } from '#kernel/ui/parts.tsx'
import { type DrawState, drawKinds, drawStates } from '../../model/codes.ts'
import { type DrawLine, useDraws } from '../draw-api.ts'
import '../inspection.css'

export const drawKindOf: Record<DrawState, StatusKind> = {
  committing: 'open',
  revealing: 'waiting',
  drawn: 'done',
  void: 'off',
}

/** Draws of one's place, the newest first. */
export function DrawsPage() {
  const { search, change } = useAddress()
  const navigate = useNavigate()
  const may = useMay()
  const list = useDraws(search.cursor)
  const trail = cursorTrail('draws', search)
  return (
    <div className="ag-page">
      <PageHead
        trail={<To to="/inspection-plans">执法检查计划</To>}
        meta="名单先公示指纹，随机数由几方各出一份，谁都能重新抽一遍核对"
        acts={
          <>
            <To to="/draw-check">
              <Button icon={<Icon name="check" />}>核对一份记录</Button>
            </To>
            {may('draw.open') && (
              <To to="/draws/new">
                <Button type="primary" icon={<Icon name="plus" />}>
                  发起抽取
                </Button>
              </To>
            )}
          </>
        }
      >
        {list.data ? `随机抽取 ${count(list.data.total)} 次` : '随机抽取'}
      </PageHead>
      {list.error && !list.data ? (
        <ProblemPanel error={list.error} retry={() => void list.refetch()} />
      ) : (
        <DataTable
          caption="随机抽取"
          columns={COLUMNS}
          rows={list.data?.items}
          rowKey={({ id }) => id}
          skeletonRows={4}
          onOpen={({ id }) => void navigate({ to: `/draws/${id}` })}
          under={({ kind, candidates, count: most, openedBy }) =>
            `${drawKinds[kind]} · ${candidates} 个里抽 ${most} 个 · ${openedBy}`
          }
          empty={
            <Sheet>
              <EmptyState title="还没有抽取过">一般检查的企业、检查人员和专家，都可以在这里公开抽取。</EmptyState>
            </Sheet>
          }
        />
      )}
      <ListFoot trail={trail} list={list.data} onTurn={change} />
    </div>
  )
}

const COLUMNS: readonly Column<DrawLine>[] = [
  { key: 'purpose', head: '用途', lead: true, cell: ({ id, purpose }) => <To to={`/draws/${id}`}>{purpose}</To> },
  { key: 'kind', head: '抽什么', width: 100, roomy: true, cell: ({ kind }) => drawKinds[kind] },
  { key: 'of', head: '名单 个', width: 84, align: 'right', roomy: true, cell: ({ candidates }) => count(candidates) },
  { key: 'count', head: '抽 个', width: 70, align: 'right', roomy: true, cell: (row) => count(row.count) },
  { key: 'by', head: '发起', width: 220, wide: true, cell: ({ openedBy }) => openedBy },
  { key: 'at', head: '时间', width: 120, wide: true, cell: ({ openedAt }) => time(openedAt) },
  {
    key: 'state',
    head: '状态',
    width: 150,
    cell: ({ state }) => <StatusMark kind={drawKindOf[state]}>{drawStates[state]}</StatusMark>,
  },
]
