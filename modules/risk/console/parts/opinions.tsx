import { Input, Radio } from 'antd'
import { useState } from 'react'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { time } from '#kernel/ui/format.ts'
import { Sheet } from '#kernel/ui/parts.tsx'
import { FormField } from '#kernel/ui/text-field.tsx'
import { type Verdict, verdicts } from '../../model/codes.ts'
import { type RiskFile, useForgetRisks } from '../api.ts'

/** What offices think of a risk point, what the enterprise answered, and the form of whose turn it is. */
export function Opinions({ file }: { file: RiskFile }) {
  const reviews = file.openActs.includes('review')
  const answers = file.openActs.includes('keep') && file.opinionOpen
  return (
    <Sheet title="复核意见" className={answers ? 'ag-turn' : ''}>
      {file.opinions.length === 0 && <p className="ag-pad ag-soft">还没有岗位复核过。</p>}
      <ul className="ag-opinions">
        {file.opinions.map((opinion) => (
          <li key={opinion.id}>
            <p>
              <b>{verdicts[opinion.verdict as Verdict]}</b>
              {opinion.text && `：${opinion.text}`}
            </p>
            <p className="ag-meta">
              {opinion.by.body} {opinion.by.name} {time(opinion.at)}
            </p>
            {opinion.reply && (
              <p className="ag-reply">
                企业回复：{opinion.reply}
                <span className="ag-meta">
                  {' '}
                  {opinion.repliedBy?.name} {time(opinion.repliedAt)}
                </span>
              </p>
            )}
          </li>
        ))}
      </ul>
      {answers && <ReplyForm id={file.id} />}
      {reviews && <OpinionForm key={file.version} id={file.id} />}
    </Sheet>
  )
}

function ReplyForm({ id }: { id: string }) {
  const forget = useForgetRisks()
  const [reply, setReply] = useState('')
  return (
    <div className="ag-pad">
      <ActForm
        request={{ method: 'POST', path: `/risk-points/${id}/reply`, body: { reply: reply.trim() } }}
        label="回复意见"
        busyLabel="正在回复…"
        done="已回复"
        isReady={reply.trim().length > 1}
        onDone={forget}
      >
        <FormField id="risk-reply" label="怎么改的" hint="要改等级的，先重新评估再回复" pointer="/reply">
          <Input.TextArea
            id="risk-reply"
            autoSize={{ minRows: 2, maxRows: 8 }}
            maxLength={500}
            value={reply}
            onChange={(event) => setReply(event.target.value)}
          />
        </FormField>
      </ActForm>
    </div>
  )
}

function OpinionForm({ id }: { id: string }) {
  const forget = useForgetRisks()
  const [verdict, setVerdict] = useState<Verdict>()
  const [text, setText] = useState('')
  const needs = verdict !== undefined && verdict !== 'agreed'
  return (
    <div className="ag-pad">
      <ActForm
        request={{ method: 'POST', path: `/risk-points/${id}/opinions`, body: { verdict, text: text.trim() } }}
        label="提复核意见"
        busyLabel="正在提交…"
        done="复核意见已记下"
        isReady={verdict === 'agreed' || (needs && text.trim().length > 1)}
        onDone={forget}
      >
        <FormField id="risk-verdict" label="您看下来" pointer="/verdict">
          <Radio.Group
            id="risk-verdict"
            className="ag-factor"
            value={verdict}
            options={Object.entries(verdicts).map(([value, label]) => ({ value, label }))}
            onChange={({ target }) => setVerdict(target.value)}
          />
        </FormField>
        {verdict && (
          <FormField id="risk-opinion" label={needs ? '哪里要改' : '说明（选填）'} pointer="/text">
            <Input.TextArea
              id="risk-opinion"
              autoSize={{ minRows: 2, maxRows: 8 }}
              maxLength={500}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </FormField>
        )}
      </ActForm>
    </div>
  )
}
