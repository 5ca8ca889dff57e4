import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { ApiProblem, read, send } from '#kernel/ui/api.ts'
import { Sheet } from '#kernel/ui/parts.tsx'
import type { EnterpriseFile } from '../api.ts'
import { useRefreshFile } from '../file-api.ts'
import { FaultSummary, FieldsForm, type Typed } from './fields-form.tsx'
import type { FilePart } from './file-parts.ts'

interface EditSheetProps {
  file: EnterpriseFile
  part: FilePart
  /** Unmasked personal values, when they have been asked for. */
  revealed: Record<string, unknown> | null
  /** `update` writes the file; `propose` sends it to the office for approval. */
  mode: 'update' | 'propose'
  onDone(): void
}

/** One part of the file as a form. A file that moved on meanwhile is shown without losing what was typed. */
export function EditSheet({ file, part, revealed, mode, onDone }: EditSheetProps) {
  const { message } = App.useApp()
  const client = useQueryClient()
  const refresh = useRefreshFile(file.id)
  const [typed, setTyped] = useState<Typed>({})
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<ApiProblem | null>(null)
  const [busy, setBusy] = useState(false)
  const [started] = useState(file)
  const fields = mode === 'propose' ? part.fields.filter((field) => field.own) : part.fields
  const moved = Object.fromEntries(
    fields
      .filter(({ key }) => file.version !== started.version && !same(file.values[key], started.values[key]))
      .map(({ key }) => [key, started.values[key]]),
  )
  const changed = Object.keys(typed).filter((key) => !same(typed[key], file.values[key]))
  const movedOn = problem?.type === 'request/version-moved-on'

  const save = async () => {
    setBusy(true)
    setProblem(null)
    const values = Object.fromEntries(changed.map((key) => [key, typed[key]]))
    try {
      if (mode === 'propose') {
        await send('POST', `/enterprises/${file.id}/changes`, { body: { values } })
        void message.success('申报已送出，等主管部门审核')
      } else {
        const body = { values, ...(reason.trim() ? { reason: reason.trim() } : {}) }
        await send('PATCH', `/enterprises/${file.id}`, { body, version: file.version })
        void message.success(`已保存 ${changed.length} 项`)
      }
      await refresh()
      onDone()
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  const reload = async () => {
    client.setQueryData([`/enterprises/${file.id}`], await read<EnterpriseFile>(`/enterprises/${file.id}`))
    setProblem(null)
  }

  return (
    <Sheet
      className="ag-main-sheet"
      title={`${part.numeral}　${part.title}`}
      meta={mode === 'propose' ? '申报后由主管部门审核，通过才写入档案' : '写下的关键信息算作今天核对过'}
    >
      <div className="ag-stack ag-pad">
        {movedOn ? (
          <div className="ag-notice ag-notice-soon" role="alert">
            <strong>您打开之后别人改过这份档案</strong>
            <span>您填的都还在。先看最新的档案，再决定要不要存。</span>
            <button type="button" className="ag-link" style={{ justifySelf: 'start' }} onClick={() => void reload()}>
              看最新档案，保留我填的
            </button>
          </div>
        ) : (
          problem && <FaultSummary problem={problem} fields={fields} prefix="edit" />
        )}
        <FieldsForm
          fields={fields}
          present={{ ...file.values, ...revealed }}
          typed={typed}
          onType={setTyped}
          problem={problem}
          masked={file.masked && !revealed}
          moved={moved}
          prefix="edit"
        />
        {mode === 'update' && (
          <div className="ag-field">
            <label htmlFor="edit-reason">
              改动原因<small> 选填，写入经过</small>
            </label>
            <Input
              id="edit-reason"
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </div>
        )}
        <div className="ag-row">
          <Button type="primary" disabled={busy || changed.length === 0 || movedOn} onClick={() => void save()}>
            {busy
              ? '正在保存…'
              : mode === 'propose'
                ? `申报 ${changed.length} 项变更`
                : `保存 ${changed.length} 项改动`}
          </Button>
          <Button onClick={onDone}>{changed.length > 0 ? '不存了' : '返回'}</Button>
          {changed.length === 0 && <span className="ag-meta">还没有改动</span>}
        </div>
      </div>
    </Sheet>
  )
}

const same = (a: unknown, b: unknown) => JSON.stringify(plain(a)) === JSON.stringify(plain(b))

/** An empty box and no value are the same thing. */
const plain = (value: unknown) =>
  value === '' || value === undefined ? null : typeof value === 'number' ? String(value) : value
