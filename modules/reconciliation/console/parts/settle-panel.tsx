import { Input, Segmented } from 'antd'
import { useState } from 'react'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { count } from '#kernel/ui/format.ts'
import { settling, verdicts } from '../../model/codes.ts'
import type { Difference } from '../../model/schema.ts'

interface SettlePanelProps {
  id: string
  chosen: readonly Difference[]
  onDone(): void
}

type Said = (typeof settling)[number]

const options = settling.map((value) => ({ value, label: verdicts[value].title }))

/** What the chosen differences are: said once for all of them, or taken back. */
export function SettlePanel({ id, chosen, onDone }: SettlePanelProps) {
  const [verdict, setVerdict] = useState<Said>('platform')
  const [reason, setReason] = useState('')
  const said = chosen.filter((one) => one.verdict !== null)
  const ids = chosen.map((one) => one.id)
  const done = () => {
    setReason('')
    onDone()
  }
  if (said.length > 0 && said.length < chosen.length)
    return <p className="ag-recon-settle">选的里面 {count(said.length)} 处已经处理过，和没处理的分开选。</p>
  const field = (label: string, hint: string) => (
    <div className="ag-field">
      <label htmlFor="recon-reason">{label}</label>
      <small>{hint}</small>
      <Input id="recon-reason" value={reason} maxLength={300} onChange={({ target }) => setReason(target.value)} />
    </div>
  )
  if (said.length > 0)
    return (
      <section className="ag-recon-settle" aria-label="重开">
        <ActForm
          request={{ method: 'POST', path: `/reconciliations/${id}/reopen`, body: { ids, reason } }}
          label={`重开这 ${count(ids.length)} 处`}
          done="已重开"
          tone="plain"
          isReady={reason.trim().length > 1}
          onDone={done}
        >
          {field('为什么重开', '写一句，留在经过里')}
        </ActForm>
      </section>
    )
  return (
    <section className="ag-recon-settle" aria-label="处理">
      <ActForm
        request={{ method: 'POST', path: `/reconciliations/${id}/settle`, body: { ids, verdict, reason } }}
        label={`把这 ${count(ids.length)} 处定为「${verdicts[verdict].title}」`}
        done="已处理"
        isReady={verdict !== 'definition' || reason.trim().length > 1}
        onDone={done}
      >
        <div className="ag-field">
          <span>怎么处理</span>
          <small>{verdicts[verdict].hint}</small>
          <Segmented<Said> aria-label="怎么处理" value={verdict} options={options} onChange={setVerdict} />
        </div>
        {field(
          verdict === 'definition' ? '差在哪里' : '说明',
          verdict === 'definition' ? '写一句，如：县局不含个体户' : '选填',
        )}
      </ActForm>
    </section>
  )
}
