import type { Field } from '../../model/fields.ts'
import type { EnterpriseFile } from '../api.ts'
import { FactMoon, factPhase } from './fact-moon.tsx'
import { valueWords } from './field-value.ts'

interface FieldListProps {
  fields: readonly Field[]
  values: Record<string, unknown>
  /** Confirmations; undefined when a past day is shown. */
  facts: EnterpriseFile['facts'] | undefined
  /** Fields about which sources disagree. */
  disputed: ReadonlySet<string>
}

/** Fields of a part as ruled lines in two columns: label, value, freshness. */
export function FieldList({ fields, values, facts, disputed }: FieldListProps) {
  return (
    <dl className="ag-fields">
      {fields.map((field) => {
        const words = valueWords(field, values[field.key])
        const fact = facts?.find((candidate) => candidate.field === field.key)
        const ages = field.freshDays !== undefined && facts !== undefined
        const bad = ages && (disputed.has(field.key) || factPhase(field, fact) === 'dark')
        const long = (words?.length ?? 0) > 40
        const code = field.type === 'uscc' || field.type === 'phone' || field.type === 'lng' || field.type === 'lat'
        return (
          <div key={field.key} className={`${bad ? 'ag-field-bad' : ''} ${long ? 'ag-field-long' : ''}`}>
            <dt>{field.label}</dt>
            <dd className={code ? 'ag-code' : undefined}>{words ?? <span className="ag-pale">—</span>}</dd>
            <dd className="ag-field-moon">
              {ages && <FactMoon field={field} fact={fact} disputed={disputed.has(field.key)} />}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
