import { Checkbox } from 'antd'
import type { WidgetProps } from '#kernel/cases/console/face.ts'
import { ProblemPanel, Waiting } from '#kernel/ui/parts.tsx'
import { useProgress, useReadiness } from '../api.ts'

/** Chooses grids of the next level, each with what it lacks to carry the task out. */
export function GridList({ id, value, caseId, onChange }: WidgetProps) {
  const read = useReadiness(caseId ?? null)
  const progress = useProgress(caseId ?? null)
  const chosen = new Set(Array.isArray(value) ? (value as string[]) : [])
  if (read.error) return <ProblemPanel error={read.error} retry={() => void read.refetch()} />
  if (!read.data) return <Waiting lines={3} />
  const handed = new Set(progress.data?.items.flatMap(({ gridCode, taskId }) => (taskId ? [gridCode] : [])))
  const left = read.data.items.filter(({ gridCode }) => !handed.has(gridCode))
  const codes = left.map(({ gridCode }) => gridCode)
  if (codes.length === 0) return <p className="ag-soft">下级网格都已经下达。</p>
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
      {left.map(({ gridCode, gridName, missing }) => (
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
