import { Button } from 'antd'
import { useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { send } from '#kernel/ui/api.ts'
import { today } from '#kernel/ui/format.ts'
import { Refusal, TextField } from '#kernel/ui/text-field.tsx'
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
  const act = useAct()
  const forget = useForgetGrid()
  const [lastDay, setLastDay] = useState(today())
  const [reason, setReason] = useState('')
  const save = async () => {
    const body = { lastDay: lastDay.trim(), reason: reason.trim() }
    if (!(await act.run(() => send('POST', `${path}/end`, { body }), '办好了'))) return
    await forget()
    onDone()
  }
  return (
    <form
      className="ag-stack"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Refusal problem={act.problem} />
      <TextField
        id="end-day"
        label="最后一天"
        placeholder="年-月-日，如 2026-01-10"
        pointer="/lastDay"
        problem={act.problem}
        max={10}
        value={lastDay}
        onChange={setLastDay}
      />
      <TextField
        id="end-reason"
        label="理由"
        hint="如 撤并、关闭、迁出"
        pointer="/reason"
        problem={act.problem}
        max={300}
        value={reason}
        onChange={setReason}
      />
      <div className="ag-row ag-wrap">
        <Button danger htmlType="submit" disabled={act.busy || reason.trim().length < 2 || !lastDay.trim()}>
          {act.busy ? '正在办…' : verb}
        </Button>
        <span className="ag-meta">记录保留，可以查到</span>
      </div>
    </form>
  )
}
