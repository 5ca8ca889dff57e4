import { Button, InputNumber, Radio } from 'antd'
import { useState } from 'react'
import { useMay } from '#kernel/identity/console/me.ts'
import { useAct } from '#kernel/ui/act.ts'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { send } from '#kernel/ui/api.ts'
import { moment } from '#kernel/ui/format.ts'
import { Sheet } from '#kernel/ui/parts.tsx'
import { FormField, Refusal, TextField } from '#kernel/ui/text-field.tsx'
import { appraisalStates, type Decision, decisions } from '../../model/codes.ts'
import { useForgetArchive, type Volume } from '../api.ts'
import { DecideForm } from './decide-form.tsx'
import { LongField } from './long-field.tsx'

/** What becomes of a volume whose period is over (鉴定): proposed, decided by somebody else, destroyed under two pairs of eyes. */
export function AppraisalSheet({ volume }: { volume: Volume }) {
  const may = useMay()
  const [last] = volume.appraisals
  const runs = last?.state === 'proposed' || last?.state === 'approved'
  const asks = volume.over && !runs && may('archive.bind')
  if (volume.appraisals.length === 0 && !asks) return null
  return (
    <Sheet title="鉴定" meta={last ? appraisalStates[last.state] : '保管期限已满'}>
      <div className="ag-pad ag-stack">
        {volume.appraisals.map((one) => (
          <Told key={one.id} one={one} />
        ))}
        {last?.state === 'proposed' &&
          (may('archive.decide') ? (
            <DecideForm path={`/archive-volumes/${volume.id}/decide-appraisal`} name="appraisal" />
          ) : (
            <span className="ag-meta">等负责人审批。</span>
          ))}
        {last?.state === 'approved' && <Watch volume={volume} />}
        {asks && <ProposeForm volume={volume} />}
      </div>
    </Sheet>
  )
}

function Told({ one }: { one: Volume['appraisals'][number] }) {
  return (
    <span>
      {moment(one.proposedAt)} {one.proposedBy}提出{decisions[one.decision]}
      {one.years ? ` ${one.years} 年` : ''}：{one.reason}（鉴定小组：{one.appraisers}）
      {one.decidedBy && (
        <small className="ag-meta ag-archive-under">
          {one.decidedBy}
          {one.state === 'refused' ? '不同意' : '同意'}：{one.opinion}
        </small>
      )}
      {one.firstBy && (
        <small className="ag-meta ag-archive-under">
          监销：{[one.firstBy, one.secondBy].filter(Boolean).join('、')}
        </small>
      )}
    </span>
  )
}

/** Two people sign that they watch the destruction; with the second one the bytes are gone. */
function Watch({ volume }: { volume: Volume }) {
  const may = useMay()
  const forget = useForgetArchive()
  const act = useAct()
  const [last] = volume.appraisals
  if (!may('archive.supervise-destruction')) return <span className="ag-meta">等两名监销人签字。</span>
  const sign = () =>
    act.run(async () => {
      await send('POST', `/archive-volumes/${volume.id}/watch-destruction`, { body: {} })
      await forget()
    }, '已签字')
  return (
    <div className="ag-stack">
      {act.problem && <Refusal problem={act.problem} />}
      <span>
        {last?.firstBy
          ? `${last.firstBy}已经签字。第二名监销人签字后，全文立即销毁，不能恢复；目录、校验值和登记永久保留。`
          : '销毁要两名监销人先后签字；第二人签字时全文销毁。'}
      </span>
      <div>
        <Button danger disabled={act.busy} onClick={() => void sign()}>
          监销签字
        </Button>
      </div>
    </div>
  )
}

function ProposeForm({ volume }: { volume: Volume }) {
  const forget = useForgetArchive()
  const [decision, setDecision] = useState<Decision | null>(null)
  const [years, setYears] = useState<number | null>(10)
  const [reason, setReason] = useState('')
  const [appraisers, setAppraisers] = useState('')
  const body = { decision, ...(decision === 'extend' ? { years } : {}), reason, appraisers }
  return (
    <ActForm
      request={{ method: 'POST', path: `/archive-volumes/${volume.id}/appraise`, body }}
      label="提出鉴定意见"
      done="已提出，等负责人审批"
      isReady={decision !== null && reason.trim() !== '' && appraisers.trim() !== ''}
      onDone={forget}
    >
      <FormField id="appraise-decision" label="意见" pointer="/decision">
        <Radio.Group
          id="appraise-decision"
          value={decision}
          options={Object.entries(decisions).map(([value, label]) => ({ value, label }))}
          onChange={({ target }) => setDecision(target.value)}
        />
      </FormField>
      {decision === 'extend' && (
        <FormField id="appraise-years" label="延长几年" pointer="/years">
          <InputNumber id="appraise-years" min={1} max={50} precision={0} value={years} onChange={setYears} />
        </FormField>
      )}
      <LongField id="appraise-reason" label="理由" pointer="/reason" max={1000} value={reason} onChange={setReason} />
      <TextField
        id="appraise-people"
        label="鉴定小组成员"
        pointer="/appraisers"
        max={200}
        value={appraisers}
        onChange={setAppraisers}
      />
    </ActForm>
  )
}
