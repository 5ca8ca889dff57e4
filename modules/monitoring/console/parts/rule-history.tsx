import { Button, Input } from 'antd'
import { useState } from 'react'
import { useAct } from '#kernel/ui/act.ts'
import { ActForm } from '#kernel/ui/act-form.tsx'
import { send } from '#kernel/ui/api.ts'
import { time } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { FormField, Refusal } from '#kernel/ui/text-field.tsx'
import { changeStates } from '../../model/codes.ts'
import { type PointFile, type Rule, useForgetPoints } from '../api.ts'

type Change = PointFile['changes'][number]

const MARKS = { asked: 'waiting', released: 'done', rejected: 'back', withdrawn: 'off' } as const
const NAMES: Readonly<Record<keyof Rule, string>> = {
  highHigh: '高高限',
  high: '高限',
  low: '低限',
  lowLow: '低低限',
  deadBand: '死区',
  onDelayS: '越限持续',
  offDelayS: '恢复持续',
  ratePerMinute: '每分钟最大变化',
  flatMinutes: '数值不变分钟',
  flatBand: '不变的范围',
  steadyCount: '平稳个数',
  steadyStep: '平稳的变化',
  lateS: '晚到秒数',
}

/** What differs between two rules, in words. */
const changedWords = (before: Rule, rule: Rule): string =>
  (Object.keys(NAMES) as (keyof Rule)[])
    .filter((key) => before[key] !== rule[key])
    .map((key) => `${NAMES[key]} ${before[key] ?? '不判'} → ${rule[key] ?? '不判'}`)
    .join('，')

/** Changes of the limits with who asked and who released; the one that waits is settled here. */
export function RuleHistory({ file }: { file: PointFile }) {
  if (file.changes.length === 0)
    return <p className="ag-soft ag-pad">限值还没有改过，是登记时的第 {file.ruleVersion} 版。</p>
  return (
    <ul className="ag-point-history">
      {file.changes.map((change) => (
        <li key={change.id}>
          <StatusMark kind={MARKS[change.state]}>{changeStates[change.state]}</StatusMark>
          <span>{changedWords(change.before, change.rule)}</span>
          <span className="ag-soft">
            {change.askedBy.name} {time(change.askedAt)} 申请：{change.reason}
            {change.settledBy && change.settledAt && `；${change.settledBy.name} ${time(change.settledAt)}`}
            {change.answer && `：${change.answer}`}
          </span>
          {change.state === 'asked' && <Settle file={file} change={change} />}
        </li>
      ))}
    </ul>
  )
}

function Settle({ file, change }: { file: PointFile; change: Change }) {
  const forget = useForgetPoints()
  const act = useAct()
  const [answer, setAnswer] = useState('')
  const [verdict, setVerdict] = useState<'release' | 'reject' | null>(null)
  if (change.isOwn)
    return (
      <div>
        <Button
          size="small"
          loading={act.busy}
          onClick={() =>
            void act.run(() => send('POST', `/monitor-points/${file.id}/rule/withdraw`), '已撤回').then(forget)
          }
        >
          撤回申请
        </Button>
        <Refusal problem={act.problem} />
      </div>
    )
  if (!file.acts.includes('release')) return null
  if (!verdict)
    return (
      <div className="ag-row">
        <Button size="small" type="primary" onClick={() => setVerdict('release')}>
          同意
        </Button>
        <Button size="small" onClick={() => setVerdict('reject')}>
          不同意
        </Button>
      </div>
    )
  return (
    <ActForm
      request={{ method: 'POST', path: `/monitor-points/${file.id}/rule/${verdict}`, body: { answer } }}
      label={verdict === 'release' ? '同意，立即生效' : '不同意'}
      busyLabel="正在提交…"
      done={verdict === 'release' ? '新限值已生效' : '已退回申请'}
      isReady={answer.trim().length >= 2}
      onDone={forget}
      onMovedOn={forget}
    >
      <FormField id="rule-answer" label="意见" pointer="/answer">
        <Input id="rule-answer" maxLength={300} value={answer} onChange={({ target }) => setAnswer(target.value)} />
      </FormField>
    </ActForm>
  )
}
