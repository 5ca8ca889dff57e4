import { useEffect, useState } from 'react'
import { usePerson } from '#kernel/sync/field/hooks.ts'
import { ApiProblem } from '#kernel/ui/api.ts'
import { Field, Notice } from '#kernel/ui/field/screen.tsx'
import { count } from '#kernel/ui/format.ts'
import type { AlongSize } from '../../model/schema.ts'
import type { Choice } from '../db.ts'
import { askSize } from '../take.ts'
import { sizeWords } from './size-words.ts'

/** What somebody chose to take along. */
export interface Wanted {
  title: string
  choice: Choice
  total: number
  /** For what whole names and numbers come along; null for masked ones. */
  purpose: string | null
}

interface ConfirmTakeProps {
  title: string
  choice: Choice
  onTake(wanted: Wanted): void
}

/** How many and how much, told before; whether whole numbers come along; and the button. */
export function ConfirmTake({ title, choice, onTake }: ConfirmTakeProps) {
  const { permissions } = usePerson()
  const [size, setSize] = useState<AlongSize | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [whole, setWhole] = useState(false)
  const [purpose, setPurpose] = useState('')
  const asked = JSON.stringify(choice)
  useEffect(() => {
    let over = false
    setSize(null)
    setFault(null)
    askSize(JSON.parse(asked) as Choice).then(
      (told) => !over && setSize(told),
      (error) => !over && setFault(error instanceof ApiProblem ? error.detail : '没有问到，再试一次。'),
    )
    return () => {
      over = true
    }
  }, [asked])
  if (fault) return <Notice kind="late">{fault}</Notice>
  if (!size) return <p className="fd-pad fd-pale">正在数有多少家…</p>
  if (size.total === 0) return <p className="fd-pad fd-pale">「{title}」里没有企业。</p>
  const unsaid = whole && purpose.trim().length < 2
  return (
    <div className="fd-pad">
      <p>
        「{title}」{count(size.total)} 家，约 {sizeWords(size.bytes)}；每家最多 {sizeWords(size.mostPerFile)}
        ，再大的从最大的一部分起不带。
      </p>
      {permissions.includes('enterprise.reveal') && (
        <label className="al-check">
          <input type="checkbox" checked={whole} onChange={({ target }) => setWhole(target.checked)} />
          <span>带上完整的姓名和电话（要写用途，每家记一条审计）</span>
        </label>
      )}
      {whole && (
        <Field label="用途" id="take-purpose" hint="如 下乡检查联系企业">
          <input
            id="take-purpose"
            maxLength={200}
            value={purpose}
            onChange={({ target }) => setPurpose(target.value)}
          />
        </Field>
      )}
      <button
        type="button"
        className="fd-main"
        disabled={unsaid}
        onClick={() => onTake({ title, choice, total: size.total, purpose: whole ? purpose.trim() : null })}
      >
        带上这 {count(size.total)} 家
      </button>
    </div>
  )
}
