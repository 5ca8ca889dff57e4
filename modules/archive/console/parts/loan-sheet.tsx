import { Button, InputNumber } from 'antd'
import { useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { send } from '#kernel/ui/api.ts'
import { moment } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { Sheet } from '#kernel/ui/parts.tsx'
import { FormField, Refusal, TextField } from '#kernel/ui/text-field.tsx'
import { LONGEST_LOAN } from '../../model/codes.ts'
import { useForgetArchive, type Volume } from '../api.ts'
import { loanStand } from '../stand.ts'
import { LongField } from './long-field.tsx'

/** One's own loan of a volume: how it stands, or the form that asks for it. */
export function LoanSheet({ volume }: { volume: Volume }) {
  const forget = useForgetArchive()
  const act = useAct()
  const { loan } = volume
  const runs = loan?.state === 'asked' || loan?.state === 'lent'
  const end = (done: string) =>
    act.run(async () => {
      await send('POST', `/archive-loans/${loan?.id}/end`, { body: {} })
      await forget()
    }, done)
  return (
    <Sheet title="借阅" meta={loan ? <StatusMark {...markOf(loan.state)} /> : '看全文要先借阅'}>
      <div className="ag-pad ag-stack">
        {act.problem && <Refusal problem={act.problem} />}
        {loan?.state === 'asked' && (
          <>
            <span>
              {moment(loan.askedAt)} 申请借 {loan.days} 天，等负责人批准。
            </span>
            <div>
              <Button disabled={act.busy} onClick={() => void end('申请已撤回')}>
                撤回申请
              </Button>
            </div>
          </>
        )}
        {loan?.state === 'lent' && (
          <>
            <span>
              {loan.decidedBy}批准，可以看到 {loan.dueOn} 为止，到期自动收回。
            </span>
            <div>
              <Button disabled={act.busy} onClick={() => void end('已归还')}>
                归还
              </Button>
            </div>
          </>
        )}
        {loan?.state === 'refused' && (
          <span>
            {loan.decidedBy}没有批准：{loan.decision}
          </span>
        )}
        {!runs && <AskForm volume={volume} />}
      </div>
    </Sheet>
  )
}

const markOf = (state: Parameters<typeof loanStand>[0]) => {
  const { kind, word } = loanStand(state)
  return { kind, children: word }
}

function AskForm({ volume }: { volume: Volume }) {
  const forget = useForgetArchive()
  const [reason, setReason] = useState('')
  const [extent, setExtent] = useState('全卷')
  const [days, setDays] = useState<number | null>(7)
  return (
    <ActForm
      request={{ method: 'POST', path: `/archive-volumes/${volume.id}/borrow`, body: { reason, extent, days } }}
      label="申请借阅"
      done="已申请，等负责人批准"
      isReady={reason.trim() !== '' && extent.trim() !== '' && days !== null}
      onDone={forget}
    >
      <LongField id="borrow-reason" label="理由" pointer="/reason" max={500} value={reason} onChange={setReason} />
      <TextField
        id="borrow-extent"
        label="范围"
        hint="全卷，或哪几件"
        pointer="/extent"
        max={200}
        value={extent}
        onChange={setExtent}
      />
      <FormField id="borrow-days" label="借几天" hint={`最多 ${LONGEST_LOAN} 天，到期自动收回`} pointer="/days">
        <InputNumber id="borrow-days" min={1} max={LONGEST_LOAN} precision={0} value={days} onChange={setDays} />
      </FormField>
    </ActForm>
  )
}
