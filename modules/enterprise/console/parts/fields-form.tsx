import { useEffect, useRef } from 'react'
import type { ApiProblem } from '#kernel/ui/api.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import type { Field } from '../../model/fields.ts'
import type { LedgerField } from '../../model/ledger-field.ts'
import { FieldInput } from './field-input.tsx'
import { valueWords } from './field-value.ts'

/** What has been typed, by field; a field that was not touched is not there. */
export type Typed = Record<string, unknown>

interface FieldsFormProps {
  fields: readonly (Field | LedgerField)[]
  /** Values as they stand. */
  present: Record<string, unknown>
  typed: Typed
  onType(typed: Typed): void
  problem: ApiProblem | null
  /** Values of personal data are masked; an untouched box then stays empty and nothing is sent. */
  masked: boolean
  /** Fields that somebody else changed meanwhile, with their former value. */
  moved?: Record<string, unknown>
  prefix: string
}

/** Fields in two columns: label above, hint and error under it. Never clears what was typed. */
export function FieldsForm({ fields, present, typed, onType, problem, masked, moved, prefix }: FieldsFormProps) {
  return (
    <div className="ag-form-grid">
      {fields.map((field) => {
        const id = `${prefix}-${field.key}`
        const fault = faultOf(problem, field.key)
        const hidden = Boolean(masked && field.personal && present[field.key])
        const value = field.key in typed ? typed[field.key] : hidden ? '' : present[field.key]
        const long = field.type === 'text' && (field.max ?? 0) > 500
        const freshDays = 'freshDays' in field ? field.freshDays : undefined
        return (
          <div
            key={field.key}
            className={`ag-field ${fault ? 'ag-field-fault' : ''}`}
            style={long ? { gridColumn: '1 / -1' } : undefined}
          >
            <label htmlFor={id}>
              {field.label}
              {!field.required && <small> 选填</small>}
              {freshDays && <small> · 关键信息，{freshDays} 天内有效</small>}
            </label>
            {hidden && !(field.key in typed) && <small>现为 {String(present[field.key])}，不填就不改</small>}
            {moved && field.key in moved && (
              <small className="ag-soon">别人刚改为「{valueWords(field, present[field.key]) ?? '空'}」</small>
            )}
            {fault && (
              <span className="ag-fault" role="alert">
                <Icon name="warn" size={14} /> {fault}
              </span>
            )}
            <FieldInput
              field={field}
              id={id}
              value={value}
              faulty={Boolean(fault)}
              onChange={(next) => onType({ ...typed, [field.key]: next })}
            />
          </div>
        )
      })}
    </div>
  )
}

/** The complaint about a field, wherever the body held it. */
export function faultOf(problem: ApiProblem | null, key: string): string | undefined {
  return problem?.about(`/${key}`) ?? problem?.about(`/values/${key}`) ?? problem?.about(`/data/${key}`)
}

/** How many fields are complained of, as a line above a form with links to them. */
export function FaultSummary({
  problem,
  fields,
  prefix,
}: {
  problem: ApiProblem
  fields: readonly { key: string; label: string }[]
  prefix: string
}) {
  const box = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: every new refusal is brought into sight
  useEffect(() => {
    box.current?.scrollIntoView({ block: 'center' })
    box.current?.focus({ preventScroll: true })
  }, [problem])
  const faulty = fields.filter((field) => faultOf(problem, field.key))
  return (
    <div ref={box} tabIndex={-1} className="ag-notice" role="alert">
      <strong className="ag-warn">没有存上。{faulty.length > 0 ? `还差 ${faulty.length} 处` : problem.title}</strong>
      <span>
        {faulty.length > 0
          ? faulty.map((field) => (
              <a key={field.key} href={`#${prefix}-${field.key}`} style={{ marginRight: 12 }}>
                {field.label}
              </a>
            ))
          : problem.detail}
      </span>
      <span className="ag-meta">您填的内容还在本页。</span>
    </div>
  )
}
