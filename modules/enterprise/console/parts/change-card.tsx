import { Button, Input } from 'antd'
import { useState } from 'react'
import { useMay } from '#kernel/identity/console/me.ts'
import { useAct } from '#kernel/ui/act.ts'
import { send } from '#kernel/ui/api.ts'
import { time } from '#kernel/ui/format.ts'
import { type StatusKind, StatusMark } from '#kernel/ui/marks.tsx'
import { To } from '#kernel/ui/parts.tsx'
import { fieldOf } from '../../model/fields.ts'
import { type ProposedChange, useRefreshFile } from '../file-api.ts'
import { Changes } from './history-sheet.tsx'
import { RevealButton } from './reveal-button.tsx'

const states: Record<ProposedChange['state'], { kind: StatusKind; word: string }> = {
  submitted: { kind: 'waiting', word: '待审核' },
  approved: { kind: 'done', word: '已通过' },
  returned: { kind: 'back', word: '已退回' },
  withdrawn: { kind: 'off', word: '已撤回' },
}

/** A proposed change: what, by whom, and the acts open to this person. */
export function ChangeCard({ change, named }: { change: ProposedChange; named: boolean }) {
  const refresh = useRefreshFile(change.enterpriseId)
  const [returning, setReturning] = useState(false)
  const [reason, setReason] = useState('')
  const [full, setFull] = useState<Record<string, unknown>>({})
  const mayReveal = useMay()('enterprise.reveal')
  const { busy, problem, run } = useAct()
  const act = (name: 'approve' | 'return' | 'withdraw', done: string) =>
    run(async () => {
      await send('POST', `/enterprise-changes/${change.id}/${name}`, name === 'return' ? { body: { reason } } : {})
      await refresh()
    }, done)
  const state = states[change.state]
  const may = (name: string) => change.openActs.includes(name)
  const shown = change.changes.map((line) => (line.field in full ? { ...line, after: full[line.field] } : line))
  const isMasked = change.changes.some(({ field }) => fieldOf(field).personal && !(field in full))
  return (
    <article className="ag-todo">
      <div className="ag-row ag-wrap">
        {named && (
          <To to={`/enterprises/${change.enterpriseId}`}>
            <strong>{change.enterpriseName}</strong>
          </To>
        )}
        <StatusMark kind={state.kind}>{state.word}</StatusMark>
        <span className="ag-meta">
          {[change.submittedBy.seat, change.submittedBy.name].filter(Boolean).join(' · ')} · {time(change.submittedAt)}
        </span>
      </div>
      <Changes changes={shown} />
      {change.reason && (
        <div className="ag-soft">
          {change.decidedBy?.name}：{change.reason}
        </div>
      )}
      {problem && (
        <div className="ag-notice" role="alert">
          <strong className="ag-warn">{problem.title}</strong>
          <span>{problem.about('/reason') ?? problem.detail}</span>
        </div>
      )}
      {returning ? (
        <div className="ag-row">
          <Input
            autoFocus
            aria-label="退回原因"
            placeholder="退回原因，企业会看到"
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button disabled={busy || reason.trim().length < 2} onClick={() => void act('return', '已退回')}>
            退回
          </Button>
          <Button onClick={() => setReturning(false)}>暂不退回</Button>
        </div>
      ) : (
        <div className="ag-row">
          {may('approve') && (
            <Button type="primary" size="small" disabled={busy} onClick={() => void act('approve', '已通过，写入档案')}>
              通过并写入档案
            </Button>
          )}
          {may('return') && (
            <Button size="small" disabled={busy} onClick={() => setReturning(true)}>
              退回补正
            </Button>
          )}
          {may('approve') && mayReveal && isMasked && (
            <RevealButton path={`/enterprise-changes/${change.id}/reveal`} onReveal={setFull} />
          )}
          {may('withdraw') && (
            <Button size="small" danger disabled={busy} onClick={() => void act('withdraw', '申报已撤回')}>
              撤回申报
            </Button>
          )}
        </div>
      )}
    </article>
  )
}
