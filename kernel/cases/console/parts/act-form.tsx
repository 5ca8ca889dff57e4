import { App, Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { time } from '#kernel/ui/format.ts'
import { Refusal } from '#kernel/ui/text-field.tsx'
import { isAsked } from '../../model/fields.ts'
import { useActSheet } from '../act-sheet.ts'
import { type CaseAnswer, type CaseOne, useRefreshCases } from '../api.ts'
import type { CaseFace } from '../face.ts'
import { ActEvidence, ActFields, FaultSummary, fieldId } from './act-fields.tsx'
import { canFill } from './field-control.tsx'

interface ActFormProps {
  face: CaseFace
  one: CaseOne
  act: string
  onDone(): void
  onCancel?(): void
}

/** The form of one act on a case, made from its declaration. What is typed stays until the server took it. */
export function ActForm({ face, one, act, onDone, onCancel }: ActFormProps) {
  const proposed = face.proposes?.(one, act)
  const sheet = useActSheet(face, act, `${one.id}.${act}`, proposed?.values)
  const refresh = useRefreshCases(face.type.path)
  const { message } = App.useApp()
  const [seen, setSeen] = useState(one.acts)
  const form = useRef<HTMLFormElement>(null)
  const prefix = `act-${act}`
  const open = one.openActs.some((entry) => entry.act === act)
  const awaited = open && face.awaits?.(one, act)
  // What one did oneself a moment ago, in another form of this page, is no news.
  const moved = one.history.some(({ seq, mine }) => seq > seen && !mine)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new refusal asks anew
  useEffect(() => {
    if (sheet.problem?.status === 409) void refresh()
  }, [sheet.problem])
  const submit = async () => {
    const faults = sheet.check()
    const first = faults[0]?.pointer.replace(/^\/(input\/)?/, '')
    if (first) return document.getElementById(fieldId(prefix, first))?.focus()
    const version = moved ? seen : one.acts
    const answer = await sheet.send<CaseAnswer>(`/${face.type.path}/${one.id}/${act}`, { version })
    if (!answer) return
    sheet.draft.clear()
    void message.success(`${sheet.declared?.title}，办好了`)
    await refresh()
    // Whoever went on to another form meanwhile stays there.
    if (form.current) onDone()
  }
  const hindered = sheet.busy || sheet.under || moved || !open || Boolean(awaited)
  if (!sheet.declared) return null
  if (sheet.shown.some((field) => !isAsked(field) || !canFill(face, field)))
    return <p className="ag-soft">「{sheet.declared.title}」有自己的页面，不在这里办。</p>
  const faults = [...sheet.faults, ...(sheet.problem?.errors ?? [])]
  return (
    <form
      ref={form}
      className="ag-act-form"
      noValidate
      aria-label={sheet.declared.title}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      {moved && <MovedOn one={one} seen={seen} open={open} onGoOn={() => setSeen(one.acts)} />}
      {!open && !moved && <NotOpen one={one} act={act} />}
      {sheet.problem && sheet.problem.status !== 409 && <Refusal problem={sheet.problem} />}
      {sheet.problem?.status === 409 && !moved && <Refusal problem={sheet.problem} />}
      {awaited && <Awaited what={awaited} />}
      {proposed && <p className="ag-soft">{proposed.why}</p>}
      <FaultSummary faults={faults} fields={sheet.shown} prefix={prefix} />
      <ActFields
        face={face}
        fields={sheet.shown}
        values={sheet.draft.values}
        faults={faults}
        prefix={prefix}
        caseId={one.id}
        onSet={sheet.draft.set}
      />
      {takesFiles(act) && (
        <ActEvidence
          prefix={prefix}
          least={sheet.declared.attachments}
          faults={faults}
          place={{ objectId: one.objectId, gridCode: one.gridCode }}
          files={sheet.draft.files}
          onChange={sheet.draft.setFiles}
        />
      )}
      <div className="ag-act-go">
        <Button
          {...(face.denials?.includes(act) ? { danger: true } : { type: 'primary' as const })}
          htmlType="submit"
          block
          disabled={hindered}
        >
          {sheet.busy ? '正在交…' : sheet.under ? '等照片传完' : sheet.declared.title}
        </Button>
        {onCancel && (
          <Button type="text" block onClick={onCancel}>
            先不办
          </Button>
        )}
      </div>
    </form>
  )
}

/** Acts about whose turn it is carry no evidence. */
const NO_FILES = ['assign', 'claim', 'urge', 'copy', 'supervise', 'lift', 'resume', 'relate']
const takesFiles = (act: string) => !NO_FILES.includes(act)

/** Why an act somebody was led to is not his to do now. */
function NotOpen({ one, act }: { one: CaseOne; act: string }) {
  const why = one.closedActs.find((entry) => entry.act === act)?.why
  return (
    <div className="ag-notice ag-notice-soon" role="status">
      <strong>现在不能办这一步</strong>
      <span>{why || `现在是「${one.stateTitle}」，轮不到您的岗位办这一步。`}</span>
    </div>
  )
}

/** What must be done first. */
function Awaited({ what }: { what: string }) {
  return (
    <div className="ag-notice ag-notice-soon" role="status">
      <strong>还差一步</strong>
      <span>{what}</span>
    </div>
  )
}

/** What others did while one was typing. */
function MovedOn({ one, seen, open, onGoOn }: { one: CaseOne; seen: number; open: boolean; onGoOn(): void }) {
  const since = one.history.filter(({ seq }) => seq > seen)
  return (
    <div className="ag-notice ag-notice-soon" role="alert">
      <strong>您打开以后，别人办了 {since.length} 步</strong>
      {since.map((done) => (
        <span key={done.seq}>
          {done.by.name || '平台'} {time(done.at)} {done.title}
        </span>
      ))}
      {open ? (
        <button type="button" className="ag-link" style={{ justifySelf: 'start' }} onClick={onGoOn}>
          看过了，接着办
        </button>
      ) : (
        <span>现在是「{one.stateTitle}」，这一步办不了了。您填的内容还在本页。</span>
      )}
    </div>
  )
}
