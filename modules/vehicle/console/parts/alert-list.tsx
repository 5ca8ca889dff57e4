import { Drawer, Input, Radio } from 'antd'
import { useState } from 'react'
import { useMay } from '#kernel/identity/console/me.ts'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { time } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { To } from '#kernel/ui/parts.tsx'
import { FormField } from '#kernel/ui/text-field.tsx'
import { type Cause, causes } from '../../model/codes.ts'
import { type Alert, useForgetVehicles } from '../api.ts'
import { alertFacts, alertTitle, levelWords } from '../words.ts'

interface AlertListProps {
  alerts: readonly Alert[]
  /** Whether each says which vehicle it is of. */
  withPlate?: boolean
}

/** Alerts, each with how it stands, and the way to say what it was. */
export function AlertList({ alerts, withPlate = false }: AlertListProps) {
  const may = useMay()
  const [open, setOpen] = useState<Alert | null>(null)
  return (
    <>
      <ul className="ag-vehicle-alerts">
        {alerts.map((alert) => (
          <li key={alert.id} data-level={alert.handledAt ? undefined : alert.level}>
            <div className="ag-row ag-wrap">
              <b>{alertTitle(alert)}</b>
              {withPlate && <To to={`/vehicles/${alert.vehicleId}`}>{alert.plate}</To>}
              <span className="ag-grow" />
              {alert.handledAt ? (
                <StatusMark kind="done">{causes[alert.cause as Cause]}</StatusMark>
              ) : (
                <StatusMark kind={alert.level === 1 ? 'late' : 'open'}>{levelWords[alert.level]}</StatusMark>
              )}
            </div>
            <div className="ag-soft">{alertFacts(alert)}</div>
            <div className="ag-row ag-wrap ag-meta">
              <span>
                {time(alert.beganAt)} {alert.endedAt ? `至 ${time(alert.endedAt)}` : '开始，还在持续'}
              </span>
              <span className="ag-grow" />
              {!alert.handledAt && may('vehicle.handle') && (
                <button type="button" className="ag-link" onClick={() => setOpen(alert)}>
                  处理
                </button>
              )}
            </div>
            {alert.handledAt && (
              <div className="ag-meta">
                {alert.handledBy?.name} {time(alert.handledAt)}：{alert.handling}
              </div>
            )}
          </li>
        ))}
      </ul>
      <Drawer open={open !== null} onClose={() => setOpen(null)} size={480} destroyOnHidden title="处理车辆报警">
        {open && <HandleForm alert={open} onDone={() => setOpen(null)} />}
      </Drawer>
    </>
  )
}

function HandleForm({ alert, onDone }: { alert: Alert; onDone(): void }) {
  const forget = useForgetVehicles()
  const [cause, setCause] = useState<Cause | null>(null)
  const [text, setText] = useState('')
  return (
    <ActForm
      request={{ method: 'POST', path: `/vehicle-alerts/${alert.id}/handle`, body: { cause, text: text.trim() } }}
      label="记下处理情况"
      busyLabel="正在保存…"
      done="报警已处理"
      isReady={cause !== null && text.trim().length >= 4}
      onDone={async () => {
        await forget()
        onDone()
      }}
    >
      <p>
        {alert.plate} {alertTitle(alert)}：{alertFacts(alert)}
      </p>
      <FormField id="alert-cause" label="核实结果" pointer="/cause">
        <Radio.Group
          id="alert-cause"
          value={cause}
          onChange={(event) => setCause(event.target.value)}
          options={Object.entries(causes).map(([value, label]) => ({ value, label }))}
        />
      </FormField>
      <FormField id="alert-text" label="处理情况" hint="怎么核实的、采取了什么措施" pointer="/text">
        <Input.TextArea
          id="alert-text"
          autoSize={{ minRows: 3, maxRows: 8 }}
          maxLength={500}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </FormField>
    </ActForm>
  )
}
