import { day, today } from '#kernel/ui/format.ts'
import { type StatusKind, StatusMark } from '#kernel/ui/marks.tsx'
import { findingStates } from '../../model/codes.ts'
import type { FindingFact } from '../facts.ts'

const KINDS: Readonly<Record<FindingFact['state'], StatusKind>> = { open: 'going', replied: 'waiting', passed: 'done' }

/** How a finding stands, also when its day has gone by. */
export function FindingState({ state, dueOn }: Pick<FindingFact, 'state' | 'dueOn'>) {
  const late = state === 'open' && dueOn < today()
  return <StatusMark kind={late ? 'late' : KINDS[state]}>{late ? '逾期' : findingStates[state]}</StatusMark>
}

/** The findings of one inspection: what was found, by when, what was answered. */
export function FindingList({ findings }: { findings: readonly FindingFact[] }) {
  return (
    <ol className="ag-oversight-findings">
      {findings.map((finding) => (
        <li key={finding.no}>
          <span>
            {finding.no}. <b>{finding.itemName}</b>　{finding.text}
            {finding.repeated && (
              <span className="ag-kind" title="同一网格同一项一年内又查出来（平台口径，未经核实）">
                重复
              </span>
            )}
          </span>
          <span className="ag-meta ag-row ag-wrap">
            <FindingState {...finding} />
            <span>{day(finding.dueOn)} 前</span>
          </span>
          {finding.reply && <span className="ag-soft">整改：{finding.reply}</span>}
        </li>
      ))}
    </ol>
  )
}
