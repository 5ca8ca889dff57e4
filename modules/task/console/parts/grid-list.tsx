import { Checkbox } from 'antd'
import type { WidgetProps } from '#kernel/cases/console/face.ts'
import { ProblemPanel, Waiting } from '#kernel/ui/parts.tsx'
import { useReadiness } from '../api.ts'

/** Chooses grids of the next level, each with what it lacks to carry the task out. */
export function GridList({ id, value, caseId, onChange }: WidgetProps) {
  const read = useReadiness(caseId ?? null)
  const chosen = new Set(Array.isArray(value) ? (value as string[]) : [])
  if (read.error) return <ProblemPanel error={read.error} retry={() => void read.refetch()} />
  if (!read.data) return <Waiting lines={3} />
  const codes = read.data.items.map(({ gridCode }) => gridCode)
  const pick = (code: string, on: boolean) => onChange(codes.filter((one) => (one === code ? on : chosen.has(one))))
  return (
    <fieldset id={id} className="ag-task-grids" tabIndex={-1} aria-label="下级网格">
      <Checkbox
        checked={chosen.size === codes.length}
        indeterminate={chosen.size > 0 && chosen.size < codes.length}
        onChange={({ target }) => onChange(target.checked ? codes : [])}
      >
        全部 {codes.length} 个
      </Checkbox>
      {read.data.items.map(({ gridCode, gridName, missing }) => (
        <Checkbox
          key={gridCode}
          checked={chosen.has(gridCode)}
          onChange={({ target }) => pick(gridCode, target.checked)}
        >
          {gridName}
          {missing.length > 0 && (
            <span className="ag-task-missing" title={missing.join('；')}>
              缺：{missing[0]}
              {missing.length > 1 && ` 等 ${missing.length} 项`}
            </span>
          )}
        </Checkbox>
      ))}
    </fieldset>
  )
}
