import { Input } from 'antd'
import type { ReactNode } from 'react'
import { useFault } from './act-form.tsx'
import type { ApiProblem } from './api.ts'
import { DayInput } from './day-input.tsx'
import { Icon } from './icons.tsx'

interface FieldProps {
  id: string
  label: string
  hint?: string
  /** Pointer of the field in the body, to show the server's complaint about it. */
  pointer?: string
  /** Only outside an ActForm, which tells its fields itself. */
  problem?: ApiProblem | null
  children: ReactNode
}

/** A control with its label above, hint under it, complaint between. */
export function FormField({ id, label, hint, pointer, problem, children }: FieldProps) {
  const told = useFault(pointer)
  const fault = told ?? (pointer ? problem?.about(pointer) : undefined)
  return (
    <div className={`ag-field ${fault ? 'ag-field-fault' : ''}`}>
      <label htmlFor={id}>{label}</label>
      {hint && <small>{hint}</small>}
      {fault && (
        <span className="ag-fault" role="alert">
          <Icon name="warn" size={14} /> {fault}
        </span>
      )}
      {children}
    </div>
  )
}

interface TextFieldProps extends Omit<FieldProps, 'children'> {
  value: string
  max?: number
  placeholder?: string
  onChange(value: string): void
}

/** A line of text. */
export function TextField({ value, max, placeholder, onChange, ...field }: TextFieldProps) {
  return (
    <FormField {...field}>
      <Input
        id={field.id}
        maxLength={max}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </FormField>
  )
}

interface DayFieldProps extends Omit<FieldProps, 'children'> {
  value: string
  /** First and last day that may be chosen. */
  min?: string
  max?: string
  onChange(value: string): void
}

/** A day, chosen from the calendar or typed. */
export function DayField({ value, min, max, onChange, ...field }: DayFieldProps) {
  return (
    <FormField {...field}>
      <DayInput id={field.id} min={min} max={max} value={value} onChange={onChange} />
    </FormField>
  )
}

/** Why an act was refused, above its form; complaints about single fields stand at the fields. */
export function Refusal({ problem }: { problem: ApiProblem | null }) {
  if (!problem) return null
  const detail = problem.detail.replace(/。$/, '') === problem.title ? '' : problem.detail
  return (
    <div className="ag-notice" role="alert">
      <strong className="ag-warn">{problem.title}</strong>
      {detail && <span>{detail}</span>}
      <span className="ag-meta">您填的内容还在本页。</span>
    </div>
  )
}
