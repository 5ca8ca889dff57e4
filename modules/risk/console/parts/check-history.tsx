import { day } from '#kernel/ui/format.ts'
import { StatusMark } from '#kernel/ui/marks.tsx'
import { Sheet } from '#kernel/ui/parts.tsx'
import type { RiskFile } from '../api.ts'

/** The latest looks at the measures of a point: who, when, whether it works, and what was seen. */
export function CheckHistory({ file }: { file: RiskFile }) {
  if (file.checks.length === 0) return null
  return (
    <Sheet title="措施检查记录" meta="最近 20 次">
      <ul className="ag-opinions">
        {file.checks.map(({ id, control, on, result, text, by }) => (
          <li key={id}>
            <p>
              <StatusMark kind={result === 'works' ? 'done' : 'late'}>
                {result === 'works' ? '有效' : '失效'}
              </StatusMark>{' '}
              {control}
              {text && <span className="ag-soft">：{text}</span>}
            </p>
            <p className="ag-meta">
              {day(on)} {by.name}
            </p>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
