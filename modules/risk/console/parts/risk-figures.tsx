import type { Search } from '#kernel/ui/address.ts'
import { count } from '#kernel/ui/format.ts'
import { RiskMark } from '#kernel/ui/marks.tsx'
import { To } from '#kernel/ui/parts.tsx'
import { LEVELS, markLevel, type RiskSummary } from '../api.ts'

interface RiskFiguresProps {
  summary: RiskSummary | undefined
  /** Place or enterprise the figures are of. */
  of: Search
}

/** Risk points by level, and what is to be done; every figure opens its rows. */
export function RiskFigures({ summary, of }: RiskFiguresProps) {
  const todo = [
    { label: '评估过期', value: summary?.reviewOverdue, search: { review: 'overdue' } },
    { label: '需重新评估', value: summary?.reassess, search: { reassess: 'true' } },
    { label: '措施失效', value: summary?.controlsFailed, search: { controls: 'failed' } },
    { label: '措施该检查了', value: summary?.controlsDue, search: { controls: 'due' } },
    { label: '意见没有回复', value: summary?.opinionOpen, search: { opinion: 'open' } },
  ]
  return (
    <section className="ag-risk-figures" aria-label="风险点数量">
      <ul>
        {LEVELS.map((level) => (
          <li key={level}>
            <RiskMark level={markLevel(level)} words />
            <To to="/risks" search={{ ...of, level: String(level) }} className="ag-opens">
              <b>{count(summary?.byLevel[level])}</b>
            </To>
          </li>
        ))}
      </ul>
      <ul>
        {todo.map(({ label, value, search }) => (
          <li key={label}>
            <span className="ag-soft">{label}</span>
            {value ? (
              <To to="/risks" search={{ ...of, ...search }} className="ag-opens">
                <b className="ag-warn">{count(value)}</b>
              </To>
            ) : (
              <b>{count(value)}</b>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
