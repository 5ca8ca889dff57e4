import { useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { send } from '#kernel/ui/api.ts'
import { day, today } from '#kernel/ui/format.ts'
import { FormField, Refusal } from '#kernel/ui/text-field.tsx'
import { useMay } from '../me.ts'
import { roleNames, type Seat } from '../people-api.ts'
import { PersonChoice } from './person-choice.tsx'

/** One seat: who sits on it, putting somebody on it, and leaving it with a hand-over. */
export function SeatCard({ seat, onClosed }: { seat: Seat; onClosed(): void }) {
  const may = useMay()
  const client = useQueryClient()
  const act = useAct()
  const [person, setPerson] = useState<string>()
  const [leaving, setLeaving] = useState<string | null>(null)
  const [lastDay, setLastDay] = useState(today())
  const refresh = () =>
    client.invalidateQueries({
      predicate: ({ queryKey: [path] }) => typeof path === 'string' && /^\/(seats|people|handovers)/.test(path),
    })
  const appoint = () =>
    act.run(async () => {
      await send('POST', `/seats/${seat.id}/holders`, { body: { personId: person } })
      setPerson(undefined)
      await refresh()
    }, '任职好了')
  const leave = (personId: string) =>
    act.run(async () => {
      await send('POST', `/seats/${seat.id}/leave`, { body: { personId, lastDay } })
      setLeaving(null)
      await refresh()
    }, '已办离岗，移交清单发给接任的人')
  const close = () =>
    act.run(async () => {
      await send('POST', `/seats/${seat.id}/close`)
      await refresh()
      onClosed()
    }, '岗位撤销了')
  return (
    <div className="ag-stack">
      <Refusal problem={act.problem} />
      <div className="ag-soft">
        {seat.bodyName} · {roleNames[seat.role] ?? seat.role} ·{' '}
        <span className="ag-code">{seat.gridCode || '本企业'}</span>
      </div>
      <ul>
        {seat.holders.map((holder) => (
          <li key={`${holder.personId} ${holder.fromOn}`} className="ag-row ag-wrap" style={{ minHeight: 40 }}>
            <b>{holder.name}</b>
            <span className="ag-meta">
              {holder.standsInFor
                ? `代理${holder.standsInFor}，${day(holder.fromOn)} 至 ${day(holder.toOn)}`
                : `${day(holder.fromOn)} 任职${holder.toOn ? `，${day(holder.toOn)} 离岗` : ''}`}
            </span>
            <span className="ag-grow" />
            {may('seat.manage') &&
              !holder.toOn &&
              (leaving === holder.personId ? (
                <>
                  <Input
                    style={{ width: 130 }}
                    aria-label="最后一天"
                    value={lastDay}
                    onChange={(event) => setLastDay(event.target.value)}
                  />
                  <Button danger disabled={act.busy} onClick={() => void leave(holder.personId)}>
                    办离岗，列移交清单
                  </Button>
                </>
              ) : (
                <Button size="small" onClick={() => setLeaving(holder.personId)}>
                  离岗
                </Button>
              ))}
          </li>
        ))}
        {seat.holders.length === 0 && <li className="ag-soon">空岗</li>}
      </ul>
      {may('seat.manage') && (
        <>
          <FormField id="seat-person" label="任职" pointer="/personId" problem={act.problem}>
            <PersonChoice id="seat-person" value={person} onChange={setPerson} />
          </FormField>
          <div className="ag-row">
            <Button type="primary" disabled={act.busy || !person} onClick={() => void appoint()}>
              从今天起任职
            </Button>
            {seat.holders.length === 0 && (
              <Button danger disabled={act.busy} onClick={() => void close()}>
                撤销岗位
              </Button>
            )}
          </div>
        </>
      )}
    </div>
  )
}
