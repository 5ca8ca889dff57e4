import { Input } from 'antd'
import { useState } from 'react'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { FormField } from '#kernel/ui/text-field.tsx'
import { type RiskFile, useForgetRisks, useRiskRules } from '../api.ts'
import { DescribedFields, describedBody, describedOf } from './described-fields.tsx'
import { type GradeDraft, GradeFields, isGraded } from './grade-fields.tsx'

interface PointFormProps {
  file: RiskFile
  onDone(): void
}

function useDone(onDone: () => void) {
  const forget = useForgetRisks()
  return {
    forget,
    done: async () => {
      await forget()
      onDone()
    },
  }
}

/** What the point is, where it is and who is responsible, said anew. */
export function DescribeForm({ file, onDone }: PointFormProps) {
  const { forget, done } = useDone(onDone)
  const [draft, setDraft] = useState(() => describedOf(file))
  // A drawn shape is not on this form and stays.
  const body = { ...describedBody(draft), shape: file.shape ?? null }
  return (
    <ActForm
      request={{ method: 'PUT', path: `/risk-points/${file.id}`, body, version: file.version }}
      label="保存风险点"
      busyLabel="正在保存…"
      done="风险点已修改"
      onDone={done}
      onMovedOn={forget}
    >
      <DescribedFields draft={draft} onChange={setDraft} />
    </ActForm>
  )
}

/** Grades the point anew, starting from the last answers. */
export function AssessForm({ file, onDone }: PointFormProps) {
  const { forget, done } = useDone(onDone)
  const rules = useRiskRules()
  const [draft, setDraft] = useState<GradeDraft>({
    method: file.method,
    values: file.values,
    directReason: file.directReason,
  })
  const [why, setWhy] = useState('')
  const body = {
    assessment: { method: draft.method, values: draft.values },
    directReason: draft.directReason,
    why: why.trim(),
  }
  return (
    <ActForm
      request={{ method: 'POST', path: `/risk-points/${file.id}/assess`, body, version: file.version }}
      label="按这个评估"
      busyLabel="正在保存…"
      done="评估已记下"
      isReady={isGraded(draft) && why.trim().length > 1}
      onDone={done}
      onMovedOn={forget}
    >
      <GradeFields draft={draft} rules={rules.data} onChange={setDraft} />
      <FormField id="assess-why" label="评估说明" hint="为什么这样评：变了什么，或者为什么没变" pointer="/why">
        <Input.TextArea
          id="assess-why"
          autoSize={{ minRows: 2, maxRows: 8 }}
          maxLength={500}
          value={why}
          onChange={(event) => setWhy(event.target.value)}
        />
      </FormField>
    </ActForm>
  )
}

/** Takes the point down with a reason. */
export function WithdrawForm({ file, onDone }: PointFormProps) {
  const { forget, done } = useDone(onDone)
  const [reason, setReason] = useState('')
  return (
    <ActForm
      request={{
        method: 'POST',
        path: `/risk-points/${file.id}/withdraw`,
        body: { reason: reason.trim() },
        version: file.version,
      }}
      label="撤下风险点"
      busyLabel="正在撤下…"
      done="风险点已撤下"
      tone="danger"
      isReady={reason.trim().length > 1}
      onDone={done}
      onMovedOn={forget}
      aside={<span className="ag-meta">记录保留，可以查到</span>}
    >
      <FormField id="withdraw-reason" label="为什么撤下" hint="比如 设备已拆除、作业已取消" pointer="/reason">
        <Input.TextArea
          id="withdraw-reason"
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={300}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </FormField>
    </ActForm>
  )
}
