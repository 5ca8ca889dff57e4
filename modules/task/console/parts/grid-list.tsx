import { Checkbox } from 'antd'
import type { WidgetProps } from '#kernel/cases/console/face.ts'
import { ProblemPanel, Waiting } from '#kernel/ui/parts.tsx'
import { type GridReadiness, type Readiness, useProgress, useReadiness } from '../api.ts'

/** Chooses grids of the next level, and says what they lack to carry the task out. */
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
  // Where all lack the same, it stands above once and says nothing of any single one.
  const alike = new Set(left.map(({ missing }) => missing.join('\n'))).size === 1
  const pick = (code: string, on: boolean) => onChange(codes.filter((one) => (one === code ? on : chosen.has(one))))
  return (
    <div className="ag-stack">
      <Lacking grids={left} />
      <fieldset id={id} className="ag-task-grids" tabIndex={-1} aria-label="下级网格">
        <Checkbox
          checked={chosen.size === codes.length}
          indeterminate={chosen.size > 0 && chosen.size < codes.length}
          onChange={({ target }) => onChange(target.checked ? codes : [])}
        >
          全部 {codes.length} 个
        </Checkbox>
        {left.map(({ gridCode, gridName, targets, missing }) => (
          <Checkbox
            key={gridCode}
            checked={chosen.has(gridCode)}
            onChange={({ target }) => pick(gridCode, target.checked)}
          >
            {gridName}
            <span className="ag-task-count">{targets} 家</span>
            {!alike && missing.length > 0 && <span className="ag-task-missing">缺 {missing.length} 项</span>}
          </Checkbox>
        ))}
      </fieldset>
      <Left chosen={chosen} grids={left} readiness={read.data} />
    </div>
  )
}

/** What comes of the enterprises that are handed to nobody. */
function Left({ chosen, grids, readiness }: { chosen: Set<string>; grids: GridReadiness[]; readiness: Readiness }) {
  const unchosen = grids.filter(({ gridCode, targets }) => !chosen.has(gridCode) && targets > 0)
  const targets = unchosen.reduce((sum, grid) => sum + grid.targets, 0)
  const fate = readiness.rest === 'here' ? '仍由本级登记' : '不在任务里，以后可以再下达'
  return (
    <>
      {unchosen.length > 0 && (
        <p className="ag-meta">
          没选的 {unchosen.length} 个网格有 {targets} 家，{fate}。
        </p>
      )}
      {readiness.own > 0 && (
        <p className="ag-meta">
          另有 {readiness.own} 家不在任何下级网格，{readiness.rest === 'here' ? '由本级登记' : '不会成为对象'}。
        </p>
      )}
    </>
  )
}

/** Names said of a group before only their number is. */
const NAMED = 6

/** What grids lack, said once for all that lack the same, those with the most grids first. */
function Lacking({ grids }: { grids: readonly GridReadiness[] }) {
  const groups = [...Map.groupBy(grids, ({ missing }) => missing.join('\n')).values()]
    .filter(([first]) => first && first.missing.length > 0)
    .sort((a, b) => b.length - a.length)
  if (groups.length === 0) return null
  return (
    <div className="ag-task-lacking">
      {groups.map((group) => {
        const [first] = group as [GridReadiness]
        const names = group.map(({ gridName }) => gridName)
        const where = group.length === 1 ? names[0] : `${group.length} 个网格`
        return (
          <details key={first.gridCode}>
            <summary>
              {first.missing.length} 项缺口 × {where}
            </summary>
            {group.length > 1 && (
              <p className="ag-meta">
                {names.slice(0, NAMED).join('、')}
                {names.length > NAMED && ` 等 ${names.length} 个`}
              </p>
            )}
            <ul>
              {first.missing.map((gap) => (
                <li key={gap}>{gap}</li>
              ))}
            </ul>
          </details>
        )
      })}
      <p className="ag-meta">有缺口也能下达，只是提醒；缺口在网格页的评分表里补。</p>
    </div>
  )
}
