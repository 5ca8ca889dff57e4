import { useState } from 'react'
import { sender, useLive, usePerson } from '#kernel/sync/field/hooks.ts'
import { Field } from '#kernel/ui/field/screen.tsx'
import { handOver, handOverOf, type PaperOnDevice } from '../issue.ts'

/** Who took the paper on the spot; without that somebody serves it later from a desk. */
export function HandOver({ made }: { made: PaperOnDevice }) {
  const person = usePerson()
  const { paper } = made
  const given = useLive(async () => (await handOverOf(paper)) ?? null, [paper.document.id])
  const signer = paper.document.signatures.find(({ field }) => field === 'partySignature')?.signer ?? ''
  const [name, setName] = useState(signer)
  const [told, setTold] = useState(false)
  if (given === undefined || !person.permissions.includes('legal-document.serve')) return null
  if (given)
    return (
      <p className="fd-pad fd-ok">
        ✓ {given.detail}，当场送达，{stateWords(given.state)}
      </p>
    )
  const give = async () => {
    setTold(true)
    if (name.trim() === '') return
    await handOver(person, made, name.trim())
    sender.soon(0)
  }
  return (
    <div className="fd-pad">
      <Field
        label="交给谁"
        id="paper-recipient"
        hint="印出来交到对方手里以后登记，期限从这天起算"
        fault={told && name.trim() === '' ? '写清楚交给了谁' : undefined}
      >
        <input id="paper-recipient" maxLength={60} value={name} onChange={({ target }) => setName(target.value)} />
      </Field>
      <button type="button" className="fd-plain" onClick={() => void give()}>
        已当场交给对方
      </button>
    </div>
  )
}

const stateWords = (state: string): string => (state === 'delivered' ? '已登记' : '存在本机，有网络自动登记')
