import { useQueryClient } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useMay } from '#kernel/identity/console/me.ts'
import { useAct } from '#kernel/ui/act.ts'
import { send } from '#kernel/ui/api.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { day, today } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { EmptyState, ProblemPanel, Sheet } from '#kernel/ui/parts.tsx'
import { Refusal } from '#kernel/ui/text-field.tsx'
import { type Duty, useDuties, useGridWords } from '../duty-api.ts'
import { NewDutyForm } from './new-duty.tsx'

/** Which seats answer for a grid in a layer, and for which businesses. */
export function Duties({ code, layer }: { code: string; layer: string }) {
  const may = useMay()
  const client = useQueryClient()
  const words = useGridWords()
  const duties = useDuties(code, layer)
  const act = useAct()
  const [adding, setAdding] = useState(false)
  const refresh = () =>
    client.invalidateQueries({
      predicate: ({ queryKey: [path] }) => typeof path === 'string' && path.startsWith(`/grids/${code}/`),
    })
  const end = (duty: Duty) =>
    act.run(async () => {
      await send('POST', `/duties/${duty.id}/end`, { body: { lastDay: today() } })
      await refresh()
    }, `${duty.seatTitle} 的责任到今天为止`)
  const nameOf = (business: string) =>
    words.data?.businesses.find(({ code: key }) => key === business)?.name ?? business
  const columns: readonly Column<Duty>[] = [
    { key: 'role', head: '责任', width: 84, cell: (row) => words.data?.roles[row.role] ?? row.role },
    { key: 'seat', head: '岗位', lead: true, cell: (row) => <span className="ag-nowrap">{row.seatTitle}</span> },
    {
      key: 'holders',
      head: '在岗',
      width: 76,
      cell: (row) => row.holders.join('、') || <span className="ag-warn">空岗</span>,
    },
    { key: 'body', head: '单位', wide: true, width: 150, cell: (row) => row.bodyName },
    {
      key: 'businesses',
      head: '业务',
      cell: (row) => (row.businesses ? row.businesses.map(nameOf).join('、') : '全部业务'),
    },
    {
      key: 'signed',
      head: '承诺书',
      width: 110,
      wide: true,
      cell: (row) =>
        row.commitmentSignedOn ? `${day(row.commitmentSignedOn)} 签` : <span className="ag-soon">没有签</span>,
    },
    { key: 'from', head: '起', width: 100, wide: true, cell: (row) => day(row.fromOn) },
  ]
  const shown = may('grid.assign')
    ? [
        ...columns,
        {
          key: 'act',
          head: '办理',
          width: 76,
          cell: (row: Duty) => (
            <Button size="small" danger disabled={act.busy} onClick={() => void end(row)}>
              结束
            </Button>
          ),
        },
      ]
    : columns
  if (duties.error) return <ProblemPanel error={duties.error} retry={() => void duties.refetch()} />
  return (
    <Sheet
      title="谁负责"
      meta={duties.data ? `${duties.data.total} 项责任` : undefined}
      acts={
        may('grid.assign') &&
        may('seat.read') && (
          <Button size="small" icon={<Icon name="plus" />} onClick={() => setAdding(true)}>
            安排责任
          </Button>
        )
      }
    >
      <Refusal problem={act.problem} />
      <DataTable
        caption="监管责任"
        columns={shown}
        rows={duties.data?.items}
        rowKey={(row) => row.id}
        skeletonRows={4}
        empty={
          <EmptyState icon="people" title="这个网格在这一层还没有安排责任">
            上级网格的责任岗位仍然管着这里的企业。
          </EmptyState>
        }
      />
      <Drawer open={adding} onClose={() => setAdding(false)} size={480} title="安排责任" destroyOnHidden>
        <NewDutyForm
          code={code}
          layer={layer}
          onDone={() => {
            setAdding(false)
            void refresh()
          }}
        />
      </Drawer>
    </Sheet>
  )
}
