import { App, Button } from 'antd'
import type { ReactNode } from 'react'
import { useMe } from '#kernel/identity/console/me.ts'
import { Refusal } from '#kernel/ui/text-field.tsx'
import { useActSheet } from '../act-sheet.ts'
import type { CaseFace } from '../face.ts'
import type { Values } from '../fields.ts'
import { ActEvidence, ActFields, FaultSummary, fieldId } from './act-fields.tsx'
import '../act.css'

interface PartyFormProps {
  face: CaseFace
  /** The case as its party read it: acts it had then. */
  own: { id: string; version: number }
  act: string
  title: string
  /** What is lost by an act that cannot be taken back. */
  warning?: ReactNode
  /** Fields offices fill in, for what came on paper. */
  withheld?: readonly string[]
  /** Least attachments with what was filled in; what the declaration asks unless said. */
  least?: (values: Values) => number
  onDone(): void
}

/** An act by the enterprise a case is about, on the page where it sees its own side of it. */
export function PartyForm({ face, own, act, title, warning, withheld = [], least, onDone }: PartyFormProps) {
  const me = useMe()
  const { message } = App.useApp()
  const sheet = useActSheet(face, act, `own.${own.id}.${act}`)
  const prefix = `own-${act}`
  const faults = [...sheet.faults, ...(sheet.problem?.errors ?? [])]
  const shown = sheet.shown.filter(({ key }) => !withheld.includes(key))
  const submit = async () => {
    const first = sheet.check()[0]?.pointer.replace(/^\/(input\/)?/, '')
    if (first) return document.getElementById(fieldId(prefix, first))?.focus()
    const answer = await sheet.send(`/${face.type.path}/${own.id}/${act}`, { version: own.version })
    if (!answer) return
    sheet.draft.clear()
    void message.success(`${title}，办好了`)
    onDone()
  }
  return (
    <form
      noValidate
      aria-label={title}
      className="ag-act-form"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <Refusal problem={sheet.problem} />
      {warning && (
        <p className="ag-notice ag-notice-soon" role="note">
          {warning}
        </p>
      )}
      <FaultSummary faults={faults} fields={shown} prefix={prefix} />
      <ActFields
        face={face}
        fields={shown}
        values={sheet.draft.values}
        faults={faults}
        prefix={prefix}
        caseId={null}
        onSet={sheet.draft.set}
      />
      <ActEvidence
        prefix={prefix}
        least={least ? least(sheet.draft.values) : (sheet.declared?.attachments ?? 0)}
        faults={faults}
        place={{ objectId: me.data?.objectId }}
        files={sheet.draft.files}
        onChange={sheet.draft.setFiles}
      />
      <Button type="primary" htmlType="submit" block disabled={sheet.busy || sheet.under}>
        {sheet.busy ? '正在交…' : sheet.under ? '等附件传完' : title}
      </Button>
    </form>
  )
}
