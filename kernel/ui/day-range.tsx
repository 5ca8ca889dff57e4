import { DayInput } from './day-input.tsx'

interface DayRangeProps {
  /** What the days are of. */
  label: string
  from: string | undefined
  to: string | undefined
  onChange(patch: { from?: string | undefined; to?: string | undefined }): void
}

/** First and last day of a list, either may be missing. */
export function DayRange({ label, from, to, onChange }: DayRangeProps) {
  return (
    <fieldset className="ag-day-range" aria-label={label}>
      <span className="ag-pale" aria-hidden="true">
        {label}
      </span>
      <DayInput
        size="small"
        aria-label={`${label}从`}
        value={from ?? ''}
        max={to}
        onChange={(day) => onChange({ from: day || undefined })}
      />
      <span className="ag-pale">至</span>
      <DayInput
        size="small"
        aria-label={`${label}到`}
        value={to ?? ''}
        min={from}
        onChange={(day) => onChange({ to: day || undefined })}
      />
      {(from || to) && (
        <button type="button" className="ag-link" onClick={() => onChange({ from: undefined, to: undefined })}>
          不限日期
        </button>
      )}
    </fieldset>
  )
}
