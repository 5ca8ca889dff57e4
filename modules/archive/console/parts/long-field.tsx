import { Input } from 'antd'
import { FormField } from '#kernel/ui/text-field.tsx'

interface LongFieldProps {
  id: string
  label: string
  hint?: string
  pointer: string
  max: number
  value: string
  onChange(value: string): void
}

/** A text of some lines with its label. */
export function LongField({ id, label, hint, pointer, max, value, onChange }: LongFieldProps) {
  return (
    <FormField id={id} label={label} pointer={pointer} {...(hint ? { hint } : {})}>
      <Input.TextArea
        id={id}
        maxLength={max}
        autoSize={{ minRows: 2, maxRows: 8 }}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </FormField>
  )
}
