import { Evidence } from '#kernel/files/console/evidence.tsx'
import type { FilePlace, SentFile } from '#kernel/files/console/sent-file.ts'
import type { FieldFault } from '#kernel/ui/api.ts'
import { Icon } from '#kernel/ui/icons.tsx'
import type { Field } from '../../model/fields.ts'
import type { CaseFace } from '../face.ts'
import type { Values } from '../fields.ts'
import { FieldControl } from './field-control.tsx'

interface ActFieldsProps {
  face: CaseFace
  fields: readonly Field[]
  values: Values
  faults: readonly FieldFault[]
  prefix: string
  caseId: string | null
  onSet(key: string, value: unknown): void
}

/** Fields of an act one under the other: label, hint, fault, control. */
export function ActFields({ face, fields, values, faults, prefix, caseId, onSet }: ActFieldsProps) {
  return fields.map((field) => {
    const id = fieldId(prefix, field.key)
    const fault = faults.find(({ pointer }) => pointer === `/input/${field.key}`)?.message
    const hint = face.hints?.[field.key]
    return (
      <div key={field.key} className={`ag-field ${fault ? 'ag-field-fault' : ''}`}>
        <label htmlFor={id}>
          {field.title}
          {field.optional && <span className="ag-pale ag-optional">选填</span>}
        </label>
        {hint && <small>{hint}</small>}
        {fault && (
          <span className="ag-fault" role="alert">
            <Icon name="warn" size={14} /> {fault}
          </span>
        )}
        <FieldControl
          face={face}
          field={field}
          caseId={caseId}
          id={id}
          value={values[field.key]}
          faulty={Boolean(fault)}
          onChange={(value) => onSet(field.key, value)}
        />
      </div>
    )
  })
}

export const fieldId = (prefix: string, key: string) => `${prefix}-${key}`

interface ActEvidenceProps {
  prefix: string
  least: number
  faults: readonly FieldFault[]
  place: FilePlace
  files: readonly SentFile[]
  onChange(change: (files: SentFile[]) => SentFile[]): void
  large?: boolean
}

/** Photographs and files of an act; says so when it needs some. */
export function ActEvidence({ prefix, least, faults, ...rest }: ActEvidenceProps) {
  return (
    <Evidence
      large={matchMedia('(pointer: coarse)').matches}
      {...rest}
      id={fieldId(prefix, 'attachments')}
      label={least > 0 ? '照片或文件' : '照片或文件（选填）'}
      hint={least > 0 ? `至少 ${least} 张照片，或 ${least} 个文件` : undefined}
      fault={faults.find(({ pointer }) => pointer === '/attachments')?.message}
    />
  )
}

/** What is still missing, each leading to its field. */
export function FaultSummary({
  faults,
  fields,
  prefix,
}: {
  faults: readonly FieldFault[]
  fields: readonly Field[]
  prefix: string
}) {
  if (faults.length < 2) return null
  const keyOf = (pointer: string) => pointer.replace(/^\/(input\/)?/, '')
  const title = (key: string) =>
    key === 'attachments' ? '照片或文件' : (fields.find((field) => field.key === key)?.title ?? key)
  return (
    <div className="ag-notice" role="alert">
      <strong className="ag-warn">还差 {faults.length} 处</strong>
      <span className="ag-row ag-wrap">
        {faults.map(({ pointer }) => (
          <button
            key={pointer}
            type="button"
            className="ag-link"
            onClick={() => document.getElementById(fieldId(prefix, keyOf(pointer)))?.focus()}
          >
            {title(keyOf(pointer))}
          </button>
        ))}
      </span>
    </div>
  )
}
