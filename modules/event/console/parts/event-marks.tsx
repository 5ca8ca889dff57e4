import { specialMatters } from '../../model/codes.ts'
import type { EventFacts } from '../facts.ts'

/** What sets an event apart: a special matter, an urgent item, others merged into it. */
export function EventMarks({ facts }: { facts: EventFacts | null }) {
  if (!facts) return null
  return (
    <>
      {facts.special && <span className="ag-kind ag-event-special">{specialMatters[facts.special]}</span>}
      {facts.priority === 'A' && <span className="ag-kind">紧急</span>}
      {facts.doubles > 0 && <span className="ag-kind">并案 {facts.doubles}</span>}
    </>
  )
}
