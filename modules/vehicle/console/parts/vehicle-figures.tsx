import type { Search } from '#kernel/ui/address.ts'
import { count } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { To } from '#kernel/ui/parts.tsx'
import type { VehicleSummary } from '../api.ts'
import { motionMarks, motionWords } from '../words.ts'

interface VehicleFiguresProps {
  summary: VehicleSummary | undefined
  /** Page the figures narrow, and the place they are of. */
  to: string
  of: Search
}

/** How many drive, stand, are silent, are loaded, have alerts; every figure narrows to its vehicles. */
export function VehicleFigures({ summary, to, of }: VehicleFiguresProps) {
  const motions = (['moving', 'standing', 'silent', 'never'] as const).map((motion) => ({
    label: <StatusMark kind={motionMarks[motion]}>{motionWords[motion]}</StatusMark>,
    key: motion,
    value: summary?.[motion],
    search: { state: motion },
  }))
  const more = [
    { label: '载货', key: 'loaded', value: summary?.loaded, search: { loaded: 'true' } },
    { label: '有未处理报警', key: 'alerting', value: summary?.alerting, search: { alerts: 'open' } },
  ]
  return (
    <ul className="ag-vehicle-figures" aria-label="车辆数量">
      {[...motions, ...more].map(({ label, key, value, search }) => (
        <li key={key}>
          <span className="ag-soft">{label}</span>
          {value ? (
            <To to={to} search={{ ...of, ...search }} className="ag-opens">
              <b>{count(value)}</b>
            </To>
          ) : (
            <b>{count(value)}</b>
          )}
        </li>
      ))}
    </ul>
  )
}
