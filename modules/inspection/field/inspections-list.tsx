import { useState } from 'react'
import { useHeld, usePerson } from '#kernel/sync/field/hooks.ts'
import { takeAlong } from '#kernel/sync/field/taken.ts'
import { Notice } from '#kernel/ui/field/screen.tsx'
import type { Inspection } from './visit-draft.ts'

const ASSIGNED = '/inspections?state=assigned&sort=due&limit=50'

/** Inspections that are to be made, the next first; taken along with one tap. */
export function FieldInspections({ onOpen }: { onOpen(id: string): void }) {
  const { accountId } = usePerson()
  const list = useHeld<{ items: Inspection[] }>(ASSIGNED)
  const [at, setAt] = useState<number | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const items = list.held?.body.items ?? []
  const take = async () => {
    setFault(null)
    try {
      for (const [index, { id }] of items.entries()) {
        setAt(index)
        await takeAlong(accountId, `/inspections/${id}`)
        await takeAlong(accountId, `/inspections/${id}/site`)
      }
    } catch {
      setFault('网络断开，没有带全；带好的都能用。')
    }
    setAt(null)
  }
  if (items.length === 0) return null
  return (
    <section aria-label="执法检查">
      <h2 className="fd-part">执法检查 {items.length} 次</h2>
      <div className="fd-take">
        <button type="button" className="fd-plain" disabled={at !== null} onClick={() => void take()}>
          {at === null ? `带上这 ${items.length} 次检查` : `正在带 ${at + 1} / ${items.length}`}
        </button>
      </div>
      {fault && <Notice kind="soon">{fault}</Notice>}
      <ul className="fd-list">
        {items.map((one) => (
          <li key={one.id}>
            <button type="button" className="fd-open" onClick={() => onOpen(one.id)}>
              <span>{one.objectName}</span>
              <small>
                {one.facts?.plannedOn} · {one.facts?.team.map(({ name }) => name).join('、')}
              </small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
