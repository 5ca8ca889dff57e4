import { useState } from 'react'
import type { KeptOperation } from '#kernel/sync/field/db.ts'
import { sender } from '#kernel/sync/field/hooks.ts'
import { drop } from '#kernel/sync/field/outbox.ts'
import { Field, Notice } from '#kernel/ui/field/screen.tsx'
import type { Paper } from '../issue.ts'

interface VoidPaperProps {
  paper: Paper
  operation: KeptOperation
  onDone(): void
  onCancel(): void
}

/** Gives a paper up with a reason: its number is void, and the document can be issued anew under another one. */
export function VoidPaper({ paper, operation, onDone, onCancel }: VoidPaperProps) {
  const [why, setWhy] = useState('')
  const [told, setTold] = useState(false)
  const missing = why.trim().length < 2
  const giveUp = async () => {
    setTold(true)
    if (missing) return
    await drop(operation, why.trim())
    sender.soon(0)
    onDone()
  }
  return (
    <>
      <Notice kind="soon">
        {paper.number ? `${paper.number.text} 作废以后不再使用。` : ''}已经印出的纸要收回，换号重出的才有效。
      </Notice>
      <Field label="为什么作废" id="void-why" hint="如 打印机卡纸" fault={told && missing ? '写清楚为什么' : undefined}>
        <input id="void-why" maxLength={200} value={why} onChange={({ target }) => setWhy(target.value)} />
      </Field>
      <div className="fd-row">
        <button type="button" className="fd-plain" onClick={onCancel}>
          先不作废
        </button>
        <button type="button" className="fd-plain" onClick={() => void giveUp()}>
          作废这张
        </button>
      </div>
    </>
  )
}
