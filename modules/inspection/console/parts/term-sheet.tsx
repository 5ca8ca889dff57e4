import type { WidgetProps } from '#kernel/cases/console/face.ts'
import { DayInput } from '#kernel/ui/day-input.tsx'
import { useSiteFindings } from '../use-findings.ts'

interface Term {
  no: number
  dueOn: string
}

/** A term of its own for single problems; what has none follows the term of the order. */
export function TermSheet({ id, value, caseId, onChange }: WidgetProps) {
  const findings = useSiteFindings(caseId)
  const given = Array.isArray(value) ? (value as Term[]) : []
  return (
    <div id={id} tabIndex={-1} className="ag-site-list">
      {findings.map(({ what }, at) => {
        const no = at + 1
        const dueOn = given.find((one) => one.no === no)?.dueOn ?? ''
        const rest = given.filter((one) => one.no !== no)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a problem is told by its number
          <div key={at} className="ag-site-term">
            <span>
              <b>{no}</b>　{what}
            </span>
            <DayInput
              aria-label={`第 ${no} 项的期限`}
              value={dueOn}
              onChange={(day) =>
                onChange(
                  day
                    ? [...rest, { no, dueOn: day }].toSorted((a, b) => a.no - b.no)
                    : rest.length > 0
                      ? rest
                      : undefined,
                )
              }
            />
          </div>
        )
      })}
    </div>
  )
}
