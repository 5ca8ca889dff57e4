import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useAct } from '#kernel/ui/act.ts'
import { send } from '#kernel/ui/api.ts'
import { day } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { Sheet, To } from '#kernel/ui/parts.tsx'
import { useRead } from '#kernel/ui/query.ts'
import { Refusal } from '#kernel/ui/text-field.tsx'
import type { Rows } from '../people-api.ts'

interface Handover {
  id: string
  seatTitle: string
  fromPersonName: string
  lastDay: string
  items: {
    id: string
    title: string
    link: string | null
    raised: boolean
    acceptedAt: string | null
    acceptedByName: string | null
    mayAccept: boolean
  }[]
}

/** Open hand-overs of seats, accepted item by item; nothing when there are none. */
export function HandoverSheet() {
  const client = useQueryClient()
  const act = useAct()
  const list = useRead<Rows<Handover>>('/handovers?open=yes')
  if (!list.data || list.data.items.length === 0) return null
  const accept = (handover: string, item: string) =>
    act.run(async () => {
      await send('POST', `/handovers/${handover}/items/${item}/accept`)
      await client.invalidateQueries({ queryKey: ['/handovers?open=yes'] })
    }, '接收了')
  return (
    <Sheet title="岗位移交" meta={`${list.data.total} 份没办完`}>
      <Refusal problem={act.problem} />
      <ul className="ag-queue">
        {list.data.items.flatMap((handover) =>
          handover.items.map((item) => (
            <li key={item.id}>
              <span className="ag-kind">移交</span>
              <span className="ag-grow">
                {item.link?.startsWith('/') ? <To to={item.link}>{item.title}</To> : item.title}
                <span className="ag-meta">
                  {' '}
                  {handover.fromPersonName} · {handover.seatTitle} · {day(handover.lastDay)} 离岗
                  {item.raised && ' · 无人接任，升到您这里'}
                </span>
              </span>
              {item.acceptedAt ? (
                <StatusMark kind="done">{item.acceptedByName} 接收</StatusMark>
              ) : item.mayAccept ? (
                <Button size="small" disabled={act.busy} onClick={() => void accept(handover.id, item.id)}>
                  接收
                </Button>
              ) : (
                <StatusMark kind="waiting">等接任</StatusMark>
              )}
            </li>
          )),
        )}
      </ul>
    </Sheet>
  )
}
