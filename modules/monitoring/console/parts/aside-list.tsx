import { Button, Drawer, InputNumber, Radio } from 'antd'
import { useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { send } from '#kernel/ui/api.ts'
import { time } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { Sheet } from '#kernel/ui/parts.tsx'
import { FormField, Refusal } from '#kernel/ui/text-field.tsx'
import { type WindowKind, windowKinds } from '../../model/codes.ts'
import { type PointFile, useForgetPoints } from '../api.ts'
import { ReasonField } from './reason-field.tsx'

/** Calibrations, maintenance and shelves of a point: what keeps it quiet, who said so, and until when. */
export function AsideList({ file }: { file: PointFile }) {
  const forget = useForgetPoints()
  const act = useAct()
  const [open, setOpen] = useState<'window' | 'shelf' | null>(null)
  const close = () => setOpen(null)
  const end = (path: string, done: string) =>
    void act.run(() => send('POST', `/monitor-points/${file.id}/${path}/end`), done).then(forget)
  const now = Date.now()
  const lines = [
    ...file.windows.map(({ from, to, kind, ...one }) => ({ ...one, from, to, title: windowKinds[kind] })),
    ...file.shelves.map(({ at, until, ...one }) => ({ ...one, from: at, to: until, title: '搁置三四级报警' })),
  ].sort((a, b) => (a.from < b.from ? 1 : -1))
  return (
    <Sheet
      title="检定检修和搁置"
      acts={
        <>
          {file.acts.includes('keep') &&
            (file.windowUntil ? (
              <Button size="small" loading={act.busy} onClick={() => end('windows', '检定检修已结束')}>
                结束检定检修
              </Button>
            ) : (
              <Button size="small" onClick={() => setOpen('window')}>
                检定检修
              </Button>
            ))}
          {file.acts.includes('shelve') &&
            (file.shelvedUntil ? (
              <Button size="small" loading={act.busy} onClick={() => end('shelf', '搁置已结束')}>
                结束搁置
              </Button>
            ) : (
              <Button size="small" onClick={() => setOpen('shelf')}>
                搁置
              </Button>
            ))}
        </>
      }
    >
      <Refusal problem={act.problem} />
      {lines.length === 0 ? (
        <p className="ag-soft ag-pad">没有登记过。检定检修期间的数据不报警；搁置只压三四级报警，到时自己恢复。</p>
      ) : (
        <ul className="ag-point-history">
          {lines.map((line) => {
            const isOn = !line.endedAt && Date.parse(line.from) <= now && Date.parse(line.to) > now
            return (
              <li key={line.id}>
                <StatusMark kind={isOn ? 'waiting' : 'off'}>{isOn ? line.title : `${line.title}，已结束`}</StatusMark>
                <span>
                  {time(line.from)} 至 {time(line.endedAt ?? line.to)}
                </span>
                <span className="ag-soft">
                  {line.by.name}（{line.by.body}）：{line.reason}
                </span>
              </li>
            )
          })}
        </ul>
      )}
      <Drawer
        open={open !== null}
        onClose={close}
        size={440}
        destroyOnHidden
        title={open === 'window' ? '登记检定检修' : '搁置三四级报警'}
      >
        {open === 'window' && <WindowForm id={file.id} onDone={close} />}
        {open === 'shelf' && <ShelfForm id={file.id} onDone={close} />}
      </Drawer>
    </Sheet>
  )
}

const HOUR = 3_600_000

function WindowForm({ id, onDone }: { id: string; onDone(): void }) {
  const forget = useForgetPoints()
  const [draft, setDraft] = useState({ kind: 'calibration' as WindowKind, hours: 2, reason: '' })
  const [from] = useState(() => new Date())
  const { kind, hours, reason } = draft
  const to = new Date(from.getTime() + hours * HOUR)
  return (
    <ActForm
      request={{
        method: 'POST',
        path: `/monitor-points/${id}/windows`,
        body: { kind, reason, from: from.toISOString(), to: to.toISOString() },
      }}
      label="现在开始"
      busyLabel="正在登记…"
      done="已登记，这段时间不报警"
      isReady={reason.trim().length >= 2}
      onDone={async () => {
        await forget()
        onDone()
      }}
    >
      <FormField id="window-kind" label="做什么" pointer="/kind">
        <Radio.Group
          id="window-kind"
          value={kind}
          onChange={({ target }) => setDraft({ ...draft, kind: target.value })}
          options={Object.entries(windowKinds).map(([value, label]) => ({ value, label }))}
        />
      </FormField>
      <FormField id="window-hours" label="多少小时" hint={`到 ${time(to.toISOString())} 为止`} pointer="/to">
        <InputNumber
          id="window-hours"
          min={0.5}
          max={720}
          value={hours}
          onChange={(value) => setDraft({ ...draft, hours: value ?? 1 })}
        />
      </FormField>
      <ReasonField id="window-reason" value={reason} onChange={(value) => setDraft({ ...draft, reason: value })} />
    </ActForm>
  )
}

function ShelfForm({ id, onDone }: { id: string; onDone(): void }) {
  const forget = useForgetPoints()
  const [hours, setHours] = useState(2)
  const [reason, setReason] = useState('')
  return (
    <ActForm
      request={{ method: 'POST', path: `/monitor-points/${id}/shelf`, body: { hours, reason } }}
      label="搁置"
      busyLabel="正在搁置…"
      done="已搁置，到时自己恢复"
      isReady={reason.trim().length >= 2}
      onDone={async () => {
        await forget()
        onDone()
      }}
    >
      <p className="ag-soft">一二级报警不受影响；到时数值还没有恢复的，照常报警。</p>
      <FormField
        id="shelf-hours"
        label="多少小时"
        hint={`到 ${time(new Date(Date.now() + hours * HOUR).toISOString())} 为止，最多 24 小时`}
        pointer="/hours"
      >
        <InputNumber id="shelf-hours" min={0.25} max={24} value={hours} onChange={(value) => setHours(value ?? 1)} />
      </FormField>
      <ReasonField id="shelf-reason" value={reason} onChange={setReason} />
    </ActForm>
  )
}
