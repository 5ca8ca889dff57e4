import { Button, Select } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { useMay } from '#kernel/identity/console/me.ts'
import { useAct } from '#kernel/ui/act.ts'
import { send } from '#kernel/ui/api.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { count, day } from '#kernel/ui/format.ts'
import { EmptyState, ProblemPanel, Sheet } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { Refusal } from '#kernel/ui/text-field.tsx'
import type { StrandedSeats as StrandedSchema } from '../../../model/boundary-seat.ts'
import type { GridNode } from '../../api.ts'
import { useForgetGrid } from '../../boundary-api.ts'

type Stranded = z.output<typeof StrandedSchema>
type Seat = Stranded['items'][number]

/** Seats that a change of boundaries left on nodes that are gone, each with the choice of a new one. */
export function StrandedSeats({ node }: { node: GridNode }) {
  const may = useMay()
  const read = useRead<Stranded>(`/grids/${node.code}/stranded-seats`)
  if (read.error) return <ProblemPanel error={read.error} retry={() => void read.refetch()} />
  return (
    <Sheet
      title="撤销网格上的岗位"
      meta={read.data ? `${count(read.data.total)} 个等安排；在岗的人现在看不到任何网格` : undefined}
    >
      <DataTable
        caption="撤销网格上的岗位"
        columns={columnsFor(may('seat.manage'))}
        rows={read.data?.items}
        rowKey={({ id }) => id}
        skeletonRows={3}
        empty={
          <EmptyState icon="tick" title="没有岗位等安排">
            网格拆分或合并后，原来设在撤销网格上的岗位在这里安排到新网格。
          </EmptyState>
        }
      />
    </Sheet>
  )
}

const columnsFor = (mayPlace: boolean): readonly Column<Seat>[] => [
  { key: 'title', head: '岗位', lead: true, cell: (row) => row.title },
  { key: 'body', head: '单位', wide: true, cell: (row) => row.bodyName },
  { key: 'holders', head: '在岗', width: 120, cell: (row) => row.holders.join('、') || '空岗' },
  {
    key: 'grid',
    head: '原网格',
    cell: (row) => (
      <>
        {row.gridName} <span className="ag-code ag-pale ag-wide">{row.gridCode}</span>{' '}
        <span className="ag-meta">{day(row.retiredOn)} 撤销</span>
      </>
    ),
  },
  {
    key: 'place',
    head: '安排到',
    width: 340,
    cell: (row) =>
      mayPlace ? (
        <Placing seat={row} />
      ) : (
        row.into.map(({ name }) => name).join('、') || <span className="ag-pale">—</span>
      ),
  },
]

function Placing({ seat }: { seat: Seat }) {
  const act = useAct()
  const forget = useForgetGrid()
  const [to, setTo] = useState<string | undefined>(seat.into.length === 1 ? seat.into[0]?.code : undefined)
  const save = async () => {
    const done = await act.run(
      () => send('POST', `/stranded-seats/${seat.id}/place`, { body: { gridCode: to } }),
      `${seat.title}安排好了`,
    )
    if (done) await forget()
  }
  return (
    <>
      <Refusal problem={act.problem} />
      <span className="ag-row">
        <Select
          size="small"
          style={{ width: 210 }}
          aria-label={`${seat.title}安排到`}
          placeholder="选接替的网格"
          value={to}
          options={seat.into.map(({ code, name }) => ({ value: code, label: `${name}　${code}` }))}
          onChange={setTo}
        />
        <Button size="small" disabled={!to || act.busy} onClick={() => void save()}>
          {act.busy ? '正在办…' : '安排'}
        </Button>
      </span>
    </>
  )
}
