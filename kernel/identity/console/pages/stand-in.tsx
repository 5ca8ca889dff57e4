import { useQueryClient } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { useAct } from '#kernel/ui/act.ts'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { send } from '#kernel/ui/api.ts'
import { type Column, DataTable } from '#kernel/ui/data-table.tsx'
import { day, today } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { EmptyState, PageHead, ProblemPanel, Sheet } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { DayField, FormField, Refusal, TextField } from '#kernel/ui/text-field.tsx'
import type { StandInChoice, StandInView } from '../../stand-in/schema.ts'
import { useMe } from '../me.ts'

const PATH = '/stand-ins'
type StandIn = z.output<typeof StandInView>

/** Asking somebody to stand in on one's seat during leave, and the seats one stands in on. */
export function StandInPage() {
  const me = useMe()
  const list = useRead<{ items: StandIn[] }>(PATH, { staleTime: 0 })
  const client = useQueryClient()
  const act = useAct()
  const refresh = () => client.invalidateQueries({ queryKey: [PATH] })
  const end = (row: StandIn) =>
    act.run(
      async () => {
        await send('POST', `${PATH}/${row.id}/end`)
        await refresh()
      },
      row.fromOn > today() ? '代理已取消' : '代理到今天为止',
    )
  const own = me.data?.seat && !me.data.seat.standsInFor ? me.data.seat : null
  return (
    <div className="ag-page">
      <PageHead meta="请假、学习时请同事或上级代办：您仍在岗，两个人都能办，各记各的名字。办过的事，代理的人不能再验收。">
        请假代理
      </PageHead>
      <div className="ag-stack">
        <Refusal problem={act.problem} />
        {own && (
          <Sheet title={`谁来代理：${own.title}`}>
            <div className="ag-pad">
              <NewStandIn onDone={refresh} />
            </div>
          </Sheet>
        )}
        {list.error ? (
          <ProblemPanel error={list.error} retry={() => void list.refetch()} />
        ) : (
          <DataTable
            caption="与我有关的代理"
            columns={columnsFor(act.busy, end)}
            rows={list.data?.items}
            rowKey={({ id }) => id}
            skeletonRows={2}
            under={(row) => `${row.personName}代${row.forPersonName} · ${row.reason}`}
            empty={
              <Sheet>
                <EmptyState title="现在没有代理">您请人代理的、您代理别人的，都列在这里。</EmptyState>
              </Sheet>
            }
          />
        )}
      </div>
    </div>
  )
}

const columnsFor = (busy: boolean, end: (row: StandIn) => unknown): readonly Column<StandIn>[] => [
  { key: 'seat', head: '岗位', lead: true, cell: (row) => `${row.seatTitle} · ${row.bodyName}` },
  { key: 'who', head: '谁代理谁', width: 200, roomy: true, cell: (row) => `${row.personName} 代 ${row.forPersonName}` },
  { key: 'days', head: '起止', width: 170, cell: (row) => `${day(row.fromOn)} 至 ${day(row.toOn)}` },
  { key: 'reason', head: '原因', roomy: true, cell: (row) => row.reason },
  {
    key: 'state',
    head: '状态',
    width: 100,
    roomy: true,
    cell: (row) => (
      <StatusMark kind={row.fromOn > today() ? 'waiting' : 'going'}>
        {row.fromOn > today() ? '还没开始' : '正在代理'}
      </StatusMark>
    ),
  },
  {
    key: 'act',
    head: '办理',
    width: 90,
    cell: (row) => (
      <Button size="small" disabled={busy} onClick={() => void end(row)}>
        {row.fromOn > today() ? '取消' : '提前结束'}
      </Button>
    ),
  },
]

function NewStandIn({ onDone }: { onDone(): unknown }) {
  const choices = useRead<{ items: z.output<typeof StandInChoice>[] }>('/stand-in-choices')
  const [personId, setPersonId] = useState<string>()
  const [fromOn, setFromOn] = useState(today())
  const [toOn, setToOn] = useState('')
  const [reason, setReason] = useState('')
  if (choices.error) return <ProblemPanel error={choices.error} retry={() => void choices.refetch()} />
  const clear = async () => {
    setPersonId(undefined)
    setToOn('')
    setReason('')
    await onDone()
  }
  return (
    <ActForm
      request={{ method: 'POST', path: PATH, body: { personId, fromOn, toOn, reason: reason.trim() } }}
      label="请他代理"
      busyLabel="正在登记…"
      done="已登记，对方会收到消息"
      isReady={Boolean(personId && fromOn && toOn && reason.trim())}
      onDone={clear}
    >
      <div className="ag-form-grid">
        <FormField id="stand-in-person" label="代理人" pointer="/personId">
          <Select
            id="stand-in-person"
            style={{ width: '100%' }}
            showSearch={{ optionFilterProp: 'label' }}
            notFoundContent="本单位和上级没有可以代理的人"
            placeholder="本单位或上级的在岗人员"
            {...(personId ? { value: personId } : {})}
            options={choices.data?.items.map((one) => ({
              value: one.personId,
              label: `${one.name} · ${one.seatTitle} · ${one.bodyName}`,
            }))}
            onChange={setPersonId}
          />
        </FormField>
        <TextField id="stand-in-reason" label="原因" pointer="/reason" value={reason} onChange={setReason} />
        <DayField
          id="stand-in-from"
          label="从哪天"
          pointer="/fromOn"
          min={today()}
          value={fromOn}
          onChange={setFromOn}
        />
        <DayField
          id="stand-in-to"
          label="到哪天"
          hint="含这一天"
          pointer="/toOn"
          min={fromOn}
          value={toOn}
          onChange={setToOn}
        />
      </div>
    </ActForm>
  )
}
