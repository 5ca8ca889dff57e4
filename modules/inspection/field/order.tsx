import { useState } from 'react'
import { DateBox } from '#kernel/ui/field/date-box.tsx'
import { Field, Notice, Screen } from '#kernel/ui/field/screen.tsx'
import { today } from '#kernel/ui/format.ts'
import { addDays } from '#standards/calendar/local-date.ts'
import type { PageProps } from './inspect.tsx'
import { findingsOf } from './visit-draft.ts'

const USUAL_DAYS = 15

/** The order to put right what was found, within a term. */
export function OrderPage({ site, visit, change, commit, onBack }: PageProps) {
  const [faults, setFaults] = useState<string[]>([])
  // Emptied while another is typed, it stays empty: the usual term is proposed once.
  const [dueOn, setDueOn] = useState(visit.dueOn || addDays(today(), Math.min(USUAL_DAYS, site.longestDays)))
  const findings = findingsOf(visit)
  return (
    <Screen
      title={site.objectName}
      onBack={onBack}
      meta="责令限期整改"
      foot={
        <>
          <button type="button" className="fd-plain" onClick={() => change({ step: 'papers' })}>
            回办公室再定
          </button>
          <button
            type="button"
            className="fd-main"
            onClick={() => void commit('order', { dueOn }, 'papers').then(setFaults)}
          >
            责令整改
          </button>
        </>
      }
    >
      <h2 className="fd-question">{findings.length} 个问题，责令限期整改</h2>
      {faults.length > 0 && <Notice kind="late">{faults.join('；')}。</Notice>}
      <Field label="整改期限" id="order-due" hint={`最晚 ${addDays(today(), site.longestDays)}`}>
        <DateBox
          id="order-due"
          min={today()}
          max={addDays(today(), site.longestDays)}
          value={dueOn}
          onChange={(day) => {
            setDueOn(day)
            change({ dueOn: day })
          }}
        />
      </Field>
      <ul className="fd-list">
        {findings.map(({ itemCode, what, requirement }) => (
          <li key={itemCode}>
            <span>{what}</span>
            <small>{requirement}</small>
          </li>
        ))}
      </ul>
    </Screen>
  )
}
