import { count, day } from '#kernel/ui/format.ts'
import { RiskMark } from '#kernel/ui/marks.tsx'
import { controlDuties, type DirectReason, directReasons } from '../../model/codes.ts'
import { bandSets, type Method, methodFactors } from '../../model/methods.ts'
import type { FactorValues, Grade } from '../../model/rules.ts'
import { markLevel } from '../api.ts'

interface GradeResultProps {
  method: Method
  values: FactorValues
  grade: Grade | null
  /** Day of the next assessment. */
  due: string | null
  direct?: DirectReason | null
}

/** What a grading comes to: level and colour, how it was worked out, who controls it, until when it holds. */
export function GradeResult({ method, values, grade, due, direct }: GradeResultProps) {
  if (!grade)
    return (
      <aside className="ag-grade-result" aria-live="polite">
        <b>等级</b>
        <p className="ag-soft">几个问题都选了，这里马上给出等级。</p>
      </aside>
    )
  const set = bandSets.find(({ code }) => code === grade.bandSet)
  const duty = controlDuties[grade.level]
  const factors = methodFactors[method].map(({ key }) => count(values[key])).join(' × ')
  return (
    <aside className="ag-grade-result" data-level={grade.level} aria-live="polite">
      <b>等级</b>
      <p className="ag-grade-level">
        <RiskMark level={markLevel(grade.level)} words size={24} />
      </p>
      <dl className="ag-facts">
        <div>
          <dt>怎么算的</dt>
          <dd>
            {factors} = {count(grade.score)}
            {grade.scored !== grade.level && (
              <>
                ，按分值为 <RiskMark level={markLevel(grade.scored)} words />
              </>
            )}
          </dd>
        </div>
        {direct && (
          <div>
            <dt>直判</dt>
            <dd>{directReasons[direct]}</dd>
          </div>
        )}
        <div>
          <dt>分档</dt>
          <dd>
            {set?.title}
            {set && <span className="ag-pale">（{set.unverified}）</span>}
          </dd>
        </div>
        <div>
          <dt>谁管</dt>
          <dd>
            {duty.layer}：{duty.duty}
          </dd>
        </div>
        {due && (
          <div>
            <dt>下次评估</dt>
            <dd>{day(due)} 前</dd>
          </div>
        )}
      </dl>
    </aside>
  )
}
