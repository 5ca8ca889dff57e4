import { Sheet } from '#kernel/ui/parts.tsx'
import type { Field } from '#standards/document-layout/block.ts'
import type { DocumentTemplate } from '#standards/legal-document/template.ts'
import { useAgencies } from '../api.ts'
import { ValueField } from './value-field.tsx'
import '../legal.css'

/** Fields nobody types: the issue gives them, or they are written on paper. */
const isGiven = ({ type, source }: Field): boolean =>
  type === 'signature' || type === 'seal' || source === 'document.no' || source === 'document.sealedAt'

const GROUPS: readonly [title: string, meta: string, holds: (field: Field) => boolean][] = [
  ['当事人和经过', '平台知道的已经填好，请核对', (field) => !isOfAgency(field) && field.source !== 'hand'],
  ['机关', '来自执法机关信息，只在这份文书里改', (field) => isOfAgency(field)],
  ['当场填写', '可以留空，由签字的人在纸上写', (field) => field.source === 'hand'],
]

const isOfAgency = ({ source }: Field): boolean => source.startsWith('agency.')

interface FormProps {
  template: DocumentTemplate
  values: Record<string, unknown>
  onChange(key: string, value: unknown): void
}

/** The form of a document, made from the fields of its template and grouped by who knows them. */
export function ValuesForm({ template, values, onChange }: FormProps) {
  const agencies = useAgencies()
  const officers = (agencies.data?.items ?? []).flatMap((agency) => agency.officers)
  const asked = template.fields.filter((field) => !isGiven(field))
  return (
    <>
      {GROUPS.map(([title, meta, holds]) => {
        const fields = asked.filter(holds)
        if (fields.length === 0) return null
        return (
          <Sheet key={title} title={title} meta={meta}>
            <div className="ag-pad ag-legal-fields">
              {fields.map((field) => (
                <ValueField
                  key={field.key}
                  field={field}
                  officers={officers}
                  value={values[field.key]}
                  onChange={(value) => onChange(field.key, value)}
                />
              ))}
            </div>
          </Sheet>
        )
      })}
    </>
  )
}
