import { Radio, Segmented, Select } from 'antd'
import { useFault } from '#kernel/ui/act-form.tsx'
import { today } from '#kernel/ui/format.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import { directReasons } from '../../model/codes.ts'
import { type Factor, type Method, methodFactors, methodNames } from '../../model/methods.ts'
import { gradeRisk, reviewDueOn } from '../../model/rules.ts'
import type { RiskRules } from '../api.ts'
import { GradeResult } from './grade-result.tsx'

/** A grading while it is filled in. */
export interface GradeDraft {
  method: Method
  values: Readonly<Record<string, number>>
  directReason: string | null
}

export const emptyGrade: GradeDraft = { method: 'LS', values: {}, directReason: null }

/** Whether every factor is answered. */
export const isGraded = ({ method, values }: GradeDraft) =>
  methodFactors[method].every(({ key }) => values[key] !== undefined)

interface GradeFieldsProps {
  draft: GradeDraft
  rules: RiskRules | undefined
  onChange(draft: GradeDraft): void
}

/** Questions in plain words, one per factor; the level and its colour stand beside as soon as all are answered. */
export function GradeFields({ draft, rules, onChange }: GradeFieldsProps) {
  const on = today()
  const whole = isGraded(draft)
  const grade = whole && rules ? gradeRisk(draft.method, draft.values, directOf(draft), rules, on) : null
  return (
    <div className="ag-grade">
      <div className="ag-stack">
        <div className="ag-field">
          <label htmlFor="risk-method">评估方法</label>
          <small>两种都可以，按本企业的制度选；不知道选哪种就用风险矩阵</small>
          <Segmented
            id="risk-method"
            options={Object.entries(methodNames).map(([value, label]) => ({ value, label }))}
            value={draft.method}
            style={{ justifySelf: 'start' }}
            onChange={(method) => onChange({ ...draft, method: method as Method, values: {} })}
          />
        </div>
        {methodFactors[draft.method].map((factor) => (
          <FactorField
            key={`${draft.method}${factor.key}`}
            factor={factor}
            value={draft.values[factor.key]}
            onChange={(value) => onChange({ ...draft, values: { ...draft.values, [factor.key]: value } })}
          />
        ))}
        <div className="ag-field">
          <label htmlFor="risk-direct">
            有没有下面的情形<span className="ag-pale ag-optional">选填</span>
          </label>
          <small>有一项就直接定为红色（直判）；清单未经核实，以本地规定为准</small>
          <Select
            id="risk-direct"
            allowClear
            placeholder="没有"
            value={draft.directReason ?? undefined}
            options={Object.entries(directReasons).map(([value, label]) => ({ value, label }))}
            onChange={(reason: string | undefined) => onChange({ ...draft, directReason: reason ?? null })}
          />
        </div>
      </div>
      <GradeResult
        method={draft.method}
        values={draft.values}
        grade={grade}
        due={grade && rules ? reviewDueOn(grade.level, on, rules) : null}
      />
    </div>
  )
}

const directOf = ({ directReason }: GradeDraft) => directReason as keyof typeof directReasons | null

interface FactorFieldProps {
  factor: Factor
  value: number | undefined
  onChange(value: number): void
}

function FactorField({ factor, value, onChange }: FactorFieldProps) {
  const fault = useFault(`/assessment/values/${factor.key}`)
  const id = `factor-${factor.key}`
  return (
    <div className={`ag-field ${fault ? 'ag-field-fault' : ''}`}>
      <span id={id} className="ag-field-label">
        {factor.question} <span className="ag-pale">{factor.title}</span>
      </span>
      {fault && (
        <span className="ag-fault" role="alert">
          <Icon name="warn" size={14} /> {fault}
        </span>
      )}
      <Radio.Group
        aria-labelledby={id}
        className="ag-factor"
        value={value}
        onChange={({ target }) => onChange(target.value as number)}
      >
        {factor.choices.map((choice) => (
          <Radio key={choice.value} value={choice.value}>
            {choice.words}
          </Radio>
        ))}
      </Radio.Group>
    </div>
  )
}
