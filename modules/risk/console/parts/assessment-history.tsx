import { count, day } from '#kernel/ui/format.ts'
import { RiskMark } from '#kernel/ui/marks.tsx'
import { Sheet } from '#kernel/ui/parts.tsx'
import { type DirectReason, directReasons } from '../../model/codes.ts'
import { methodFactors } from '../../model/methods.ts'
import { markLevel, type RiskFile } from '../api.ts'

/** Every grading of a point with its values, day, reason and who did it. */
export function AssessmentHistory({ file }: { file: RiskFile }) {
  return (
    <Sheet title="评估记录" meta={`${count(file.assessments.length)} 次`}>
      <ul className="ag-assessments">
        {file.assessments.map(({ id, on, method, values, score, level, directReason, why, by }) => (
          <li key={id}>
            <RiskMark level={markLevel(level)} />
            <div>
              <p>{why}</p>
              <p className="ag-meta">
                {day(on)} {by.name}，{method} {methodFactors[method].map(({ key }) => count(values[key])).join(' × ')} ={' '}
                {count(score)}
                {directReason && `，直判：${directReasons[directReason as DirectReason]}`}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
