import { useState } from 'react'
import { useMay } from '#kernel/identity/console/me.ts'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { moment } from '#kernel/ui/format.ts'
import { Sheet } from '#kernel/ui/parts.tsx'
import { useForgetArchive, type Volume } from '../api.ts'
import { DecideForm } from './decide-form.tsx'
import { LongField } from './long-field.tsx'

/** Taking a bound case out again: asked by the archivist, granted by the head; the bound volume stays. */
export function TakeOutSheet({ volume }: { volume: Volume }) {
  const may = useMay()
  const { takingOut } = volume
  const waits = takingOut?.state === 'asked'
  const asks = volume.state === 'bound' && !waits && may('archive.bind')
  if (!takingOut && !asks) return null
  return (
    <Sheet title="撤卷" meta="确要补充材料时；原卷保留，补完重新立卷">
      <div className="ag-pad ag-stack">
        {takingOut && (
          <span>
            {moment(takingOut.askedAt)} {takingOut.askedBy}申请：{takingOut.reason}
          </span>
        )}
        {takingOut?.decidedAt && (
          <span>
            {moment(takingOut.decidedAt)} {takingOut.decidedBy}
            {takingOut.state === 'granted' ? '同意' : '不同意'}：{takingOut.decision}
          </span>
        )}
        {waits && may('archive.decide') && (
          <DecideForm path={`/archive-volumes/${volume.id}/decide-take-out`} name="take-out" />
        )}
        {waits && !may('archive.decide') && <span className="ag-meta">等负责人批准。</span>}
        {asks && <AskForm volume={volume} />}
      </div>
    </Sheet>
  )
}

function AskForm({ volume }: { volume: Volume }) {
  const forget = useForgetArchive()
  const [reason, setReason] = useState('')
  return (
    <ActForm
      request={{ method: 'POST', path: `/archive-volumes/${volume.id}/take-out`, body: { reason } }}
      label="申请撤卷"
      done="已申请，等负责人批准"
      tone="plain"
      isReady={reason.trim().length >= 2}
      onDone={forget}
    >
      <LongField id="take-out-reason" label="理由" pointer="/reason" max={500} value={reason} onChange={setReason} />
    </ActForm>
  )
}
