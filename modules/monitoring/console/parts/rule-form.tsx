import { InputNumber } from 'antd'
import { useState } from 'react'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { FormField } from '#kernel/ui/text-field.tsx'
import { type PointFile, type Rule, useForgetPoints } from '../api.ts'
import { ReasonField } from './reason-field.tsx'

interface Field {
  key: keyof Rule
  label: string
  hint?: string
}

/** Asks that a point be judged by other limits; somebody else releases it. */
export function RuleForm({ file, onDone }: { file: PointFile; onDone(): void }) {
  const forget = useForgetPoints()
  const [rule, setRule] = useState<Rule>(file.rule)
  const [reason, setReason] = useState('')
  const isChanged = JSON.stringify(rule) !== JSON.stringify(file.rule)
  return (
    <ActForm
      request={{ method: 'POST', path: `/monitor-points/${file.id}/rule`, body: { rule, reason } }}
      label="申请修改"
      busyLabel="正在提交…"
      done="已申请，等另一个人复核"
      isReady={isChanged && reason.trim().length >= 2}
      onDone={async () => {
        await forget()
        onDone()
      }}
    >
      <div className="ag-form-grid">
        {fieldsOf(file.unit).map(({ key, label, hint }) => (
          <FormField key={key} id={`rule-${key}`} label={label} hint={hint} pointer={`/rule/${key}`}>
            <InputNumber
              id={`rule-${key}`}
              value={rule[key]}
              onChange={(value) => setRule({ ...rule, [key]: value ?? (NULLABLE.has(key) ? null : 0) })}
            />
          </FormField>
        ))}
      </div>
      <ReasonField
        id="rule-reason"
        label="理由"
        hint="为什么要改，复核的人会看到"
        value={reason}
        onChange={setReason}
      />
    </ActForm>
  )
}

const NULLABLE: ReadonlySet<keyof Rule> = new Set([
  'highHigh',
  'high',
  'low',
  'lowLow',
  'ratePerMinute',
  'flatMinutes',
  'steadyCount',
])

const fieldsOf = (unit: string): Field[] => {
  const of = unit && ` ${unit}`
  return [
    { key: 'highHigh', label: `高高限${of}`, hint: '空着就不判' },
    { key: 'high', label: `高限${of}`, hint: '空着就不判' },
    { key: 'low', label: `低限${of}`, hint: '空着就不判' },
    { key: 'lowLow', label: `低低限${of}`, hint: '空着就不判' },
    { key: 'deadBand', label: `死区${of}`, hint: '回落这么多才算恢复' },
    { key: 'onDelayS', label: '越限持续 秒', hint: '持续这么久才报警' },
    { key: 'offDelayS', label: '恢复持续 秒', hint: '持续这么久才算恢复' },
    { key: 'ratePerMinute', label: `每分钟最大变化${of}`, hint: '空着就不判' },
    { key: 'flatMinutes', label: '数值不变 分钟', hint: '空着就不判' },
    { key: 'flatBand', label: `不变的范围${of}` },
    { key: 'steadyCount', label: '过于平稳 连续个数', hint: '空着就不判' },
    { key: 'steadyStep', label: `平稳的平均变化${of}` },
    { key: 'lateS', label: '晚到 秒', hint: '晚到更久的只存不报警' },
  ]
}
