import { useState } from 'react'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { today } from '#kernel/ui/format.ts'
import { DayField, TextField } from '#kernel/ui/text-field.tsx'
import { useForgetGrid } from '../../boundary-api.ts'

interface EndFormProps {
  /** Path of the thing that ends, under the API. */
  path: string
  /** What the button says: 结束监管. */
  verb: string
  onDone(): void
}

/** Ends the supervision of something, with the last day and the reason. Nothing is deleted. */
export function EndForm({ path, verb, onDone }: EndFormProps) {
  const forget = useForgetGrid()
  const [lastDay, setLastDay] = useState(today())
  const [reason, setReason] = useState('')
  const body = { lastDay: lastDay.trim(), reason: reason.trim() }
  const finish = async () => {
    await forget()
    onDone()
  }
  return (
    <ActForm
      request={{ method: 'POST', path: `${path}/end`, body }}
      label={verb}
      busyLabel="正在办理…"
      done={`已${verb}`}
      tone="danger"
      isReady={reason.trim().length >= 2 && lastDay.trim() !== ''}
      onDone={finish}
      aside={<span className="ag-meta">记录保留，可以查到</span>}
    >
      <DayField id="end-day" label="最后一天" pointer="/lastDay" value={lastDay} onChange={setLastDay} />
      <TextField
        id="end-reason"
        label="理由"
        hint="如 撤并、关闭、迁出"
        pointer="/reason"
        max={300}
        value={reason}
        onChange={setReason}
      />
    </ActForm>
  )
}
