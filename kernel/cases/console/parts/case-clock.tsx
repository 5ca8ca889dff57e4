import { Popover } from 'antd'
import type { CaseClockValue } from '../api.ts'
import { basisOf, sayClock } from '../clock-words.ts'
import '../case-clock.css'

interface CaseClockProps {
  clock: CaseClockValue | null
  bar?: boolean
  /** Whether it says of which step it is the clock. */
  named?: boolean
}

/** A clock in words with its bar; pressed, it tells the rule it rests on. */
export function CaseClock({ clock, bar, named }: CaseClockProps) {
  if (!clock) return <span className="ag-pale">—</span>
  const { words, tone, used } = sayClock(clock)
  const drawn = bar && (tone === 'calm' || tone === 'soon')
  return (
    <Popover content={<div style={{ maxWidth: 320 }}>{basisOf(clock)}</div>}>
      <span className="ag-case-clock" data-tone={tone}>
        <span className={`ag-clock ag-clock-${tone}`}>{words}</span>
        {named && <small className="ag-case-clock-step">{clock.title}</small>}
        {drawn && (
          <i aria-hidden="true">
            <b style={{ width: `${Math.round(used * 100)}%` }} />
          </i>
        )}
      </span>
    </Popover>
  )
}
